"""How fast tablets with a backlog may come: a fleet that returns at once is spread, and a single tap gets through."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

MOST_S = 20.0
FEW = 60
"""A batch of no more than so many events is a morning's, or a child's request: it waits for nobody."""
AT_ONCE = 1
"""Batches of a backlog that are taken at once: what a child says now waits for no more than these."""
PATIENCE_S = 4.0
"""Seconds after which a backlog's batch is sent away again; tablets give up a silent line after ten."""


class Meter:
    """Counts the deliveries under way in one service, and how long one takes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way = 0
        self._took_s = 0.0
        self._turns = asyncio.Semaphore(AT_ONCE)

    @asynccontextmanager
    async def delivery(self, events: int) -> AsyncIterator[None]:
        """One delivery of so many events, from its arrival to its answer; a backlog's waits for its turn.

        Raises:
            TimeoutError: its turn did not come; nothing of it has been looked at.
        """
        backlog = events > FEW
        with self._lock:
            self._under_way += 1
        try:
            if backlog:
                await asyncio.wait_for(self._turns.acquire(), PATIENCE_S)
            began = time.monotonic()
            try:
                yield
            finally:
                if backlog:
                    self._turns.release()
                with self._lock:
                    self._took_s += 0.2 * (time.monotonic() - began - self._took_s)
        finally:
            with self._lock:
                self._under_way -= 1

    def after_s(self) -> int:
        """Whole seconds after which it is worth coming back to a service that has no turn to give."""
        return max(1, round(self.pace_s()))

    def pace_s(self) -> float:
        """Seconds that a tablet with more to send should leave: as long as the others under way take."""
        with self._lock:
            return min(MOST_S, self._under_way * self._took_s)
