"""A tablet's token: 32 random bytes, said once at enrolment and stored hashed."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from litestar import Request
from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service.api import problems
from sync.service.context import Service
from sync.service.db.models import Device


def new() -> str:
    """A token that nobody has had before."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """The token as the database keeps it; 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def given(request: Request[Any, Any, Any]) -> str:
    """The bearer token of a request.

    Raises:
        problems.Refused: 401 when there is none.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise problems.Refused(401, "This tablet has said no token. Enrol it with a code from the Tablets page.")
    return token


def device(session: Session, service: Service, token: str) -> Device:
    """The tablet that a token belongs to.

    Raises:
        problems.Refused: 401 when it is nobody's or was revoked; the tablet keeps what it has and waits.
    """
    found = session.scalar(select(Device).where(Device.token_hash == hashed(token)))
    if found is None or found.school_id != service.school_id:
        raise problems.Refused(401, "This service does not know this tablet. Enrol it again; it keeps what it holds.")
    if found.forked_at is not None:
        raise problems.Refused(
            401, "Two tablets go by this identity: one is a copy. Enrol both again; nothing is lost."
        )
    if found.revoked_at is not None:
        raise problems.Refused(401, "This tablet was taken out of use. Enrol it again; it keeps what it holds.")
    return found
