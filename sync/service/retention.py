"""How long a school keeps what children told: two school years as it came, then a line a day, then ids alone.

A school that has chosen nothing keeps everything. Where it has chosen, events of older school years become one
`DaySummary` for each child and day: no word, no feeling's name, only what a child's own usual and the rules need. Of
the events their ids stay, so that a tablet that sends one again is answered `already`. Flags that were closed two years
ago go; notes, plans and open flags stay. A child's whole part is one transaction: whoever ends it midway loses nothing
and finds nothing twice.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import delete, func, select, union, update
from sqlalchemy.orm import Session

from sync.service import audit, flag_choices, flagging
from sync.service.context import Service
from sync.service.db.models import (
    Activity,
    AdultRequest,
    Attendance,
    CheckIn,
    Correction,
    DaySummary,
    FlagNote,
    FlagRow,
    FlagState,
    RequestStep,
    School,
    StoredEvent,
)
from sync.service.flag_record import days_of
from sync.service.flags.record import IN_SCHOOL, KNOWN_CODES, Day

KEY = "retention"
OFFERED = {
    1: "this school year and the one before",
    2: "two school years before this one",
    5: "five school years before this one",
}
SUGGESTED = 1
FLAG_YEARS = 2
"""Closed flags stay this long after their day."""
YEAR_BEGINS = (9, 1)
RESTS_ON = timedelta(weeks=8)
"""Flags of days this soon after the older ones may rest on them, so they stand as they are too."""
ID_ONLY = "id_only"
"""The kind of an event of which only the id is left."""
TOGETHER = 2
"""Children of one transaction, so that a tablet never waits long for its turn to write."""
EVENTS_TOGETHER = 500
_NO_DAY = date(1970, 1, 1)
_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


class Kept(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a school has chosen."""

    years: int | None = None
    """School years before this one that are kept as they came; None keeps everything."""
    done_to: str = ""
    """The day, as text, before which all is summed up already."""


@dataclass(frozen=True, slots=True)
class Older:
    """What is older than a school keeps."""

    before: date
    """Days before this one."""
    check_ins: int = 0
    requests: int = 0
    marks: int = 0
    flags: int = 0
    """Closed ones, older than `FLAG_YEARS`."""
    children: int = 0

    @property
    def nothing(self) -> bool:
        return not (self.check_ins or self.requests or self.marks or self.flags)


def of_school(school: School) -> Kept:
    """The school's choice; everything is kept where it chose nothing, or something this version does not understand."""
    try:
        return msgspec.convert(school.settings.get(KEY, {}), Kept)
    except msgspec.ValidationError:
        return Kept()


def choose(school: School, years: int | None) -> None:
    """Keep that many school years before this one; None keeps everything.

    Raises:
        ValueError: a number that is not offered.
    """
    if years is not None and years not in OFFERED:
        raise ValueError(f"{years} is not offered")
    school.settings = {**school.settings, KEY: msgspec.to_builtins(Kept(years))}


def horizon(today: date, years: int) -> date:
    """The first day that is kept as it came: a 1 September, `years` before the one that began this school year."""
    begun = today.year if (today.month, today.day) >= YEAR_BEGINS else today.year - 1
    return date(begun - years, *YEAR_BEGINS)


def older(session: Session, school_id: uuid.UUID, today: date, years: int) -> Older:
    """Count what a choice would sum up or remove; nothing is changed."""
    before = horizon(today, years)

    def count(of: Any, *also: Any) -> int:
        found = select(func.count()).select_from(of).where(of.school_id == school_id, *also)
        return session.scalar(found) or 0

    return Older(
        before,
        count(CheckIn, CheckIn.school_day < before),
        count(AdultRequest, AdultRequest.school_day < before),
        count(Attendance, Attendance.school_day < before),
        count(FlagRow, *_old_flags(today)),
        len(_children(session, school_id, before)),
    )


def run(service: Service, *, stop: Callable[[], bool] = lambda: False) -> Older | None:
    """Sum up and remove what is older than the school keeps, a few children at a time.

    Args:
        stop: asked between transactions; what is left is done the next time.

    Returns:
        What there was to do; None when the school keeps everything.
    """
    school_id, today = service.school_id, service.today()
    with service.db.read() as session:
        years = of_school(session.get_one(School, school_id)).years
        if years is None:
            return None
        found = older(session, school_id, today, years)
        pupils = _children(session, school_id, found.before)
    with service.db.write() as session:
        stands = max(found.before + RESTS_ON, _flags_before(today))
        flag_choices.settle(session, session.get_one(School, school_id), stands)
    for some in flagging.batched(pupils, TOGETHER):
        if stop():
            return found
        with service.db.write() as session:
            _sum_up(session, service, some, found.before)
    for sweep in (_requests_of_nobody, _events, _flags):
        for _ in sweep(service, found.before):
            if stop():
                return found
    with service.db.write() as session:
        school = session.get_one(School, school_id)
        kept = of_school(school)
        if kept.years == years:
            done = msgspec.structs.replace(kept, done_to=found.before.isoformat())
            school.settings = {**school.settings, KEY: msgspec.to_builtins(done)}
        if not found.nothing:
            said = (
                f"before {found.before}: {found.check_ins} check-ins of {found.children} children, {found.flags} flags"
            )
            audit.note(session, service, None, "summed up old check-ins", detail=said)
    return found


def due(service: Service) -> bool:
    """Whether a school year has become too old since the last run, or a closed flag has."""
    with service.db.read() as session:
        kept, today = of_school(session.get_one(School, service.school_id)), service.today()
        if kept.years is None:
            return False
        if kept.done_to != horizon(today, kept.years).isoformat():
            return True
        old = select(FlagRow.id).where(FlagRow.school_id == service.school_id, *_old_flags(today)).limit(1)
        return session.scalar(old) is not None


def _flags_before(today: date) -> date:
    return date(today.year - FLAG_YEARS, today.month, min(today.day, 28))


def _old_flags(today: date) -> tuple[Any, ...]:
    return FlagRow.state == FlagState.CLOSED, FlagRow.day < _flags_before(today)


def _children(session: Session, school_id: uuid.UUID, before: date) -> list[uuid.UUID]:
    """Everybody of whom something older is kept, in an order that stays."""

    def of(table: Any) -> Any:
        theirs = select(table.pupil_id).where(table.school_id == school_id, table.school_day < before)
        return theirs.where(table.pupil_id.is_not(None))

    return sorted(session.scalars(union(of(CheckIn), of(AdultRequest), of(Attendance))))


def _sum_up(session: Session, service: Service, pupils: Sequence[uuid.UUID], before: date) -> None:
    """Put a line a day in the place of these children's older days, and let the rules stand where they stood."""
    school_id = service.school_id
    kept = {
        (row.pupil_id, row.school_day): row
        for row in session.scalars(
            select(DaySummary).where(DaySummary.school_id == school_id, DaySummary.pupil_id.in_(pupils))
        )
    }
    told = _told(session, school_id, pupils, before)
    present = _present(session, school_id, pupils, before)
    for pupil_id, days in days_of(session, school_id, pupils, None, before, summaries=False).items():
        for day in days:
            if day.day >= before:
                continue
            class_id, valued = told.get((pupil_id, day.day), (None, 0))
            made = _line(school_id, pupil_id, day, class_id, valued, present.get((pupil_id, day.day)))
            if (standing := kept.get((pupil_id, day.day))) is not None:
                _add(standing, made)
            else:
                session.add(made)
    session.flush()
    _remove(session, school_id, pupils, before)
    flagging.update(session, school_id, pupils, service.today(), service.clock.now(), earliest=date.min)


def _line(
    school_id: uuid.UUID, pupil_id: uuid.UUID, day: Day, class_id: uuid.UUID | None, valued: int, present: bool | None
) -> DaySummary:
    return DaySummary(
        school_id=school_id,
        pupil_id=pupil_id,
        school_day=day.day,
        class_id=class_id,
        why=int(day.why),
        check_ins=len(day.events),
        valued=valued,
        value=day.value,
        scale=day.scale,
        asked=len(day.asks),
        present=present,
    )


def _add(standing: DaySummary, late: DaySummary) -> None:
    """Something of a day that was summed up already came late."""
    values = [(each.value, each.valued) for each in (standing, late) if each.value is not None and each.valued]
    standing.valued = sum(count for _, count in values)
    standing.value = sum(value * count for value, count in values) / standing.valued if values else standing.value
    standing.why = min(standing.why, late.why)
    standing.check_ins += late.check_ins
    standing.asked += late.asked
    standing.class_id = standing.class_id or late.class_id
    standing.present = late.present if standing.present is None else standing.present


def _told(
    session: Session, school_id: uuid.UUID, pupils: Collection[uuid.UUID], before: date
) -> dict[tuple[uuid.UUID, date], tuple[uuid.UUID, int]]:
    """Of each day with a check-in that counts: its class, and how many have a value."""
    rows = session.execute(
        select(CheckIn.pupil_id, CheckIn.school_day, CheckIn.class_id, func.count(CheckIn.value))
        .where(CheckIn.school_id == school_id, CheckIn.pupil_id.in_(pupils), CheckIn.school_day < before)
        .where(CheckIn.withdrawn_at.is_(None), CheckIn.set_aside_at.is_(None))
        .group_by(CheckIn.pupil_id, CheckIn.school_day, CheckIn.class_id)
    )
    found: dict[tuple[uuid.UUID, date], tuple[uuid.UUID, int]] = {}
    for pupil_id, day, class_id, valued in rows:
        found[pupil_id, day] = class_id, valued + found.get((pupil_id, day), (class_id, 0))[1]
    return found


def _present(
    session: Session, school_id: uuid.UUID, pupils: Collection[uuid.UUID], before: date
) -> dict[tuple[uuid.UUID, date], bool]:
    rows = session.execute(
        select(Attendance.pupil_id, Attendance.school_day, Attendance.code).where(
            Attendance.school_id == school_id, Attendance.pupil_id.in_(pupils), Attendance.school_day < before
        )
    )
    found: dict[tuple[uuid.UUID, date], bool] = {}
    for pupil_id, day, code in rows:
        if code in KNOWN_CODES:
            found[pupil_id, day] = found.get((pupil_id, day), False) or code in IN_SCHOOL
    return found


def _remove(session: Session, school_id: uuid.UUID, pupils: Collection[uuid.UUID], before: date) -> None:
    def theirs(column: Any, of: Any) -> Any:
        return select(column).where(of.school_id == school_id, of.pupil_id.in_(pupils), of.school_day < before)

    check_ins, requests = theirs(CheckIn.event_id, CheckIn), theirs(AdultRequest.event_id, AdultRequest)
    for gone in (
        delete(Activity).where(Activity.school_id == school_id, Activity.check_in_id.in_(check_ins)),
        delete(RequestStep).where(RequestStep.school_id == school_id, RequestStep.request_id.in_(requests)),
        delete(Correction).where(
            Correction.school_id == school_id, Correction.event_id.in_(check_ins) | Correction.event_id.in_(requests)
        ),
        *(
            delete(of).where(of.school_id == school_id, of.pupil_id.in_(pupils), of.school_day < before)
            for of in (AdultRequest, CheckIn, Attendance)
        ),
    ):
        session.execute(gone.execution_options(synchronize_session=False))


def _requests_of_nobody(service: Service, before: date) -> Iterator[None]:
    """Requests from the wall that no child was found for."""
    with service.db.write() as session:
        nobody = (
            AdultRequest.school_id == service.school_id,
            AdultRequest.pupil_id.is_(None),
            AdultRequest.school_day < before,
        )
        ids = select(AdultRequest.event_id).where(*nobody)
        for gone in (
            delete(RequestStep).where(RequestStep.school_id == service.school_id, RequestStep.request_id.in_(ids)),
            delete(AdultRequest).where(*nobody),
        ):
            session.execute(gone.execution_options(synchronize_session=False))
    yield


def _events(service: Service, before: date) -> Iterator[None]:
    """Leave of each older event its id, its bytes' hash and its place in the tablet's order; no child, time or word."""
    last = uuid.UUID(int=0)
    of = StoredEvent
    while True:
        with service.db.read() as session:
            some = session.scalars(
                select(of.event_id)
                .where(of.school_id == service.school_id, of.event_id > last)
                .where(of.school_day < before, of.kind != ID_ONLY)
                .order_by(of.event_id)
                .limit(EVENTS_TOGETHER)
            ).all()
        if not some:
            return
        last = some[-1]
        blank = {
            "kind": ID_ONLY,
            "content": b"",
            "pupil_id": None,
            "about": None,
            "school_day": _NO_DAY,
            "happened_at": _NO_TIME,
            "received_at": _NO_TIME,
        }
        with service.db.write() as session:
            these = update(of).where(of.school_id == service.school_id, of.event_id.in_(some)).values(**blank)
            session.execute(these.execution_options(synchronize_session=False))
        yield


def _flags(service: Service, _before: date) -> Iterator[None]:
    """Closed flags and their story, once they are old enough."""
    while True:
        with service.db.write() as session:
            old = select(FlagRow.id).where(FlagRow.school_id == service.school_id, *_old_flags(service.today()))
            ids = session.scalars(old.limit(200)).all()
            if not ids:
                return
            notes = delete(FlagNote).where(FlagNote.school_id == service.school_id, FlagNote.flag_id.in_(ids))
            session.execute(notes.execution_options(synchronize_session=False))
            rows = delete(FlagRow).where(FlagRow.school_id == service.school_id, FlagRow.id.in_(ids))
            session.execute(rows.execution_options(synchronize_session=False))
        yield
