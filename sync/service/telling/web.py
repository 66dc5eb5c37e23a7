"""A POST within one deadline: no redirect followed, nothing of the answer read but its status."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import urlsplit

from sync.service.telling.errors import NotDeliveredError

DEADLINE_S = 10.0


def post(url: str, body: bytes, headers: Mapping[str, str]) -> None:
    """Send it; it was taken when this returns.

    Raises:
        NotDeliveredError: nobody answered in time, or with a status other than 2xx.
    """
    import httpx2  # loaded only where a school tells by the web

    host = urlsplit(url).hostname or url
    try:
        status = asyncio.run(_status(url, body, headers))
    except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError, OSError, ValueError):
        cure = "Look at the address, and ask IT whether this machine may reach it."
        raise NotDeliveredError(f"{host} did not answer in time or not safely. {cure}") from None
    if status in (401, 403):
        raise NotDeliveredError(f"{host} does not let this service in (status {status}). Look at the token or secret.")
    if not 200 <= status < 300:
        raise NotDeliveredError(f"{host} answered with status {status}. Look at the address.")


async def _status(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    import httpx2

    async with (
        asyncio.timeout(DEADLINE_S),
        httpx2.AsyncClient(timeout=DEADLINE_S) as client,
        client.stream("POST", url, content=body, headers=dict(headers)) as answer,
    ):
        return int(answer.status_code)
