"""Which revealed pages stand in the audit: one that brings itself up to date is one look for each press on *Show*."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from datetime import datetime


class Reveals:
    """Remembers what was written down, for as long as it stays revealed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until: dict[Hashable, int] = {}

    def once(self, key: Hashable, until: int, now: datetime, write: Callable[[], None]) -> None:
        """Write a look down, unless this very reveal has been; what could not be written is tried at the next.

        Args:
            key: who looks, and at what.
            until: UTC seconds until which the page is revealed: another press on *Show* has another.
            now: aware, by the service's clock.
        """
        with self._lock:
            if (key, until) in self._until:
                return
        write()
        with self._lock:
            self._until = {each: end for each, end in self._until.items() if end > now.timestamp()}
            self._until[key, until] = until
