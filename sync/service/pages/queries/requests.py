"""Children who asked for a grown-up: today's, and any before that nobody has met."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from sync.service import waiting
from sync.service.db.models import AdultRequest, Pupil, RequestStep
from sync.service.pages.queries.history import WEEKS
from sync.service.pages.queries.people import name_of, staff_names
from sync.service.waiting import OPEN_DAYS


@dataclass(frozen=True, slots=True)
class Before:
    """A step that an adult took before the child said that nobody came."""

    what: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as a banner tells it."""

    id: uuid.UUID
    class_id: uuid.UUID
    pupil_id: uuid.UUID | None
    who: str | None
    """The child's name; None when the child asked from the class wall without saying who they are."""
    asked_at: datetime
    how: str | None
    adult: str | None
    """The adult the child chose, or that the child is waiting for any."""
    seen_at: datetime | None
    seen_by: str | None
    met_at: datetime | None
    met_by: str | None
    withdrawn: bool
    nobody_came: bool
    """The child said that no grown-up came, so it is open again until somebody sees to it."""
    before: tuple[Before, ...]
    """What adults had done by then, in order."""
    waited_min: int
    """Minutes from asking until now, or until somebody met the child."""
    today: bool
    now_with: str = ""
    """Whom it is with now, in words; empty when it has ended."""
    alarm: bool = False
    """Nobody has seen it, or not within the target time."""
    next_at: datetime | None = None
    """When it goes on to `next_with`, unless somebody meets the child first."""
    next_with: str = ""
    chosen_away: bool = False
    """The adult whom the child chose is not in today."""

    @property
    def open(self) -> bool:
        """Nobody has met the child, and the child has not taken it back."""
        return self.met_at is None and not self.withdrawn


def read_requests(
    session: Session, school_id: uuid.UUID, class_ids: Collection[uuid.UUID], day: date, now: datetime
) -> list[Asked]:
    """Requests of some classes: those that wait first, the longest wait on top; met and taken back ones after."""
    waits = and_(
        AdultRequest.met_at.is_(None),
        or_(AdultRequest.withdrawn_at.is_(None), AdultRequest.seen_at.is_(None)),
        AdultRequest.school_day >= day - timedelta(days=OPEN_DAYS),
    )
    rows = session.execute(
        select(AdultRequest, Pupil)
        .outerjoin(Pupil, and_(Pupil.school_id == AdultRequest.school_id, Pupil.id == AdultRequest.pupil_id))
        .where(
            AdultRequest.school_id == school_id,
            AdultRequest.class_id.in_(class_ids),
            AdultRequest.school_day >= day - timedelta(days=OPEN_DAYS),
            or_(AdultRequest.school_day == day, waits),
        )
    ).all()
    asked = _told(session, school_id, [(row[0], row[1]) for row in rows], day, now)
    if any(one.open for one in asked):
        asked = _with_whom(session, school_id, [row[0] for row in rows], asked, day, now)
    return sorted(asked, key=lambda one: (not one.open, one.asked_at))


def read_requests_of(
    session: Session, school_id: uuid.UUID, pupil_id: uuid.UUID, day: date, now: datetime
) -> list[Asked]:
    """One pupil's requests of the last weeks, the latest first."""
    rows = session.scalars(
        select(AdultRequest)
        .where(
            AdultRequest.school_id == school_id,
            AdultRequest.pupil_id == pupil_id,
            AdultRequest.school_day >= day - timedelta(weeks=WEEKS),
        )
        .order_by(AdultRequest.asked_at.desc())
    ).all()
    return _told(session, school_id, [(row, None) for row in rows], day, now)


def _with_whom(
    session: Session,
    school_id: uuid.UUID,
    rows: Sequence[AdultRequest],
    asked: Sequence[Asked],
    day: date,
    now: datetime,
) -> list[Asked]:
    """Add to each request whom it is with."""
    rota = waiting.read_rota(session, school_id, day)
    standings = [rota.standing(row, now) for row in rows]
    people = {id for each in standings if each for id in each.people | each.next_people}
    names = staff_names(session, school_id, people)
    return [
        replace(
            one,
            now_with=_people(standing.people, names),
            alarm=standing.alarm,
            next_at=standing.next_at,
            next_with=_people(standing.next_people, names),
            chosen_away=row.adult_id in rota.away,
        )
        if standing
        else one
        for one, row, standing in zip(asked, rows, standings, strict=True)
    ]


def _people(ids: Collection[uuid.UUID], names: dict[uuid.UUID, str]) -> str:
    """`Mr Bell`, `Mr Bell or Miss Lowe`, `Mr Bell or 4 others`; for a school without staff, `nobody`."""
    known = sorted(names[id] for id in ids if id in names)
    if len(known) > 2:
        return f"{known[0]} or {len(known) - 1} others"
    return " or ".join(known) or "nobody"


def _told(
    session: Session, school_id: uuid.UUID, rows: Sequence[tuple[AdultRequest, Pupil | None]], day: date, now: datetime
) -> list[Asked]:
    alone = [one.event_id for one, _ in rows if one.came == "no"]
    steps = _steps(session, school_id, alone) if alone else []
    adults = {i for one, _ in rows for i in (one.adult_id, one.seen_by, one.met_by)}
    names = staff_names(session, school_id, adults | {step.staff_id for step in steps})
    return [_asked(one, pupil, names, steps, day, now) for one, pupil in rows]


def _steps(session: Session, school_id: uuid.UUID, request_ids: Sequence[uuid.UUID]) -> Sequence[RequestStep]:
    found = select(RequestStep).where(RequestStep.school_id == school_id, RequestStep.request_id.in_(request_ids))
    return session.scalars(found.order_by(RequestStep.at, RequestStep.what.desc())).all()


def _before(one: AdultRequest, steps: Sequence[RequestStep], names: dict[uuid.UUID, str]) -> tuple[Before, ...]:
    """The steps that the child's *no* has set aside."""
    now = {one.seen_at, one.met_at}
    theirs = [step for step in steps if step.request_id == one.event_id and step.at not in now]
    return tuple(Before(step.what, step.at, names.get(step.staff_id, "") if step.staff_id else "") for step in theirs)


def _asked(
    one: AdultRequest,
    pupil: Pupil | None,
    names: dict[uuid.UUID, str],
    steps: Sequence[RequestStep],
    day: date,
    now: datetime,
) -> Asked:
    until = one.met_at or now
    return Asked(
        id=one.event_id,
        class_id=one.class_id,
        pupil_id=one.pupil_id,
        who=name_of(pupil) if pupil else None,
        asked_at=one.asked_at,
        how=one.how,
        adult=names.get(one.adult_id)
        if one.adult_id
        else "somebody who is not in the pictures"
        if one.someone_else
        else None,
        seen_at=one.seen_at,
        seen_by=names.get(one.seen_by) if one.seen_by else None,
        met_at=one.met_at,
        met_by=names.get(one.met_by) if one.met_by else None,
        withdrawn=one.withdrawn_at is not None,
        nobody_came=one.came == "no",
        before=_before(one, steps, names),
        waited_min=max(0, int((until - one.asked_at).total_seconds() // 60)),
        today=one.school_day == day,
    )
