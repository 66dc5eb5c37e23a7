"""A tablet's token: 32 random bytes, said once at enrolment and stored hashed."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from typing import Any, cast

from litestar import Request
from sqlalchemy import Connection, Table, bindparam, select
from sqlalchemy.orm import Session

from sync import logs
from sync.service.api import problems
from sync.service.context import Service
from sync.service.db.models import Device
from sync.service.db.prepared import Query

_DEVICES = cast(Table, Device.__table__).c
_OF_TOKEN = Query(
    select(_DEVICES.school_id, _DEVICES.id, _DEVICES.class_id, _DEVICES.forked_at, _DEVICES.revoked_at).where(
        _DEVICES.token_hash == bindparam("hash")
    )
)


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


@dataclass(frozen=True, slots=True)
class Tablet:
    """The tablet that speaks, as far as taking in what it sends needs it."""

    id: uuid.UUID
    class_id: uuid.UUID


def tablet(connection: Connection, service: Service, token: str) -> Tablet:
    """The tablet that a token belongs to.

    Raises:
        problems.Refused: 401 when it is nobody's or was revoked; the tablet keeps what it has and waits.
    """
    found = _OF_TOKEN.rows(connection, {"hash": hashed(token)})
    if not found or found[0][0] != service.school_id:
        logs.security("tablet refused", {"reason": "unknown token"}, refused=True)
        raise problems.Refused(401, "This service does not know this tablet. Enrol it again; it keeps what it holds.")
    _, tablet_id, class_id, forked_at, revoked_at = found[0]
    if forked_at is not None:
        logs.security("tablet refused", {"reason": "copied", "device": str(tablet_id)}, refused=True)
        raise problems.Refused(
            401, "Two tablets go by this identity: one is a copy. Enrol both again; nothing is lost."
        )
    if revoked_at is not None:
        logs.security("tablet refused", {"reason": "revoked", "device": str(tablet_id)}, refused=True)
        raise problems.Refused(401, "This tablet was taken out of use. Enrol it again; it keeps what it holds.")
    return Tablet(tablet_id, class_id)


def device(session: Session, service: Service, token: str) -> Device:
    """The same tablet, with all that is known of it.

    Raises:
        problems.Refused: as `tablet`.
    """
    return session.get_one(Device, (service.school_id, tablet(session.connection(), service, token).id))
