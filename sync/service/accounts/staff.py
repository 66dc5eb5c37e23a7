"""Members of staff: added, listed, disabled."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service import audit
from sync.service.access import Viewer, role_sees_feelings
from sync.service.accounts import codes, requests
from sync.service.accounts.passwords import email_key, hash_password
from sync.service.accounts.sessions import revoke_sessions
from sync.service.context import Service
from sync.service.db.models import Role, SchoolClass, Staff, StaffClass
from sync.service.errors import ServiceError

_PICTURES = 8


def add(
    session: Session,
    service: Service,
    *,
    name: str,
    email: str,
    role: Role,
    password: str | None,
    classes: Sequence[str] = (),
    trusted: bool = False,
    by: Viewer | None = None,
) -> Staff:
    """Add a member of staff who can sign in at once.

    Args:
        password: None for somebody who chooses one with a starting code.
        classes: names of the classes they work with; a class adult sees the feelings of these only.
        trusted: children of these classes (of every class when there are none) may choose them on the tablet.

    Raises:
        ServiceError: the name, the address or a class will not do, as a sentence.
        sync.service.accounts.PasswordError: the password will not do.
    """
    name, email = name.strip(), email_key(email)
    if not 1 <= len(name) <= 120:
        raise ServiceError("Give a name of 1 to 120 characters.")
    if not 3 <= len(email) <= 200 or "@" not in email[1:-1]:
        raise ServiceError(f"{email!r} is no e-mail address.")
    if role is Role.CLASS_ADULT and not classes:
        raise ServiceError("A class adult sees their own classes only: name at least one with --class.")
    if session.scalar(select(Staff.id).where(Staff.school_id == service.school_id, Staff.email == email)):
        raise ServiceError(f"There is an account for {email} already. Disable it, or use another address.")
    class_ids = [_class_id(session, service, each) for each in classes]
    count = len(session.scalars(select(Staff.id).where(Staff.school_id == service.school_id)).all())
    staff = Staff(
        id=uuid.uuid4(),
        school_id=service.school_id,
        name=name,
        email=email,
        role=role.value,
        password_hash=hash_password(password, email=email) if password is not None else "",
        picture=f"adult_{count % _PICTURES + 1}",
        trusted=trusted,
    )
    session.add(staff)
    session.flush()
    session.add_all(
        StaffClass(school_id=service.school_id, staff_id=staff.id, class_id=class_id) for class_id in class_ids
    )
    audit.note(session, service, by, "added staff", detail=f"{staff.id} as {role.value}")
    return staff


def invite(
    session: Session,
    service: Service,
    by: Viewer | None,
    *,
    name: str,
    email: str,
    role: Role,
    classes: Sequence[str] = (),
    trusted: bool = False,
) -> tuple[Staff, str | None]:
    """Add a member of staff who chooses a password with a starting code.

    A role that sees feelings waits, closed, for a safeguarding lead's yes, and the code goes to whoever says it.

    Returns:
        The account, and a sentence with the code; None in its place while the account waits.

    Raises:
        ServiceError: as `add`.
    """
    waits = role_sees_feelings(role)
    first = Role.IT if waits else role
    made = add(session, service, name=name, email=email, role=first, password=None, trusted=trusted, by=by)
    class_ids = [_class_id(session, service, each) for each in classes]
    if waits:
        made.disabled_at = service.clock.now()
    if not requests.give_role(session, service, by, made, role, class_ids):
        return made, None
    return made, requests.starting_code(session, service, by, made)


def everybody(session: Session, school_id: uuid.UUID) -> list[Staff]:
    """All accounts, the disabled too, by name; supply adults are listed elsewhere."""
    theirs = select(Staff).where(Staff.school_id == school_id, Staff.ends_at.is_(None))
    return list(session.scalars(theirs.order_by(Staff.name, Staff.id)))


def disable(session: Session, service: Service, email: str, *, by: Viewer | None = None) -> None:
    """Close an account and sign it out everywhere, at once. What they did stays in the record.

    Raises:
        ServiceError: there is no such account, or it is disabled already.
    """
    staff = of_email(session, service, email)
    staff.disabled_at = service.clock.now()
    revoke_sessions(session, service.school_id, staff.id)
    codes.drop(session, service.school_id, staff.id)
    audit.note(session, service, by, "disabled staff", detail=str(staff.id))


def of_email(session: Session, service: Service, email: str) -> Staff:
    """The open account of an address.

    Raises:
        ServiceError: there is none.
    """
    staff = session.scalar(select(Staff).where(Staff.school_id == service.school_id, Staff.email == email_key(email)))
    if staff is None or staff.disabled_at is not None:
        raise ServiceError(f"There is no open account for {email}. `daybreak service staff list` shows them all.")
    return staff


def _class_id(session: Session, service: Service, name: str) -> uuid.UUID:
    found = session.scalar(
        select(SchoolClass.id).where(SchoolClass.school_id == service.school_id, SchoolClass.name == name)
    )
    if found is None:
        raise ServiceError(f"There is no class {name!r}. Import its roster first, or check the spelling.")
    return found
