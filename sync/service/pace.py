"""How fast tablets with a backlog may come: a fleet that returns at once is spread, and a single tap gets through."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

MOST_S = 20.0


class Meter:
    """Counts the deliveries under way in one service, and how long one takes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way = 0
        self._took_s = 0.0

    @contextmanager
    def delivery(self) -> Iterator[None]:
        """One delivery, from its arrival to its answer."""
        with self._lock:
            self._under_way += 1
        began = time.monotonic()
        try:
            yield
        finally:
            with self._lock:
                self._under_way -= 1
                self._took_s += 0.2 * (time.monotonic() - began - self._took_s)

    def pace_s(self) -> float:
        """Seconds that a tablet with more to send should leave: as long as the others under way take."""
        with self._lock:
            return min(MOST_S, self._under_way * self._took_s)
