"""The queue of flags, one flag with its story, and how often such a flag was right to look at."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from sync.service.access import Viewer
from sync.service.db.models import (
    OPEN,
    UNREAD,
    FlagNote,
    FlagRow,
    FlagState,
    Pupil,
    Role,
    SchoolClass,
    Staff,
    StaffClass,
)
from sync.service.flags.flag import RESTRICTED, told_to
from sync.service.pages import words
from sync.service.pages.messages import counted, say
from sync.service.pages.queries.filters import Filters
from sync.service.pages.queries.people import name_of, staff_names

RATE_WEEKS = 8
"""Weeks over which a school's own rate of flags is counted."""
FEW = 10
"""Closed flags below which nothing is said about how many led to action."""
ACTED = ("spoke", "support", "dsl")
"""Reasons for closing that mean an adult did something."""
SHOWN = 100
"""Flags on one page."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A flag as a page tells it."""

    id: uuid.UUID
    pupil_id: uuid.UUID
    name: str
    picture: str
    classroom: str
    rule: str
    title: str
    """The rule in words."""
    reason: str
    since: date
    day: date
    sufficiency: str
    rests_on: int
    state: str
    closed: str
    """Why it was closed, in words; empty while it is open."""
    owner: str
    owner_id: uuid.UUID | None
    due_on: date | None
    decided: str
    """Who closed it."""
    raised_at: datetime
    evidence: tuple[str, ...]

    @property
    def unread(self) -> bool:
        """Nobody has looked at it, or not since it rests on something new."""
        return self.state in UNREAD

    @property
    def open(self) -> bool:
        return self.state != FlagState.CLOSED

    @property
    def disclosure(self) -> bool:
        """It may be, or may become, a disclosure: what an adult does then is a card of its own."""
        return self.rule in (*RESTRICTED, "R8")

    def overdue(self, today: date) -> bool:
        """The day on which somebody was to look again has come."""
        return self.due_on is not None and self.due_on <= today


@dataclass(frozen=True, slots=True)
class Rate:
    """How often this school sees flags of one rule, and how many led to action."""

    week: int | None
    """Flags a week, rounded; None when the rule has not been seen for two weeks yet."""
    in_ten: int | None
    """Of ten closed, how many led to action; None when too few were closed."""

    @property
    def sentence(self) -> str:
        """`This school sees about 6 flags like this a week; 4 in 10 led to action.`"""
        if self.week is None:
            return say("This school has seen too few flags like this to say how often they lead to action.")
        often = (
            say("less than one flag like this a week")
            if self.week == 0
            else say("about %(flags)s like this a week", flags=counted(self.week, "flag", "flags"))
        )
        led = (
            say("too few closed to say how many led to action")
            if self.in_ten is None
            else say("%(number)d in 10 led to action", number=self.in_ten)
        )
        return say("This school sees %(often)s; %(led)s.", often=often, led=led)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a flag's story."""

    at: datetime
    who: str
    what: str
    text: str


def may_see(viewer: Viewer) -> ColumnElement[bool]:
    """The flags a viewer may see: their classes' pupils, and restricted rules only for practitioner and DSL."""
    seen = and_(FlagRow.school_id == viewer.school_id, viewer.classes_seen(Pupil.class_id))
    if viewer.role in (Role.PRACTITIONER, Role.DSL):
        return seen
    return and_(seen, FlagRow.rule.not_in(RESTRICTED))


def count_new(session: Session, viewer: Viewer) -> int:
    """How many flags wait for a first look: the number in the navigation. A DSL's holds those passed to them."""
    if not viewer.sees_feelings:
        return 0
    new = select(func.count()).select_from(FlagRow).join(Pupil, _pupil()).where(may_see(viewer))
    waits = [*UNREAD, FlagState.PASSED] if viewer.role is Role.DSL else UNREAD
    return session.scalar(new.where(FlagRow.state.in_(waits))) or 0


def read_queue(session: Session, viewer: Viewer, filters: Filters, today: date) -> list[Shown]:
    """The flags that the filters leave, overdue first; at most `SHOWN`."""
    wanted = _flags(viewer).where(filters.conditions(viewer)).order_by(*filters.order(today)).limit(SHOWN)
    return _shown(session, viewer.school_id, session.execute(wanted).all())


def read_queue_owners(session: Session, viewer: Viewer) -> list[tuple[uuid.UUID, str]]:
    """The adults who own an open flag that the viewer may see, by name."""
    owned = select(FlagRow.owner_id).join(Pupil, _pupil()).where(may_see(viewer), FlagRow.state.in_(OPEN)).distinct()
    names = staff_names(session, viewer.school_id, set(session.scalars(owned)))
    return sorted(names.items(), key=lambda each: each[1])


def read_owners(session: Session, school_id: uuid.UUID, flag: FlagRow | Shown) -> list[tuple[uuid.UUID, str]]:
    """The adults who may see a flag, so that it can be given to them, by name."""
    class_id = session.get_one(Pupil, (school_id, flag.pupil_id)).class_id
    of_class = select(StaffClass.staff_id).where(StaffClass.school_id == school_id, StaffClass.class_id == class_id)
    may: ColumnElement[bool] = Staff.role.in_((Role.PRACTITIONER, Role.DSL))
    if flag.rule not in RESTRICTED:
        may = or_(may, and_(Staff.role == Role.CLASS_ADULT, Staff.id.in_(of_class)))
    found = select(Staff.id, Staff.name).where(Staff.school_id == school_id, Staff.disabled_at.is_(None), may)
    return [(row.id, row.name) for row in session.execute(found.order_by(Staff.name, Staff.id))]


def read_flag(session: Session, viewer: Viewer, flag_id: uuid.UUID) -> Shown | None:
    """One flag; None when there is none of that id that the viewer may see."""
    row = session.execute(_flags(viewer).where(FlagRow.id == flag_id)).first()
    return _shown(session, viewer.school_id, [row])[0] if row else None


def read_flags_of(session: Session, viewer: Viewer, pupil_id: uuid.UUID, limit: int = 20) -> list[Shown]:
    """A pupil's flags, the latest first."""
    rows = session.execute(
        _flags(viewer).where(FlagRow.pupil_id == pupil_id).order_by(FlagRow.raised_at.desc(), FlagRow.rule).limit(limit)
    ).all()
    return _shown(session, viewer.school_id, rows)


def read_story(session: Session, school_id: uuid.UUID, flags: Sequence[Shown]) -> list[Line]:
    """What happened to some flags, the latest first."""
    titles = {flag.id: flag.title for flag in flags}
    notes = session.scalars(
        select(FlagNote)
        .where(FlagNote.school_id == school_id, FlagNote.flag_id.in_(titles))
        .order_by(FlagNote.at.desc(), FlagNote.id)
        .limit(SHOWN)
    ).all()
    names = staff_names(session, school_id, {note.staff_id for note in notes})
    return [_line(note, names, titles[note.flag_id]) for note in notes]


def read_rate(session: Session, school_id: uuid.UUID, rule: str, today: date) -> Rate:
    """Count the school's flags of one rule over the last weeks."""
    first = today - timedelta(weeks=RATE_WEEKS)
    found = session.execute(
        select(
            func.count(),
            func.min(FlagRow.day),
            func.count(FlagRow.closed_reason),
            func.sum(case((FlagRow.closed_reason.in_(ACTED), 1), else_=0)),
        ).where(
            FlagRow.school_id == school_id,
            FlagRow.rule == rule,
            FlagRow.day > first,
            FlagRow.state.in_(list(FlagState)),
        )
    ).one()
    flags, begun, closed, acted = found
    weeks = min(RATE_WEEKS, ((today - begun).days + 1) / 7) if begun else 0
    return Rate(
        week=round(flags / weeks) if weeks >= 2 else None,
        in_ten=round(10 * acted / closed) if closed >= FEW else None,
    )


def _flags(viewer: Viewer) -> Select[FlagRow, Pupil, str]:
    classroom = and_(SchoolClass.school_id == Pupil.school_id, SchoolClass.id == Pupil.class_id)
    joined = select(FlagRow, Pupil, SchoolClass.name).join(Pupil, _pupil()).join(SchoolClass, classroom)
    return joined.where(may_see(viewer))


def _pupil() -> ColumnElement[bool]:
    return and_(Pupil.school_id == FlagRow.school_id, Pupil.id == FlagRow.pupil_id)


def _shown(session: Session, school_id: uuid.UUID, rows: Sequence[tuple[FlagRow, Pupil, str]]) -> list[Shown]:
    adults = {id for flag, _, _ in rows for id in (flag.owner_id, flag.decided_by)}
    names = staff_names(session, school_id, adults)
    return [
        Shown(
            id=flag.id,
            pupil_id=pupil.id,
            name=name_of(pupil),
            picture=pupil.picture,
            classroom=classroom,
            rule=flag.rule,
            title=say(words.RULES.get(flag.rule, flag.rule)),
            reason=told_to(flag.reason, pupil.given_name),
            since=flag.since,
            day=flag.day,
            sufficiency=say(words.SUFFICIENCY.get(flag.sufficiency, flag.sufficiency)),
            rests_on=flag.rests_on,
            state=flag.state,
            closed=say(words.CLOSED[flag.closed_reason]) if flag.closed_reason in words.CLOSED else "",
            owner=names.get(flag.owner_id, "") if flag.owner_id else "",
            owner_id=flag.owner_id,
            due_on=flag.due_on,
            decided=names.get(flag.decided_by, "") if flag.decided_by else "",
            raised_at=flag.raised_at,
            evidence=tuple(flag.evidence),
        )
        for flag, pupil, classroom in rows
    ]


def _line(note: FlagNote, names: dict[uuid.UUID, str], title: str) -> Line:
    what = words.STORY.get(note.action, words.CLOSED.get(note.action, note.action))
    if note.action == "raised":
        what = f"{what}: {title[:1].lower()}{title[1:]}"
    return Line(note.at, names.get(note.staff_id, "") if note.staff_id else "", what, note.text)
