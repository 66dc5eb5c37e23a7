"""When to try again: seconds, from how often it has failed and what the service asked for. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

Chance = Callable[[], float]
"""Returns a number in [0, 1), such as `random.random`."""


@dataclass(frozen=True, slots=True)
class Backoff:
    """Full jitter: a wait drawn evenly between nothing and a ceiling that doubles with every failure.

    Drawing from nothing up is what spreads a fleet that lost its service in the same second.
    """

    first_s: float = 1.0
    most_s: float = 60.0
    most_asked_s: float = 900.0
    """The longest wait that a service (or something pretending to be one) can ask for."""

    def __post_init__(self) -> None:
        if not 0 < self.first_s <= self.most_s:
            raise ValueError(f"waits must be 0 < first_s <= most_s, got {self.first_s} and {self.most_s}")

    def wait_s(self, failures: int, chance: Chance, asked_s: float | None = None) -> float:
        """Seconds to wait after `failures` (1 or more) in a row.

        `asked_s` is the service's Retry-After: never tried sooner, and the jitter comes on top, so that a fleet which
        was told the same number does not come back as one.
        """
        ceiling = min(self.most_s, self.first_s * 2.0 ** min(failures - 1, 32))
        jitter = chance() * ceiling
        return jitter if asked_s is None else min(max(asked_s, 0.0), self.most_asked_s) + jitter


def asked_s(header: str | None, now: datetime | None = None) -> float | None:
    """Seconds that a Retry-After header asks for, given as seconds or as a date; None when it says nothing usable."""
    if header is None:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - (now or datetime.now(UTC))).total_seconds())
