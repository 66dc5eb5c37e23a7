"""`POST /v1/events`: a batch of sealed events, a verdict for each."""

from __future__ import annotations

import asyncio
from typing import Any

from litestar import Request, Response, post
from litestar.di import NamedDependency

from sync.protocol import BATCH_LIMIT, VERSION, BatchAnswer, EventBatch
from sync.service import ingest
from sync.service.api import described, problems, tokens, wire
from sync.service.context import Service


@post(
    "/v1/events",
    summary="Deliver sealed events",
    status_code=200,
    operation_class=described.operation(EventBatch, BatchAnswer, refuses=(400, 401, 413, 415, 429, 503)),
)
async def events(request: Request[Any, Any, Any], service: NamedDependency[Service]) -> Response[bytes]:
    """Every event named in the answer is durable here (`stored`, `already`) or kept aside with a reason."""
    token = tokens.given(request)
    if not service.allowance.take(token):
        raise problems.Refused(429, "This tablet delivers far too often. It is worth trying again in a moment.", 1)
    batch = await wire.body(request, EventBatch)
    if len(batch.events) > BATCH_LIMIT:
        raise problems.Refused(413, f"At most {BATCH_LIMIT} events at once; send the rest in another batch.")
    try:
        async with service.meter.delivery(len(batch.events)):
            verdicts = await asyncio.to_thread(ingest.deliver, service, token, batch)
    except TimeoutError:  # many tablets have much to send: what a child says now goes before it
        busy = "Many tablets deliver at once. It is worth trying again in a moment."
        raise problems.Refused(503, busy, service.meter.after_s()) from None
    pace_s = service.meter.pace_s() if len(batch.events) == BATCH_LIMIT else 0.0
    return wire.answer(request, BatchAnswer(VERSION, verdicts, pace_s))
