"""A pupil's record from the database: check-ins, requests and the register, as the rules' days."""

from __future__ import annotations

import uuid
from collections import defaultdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service.db.models import AdultRequest, Attendance, CheckIn, Pupil
from sync.service.flags import record

IN_SCHOOL = frozenset({"/", "\\", "L"})
"""The register's codes for a child who is in the building (DfE 2024), so that a tablet could be reached."""
ELSEWHERE = frozenset("BCDEGIJKMNOPQRSTUVWXYZ#") | {"C1", "C2", "I01", "I02", "J1", "Q", "Y1", "Y2", "Y3", "Y4", "Y5"}
"""Codes for a child who is not; any other code is unknown and says nothing."""


def days_of(
    session: Session, school_id: uuid.UUID, pupil_id: uuid.UUID, first: date | None, today: date
) -> list[record.Day]:
    """Return a pupil's days from `first` (None: the beginning) to today, ascending.

    Days of which nothing is known have no entry; neither has today before the child has answered or asked.
    """
    checkins: dict[date, list[record.CheckIn]] = defaultdict(list)
    asks: dict[date, list[record.Ask]] = defaultdict(list)
    first = first or date.min
    query = select(CheckIn.school_day, CheckIn.event_id, CheckIn.answers, CheckIn.value, CheckIn.step)
    mine = query.where(CheckIn.school_id == school_id, CheckIn.pupil_id == pupil_id, CheckIn.withdrawn_at.is_(None))
    for day, event_id, answers, value, step in session.execute(
        mine.where(CheckIn.school_day.between(first, today)).order_by(CheckIn.school_day, CheckIn.at, CheckIn.event_id)
    ):
        checkins[day].append(record.CheckIn(str(event_id), tuple(answers), value, step))
    requests = select(AdultRequest.school_day, AdultRequest.event_id, AdultRequest.withdrawn_at, AdultRequest.how)
    theirs = requests.where(AdultRequest.school_id == school_id, AdultRequest.pupil_id == pupil_id)
    for day, event_id, withdrawn_at, how in session.execute(
        theirs.where(AdultRequest.school_day.between(first, today)).order_by(
            AdultRequest.asked_at, AdultRequest.event_id
        )
    ):
        asks[day].append(record.Ask(str(event_id), withdrawn_at is not None, how))
    marks = _register(session, school_id, pupil_id, first, today)
    silent = [day for day, there in marks.items() if there and day not in checkins and day < today]
    asked = _asked_days(session, school_id, pupil_id, silent)
    opted_out = bool(silent) and bool(
        session.scalar(select(Pupil.opted_out).where(Pupil.school_id == school_id, Pupil.id == pupil_id))
    )
    known = {day for day in marks if day < today} | checkins.keys() | asks.keys()
    return [
        record.build(
            day,
            checkins.get(day, ()),
            asks=asks.get(day, ()),
            present=marks.get(day),
            asked=day in asked,
            opted_out=opted_out,
        )
        for day in sorted(known)
    ]


def _register(session: Session, school_id: uuid.UUID, pupil_id: uuid.UUID, first: date, last: date) -> dict[date, bool]:
    """Return whether the child was in, for the days with a code that is known; half a day in is in."""
    marks: dict[date, bool] = {}
    query = select(Attendance.school_day, Attendance.code).where(
        Attendance.school_id == school_id, Attendance.pupil_id == pupil_id, Attendance.school_day.between(first, last)
    )
    for day, code in session.execute(query):
        if code in IN_SCHOOL or code in ELSEWHERE:
            marks[day] = marks.get(day, False) or code in IN_SCHOOL
    return marks


def _asked_days(session: Session, school_id: uuid.UUID, pupil_id: uuid.UUID, days: list[date]) -> set[date]:
    """Return those of the days on which somebody in the child's class checked in."""
    if not days:
        return set()
    theirs = select(Pupil.class_id).where(Pupil.school_id == school_id, Pupil.id == pupil_id).scalar_subquery()
    query = select(CheckIn.school_day).distinct()
    query = query.where(CheckIn.school_id == school_id, CheckIn.class_id == theirs)
    return set(session.scalars(query.where(CheckIn.school_day.between(min(days), max(days)))))
