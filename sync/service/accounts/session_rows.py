"""The rows of signed-in browsers: what each request reads of them, and Litestar's store on top of it."""

from __future__ import annotations

import asyncio
import hashlib
import uuid
from datetime import datetime, timedelta
from typing import Any, NamedTuple, cast

import msgspec
from litestar.stores.base import Store
from sqlalchemy import Table, bindparam, delete, select
from sqlalchemy.orm import Session

from sync.service.context import Service
from sync.service.db.models import StaffSession
from sync.service.db.prepared import Query

ASKED, IN = "asked", "in"
"""Stages of a session: the second factor is being asked for, and signed in."""
ASKED_LIFE = timedelta(minutes=10)


class Held(NamedTuple):
    """What every request needs of its browser's row."""

    id_hash: str
    data: bytes
    expires_at: datetime
    seen_at: datetime | None
    idle_s: int | None


_SESSIONS = cast(Table, StaffSession.__table__).c
_HELD = Query(select(*(_SESSIONS[name] for name in Held._fields)).where(_SESSIONS.id_hash == bindparam("hash")))


def read(session: Session, id_hash: str) -> Held | None:
    """The row of a browser, by the hash of its cookie; None when it is signed out."""
    rows = _HELD.rows(session.connection(), {"hash": id_hash})
    return Held(*rows[0]) if rows else None


def is_over(row: StaffSession | Held, now: datetime) -> bool:
    """Whether a session has run out, or was left alone for too long on a shared computer."""
    idle = row.idle_s is not None and row.seen_at is not None and now - row.seen_at >= timedelta(seconds=row.idle_s)
    return row.expires_at <= now or idle


def hashed(session_id: str) -> str:
    """What is kept of a cookie."""
    return hashlib.sha256(session_id.encode()).hexdigest()


class SessionStore(Store):
    """`staff_session` as Litestar's key-value store."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def set(self, key: str, value: str | bytes, expires_in: int | timedelta | None = None) -> None:
        life = expires_in if isinstance(expires_in, timedelta) else timedelta(seconds=expires_in or 0)
        data = value.encode() if isinstance(value, str) else value
        held, now = msgspec.json.decode(data, type=dict[str, str]), self._service.clock.now()
        row = StaffSession(
            id_hash=hashed(key),
            school_id=uuid.UUID(held["school"]),
            staff_id=uuid.UUID(held["staff"]),
            data=data,
            expires_at=now + (min(life, ASKED_LIFE) if held["stage"] == ASKED else life),
            started_at=now,
            seen_at=now,
            idle_s=self._service.settings.shared_idle_min * 60 if "shared" in held else None,
            browser=held.get("browser", "")[:80],
            computer_id=uuid.UUID(held["computer"]) if "computer" in held else None,
        )
        await asyncio.to_thread(self._add, row)

    async def get(self, key: str, renew_for: int | timedelta | None = None) -> bytes | None:
        row = await asyncio.to_thread(self._find, key)
        return row.data if row else None

    async def delete(self, key: str) -> None:
        if await asyncio.to_thread(self._find, key):
            await asyncio.to_thread(self._delete, StaffSession.id_hash == hashed(key))

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

    def _find(self, key: str) -> Held | None:
        with self._service.db.read() as session:
            now = self._service.clock.now()
            row = read(session, hashed(key))
        return None if row is None or is_over(row, now) else row

    def _delete(self, condition: Any) -> None:
        with self._service.db.write() as session:
            session.execute(delete(StaffSession).where(condition))
