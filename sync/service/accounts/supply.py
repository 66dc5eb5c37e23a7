"""Supply adults: a sign-in for one class and one day, which ends with the school day."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service import audit, tablet_settings
from sync.service.access import Viewer
from sync.service.accounts import codes, sessions
from sync.service.context import Service
from sync.service.db.models import Role, School, SchoolClass, Staff, StaffClass, StaffCode
from sync.service.errors import ServiceError

AHEAD_DAYS = 14
"""How far ahead a day may be prepared."""


@dataclass(frozen=True, slots=True)
class Supply:
    """One supply adult's day, as a page lists it."""

    id: uuid.UUID
    name: str
    classroom: str
    starts_at: datetime
    ends_at: datetime


def add(
    session: Session, service: Service, viewer: Viewer, name: str, class_id: uuid.UUID, day: date
) -> tuple[Staff, str]:
    """Make the sign-in of a supply adult, and return them and the code they type.

    Raises:
        ServiceError: the name, the class or the day will not do, as a sentence.
    """
    name = " ".join(name.split())
    if not 1 <= len(name) <= 120:
        raise ServiceError("Give the supply adult's name, in 1 to 120 characters.")
    if session.get(SchoolClass, (service.school_id, class_id)) is None or not viewer.may_see_class(class_id):
        raise ServiceError("Choose a class first, then press the button again.")
    today, (starts_at, ends_at) = service.today(), hours(session, service, day)
    if not today <= day <= today + timedelta(days=AHEAD_DAYS):
        raise ServiceError(f"Choose today or a day within the next {AHEAD_DAYS} days.")
    if ends_at <= service.clock.now():
        raise ServiceError("Today's school day is over. Choose another day.")
    staff = Staff(
        id=uuid.uuid4(),
        school_id=service.school_id,
        name=name,
        email=f"supply {uuid.uuid4().hex}",  # nobody's address, and no password fits it
        role=Role.CLASS_ADULT.value,
        password_hash="",
        ends_at=ends_at,
    )
    session.add(staff)
    session.flush()
    session.add(StaffClass(school_id=service.school_id, staff_id=staff.id, class_id=class_id))
    code = codes.new(session, service, staff.id, codes.SUPPLY, starts_at=starts_at, expires_at=ends_at)
    audit.note(session, service, viewer, "made a supply sign-in", detail=f"{staff.id} {class_id} {day}")
    return staff, code


def end(session: Session, service: Service, viewer: Viewer, staff_id: uuid.UUID) -> bool:
    """End a supply adult's day now; False when there is none to see."""
    staff = session.get(Staff, (service.school_id, staff_id))
    if staff is None or staff.ends_at is None or not _may_see(session, viewer, staff_id):
        return False
    if staff.disabled_at is None:
        staff.disabled_at = service.clock.now()
        codes.drop(session, service.school_id, staff_id)
        sessions.revoke_sessions(session, service.school_id, staff_id)
        audit.note(session, service, viewer, "ended a supply sign-in", detail=str(staff_id))
    return True


def coming(session: Session, service: Service) -> Sequence[Supply]:
    """Those whose day is not over, by day and name."""
    joined = (
        select(Staff.id, Staff.name, SchoolClass.name.label("classroom"), StaffCode.starts_at, Staff.ends_at)
        .join(StaffCode, (StaffCode.school_id == Staff.school_id) & (StaffCode.staff_id == Staff.id))
        .join(StaffClass, (StaffClass.school_id == Staff.school_id) & (StaffClass.staff_id == Staff.id))
        .join(SchoolClass, (SchoolClass.school_id == StaffClass.school_id) & (SchoolClass.id == StaffClass.class_id))
        .where(Staff.school_id == service.school_id, Staff.ends_at > service.clock.now(), Staff.disabled_at.is_(None))
        .order_by(Staff.ends_at, Staff.name, Staff.id)
    )
    return [
        Supply(row.id, row.name, row.classroom, row.starts_at, row.ends_at or row.starts_at)
        for row in session.execute(joined)
    ]


def hours(session: Session, service: Service, day: date) -> tuple[datetime, datetime]:
    """When a supply adult may be in on a day: an hour before the staffed hours until their end, aware."""
    staffed = tablet_settings.of_school(session.get_one(School, service.school_id)).staffed
    start, end = (datetime.combine(day, time.fromisoformat(each), service.timezone) for each in staffed)
    return start - timedelta(hours=1), end


def _may_see(session: Session, viewer: Viewer, staff_id: uuid.UUID) -> bool:
    theirs = select(StaffClass.class_id).where(StaffClass.school_id == viewer.school_id)
    return all(viewer.may_see_class(each) for each in session.scalars(theirs.where(StaffClass.staff_id == staff_id)))
