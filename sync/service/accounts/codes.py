"""Codes on paper: one that lets a new colleague choose a password, and one that lets a supply adult in for a day."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from sync import pin
from sync.service.context import Service
from sync.service.db.models import Staff, StaffCode

START, SUPPLY = "start", "supply"
START_LIFE = timedelta(days=7)
_LENGTH = 12
"""Characters: 60 bits."""


def new(
    session: Session,
    service: Service,
    staff_id: uuid.UUID,
    kind: str,
    *,
    starts_at: datetime | None = None,
    expires_at: datetime | None = None,
) -> str:
    """Make a code, such as `K7QP-3M9X-2ABC`, in the place of the person's older ones. It is shown once, kept hashed."""
    now = service.clock.now()
    drop(session, service.school_id, staff_id)
    code = pin.fresh(_LENGTH)
    session.add(
        StaffCode(
            school_id=service.school_id,
            code_hash=_hash(code),
            staff_id=staff_id,
            kind=kind,
            starts_at=starts_at or now,
            expires_at=expires_at or now + START_LIFE,
        )
    )
    return str(pin.Code(code))


def find(session: Session, service: Service, typed: str) -> tuple[StaffCode, Staff] | None:
    """The code that somebody typed and whom it is for; None when it is not one of ours, is used up or has run out."""
    code = session.get(StaffCode, (service.school_id, _hash(pin.letters(typed))))
    if code is None or code.used_at is not None or service.clock.now() >= code.expires_at:
        return None
    staff = session.get_one(Staff, (service.school_id, code.staff_id))
    return None if staff.disabled_at is not None else (code, staff)


def use_up(session: Session, service: Service, code: StaffCode) -> bool:
    """Take a code that works once; False when somebody was quicker."""
    taken = session.execute(
        update(StaffCode)
        .where(StaffCode.school_id == code.school_id, StaffCode.code_hash == code.code_hash)
        .where(StaffCode.used_at.is_(None))
        .values(used_at=service.clock.now())
        .returning(StaffCode.code_hash)
    )
    return taken.first() is not None


def drop(session: Session, school_id: uuid.UUID, staff_id: uuid.UUID) -> None:
    """Make a person's codes worth nothing."""
    session.execute(delete(StaffCode).where(StaffCode.school_id == school_id, StaffCode.staff_id == staff_id))


def _hash(letters: str) -> str:
    return hashlib.sha256(b"daybreak staff code " + letters.encode()).hexdigest()
