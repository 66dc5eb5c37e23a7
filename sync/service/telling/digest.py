"""The morning in numbers, at a quarter past nine: how many have checked in, who waits, and where nobody has looked."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from sync.service import calendar, children
from sync.service.context import Service
from sync.service.db.models import UNREAD, VISITOR, CheckIn, Closure, FlagRow, Pupil, SchoolClass
from sync.service.looked import LOOK_BY, not_looked_at
from sync.service.telling.plan import Kind, Message, Waiting, to_each

UNTIL = time(11)
"""Local time after which a morning's digest that was not sent, since the service did not run, is no news."""


@dataclass(frozen=True, slots=True)
class Line:
    """One class's morning."""

    classroom: str
    checked_in: int
    children: int
    waiting: int
    looked_at: bool


def is_due(session: Session, service: Service, now: datetime) -> bool:
    """Whether it is a school morning after a quarter past nine, on the school's own clock."""
    local = now.astimezone(service.timezone)
    if not LOOK_BY <= local.time() < UNTIL:
        return False
    shut = session.get(Closure, (service.school_id, local.date())) is not None
    return not shut and calendar.is_school_day(local.date(), ())


def next_look(now: datetime, zone: ZoneInfo) -> datetime:
    """When `is_due` may next become true."""
    local = now.astimezone(zone)
    at = local.replace(hour=LOOK_BY.hour, minute=LOOK_BY.minute, second=0, microsecond=0)
    return (at if at > local else at + timedelta(days=1)).astimezone(UTC)


def read(session: Session, service: Service, waiting: Sequence[Waiting], now: datetime) -> tuple[list[Line], int]:
    """Every class that has children, by name, and how many flags nobody has looked at: five queries."""
    day = now.astimezone(service.timezone).date()
    of_school = SchoolClass.school_id == service.school_id
    classes = list(session.scalars(select(SchoolClass).where(of_school).order_by(SchoolClass.name)))
    unseen = set(not_looked_at(session, service, classes, now))
    on_roll, checked_in = _counted(session, service.school_id, day)
    asked = Counter(one.class_id for one in waiting)
    new = session.scalar(
        select(func.count())
        .select_from(FlagRow)
        .where(FlagRow.school_id == service.school_id, FlagRow.state.in_(UNREAD))
    )
    lines = [
        Line(each.name, checked_in[each.id], on_roll[each.id], asked[each.id], each.name not in unseen)
        for each in classes
        if on_roll[each.id]
    ]
    return lines, new or 0


def messages(
    lines: Sequence[Line],
    new_flags: int,
    ways: Iterable[str],
    people: Iterable[uuid.UUID],
    addresses: Mapping[uuid.UUID, str],
    day: date,
) -> Iterator[Message]:
    """One message a day for each adult and place; pure."""
    title = f"This morning: {sum(one.checked_in for one in lines)} of {sum(one.children for one in lines)} checked in"
    text = "\n".join([*map(_said, lines), f"Flags that nobody has looked at: {new_flags}."])
    people = tuple(people)
    for way in ways:
        for whom, to in to_each(way, people, addresses):
            yield Message(f"digest:{day}:{way}:{whom}", way, to, Kind.DIGEST, title, text)


def _said(line: Line) -> str:
    waits = f" {line.waiting} waiting for a grown-up." if line.waiting else ""
    looked = "" if line.looked_at else " Nobody has looked yet."
    return f"{line.classroom}: {line.checked_in} of {line.children} checked in.{waits}{looked}"


def _counted(session: Session, school_id: uuid.UUID, day: date) -> tuple[Counter[uuid.UUID], Counter[uuid.UUID]]:
    """Children by class who may check in today, and those of them who have."""
    here = (
        Pupil.school_id == school_id,
        children.listed(),
        Pupil.opted_out.is_(False),
        (Pupil.source != VISITOR) | (Pupil.given_name != "") | (Pupil.came_on == day),
    )
    roll = select(Pupil.class_id, func.count()).where(*here).group_by(Pupil.class_id)
    made = (
        select(Pupil.class_id, func.count(CheckIn.pupil_id.distinct()))
        .join(CheckIn, and_(CheckIn.school_id == Pupil.school_id, CheckIn.pupil_id == Pupil.id))
        .where(*here, CheckIn.school_day == day, CheckIn.withdrawn_at.is_(None), CheckIn.set_aside_at.is_(None))
        .group_by(Pupil.class_id)
    )
    return Counter(dict(session.execute(roll).all())), Counter(dict(session.execute(made).all()))
