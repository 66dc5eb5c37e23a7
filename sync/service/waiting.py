"""Children who wait for a grown-up, and with whom each request is now: `escalation` with what the database holds."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service import away, escalation
from sync.service.db.models import AdultRequest, Role, School, Staff, StaffClass
from sync.service.escalation import Person, Request, Standing

OPEN_DAYS = 14
"""How far back a request that nobody has met is still looked for."""


@dataclass(frozen=True, slots=True)
class Rota:
    """The school's adults today, and its target."""

    staff: tuple[Person, ...]
    away: frozenset[uuid.UUID]
    target: timedelta

    def standing(self, request: AdultRequest, now: datetime) -> Standing | None:
        """Whom a request is with; None when it has ended."""
        return escalation.with_whom(known(request), self.staff, self.away, self.target, now)


def read_rota(session: Session, school_id: uuid.UUID, day: date) -> Rota:
    """Read the open accounts, who is away on a day, and the target: four queries."""
    classes: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    links = select(StaffClass.staff_id, StaffClass.class_id).where(StaffClass.school_id == school_id)
    for staff_id, class_id in session.execute(links):
        classes[staff_id].add(class_id)
    accounts = select(Staff.id, Staff.role).where(Staff.school_id == school_id, Staff.disabled_at.is_(None))
    staff = tuple(Person(id, Role(role), frozenset(classes[id])) for id, role in session.execute(accounts))
    return Rota(staff, away.read(session, school_id, day), target(session, school_id))


def read_waiting(
    session: Session, school_id: uuid.UUID, day: date, now: datetime
) -> list[tuple[AdultRequest, Standing]]:
    """Every request of the school that has not ended, with whom it is with; the longest wait first."""
    found: Sequence[AdultRequest] = session.scalars(
        select(AdultRequest)
        .where(
            AdultRequest.school_id == school_id,
            AdultRequest.school_day >= day - timedelta(days=OPEN_DAYS),
            AdultRequest.met_at.is_(None),
            AdultRequest.withdrawn_at.is_(None),
        )
        .order_by(AdultRequest.asked_at, AdultRequest.event_id)
    ).all()
    if not found:
        return []
    rota = read_rota(session, school_id, day)
    stand = [(request, rota.standing(request, now)) for request in found]
    return [(request, standing) for request, standing in stand if standing is not None]


def target(session: Session, school_id: uuid.UUID) -> timedelta:
    """How soon somebody should have met a child who asked; at least a minute."""
    minutes = session.scalar(select(School.help_target_min).where(School.id == school_id)) or 1
    return timedelta(minutes=max(1, minutes))


def known(request: AdultRequest) -> Request:
    """What the escalation needs of a request."""
    return Request(
        class_id=request.class_id,
        asked_at=request.asked_at,
        adult_id=request.adult_id,
        seen_at=request.seen_at,
        seen_by=request.seen_by,
        met_at=request.met_at,
        withdrawn_at=request.withdrawn_at,
        nobody_came_at=request.came_at if request.came == "no" else None,
    )
