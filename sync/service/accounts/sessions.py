"""Signed-in browsers: Litestar's server-side sessions, kept in `staff_session`.

The cookie holds 32 random bytes; the table holds their hash. A session is written once, at sign-in, under an id that no
browser has seen before, and ends at a fixed time; deleting its row signs the browser out, and a request that was under
way at that moment cannot bring it back.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.middleware.session.server_side import ServerSideSessionBackend, ServerSideSessionConfig
from litestar.stores.base import Store
from litestar.types import Empty, Message, ScopeSession
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from sync.service import audit
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import Role, Staff, StaffSession
from sync.service.settings import Settings

COOKIE = "daybreak_session"
OF_THIS_HOST = "__Host-"
"""Begins the name of a cookie that a browser takes and gives only by https, and for this very host."""
STORE = "sessions"
_FRESH = "daybreak_fresh_session"

AnyRequest = Request[Any, Any, Any]
AnyConnection = ASGIConnection[Any, Any, Any, Any]


def sign_in(request: AnyRequest, service: Service, staff: Staff) -> None:
    """Sign this browser in: a new session under a new id, the old one gone, and an entry in the audit.

    Call it from the handler that checked the password; the cookie goes out with that handler's response.
    """
    viewer = Viewer(staff.id, service.school_id, staff.name, Role(staff.role), frozenset())
    with service.db.write() as session:
        _forget(session, request, service)
        session.execute(delete(StaffSession).where(StaffSession.expires_at <= service.clock.now()))
        audit.note(session, service, viewer, "signed in")
    request.scope["state"][_FRESH] = secrets.token_hex(32)
    request.set_session({"school": service.school_id.hex, "staff": staff.id.hex})


def sign_out(request: AnyRequest, service: Service, viewer: Viewer) -> None:
    """Sign this browser out, for good."""
    with service.db.write() as session:
        _forget(session, request, service)
        audit.note(session, service, viewer, "signed out")
    request.clear_session()


def revoke_sessions(session: Session, school_id: uuid.UUID, staff_id: uuid.UUID) -> None:
    """Sign a member of staff out everywhere."""
    session.execute(delete(StaffSession).where(StaffSession.school_id == school_id, StaffSession.staff_id == staff_id))


def cookie_name(settings: Settings, name: str = COOKIE) -> str:
    """What a cookie is called here: by https, so that no other host of the school's domain could have set it."""
    return OF_THIS_HOST + name if settings.secure else name


def _forget(session: Session, request: AnyRequest, service: Service) -> None:
    if old := request.cookies.get(cookie_name(service.settings)):
        session.execute(delete(StaffSession).where(StaffSession.id_hash == _hash(old)))


def _hash(session_id: str) -> str:
    return hashlib.sha256(session_id.encode()).hexdigest()


class _Backend(ServerSideSessionBackend):
    """Litestar's backend, writing only at sign-in and sign-out instead of at every response."""

    def get_session_id(self, connection: AnyConnection) -> str:
        fresh = connection.scope["state"].get(_FRESH)
        return str(fresh) if fresh else super().get_session_id(connection)

    async def store_in_message(self, scope_session: ScopeSession, message: Message, connection: AnyConnection) -> None:
        if connection.scope["state"].get(_FRESH):
            await super().store_in_message(scope_session, message, connection)
        elif not scope_session and self.config.key in connection.cookies:
            await super().store_in_message(Empty, message, connection)


@dataclass
class SessionConfig(ServerSideSessionConfig):
    """Litestar's configuration with the backend above."""

    _backend_class = _Backend


def config(service: Service) -> SessionConfig:
    """How sessions are kept: fixed life, a strict cookie that no script can read, none for the tablets' API."""
    return SessionConfig(
        key=cookie_name(service.settings),
        store=STORE,
        max_age=service.settings.session_hours * 3600,
        samesite="strict",
        httponly=True,
        secure=service.settings.secure,
        exclude="^/v1/",
    )


class SessionStore(Store):
    """`staff_session` as Litestar's key-value store."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def set(self, key: str, value: str | bytes, expires_in: int | timedelta | None = None) -> None:
        life = expires_in if isinstance(expires_in, timedelta) else timedelta(seconds=expires_in or 0)
        data = value.encode() if isinstance(value, str) else value
        whose = msgspec.json.decode(data, type=dict[str, str])
        row = StaffSession(
            id_hash=_hash(key),
            school_id=uuid.UUID(whose["school"]),
            staff_id=uuid.UUID(whose["staff"]),
            data=data,
            expires_at=self._service.clock.now() + life,
        )
        await asyncio.to_thread(self._add, row)

    async def get(self, key: str, renew_for: int | timedelta | None = None) -> bytes | None:
        row = await asyncio.to_thread(self._find, key)
        return row.data if row else None

    async def delete(self, key: str) -> None:
        if await asyncio.to_thread(self._find, key):
            await asyncio.to_thread(self._delete, StaffSession.id_hash == _hash(key))

    async def delete_all(self) -> None:
        await asyncio.to_thread(self._delete, StaffSession.school_id == self._service.school_id)

    async def exists(self, key: str) -> bool:
        return await self.get(key) is not None

    async def expires_in(self, key: str) -> int | None:
        row = await asyncio.to_thread(self._find, key)
        return int((row.expires_at - self._service.clock.now()).total_seconds()) if row else None

    def _add(self, row: StaffSession) -> None:
        with self._service.db.write() as session:
            session.add(row)

    def _find(self, key: str) -> StaffSession | None:
        with self._service.db.read() as session:
            alive = StaffSession.expires_at > self._service.clock.now()
            return session.scalar(select(StaffSession).where(StaffSession.id_hash == _hash(key), alive))

    def _delete(self, condition: Any) -> None:
        with self._service.db.write() as session:
            session.execute(delete(StaffSession).where(condition))
