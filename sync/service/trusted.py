"""The adults whom children may choose on the tablets, and in which classes.

It is a choice of its own: that a child may choose an adult gives the adult sight of nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import Session

from sync.service import audit
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import SchoolClass, Staff, StaffClass, StaffOffered
from sync.service.errors import ServiceError

OWN, ALL, CHOSEN = "own", "all", "chosen"


def adults_of(session: Session, school_id: uuid.UUID, class_id: uuid.UUID) -> list[Staff]:
    """The adults whom the children of a class may choose, by name."""
    staff = select(Staff).where(Staff.school_id == school_id, offered_in(school_id, class_id))
    return list(session.scalars(staff.order_by(Staff.name, Staff.id)))


def offered_in(school_id: uuid.UUID, class_id: uuid.UUID) -> ColumnElement[bool]:
    """The condition for adults with an open account whom the children of a class may choose."""
    chosen = select(StaffOffered.staff_id).where(StaffOffered.school_id == school_id, StaffOffered.class_id == class_id)
    links = select(StaffClass.staff_id).where(StaffClass.school_id == school_id)
    own = or_(Staff.id.in_(links.where(StaffClass.class_id == class_id)), Staff.id.not_in(links))
    here = or_(
        Staff.offered == ALL,
        and_(Staff.offered == OWN, own),
        and_(Staff.offered == CHOSEN, Staff.id.in_(chosen)),
    )
    return and_(Staff.trusted, Staff.disabled_at.is_(None), here)


def offer(
    session: Session,
    service: Service,
    viewer: Viewer,
    staff: Staff,
    *,
    trusted: bool,
    where: str,
    class_ids: Collection[uuid.UUID],
) -> None:
    """Say whether and where children may choose an adult; their tablets follow within a minute.

    Args:
        where: `OWN`, `ALL` or `CHOSEN`.
        class_ids: counts for `CHOSEN`; ids of no class of the school are passed over.

    Raises:
        ServiceError: none of the three, or `CHOSEN` without a class.
    """
    if where not in (OWN, ALL, CHOSEN):
        raise ServiceError("Choose in which classes children may choose this adult, then save again.")
    known = select(SchoolClass.id).where(SchoolClass.school_id == service.school_id, SchoolClass.id.in_(class_ids))
    chosen = set(session.scalars(known)) if where == CHOSEN else set()
    if trusted and where == CHOSEN and not chosen:
        raise ServiceError("Tick at least one class, or choose one of the other two ways.")
    staff.trusted, staff.offered = trusted, where
    session.execute(
        delete(StaffOffered).where(StaffOffered.school_id == service.school_id, StaffOffered.staff_id == staff.id)
    )
    session.add_all(
        StaffOffered(school_id=service.school_id, staff_id=staff.id, class_id=each) for each in sorted(chosen)
    )
    said = where if where != CHOSEN else f"{len(chosen)} chosen"
    audit.note(
        session,
        service,
        viewer,
        "chose where an adult is offered",
        detail=f"{staff.id}: {said if trusted else 'nowhere'}",
    )
