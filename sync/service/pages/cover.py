"""Covered until revealed: a classroom has a whiteboard, so pages with feelings open without them.

One press asks for the page with `?show=1`; the answer is a redirect to the same page with `?shown=<when>`, the
second until which it may be read. The page holds feelings only while that second lies within the next minute, so a
tab that is restored, reloaded or shared later opens covered. It guards against eyes, not against the viewer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from litestar import Request
from litestar.response import Redirect

SHOWN_S = 60
"""Seconds for which a page stays revealed (DESIGN, section 3)."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Whether a page may show feelings now, and the addresses to reveal and to cover it."""

    path: str
    query: tuple[tuple[str, str], ...]
    """What else the address says, such as the class."""
    until: int | None
    """UTC seconds until which the page is revealed; None while it is covered."""

    @property
    def shown(self) -> bool:
        return self.until is not None

    @property
    def covered_address(self) -> str:
        return self._address(())

    @property
    def reveal_address(self) -> str:
        return self._address((("show", "1"),))

    def revealed_address(self, now: datetime) -> str:
        """Where a press on *Show* leads: this page, readable for `SHOWN_S` from `now`."""
        return self._address((("shown", str(int(now.timestamp()) + SHOWN_S)),))

    def _address(self, extra: tuple[tuple[str, str], ...]) -> str:
        query = urlencode((*self.query, *extra))
        return f"{self.path}?{query}" if query else self.path


def cover(path: str, shown: str | None, now: datetime, **query: str | None) -> Cover:
    """Read the cover of a page from its address; whatever is not a second of the next minute counts as covered."""
    rest = tuple((name, value) for name, value in query.items() if value)
    until = int(shown) if shown and shown.isascii() and shown.isdigit() and len(shown) < 12 else 0
    seconds = until - now.timestamp()
    return Cover(path, rest, until if 0 < seconds <= SHOWN_S else None)


def of_request(request: Request[Any, Any, Any], now: datetime, **query: str | None) -> Cover:
    """The cover of the page that a request asks for."""
    return cover(request.url.path, request.query_params.get("shown"), now, **query)


def pressed(request: Request[Any, Any, Any], page: Cover, now: datetime) -> Redirect | None:
    """The way on when the press on *Show* brought us here; None when it did not."""
    return Redirect(page.revealed_address(now), status_code=303) if request.query_params.get("show") == "1" else None
