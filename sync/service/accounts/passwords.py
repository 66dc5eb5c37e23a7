"""Passwords: long rather than odd (NIST SP 800-63B rev. 4), kept as argon2id hashes."""

from __future__ import annotations

import functools
import unicodedata
import uuid

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from sync import logs
from sync.service.db.models import Staff
from sync.service.errors import ServiceError

LEAST = 15
MOST = 512
"""Characters; more would only make the hashing dear."""
_FEW = 5
"""Different characters below which a long password is a short one repeated."""

_COMMON = (
    "123456789012345",
    "1234567890123456",
    "abcdefghijklmno",
    "correct horse battery staple",
    "correcthorsebatterystaple",
    "letmeinletmeinletmein",
    "passwordpassword",
    "passwordpassword1",
    "password12345678",
    "qwertyuiopasdfg",
    "qwertyuiopasdfghjkl",
    "teacherteacher1",
    "welcometoschool",
    "ilovemyschool123",
)
"""What is tried first and long enough to pass the length; compared without case and spaces."""


class PasswordError(ServiceError):
    """A password that will not do, as a sentence that says why."""


def hash_password(password: str, *, email: str = "") -> str:
    """Return the argon2id hash of a new password.

    Args:
        password: `LEAST` to `MOST` characters of any kind, spaces too.
        email: of the account; the password may not be made of it.

    Raises:
        PasswordError: too short, too long, too common, or made of the e-mail address.
    """
    password = _normal(password)
    if len(password) < LEAST:
        raise PasswordError(f"Use at least {LEAST} characters: four or five words that do not belong together.")
    if len(password) > MOST:
        raise PasswordError(f"Use at most {MOST} characters.")
    plain = password.casefold().replace(" ", "")
    if plain in {common.replace(" ", "") for common in _COMMON} or len(set(plain)) < _FEW:
        raise PasswordError("That password is among the first that anybody would try. Choose other words.")
    if email and plain.replace(email.casefold(), "") != plain:
        raise PasswordError("Leave your e-mail address out of the password. Choose other words.")
    return _hasher().hash(password)


def check_password(session: Session, school_id: uuid.UUID, email: str, password: str) -> Staff | None:
    """The member of staff whom this address and password belong to.

    Takes as long for an address that nobody has as for a wrong password (about a tenth of a second either way), so
    call it outside a write. A disabled account is nobody's, and one that has no password yet fits none.
    """
    staff = session.scalar(
        select(Staff).where(Staff.school_id == school_id, Staff.email == email_key(email), Staff.disabled_at.is_(None))
    )
    try:
        _hasher().verify((staff and staff.password_hash) or _nobodys(), _normal(password)[:MOST])
    except (VerificationError, InvalidHashError):
        who = str(staff.id) if staff else "no open account"  # never the address: people type passwords there
        logs.security("sign-in refused", {"staff": who}, refused=True)
        return None
    return staff if staff and staff.password_hash else None


def email_key(email: str) -> str:
    """An address as it is stored and compared."""
    return unicodedata.normalize("NFKC", email).strip().casefold()


def _normal(password: str) -> str:
    """One form for what several keyboards type differently (NIST asks for NFKC or NFKD)."""
    return unicodedata.normalize("NFKC", password)


@functools.cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@functools.cache
def _nobodys() -> str:
    """A hash to compare with when there is no such account."""
    return _hasher().hash("nobody has this password")
