"""The moment of an event, as this tablet sees it: raw, so that the service can put a wrong clock right."""

from __future__ import annotations

import os
import time
import uuid
from pathlib import Path

from sync.clock import Clock
from sync.protocol import Moment, Trust

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
SYNCHRONISED = Path("/run/systemd/timesync/synchronized")
"""systemd-timesyncd makes this file once a time server has set the clock."""
AGREES_S = 60
"""Seconds by which the service's time may differ from ours and still vouch for it."""


class Stamps:
    """Makes the `Moment` of each event.

    A clock that agreed with the service's time is believed until it jumps: worth less than a time server.
    """

    def __init__(self, clock: Clock, *, boot_id: Path = BOOT_ID, synchronised: Path = SYNCHRONISED) -> None:
        self._clock = clock
        self._boot = boot_bytes(boot_id)
        self._synchronised = synchronised
        self._vouched_ms: int | None = None
        """When this tablet started, by a clock that agreed with the service's; in milliseconds since 1970."""

    def now(self) -> Moment:
        """This moment: UTC seconds, milliseconds since start (sleep included), 4 bytes of boot id, a `Trust`."""
        return Moment(
            utc_s=int(self._clock.now().timestamp()),
            mono_ms=since_start_ms(),
            boot=self._boot,
            trust=int(self.trust()),
        )

    def trust(self) -> Trust:
        """How far the clock can be believed now."""
        if self._synchronised.exists():
            return Trust.SYNCED
        if self._vouched_ms is None:
            return Trust.UNKNOWN
        # A clock that was right and was then set anew shows it: time since the start has not jumped with it.
        return Trust.TOLD if abs(self._started_ms() - self._vouched_ms) <= AGREES_S * 1000 else Trust.UNKNOWN

    def heard(self, utc_s: int) -> None:
        """Compare with the service's time: one that differs takes back what an earlier one vouched for."""
        agrees = abs(utc_s - self._clock.now().timestamp()) <= AGREES_S
        self._vouched_ms = self._started_ms() if agrees else None

    def _started_ms(self) -> int:
        return int(self._clock.now().timestamp() * 1000) - since_start_ms()


def since_start_ms() -> int:
    """Milliseconds since this machine started, sleep included, whatever its date is."""
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000


def boot_bytes(path: Path = BOOT_ID) -> bytes:
    """4 bytes that name this start of the machine."""
    try:
        return uuid.UUID(path.read_text().strip()).bytes[:4]
    except (OSError, ValueError):
        # Without the kernel's name for this start every start of the program counts as one: never too trusting.
        return os.urandom(4)
