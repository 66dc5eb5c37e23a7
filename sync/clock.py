"""The time of day, handed in rather than looked up, so that a demo or a test can choose the morning."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """This machine's clock, moved by a fixed shift.

    `shift_s` is in seconds; the demo uses it to make it 08:40 on the last school day on both ends at once.
    """

    def __init__(self, shift_s: float = 0.0) -> None:
        self._shift = timedelta(seconds=shift_s)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._shift
