"""Staff accounts and the classes they are linked to."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from sync.service.db.models import SchoolClass, Staff, StaffClass
from sync.service.pages import words


@dataclass(frozen=True, slots=True)
class Account:
    """One member of staff, as IT sees them."""

    name: str
    email: str
    role: str
    """In words."""
    classes: tuple[str, ...]
    closed: bool


def read_accounts(session: Session, school_id: uuid.UUID) -> list[Account]:
    """All accounts by name, closed ones last."""
    classroom = and_(SchoolClass.school_id == StaffClass.school_id, SchoolClass.id == StaffClass.class_id)
    linked: dict[uuid.UUID, list[str]] = defaultdict(list)
    links = select(StaffClass.staff_id, SchoolClass.name).join(SchoolClass, classroom)
    for staff_id, name in session.execute(links.where(StaffClass.school_id == school_id).order_by(SchoolClass.name)):
        linked[staff_id].append(name)
    everybody = session.scalars(
        select(Staff).where(Staff.school_id == school_id).order_by(Staff.disabled_at.is_not(None), Staff.name, Staff.id)
    )
    return [
        Account(
            name=one.name,
            email=one.email,
            role=words.ROLES[one.role],
            classes=tuple(linked[one.id]),
            closed=one.disabled_at is not None,
        )
        for one in everybody
    ]
