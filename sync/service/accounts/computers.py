"""Classroom computers: a browser that stands for the second factor of one class's adults."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from sync.service import audit
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import ClassroomComputer, SchoolClass, StaffClass, StaffSession
from sync.service.errors import ServiceError

COOKIE = "daybreak_computer"
LIFE = timedelta(days=400)
"""Longer than a school year; browsers keep no cookie for longer."""


def enrol(session: Session, service: Service, viewer: Viewer, class_id: uuid.UUID, name: str) -> str:
    """Make a browser a classroom computer of a class, and return its cookie: 32 random bytes, kept hashed.

    Raises:
        ServiceError: there is no such class that this adult may see, or the name is too long or missing.
    """
    name = " ".join(name.split())
    classroom = session.get(SchoolClass, (service.school_id, class_id))
    if classroom is None or not viewer.may_see_class(class_id):
        raise ServiceError("Choose a class first, then press the button again.")
    if not 1 <= len(name) <= 80:
        raise ServiceError("Give the computer a name of 1 to 80 characters, such as Desk by the window.")
    token = secrets.token_hex(32)
    made = ClassroomComputer(
        id=uuid.uuid4(),
        school_id=service.school_id,
        class_id=class_id,
        name=name,
        token_hash=_hash(token),
        enrolled_at=service.clock.now(),
        enrolled_by=viewer.staff_id,
    )
    session.add(made)
    audit.note(session, service, viewer, "enrolled a classroom computer", detail=f"{made.id} for {class_id}")
    return token


def standing_for(session: Session, service: Service, cookie: str, staff_id: uuid.UUID) -> ClassroomComputer | None:
    """The classroom computer that a browser is, if it is one of a class that this adult works with."""
    if not cookie:
        return None
    return session.scalar(
        select(ClassroomComputer)
        .join(
            StaffClass,
            (StaffClass.school_id == ClassroomComputer.school_id) & (StaffClass.class_id == ClassroomComputer.class_id),
        )
        .where(ClassroomComputer.school_id == service.school_id, ClassroomComputer.token_hash == _hash(cookie))
        .where(ClassroomComputer.revoked_at.is_(None), StaffClass.staff_id == staff_id)
    )


def used(session: Session, service: Service, computer: ClassroomComputer) -> None:
    """Note that somebody signed in at it."""
    session.get_one(ClassroomComputer, (computer.school_id, computer.id)).used_at = service.clock.now()


def revoke(session: Session, service: Service, viewer: Viewer, computer_id: uuid.UUID) -> bool:
    """Take a computer's standing away and sign out who signed in by it, at once; False when there is none to see."""
    computer = session.get(ClassroomComputer, (service.school_id, computer_id))
    if computer is None or not viewer.may_see_class(computer.class_id):
        return False
    if computer.revoked_at is None:
        computer.revoked_at = service.clock.now()
        session.execute(
            delete(StaffSession).where(
                StaffSession.school_id == service.school_id, StaffSession.computer_id == computer_id
            )
        )
        audit.note(session, service, viewer, "revoked a classroom computer", detail=str(computer_id))
    return True


def in_use(session: Session, school_id: uuid.UUID) -> Sequence[ClassroomComputer]:
    """Those that were not revoked, by class and name."""
    return session.scalars(
        select(ClassroomComputer)
        .join(
            SchoolClass,
            (SchoolClass.school_id == ClassroomComputer.school_id) & (SchoolClass.id == ClassroomComputer.class_id),
        )
        .where(ClassroomComputer.school_id == school_id, ClassroomComputer.revoked_at.is_(None))
        .order_by(SchoolClass.name, ClassroomComputer.name, ClassroomComputer.id)
    ).all()


def _hash(token: str) -> str:
    return hashlib.sha256(b"daybreak computer " + token.encode()).hexdigest()
