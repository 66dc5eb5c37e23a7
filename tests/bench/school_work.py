"""What the adults of a made-up school did in a year: flags worked on and closed, notes, and plans."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service import flagging
from sync.service.context import Service
from sync.service.db.models import FlagNote, FlagRow, FlagState, Plan, PlanNote, PupilNote, Role
from sync.service.pages.words import CLOSED

_OPEN = (FlagState.NEW, FlagState.NEW, FlagState.SEEN, FlagState.WATCHING, FlagState.REOPENED)
NOTES_A_PLAN = 10


class Size(Protocol):
    """How much is open today."""

    @property
    def flags(self) -> int: ...
    @property
    def plans(self) -> int: ...


def lay(
    service: Service, pupils: Sequence[uuid.UUID], adults: Mapping[Role, list[uuid.UUID]], size: Size, now: datetime
) -> None:
    """Let the rules raise what they raise over the year; close all but the newest, and write what adults wrote."""
    staff = [each for some in adults.values() for each in some]
    with service.db.write() as session:
        flagging.update(session, service.school_id, pupils, now.date(), now)
    with service.db.write() as session:
        _flags(session, service.school_id, staff, size.flags, now)
        _notes(session, service.school_id, pupils, staff, NOTES_A_PLAN * size.plans, now)
        _plans(session, service.school_id, pupils, staff, size.plans, now)


def _flags(session: Session, school: uuid.UUID, staff: list[uuid.UUID], few: int, now: datetime) -> None:
    reasons = list(CLOSED)
    newest_first = select(FlagRow).order_by(FlagRow.day.desc(), FlagRow.id)
    for number, flag in enumerate(session.scalars(newest_first)):
        owner = staff[number % len(staff)]
        at = datetime.combine(flag.day, now.timetz()) + timedelta(hours=1)
        flag.raised_at = flag.changed_at = at
        if number < few:
            flag.state = _OPEN[number % len(_OPEN)]
            if flag.state in (FlagState.SEEN, FlagState.WATCHING):
                flag.owner_id = owner
                flag.due_on = now.date() + timedelta(days=number % 9 - 3) if flag.state == FlagState.WATCHING else None
        else:
            flag.state, flag.closed_reason = FlagState.CLOSED, reasons[number % len(reasons)]
            flag.owner_id = flag.decided_by = owner
            for action in ("seen", "closed"):
                session.add(_line(school, flag.id, at, owner, action))


def _line(school: uuid.UUID, flag: uuid.UUID, at: datetime, owner: uuid.UUID, action: str) -> FlagNote:
    text = "We talked about it on the way to the hall."
    return FlagNote(school_id=school, id=uuid.uuid4(), flag_id=flag, at=at, staff_id=owner, action=action, text=text)


def _notes(
    session: Session, school: uuid.UUID, pupils: Sequence[uuid.UUID], staff: list[uuid.UUID], many: int, now: datetime
) -> None:
    chance = random.Random(6)
    for number in range(many):
        note = PupilNote(school_id=school, id=uuid.uuid4(), pupil_id=chance.choice(pupils), restricted=number % 9 == 0)
        note.at, note.staff_id = now - timedelta(days=1 + chance.randrange(260)), staff[number % len(staff)]
        note.text = "Was glad of the quiet corner today."
        session.add(note)


def _plans(
    session: Session, school: uuid.UUID, pupils: Sequence[uuid.UUID], staff: list[uuid.UUID], few: int, now: datetime
) -> None:
    """As many closed as open; each with a story of three lines."""
    for number in range(2 * few):
        closed = number >= few
        begins = now.date() - timedelta(days=(90 if closed else 20) + number % 40)
        owner = staff[number % len(staff)]
        plan = Plan(
            school_id=school,
            id=uuid.uuid4(),
            pupil_id=pupils[number * 7 % len(pupils)],
            goal="To find a calm start to the morning.",
            tags=[],
            activities=["candle", "star"],
            adult_id=owner,
            starts_on=begins,
            review_on=begins + timedelta(days=30),
            ends_on=begins + timedelta(days=80),
            made_at=now - timedelta(days=130),
            made_by=owner,
            closed_at=now - timedelta(days=5 + number % 40) if closed else None,
        )
        session.add(plan)
        for line, action in enumerate(("made", "changed", "reviewed")):
            session.add(
                PlanNote(
                    school_id=school,
                    id=uuid.uuid4(),
                    plan_id=plan.id,
                    at=now - timedelta(days=100 - line),
                    staff_id=owner,
                    action=action,
                    text="It goes on.",
                )
            )
