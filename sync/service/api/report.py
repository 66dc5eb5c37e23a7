"""`POST /v1/report`: how a tablet is."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from litestar import Request, Response, post
from litestar.di import NamedDependency

from sync.protocol import Report
from sync.service.api import described, tokens, wire
from sync.service.context import Service

_NAMES = 20
_LETTERS = 100
_MOST = 2**31 - 1


@post(
    "/v1/report",
    summary="Report the tablet's health",
    status_code=204,
    operation_class=described.operation(Report, status=204, refuses=(400, 401, 413, 415, 503)),
)
async def report(request: Request[Any, Any, Any], service: NamedDependency[Service]) -> Response[None]:
    """The Tablets page shows the last report; there is no child in it."""
    token = tokens.given(request)
    said = await wire.body(request, Report)
    await asyncio.to_thread(_keep, service, token, said)
    return Response(None, status_code=204)


def _keep(service: Service, token: str, said: Report) -> None:
    now = service.clock.now()
    with service.db.write() as session:
        device = tokens.device(session, service, token)
        device.last_seen_at = now
        device.clock_error_s = clock_error_s(said.utc_s, now)
        device.report = {
            "version": said.version[:_LETTERS],
            "utc_s": _bounded(said.utc_s),
            "waiting": _bounded(said.waiting),
            "refused": _bounded(said.refused),
            "clock": _bounded(said.clock),
            "disk_free_mb": _bounded(said.disk_free_mb),
            "journal_failing": said.journal_failing,
            "sqlite": said.sqlite[:_LETTERS],
            "temperature_c": None if said.temperature_c is None else _bounded(said.temperature_c),
            "put_aside": [name[:_LETTERS] for name in said.put_aside[:_NAMES]],
        }


def clock_error_s(tablet_s: int, service: datetime) -> int:
    """Seconds by which a tablet's clock is ahead of the service's, within what a column holds."""
    return _bounded(tablet_s - int(service.timestamp()))


def _bounded(number: int) -> int:
    """Within 32 bits, whatever was said."""
    return max(-_MOST, min(_MOST, number))
