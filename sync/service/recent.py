"""What was read a moment ago, for everybody who asks for the same; forgotten as soon as anything changes.

Fifty open pages look again when one child has tapped. They show the same class, so it is read once.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from sqlalchemy.orm import Session

from sync.service.db.engine import as_of

T = TypeVar("T")

LIFE = timedelta(seconds=2)
"""What depends on the time alone, such as how long a child has waited, is read again after this."""
MOST = 400
"""Things remembered at once: each class of a large school, covered and not, by itself and among the others."""


def _make_room(held: OrderedDict[Hashable, Any], key: Hashable) -> None:
    held.move_to_end(key)
    while len(held) > MOST:
        held.popitem(last=False)


@dataclass(slots=True)
class _Held:
    lock: threading.Lock = field(default_factory=threading.Lock)
    change: int | None = None
    at: datetime | None = None
    value: Any = None


class Recent:
    """Remembers what was read of one database."""

    def __init__(self) -> None:
        self._start = secrets.token_hex(4)
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, _Held] = OrderedDict()
        self._made: OrderedDict[Hashable, tuple[object, Any]] = OrderedDict()

    def get(self, session: Session, key: Hashable, now: datetime, read: Callable[[], T]) -> T:
        """What was read under this key, if it is as new as what the session sees; otherwise `read()`.

        Those who ask at the same moment wait for one of them to read. Where the database cannot say whether it has
        changed, all is read each time.

        Args:
            session: the one that `read` looks with. It may have begun before a change that has been made since, so
                what it finds is remembered as no newer than itself.
            key: names what is read and all that it depends on, the rights of whoever asks among it.
            now: aware, by the service's clock.
        """
        seen = as_of(session)
        if seen is None:
            return read()
        with self._lock:
            held = self._held.setdefault(key, _Held())
            _make_room(self._held, key)
        with held.lock:
            fresh = held.at is not None and timedelta(0) <= now - held.at < LIFE
            if held.change is None or held.change < seen or not fresh:
                held.value, held.change, held.at = read(), seen, now
            return cast(T, held.value)

    def mark(self, changes: int | None) -> str:
        """Names the data after so many changes: two pages with one mark show the same. Empty where nobody counts."""
        return "" if changes is None else f"{self._start}-{changes}"

    def same(self, key: Hashable, of: object, make: Callable[[], T]) -> T:
        """What was last made under this key, if it was made of the same; otherwise `make()`.

        Args:
            of: all that goes into it, and nothing that depends on the time alone; compared as it is now.
        """
        with self._lock:
            held = self._made.get(key)
        if held is None or held[0] != of:
            held = of, make()
            with self._lock:
                self._made[key] = held
                _make_room(self._made, key)
        return cast(T, held[1])
