"""A school's first sign-in: while nobody can sign in, the console shows an address that works once, for an hour."""

from __future__ import annotations

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service import audit
from sync.service.access import Viewer
from sync.service.accounts import staff as people
from sync.service.context import Service
from sync.service.db.models import Role, School, Staff
from sync.service.errors import ServiceError

ROLES = (Role.DSL, Role.PRACTITIONER)
"""What the first person may be: everybody else can be let in by them."""


def needed(session: Session, school_id: uuid.UUID) -> bool:
    """True while there is no account at all, closed ones counted too."""
    return session.scalar(select(Staff.id).where(Staff.school_id == school_id).limit(1)) is None


def begin(service: Service) -> str | None:
    """A fresh token for the console; None where somebody can sign in already."""
    with service.db.read() as session:
        return service.first_run.begin(service.clock.now()) if needed(session, service.school_id) else None


def set_up(
    service: Service, token: str, *, school: str, name: str, email: str, role: Role, password: str
) -> Staff | None:
    """Name the school and add its first person, and spend the token; None where the token opens nothing.

    Raises:
        ServiceError: a name, the address, the role or the passphrase will not do; nothing was changed.
    """
    school = " ".join(school.split())
    if not 1 <= len(school) <= 200:
        raise ServiceError("Give the school a name of 1 to 200 characters.")
    if role not in ROLES:
        raise ServiceError("The first person is a practitioner or the safeguarding lead.")
    with service.db.write() as session:
        if not service.first_run.fits(token, service.clock.now()) or not needed(session, service.school_id):
            return None
        first = people.add(session, service, name=name, email=email, role=role, password=password, trusted=False)
        session.get_one(School, service.school_id).name = school
        viewer = Viewer(first.id, service.school_id, first.name, role, frozenset())
        audit.note(session, service, viewer, "set up the school")
        service.first_run.spend()
    return first
