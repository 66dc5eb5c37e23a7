"""Plans as pages list them, one with its story, and the weeks before it beside the weeks since."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from sync.service import helped
from sync.service.access import Viewer
from sync.service.db.models import Activity, CheckIn, Plan, PlanNote, Pupil, SchoolClass
from sync.service.helping import FEW
from sync.service.pages.messages import counted
from sync.service.pages.queries.people import name_of, staff_names

SHOWN = 200
"""Plans on one page."""
LONGEST_WEEKS = 13
"""Weeks that are set beside each other at most: about a term."""
NOW = ("easier", "same", "harder")


@dataclass(frozen=True, slots=True)
class Listed:
    """One plan of a list."""

    plan: Plan
    name: str
    picture: str
    classroom: str
    state: str
    """`Review due`, `Running`, `Not begun`, `Past its end` or `Closed`."""

    @property
    def due(self) -> bool:
        return self.state in ("Review due", "Past its end")


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a plan's story."""

    at: datetime
    who: str
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Weeks:
    """A child's weeks on one side of a plan's first day."""

    first: date
    last: date
    check_ins: int
    weeks: int
    values: tuple[float, ...]
    """The means of the days that have one, -2..2."""
    now: tuple[int, int, int]
    """*Easier*, *the same* and *harder* after an activity."""

    @property
    def often(self) -> str:
        """`4.3 a week`, or that it is too few to say."""
        return f"{self.check_ins / self.weeks:.1f} a week" if self.check_ins >= FEW else "too few to say"

    @property
    def span(self) -> tuple[float, float] | None:
        """The middle half of the days, on -2..2; None under `FEW` days."""
        if len(self.values) < FEW:
            return None
        ordered = sorted(self.values)
        cut = len(ordered) // 4
        return ordered[cut], ordered[-1 - cut]

    @property
    def usual(self) -> str:
        """`mostly from in between to pleasant`, in words, or that it is too few to say."""
        if self.span is None:
            return "too few to say"
        low, high = (_word(value) for value in self.span)
        return f"mostly {low}" if low == high else f"mostly from {low} to {high}"

    @property
    def after(self) -> str:
        """`easier 5, the same 2, harder 1`, or that it is too few to say."""
        if sum(self.now) < FEW:
            return "too few to say"
        said = zip(("easier", "the same", "harder"), self.now, strict=True)
        return ", ".join(f"{word} {times}" for word, times in said if times)

    @property
    def days(self) -> str:
        return counted(len(self.values), "day", "days")


def read_plans(session: Session, viewer: Viewer, today: date, *, closed: bool = False) -> list[Listed]:
    """The plans of the children whom a viewer may see: reviews that are due first, then by the day of the review."""
    which = Plan.closed_at.is_not(None) if closed else Plan.closed_at.is_(None)
    order = (Plan.closed_at.desc(),) if closed else (Plan.review_on, Plan.starts_on)
    rows = session.execute(_plans(viewer).where(which).order_by(*order).limit(SHOWN)).all()
    return [_listed(row[0], row[1], row[2], today) for row in rows]


def read_plan(session: Session, viewer: Viewer, plan_id: uuid.UUID, today: date) -> Listed | None:
    """One plan; None when there is none of that id that the viewer may see."""
    row = session.execute(_plans(viewer).where(Plan.id == plan_id)).first()
    return _listed(row[0], row[1], row[2], today) if row else None


def read_plan_of(session: Session, school_id: uuid.UUID, pupil_id: uuid.UUID) -> Plan | None:
    """The plan of a child that is open, or else the last that was."""
    found = select(Plan).where(Plan.school_id == school_id, Plan.pupil_id == pupil_id)
    return session.scalar(found.order_by(Plan.closed_at.is_not(None), Plan.starts_on.desc()).limit(1))


def read_told(session: Session, school_id: uuid.UUID, plan_id: uuid.UUID) -> list[Told]:
    """The story of a plan, the latest first."""
    found = select(PlanNote).where(PlanNote.school_id == school_id, PlanNote.plan_id == plan_id)
    rows = session.scalars(found.order_by(PlanNote.at.desc(), PlanNote.id)).all()
    names = staff_names(session, school_id, {row.staff_id for row in rows})
    return [Told(row.at, names.get(row.staff_id, ""), row.action.capitalize(), row.text) for row in rows]


def compare(session: Session, plan: Plan, today: date) -> tuple[Weeks, Weeks]:
    """The weeks before a plan's first day, and as many since it; two queries by index."""
    since = max(0, (min(today, plan.ends_on) - plan.starts_on).days) + 1
    weeks = min(LONGEST_WEEKS, max(1, -(-since // 7)))
    first, last = plan.starts_on - timedelta(weeks=weeks), min(today, plan.starts_on + timedelta(weeks=weeks, days=-1))
    theirs = (CheckIn.school_id == plan.school_id, CheckIn.pupil_id == plan.pupil_id)
    rows = session.execute(
        select(CheckIn.school_day, CheckIn.value).where(
            *theirs,
            CheckIn.school_day.between(first, last),
            CheckIn.withdrawn_at.is_(None),
            CheckIn.set_aside_at.is_(None),
        )
    ).all()
    days: dict[date, list[float]] = defaultdict(list)
    times: Counter[bool] = Counter()
    for day, value in rows:
        times[day >= plan.starts_on] += 1
        if value is not None:
            days[day].append(value)
    now: Counter[tuple[bool, str]] = Counter()
    done = select(Activity.school_day, Activity.how_now, func.count()).where(
        Activity.school_id == plan.school_id,
        Activity.pupil_id == plan.pupil_id,
        Activity.how_now.in_(NOW),
        Activity.school_day.between(first, last),
        helped.counted(plan.school_id),
    )
    for day, answer, many in session.execute(done.group_by(Activity.school_day, Activity.how_now)):
        now[day >= plan.starts_on, str(answer)] += many

    def side(after: bool) -> Weeks:
        means = tuple(sum(each) / len(each) for day, each in days.items() if (day >= plan.starts_on) is after)
        easier, same, harder = (now[after, answer] for answer in NOW)
        begins, ends = (plan.starts_on, last) if after else (first, plan.starts_on - timedelta(days=1))
        return Weeks(begins, max(begins, ends), times[after], weeks, means, (easier, same, harder))

    return side(False), side(True)


def _plans(viewer: Viewer) -> Select[Plan, Pupil, str]:
    pupil = and_(Pupil.school_id == Plan.school_id, Pupil.id == Plan.pupil_id)
    classroom = and_(SchoolClass.school_id == Pupil.school_id, SchoolClass.id == Pupil.class_id)
    found = select(Plan, Pupil, SchoolClass.name).join(Pupil, pupil).join(SchoolClass, classroom)
    return found.where(Plan.school_id == viewer.school_id, viewer.classes_seen(Pupil.class_id))


def _listed(plan: Plan, pupil: Pupil, classroom: str, today: date) -> Listed:
    if plan.closed_at is not None:
        state = "Closed"
    elif plan.ends_on < today:
        state = "Past its end"
    elif plan.review_on <= today:
        state = "Review due"
    else:
        state = "Not begun" if plan.starts_on > today else "Running"
    return Listed(plan, name_of(pupil), pupil.picture, classroom, state)


def _word(value: float) -> str:
    if value >= 1.25:
        return "very pleasant"
    if value >= 0.5:
        return "pleasant"
    if value > -0.5:
        return "in between"
    return "unpleasant" if value > -1.25 else "very unpleasant"
