"""What was read a moment ago, for everybody who asks for the same; forgotten as soon as anything changes.

Fifty open pages look again when one child has tapped. They show the same class, so it is read once.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from sync.service.db.engine import Database

T = TypeVar("T")

LIFE = timedelta(seconds=2)
"""What depends on the time alone, such as how long a child has waited, is read again after this."""
MOST = 200
"""Things remembered at once: each class of a large school, covered and not."""


@dataclass(slots=True)
class _Held:
    lock: threading.Lock = field(default_factory=threading.Lock)
    change: int | None = None
    at: datetime | None = None
    value: Any = None


class Recent:
    """Remembers what was read of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, _Held] = OrderedDict()

    def get(self, key: Hashable, now: datetime, read: Callable[[], T]) -> T:
        """What was read under this key, if it is still so; otherwise `read()`.

        Those who ask at the same moment wait for one of them to read. Where the database cannot say whether it has
        changed, all is read each time.

        Args:
            key: names what is read and all that it depends on, the rights of whoever asks among it.
            now: aware, by the service's clock.
        """
        change = self._database.changes
        if change is None:
            return read()
        with self._lock:
            held = self._held.setdefault(key, _Held())
            self._held.move_to_end(key)
            while len(self._held) > MOST:
                self._held.popitem(last=False)
        with held.lock:
            change = self._database.changes  # as it is now: whoever waited here finds what was just read
            fresh = held.at is not None and timedelta(0) <= now - held.at < LIFE
            if held.change != change or not fresh:
                held.value, held.change, held.at = read(), change, now
            return cast(T, held.value)
