"""Asks Wonde for a school's pupils: page after page from one host, within one deadline, and never anywhere else."""

from __future__ import annotations

import asyncio
import math
import ssl
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import msgspec

from sync.service.errors import ServiceError
from sync.service.roster.wonde import reading
from sync.service.roster.wonde.access import Access

if TYPE_CHECKING:
    import httpx2

INCLUDED = "education_details,year,groups,classes"
PAGE = 200
MOST_PAGES = 100
MOST_BYTES = 20_000_000
"""Of all pages together: a school of a thousand needs about two million."""
DEADLINE_S = 60.0
"""For everything, the waits between tries included."""
PAUSES_S = (1.0, 3.0)
"""Before the second and the third try, where Wonde does not say how long."""
_FILTER = "Most often a web filter stands between: ask IT to let this machine reach {host}."


class WondeError(ServiceError):
    """Why the pupils could not be brought: a sentence with the cure, and no token in it."""


class _Later(Exception):  # noqa: N818 - nothing is wrong yet
    """It may go better in a while."""

    def __init__(self, why: str, pause_s: float | None = None) -> None:
        super().__init__(why)
        self.pause_s = pause_s


def fetch(
    access: Access,
    address: str,
    today: date,
    *,
    deadline_s: float = DEADLINE_S,
    pauses_s: Sequence[float] = PAUSES_S,
) -> bytes:
    """What `reading.parse` reads: every pupil that the school has today.

    Args:
        address: where Wonde is, `https://` and a host.
        deadline_s: seconds for everything.
        pauses_s: seconds before each further try.

    Raises:
        WondeError: it could not be had; nothing was kept.
    """
    import httpx2  # loaded only where a school has Wonde

    async def within() -> bytes:
        headers = {"authorization": f"Bearer {access.token}", "accept": "application/json"}
        # This machine's own list of authorities, in which a school's filter may have put its own.
        trusted = ssl.create_default_context()
        async with (
            asyncio.timeout(deadline_s),
            httpx2.AsyncClient(timeout=deadline_s, headers=headers, verify=trusted) as client,
        ):
            begin = f"{address}/v1.0/schools/{access.school}/students"
            return msgspec.json.encode(await _Asking(client, begin, pauses_s, deadline_s / 2).everybody(today))

    try:
        return asyncio.run(within())
    except TimeoutError:
        cure = "Try again in some minutes."
        raise WondeError(f"Wonde did not send everything within {deadline_s:g} seconds. {cure}") from None


class _Asking:
    """One reading of a school's list, from its first page on."""

    def __init__(self, client: httpx2.AsyncClient, begin: str, pauses_s: Sequence[float], patience_s: float) -> None:
        self._client, self._begin = client, begin
        self._pauses_s, self._patience_s = pauses_s, patience_s
        self._size = 0

    async def everybody(self, today: date) -> list[reading.Student]:
        found: list[reading.Student] = []
        seen: set[str] = set()
        url, more = f"{self._begin}?include={INCLUDED}&per_page={PAGE}", True
        while more:
            if url in seen or len(seen) == MOST_PAGES:
                raise WondeError("Wonde's list of pupils does not end. Try again later, then ask Wonde's support.")
            seen.add(url)
            said = _document(await self._patiently(url), url)
            try:
                found += reading.students(said["data"], today)
                url, more = _next(said, url, self._begin)
            except (AttributeError, KeyError, TypeError, ValueError):
                raise WondeError(f"What {_host(url)} sent is not the list of pupils. {_cure(url)}") from None
        return found

    async def _patiently(self, url: str) -> bytes:
        """One page, tried again while Wonde is busy or the line breaks."""
        for pause_s in (*self._pauses_s, None):
            try:
                return await self._page(url)
            except _Later as later:
                if pause_s is None:
                    raise WondeError(f"{later} Try again in some minutes.") from None
                wait_s = pause_s if later.pause_s is None else later.pause_s
                if wait_s > self._patience_s:
                    minutes = math.ceil(wait_s / 60)
                    raise WondeError(f"{later} It asks to wait: try again in {minutes} min.") from None
                await asyncio.sleep(wait_s)
        raise AssertionError("the last try returns or raises")

    async def _page(self, url: str) -> bytes:
        import httpx2

        body = bytearray()
        try:
            async with self._client.stream("GET", url) as answer:
                _check(answer.status_code, answer.headers.get("retry-after", ""), url)
                async for piece in answer.aiter_bytes():
                    body += piece
                    self._size += len(piece)
                    if self._size > MOST_BYTES:
                        raise WondeError(f"Wonde sent more than {MOST_BYTES} bytes. Ask Wonde's support why.")
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError):
            raise _Later(f"{_host(url)} could not be reached, or broke off. {_cure(url)}") from None
        return bytes(body)


def _check(status: int, retry_after: str, url: str) -> None:
    if status == 200:
        return
    if status == 401:
        raise WondeError("Wonde does not know the token. Look it up in Wonde, and type it here again.")
    if status == 403:
        cure = "In Wonde, approve it, with students, year groups, groups, classes and education details."
        raise WondeError(f"Wonde does not let this token read the school's pupils. {cure}")
    if status == 404:
        raise WondeError("Wonde knows no school of that id, or not in this region. Look the id up in Wonde.")
    if status == 429 or status >= 500:
        pause_s = float(retry_after[:6]) if retry_after.isascii() and retry_after.isdigit() else None
        busy = "Wonde is asked too often." if status == 429 else f"Wonde has trouble of its own (status {status})."
        raise _Later(busy, pause_s)
    if 300 <= status < 400:
        raise WondeError(f"{_host(url)} sends this service elsewhere, where it does not go. {_cure(url)}")
    raise WondeError(f"Wonde refused the question (status {status}). Ask Wonde's support what the school may share.")


def _document(body: bytes, url: str) -> dict[str, Any]:
    try:
        return msgspec.json.decode(body, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError):
        raise WondeError(f"What {_host(url)} sent is no answer of Wonde's. {_cure(url)}") from None


def _next(said: dict[str, Any], url: str, begin: str) -> tuple[str, bool]:
    """Where the next page is, and whether there is one. The token goes to no other host, and to no other list.

    Raises:
        ValueError: it lies elsewhere.
    """
    pages = said["meta"]["pagination"]
    if not pages.get("more", bool(pages.get("next"))):
        return url, False
    further: str = urljoin(url, pages["next"])
    if urlsplit(further)[:3] != urlsplit(begin)[:3]:
        raise ValueError("another place")
    return further, True


def _host(address: str) -> str:
    return urlsplit(address).hostname or address


def _cure(address: str) -> str:
    return _FILTER.format(host=_host(address))
