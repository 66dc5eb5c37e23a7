"""`POST /v1/enrol`: a one-time code becomes a tablet's identity."""

from __future__ import annotations

import asyncio
from typing import Any

from litestar import Request, Response, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.middleware.rate_limit import RateLimitConfig

from sync import logs
from sync.protocol import Enrol, Enrolled
from sync.service import enrolment
from sync.service.api import described, problems, wire
from sync.service.context import Service


def enrol(service: Service) -> HTTPRouteHandler:
    """The route, with this service's limit of attempts from one address."""
    limit = RateLimitConfig(("minute", service.settings.enrol_per_minute), set_rate_limit_headers=False)
    return post(
        "/v1/enrol",
        summary="Enrol a tablet with a one-time code",
        status_code=200,
        middleware=[limit.middleware],
        operation_class=described.operation(Enrol, Enrolled, refuses=(400, 403, 413, 415, 429), open_to_all=True),
    )(_enrol)


async def _enrol(request: Request[Any, Any, Any], service: NamedDependency[Service]) -> Response[bytes]:
    asked = await wire.body(request, Enrol)
    try:
        enrolled = await asyncio.to_thread(enrolment.redeem, service, asked.code, asked.version)
    except enrolment.CodeError as error:
        logs.security("enrolment code refused", {"reason": str(error)}, refused=True)
        raise problems.Refused(403, str(error)) from None
    return wire.answer(request, enrolled)
