"""`GET /v1/classroom`: what a tablet needs to know about its class, and no more."""

from __future__ import annotations

import asyncio
import hashlib
import uuid
from typing import Any

import msgspec
from litestar import Request, Response, get
from litestar.di import NamedDependency
from sqlalchemy.orm import Session

from sync.protocol import HELD_HEADER, Classroom
from sync.service import classrooms
from sync.service.api import described, tokens, wire
from sync.service.context import Service
from sync.service.db.models import SchoolClass
from sync.service.ingest import ledger
from sync.service.roster import spares

SEEN_EVERY_S = 60
"""A tablet that asks more often is noted as seen only this often: asking must not cost a write."""


@get(
    "/v1/classroom",
    summary="The class, its adults and the replies",
    operation_class=described.operation(
        gives=Classroom,
        refuses=(401, 503),
        query=(
            described.asked("store", "Ask how far this store is held: its 8 bytes in hex."),
            described.header("If-None-Match", "The ETag of the last answer."),
        ),
        also={304: ""},
        headers={"ETag": "Changes when anything but the time does.", **described.HELD},
    ),
)
async def classroom(request: Request[Any, Any, Any], service: NamedDependency[Service]) -> Response[Any]:
    """With `If-None-Match`, 304 while nothing has changed; the service's time is no change."""
    token = tokens.given(request)
    found, held = await asyncio.to_thread(_look, service, token, _store(request))
    headers = {"etag": etag(found), HELD_HEADER: str(held)}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(None, status_code=304, headers=headers)
    return wire.answer(request, found, headers=headers)


def etag(classroom: Classroom) -> str:
    """The fingerprint of a classroom, its time left out."""
    said = msgspec.msgpack.encode(msgspec.structs.replace(classroom, utc_s=0))
    return f'"{hashlib.sha256(said).hexdigest()[:32]}"'


def _store(request: Request[Any, Any, Any]) -> bytes:
    """The store that a tablet asks about; empty when it asks about none."""
    try:
        return bytes.fromhex(request.query_params.get("store", "")[:64])
    except ValueError:
        return b""


def _look(service: Service, token: str, store: bytes) -> tuple[Classroom, int]:
    """The class, and up to which number the store is held without a gap."""
    now = service.clock.now()
    with service.db.read() as session:
        device = tokens.device(session, service, token)
        held = ledger.read(session.connection(), service.school_id, store).contiguous
        found = classrooms.of_class(session, service, device.class_id)
        lacking = spares.lacking(session, service.school_id, device.class_id)
    if device.last_seen_at is None or (now - device.last_seen_at).total_seconds() > SEEN_EVERY_S:
        with service.db.write() as session:
            _seen(session, service, token)
    return _with_spares(service, device.class_id, found) if lacking else found, held


def _with_spares(service: Service, class_id: uuid.UUID, found: Classroom) -> Classroom:
    """The class once more, with tiles for visitors where there are animals left for them."""
    with service.db.write() as session:
        made = spares.keep_ready(session, session.get_one(SchoolClass, (service.school_id, class_id)))
        return classrooms.of_class(session, service, class_id) if made else found


def _seen(session: Session, service: Service, token: str) -> None:
    tokens.device(session, service, token).last_seen_at = service.clock.now()
