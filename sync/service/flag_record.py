"""Pupils' records from the database: check-ins, requests and the register, as the rules' days."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import cast

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from sync.service.db.models import AdultRequest, Attendance, CheckIn, Pupil
from sync.service.flags import record

Key = tuple[uuid.UUID, date]
Counts = tuple[int, int, int, int]
"""Check-ins, those withdrawn, requests, those withdrawn. None of them ever falls, so a late event always shows."""

# Core columns: on the hot path the ORM would cost as much as the rest.
_CHECK_INS = cast(Table, CheckIn.__table__).c
_REQUESTS = cast(Table, AdultRequest.__table__).c
_MARKS = cast(Table, Attendance.__table__).c


def days_of(
    session: Session, school_id: uuid.UUID, pupil_ids: Collection[uuid.UUID], first: date | None, today: date
) -> dict[uuid.UUID, list[record.Day]]:
    """Return each pupil's days from `first` (None: the beginning) to today, ascending.

    Days of which nothing is known have no entry; neither has today before the child has answered or asked.
    """
    span = first or date.min, today
    checkins = _checkins(session, school_id, pupil_ids, span)
    asks = _asks(session, school_id, pupil_ids, span)
    marks = _register(session, school_id, pupil_ids, span)
    silent = {key for key, there in marks.items() if there and key[1] < today} - checkins.keys()
    asked, opted_out = _asked(session, school_id, silent)
    known = {key for key in marks if key[1] < today} | checkins.keys() | asks.keys()
    days: dict[uuid.UUID, list[record.Day]] = {pupil_id: [] for pupil_id in pupil_ids}
    for pupil_id, day in sorted(known, key=lambda key: key[1]):
        key = pupil_id, day
        days[pupil_id].append(
            record.build(
                day,
                checkins.get(key, ()),
                asks=asks.get(key, ()),
                present=marks.get(key),
                asked=key in asked,
                opted_out=pupil_id in opted_out,
            )
        )
    return days


def counts_of(
    session: Session, school_id: uuid.UUID, first: Mapping[uuid.UUID, date], last: Mapping[uuid.UUID, date]
) -> dict[uuid.UUID, Counts]:
    """Count each pupil's events from their `first` day (without one: the beginning) to before their `last`."""
    counted = {pupil_id: [0, 0, 0, 0] for pupil_id in last}
    if last:
        begin = min(first.values()) if first.keys() >= last.keys() else date.min
        for at, of in ((0, _CHECK_INS), (2, _REQUESTS)):
            query = select(of.pupil_id, of.school_day, func.count(), func.count(of.withdrawn_at)).where(
                of.school_id == school_id,
                of.pupil_id.in_(last),
                of.school_day >= begin,
                of.school_day < max(last.values()),
            )
            for pupil_id, day, events, withdrawn in session.execute(query.group_by(of.pupil_id, of.school_day)):
                if first.get(pupil_id, date.min) <= day < last[pupil_id]:
                    counted[pupil_id][at] += events
                    counted[pupil_id][at + 1] += withdrawn
    return {pupil_id: (one[0], one[1], one[2], one[3]) for pupil_id, one in counted.items()}


def _checkins(
    session: Session, school_id: uuid.UUID, pupil_ids: Collection[uuid.UUID], span: tuple[date, date]
) -> Mapping[Key, list[record.CheckIn]]:
    of = _CHECK_INS
    query = select(of.pupil_id, of.school_day, of.event_id, of.answers, of.value, of.step).where(
        of.school_id == school_id,
        of.pupil_id.in_(pupil_ids),
        of.school_day.between(*span),
        of.withdrawn_at.is_(None),
    )
    found: dict[Key, list[record.CheckIn]] = defaultdict(list)
    for pupil_id, day, event_id, answers, value, step in session.execute(query.order_by(of.at, of.event_id)):
        found[pupil_id, day].append(record.CheckIn(str(event_id), tuple(answers), value, step))
    return found


def _asks(
    session: Session, school_id: uuid.UUID, pupil_ids: Collection[uuid.UUID], span: tuple[date, date]
) -> Mapping[Key, list[record.Ask]]:
    of = _REQUESTS
    query = select(of.pupil_id, of.school_day, of.event_id, of.withdrawn_at, of.how).where(
        of.school_id == school_id, of.pupil_id.in_(pupil_ids), of.school_day.between(*span)
    )
    found: dict[Key, list[record.Ask]] = defaultdict(list)
    for pupil_id, day, event_id, taken_back, how in session.execute(query.order_by(of.asked_at, of.event_id)):
        found[pupil_id, day].append(record.Ask(str(event_id), taken_back is not None, how))
    return found


def _register(
    session: Session, school_id: uuid.UUID, pupil_ids: Collection[uuid.UUID], span: tuple[date, date]
) -> dict[Key, bool]:
    """Return whether each child was in, for the days with a code that is known; half a day in is in."""
    query = select(_MARKS.pupil_id, _MARKS.school_day, _MARKS.code).where(
        _MARKS.school_id == school_id, _MARKS.pupil_id.in_(pupil_ids), _MARKS.school_day.between(*span)
    )
    marks: dict[Key, bool] = {}
    for pupil_id, day, code in session.execute(query):
        if code in record.KNOWN_CODES:
            marks[pupil_id, day] = marks.get((pupil_id, day), False) or code in record.IN_SCHOOL
    return marks


def _asked(session: Session, school_id: uuid.UUID, silent: Collection[Key]) -> tuple[set[Key], set[uuid.UUID]]:
    """Return the silent days on which somebody in the child's class checked in, and the children who opted out."""
    if not silent:
        return set(), set()
    theirs = select(Pupil.id, Pupil.class_id, Pupil.opted_out).where(
        Pupil.school_id == school_id, Pupil.id.in_({pupil_id for pupil_id, _ in silent})
    )
    classes = {pupil_id: (class_id, opted_out) for pupil_id, class_id, opted_out in session.execute(theirs)}
    dates = {day for _, day in silent}
    query = select(CheckIn.class_id, CheckIn.school_day).distinct()
    busy = {
        (class_id, day)
        for class_id, day in session.execute(
            query.where(
                CheckIn.school_id == school_id,
                CheckIn.class_id.in_({class_id for class_id, _ in classes.values()}),
                CheckIn.school_day.between(min(dates), max(dates)),
            )
        )
    }
    asked = {(pupil_id, day) for pupil_id, day in silent if (classes[pupil_id][0], day) in busy}
    return asked, {pupil_id for pupil_id, (_, opted_out) in classes.items() if opted_out}
