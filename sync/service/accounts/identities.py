"""Who a provider says somebody is, and whose account that is here.

Nobody gets an account by signing in. The first time an account is found by the address that the pinned tenant or domain
vouches for; it is then tied to the provider's own unchanging name for that person, and the address no longer counts.
The tie is made only once the person is in, by this service's own second factor: whoever runs a school's Microsoft or
Google can give anybody's address to anybody, and must not come by a key to what children told.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from sync.service import audit
from sync.service.access import Viewer
from sync.service.accounts.passwords import email_key
from sync.service.context import Service
from sync.service.db.models import Staff, StaffIdentity
from sync.service.providers import NAMES


class RefusedError(Exception):
    """What a provider sent back lets nobody in.

    Attributes:
        why: a word or two for the log; never an address, a name or a token.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class UnreachableError(Exception):
    """The provider gave no answer that can be used, in time."""


@dataclass(frozen=True, slots=True)
class Told:
    """Who somebody is, by a provider's checked word."""

    provider: str
    issuer: str
    subject: str
    """The provider's name for this person: never changed, never given to another."""
    email: str = ""
    """Vouched for by the pinned tenant or domain; empty once an account was found."""

    @property
    def title(self) -> str:
        return NAMES[self.provider]

    def kept(self) -> dict[str, str]:
        """As a session holds it until the second factor is right."""
        return {"with": self.provider, "issuer": self.issuer, "subject": self.subject}


def told_in(held: Mapping[str, str]) -> Told | None:
    """What a provider said at the start of a session; None when it began with a password."""
    return Told(held["with"], held["issuer"], held["subject"]) if "with" in held else None


def find(session: Session, school_id: uuid.UUID, told: Told) -> Staff:
    """Whose account this is.

    Raises:
        RefusedError: nobody's that is open; or the address is of an account that is tied to somebody else there.
    """
    tie = session.get(StaffIdentity, (school_id, told.issuer, told.subject))
    if tie is not None:
        staff = session.get_one(Staff, (school_id, tie.staff_id))
        if staff.disabled_at is not None:
            raise RefusedError("no open account")
        return staff
    found = session.scalar(
        select(Staff).where(
            Staff.school_id == school_id,
            Staff.email == email_key(told.email),
            Staff.disabled_at.is_(None),
            Staff.ends_at.is_(None),
        )
    )
    if found is None or not told.email:
        raise RefusedError("no open account")
    if any(each.issuer == told.issuer for each in of_staff(session, school_id, found.id)):
        raise RefusedError("tied to another")
    return found


def tie(session: Session, service: Service, viewer: Viewer, told: Told) -> None:
    """Tie an account to whom the provider named, or note that they came again.

    Raises:
        RefusedError: that person was tied to another account meanwhile.
    """
    now = service.clock.now()
    row = session.get(StaffIdentity, (service.school_id, told.issuer, told.subject))
    if row is not None and row.staff_id != viewer.staff_id:
        raise RefusedError("tied to another")
    if row is not None:
        row.used_at = now
        return
    session.add(
        StaffIdentity(
            school_id=service.school_id,
            issuer=told.issuer,
            subject=told.subject,
            staff_id=viewer.staff_id,
            provider=told.provider,
            tied_at=now,
            used_at=now,
        )
    )
    audit.note(session, service, viewer, "tied a sign-in to their account", detail=told.title)


def of_staff(session: Session, school_id: uuid.UUID, staff_id: uuid.UUID) -> list[StaffIdentity]:
    """The ties of one account, by provider."""
    whose = (StaffIdentity.school_id == school_id, StaffIdentity.staff_id == staff_id)
    return list(session.scalars(select(StaffIdentity).where(*whose).order_by(StaffIdentity.provider)))


def untie(session: Session, school_id: uuid.UUID, staff_id: uuid.UUID, provider: str = "") -> bool:
    """Forget the ties of an account, or the one to a provider; True when there was one."""
    whose = [StaffIdentity.school_id == school_id, StaffIdentity.staff_id == staff_id]
    if provider:
        whose.append(StaffIdentity.provider == provider)
    gone = session.execute(delete(StaffIdentity).where(*whose).returning(StaffIdentity.subject))
    return gone.first() is not None
