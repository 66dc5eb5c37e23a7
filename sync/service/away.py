"""Who is away today: what a child asks of them goes to the next adult at once."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service import audit
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import Staff, StaffAway

TOPIC = "staff"
"""What `Live` is told when somebody was marked."""


def read(session: Session, school_id: uuid.UUID, day: date) -> frozenset[uuid.UUID]:
    """Return the adults who are marked away on a day."""
    marked = select(StaffAway.staff_id).where(StaffAway.school_id == school_id, StaffAway.day == day)
    return frozenset(session.scalars(marked))


def may_mark(viewer: Viewer, staff_id: uuid.UUID) -> bool:
    """Everybody may mark themselves; practitioners and DSLs anybody, since an ill adult opens no page."""
    return viewer.staff_id == staff_id or viewer.sees_all_classes


def mark(session: Session, service: Service, viewer: Viewer, staff_id: uuid.UUID, *, away: bool) -> Staff | None:
    """Mark an adult away today, or in after all; saying it twice changes nothing.

    Returns:
        The adult, or None when there is none of that id whom this viewer may mark.
    """
    staff = session.get(Staff, (service.school_id, staff_id)) if may_mark(viewer, staff_id) else None
    if staff is None or staff.disabled_at is not None:
        return None
    marked = session.get(StaffAway, (service.school_id, service.today(), staff_id))
    if away and marked is None:
        session.add(
            StaffAway(
                school_id=service.school_id,
                day=service.today(),
                staff_id=staff_id,
                marked_at=service.clock.now(),
                marked_by=viewer.staff_id,
            )
        )
        audit.note(session, service, viewer, "marked an adult away", detail=str(staff_id))
    elif not away and marked is not None:
        session.delete(marked)
        audit.note(session, service, viewer, "marked an adult in", detail=str(staff_id))
    return staff
