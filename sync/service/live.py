"""Live events: something changed, so whoever is looking may look again.

A topic names what changed (`check_ins:<class id>`, `requests:<class id>`, `flags`), never who or how they feel. With
SQLite it stays within the one process; between several on PostgreSQL a `Carrier` takes it along.
"""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Protocol

BACKLOG = 100
"""Topics a listener may be behind; further ones are dropped, since one refresh shows all of them."""


@dataclass(frozen=True, slots=True, eq=False)
class _Listener:
    school_id: uuid.UUID
    loop: asyncio.AbstractEventLoop
    topics: asyncio.Queue[str | None]

    def hear(self, topic: str | None) -> None:
        if topic is None or self.topics.qsize() < BACKLOG:
            self.topics.put_nowait(topic)


class Carrier(Protocol):
    """Takes news to the other processes of a service, and brings theirs."""

    def listen(self, hear: Callable[[str, uuid.UUID | None], None]) -> None:
        """Call `hear` with each topic of another process and its school, from a thread; None: of every school.

        Safe to call again: it listens once.
        """

    def send(self, topic: str, school_id: uuid.UUID) -> None:
        """Tell the other processes; returns at once."""

    def close(self) -> None:
        """End, after what was sent has gone."""


class Live:
    """The school's news, from any thread to any number of open pages.

    Args:
        carrier: to and from other processes; None where there is no other.
    """

    def __init__(self, carrier: Carrier | None = None) -> None:
        self._listeners: set[_Listener] = set()
        self._lock = threading.Lock()
        self._closed = False
        self._carrier = carrier

    def publish(self, school_id: uuid.UUID, topic: str) -> None:
        """Tell every listener of this school; returns at once. Call it after the commit, never before."""
        self._tell(topic, school_id)
        if self._carrier is not None:
            self._carrier.send(topic, school_id)

    async def subscribe(self, school_id: uuid.UUID) -> AsyncIterator[str]:
        """Yield topics as they are published, from the first `anext` on, until `close`."""
        listener = _Listener(school_id, asyncio.get_running_loop(), asyncio.Queue())
        with self._lock:
            if self._closed:
                return
            self._listeners.add(listener)
        if self._carrier is not None:
            self._carrier.listen(self._tell)
        try:
            while (topic := await listener.topics.get()) is not None:
                yield topic
        finally:
            with self._lock:
                self._listeners.discard(listener)

    def close(self) -> None:
        """End every subscription, so that a stopping service waits for no open page."""
        with self._lock:
            self._closed = True
        self._tell(None, None)
        if self._carrier is not None:
            self._carrier.close()

    def _tell(self, topic: str | None, school_id: uuid.UUID | None) -> None:
        with self._lock:
            listeners = [each for each in self._listeners if school_id in (None, each.school_id)]
        for listener in listeners:
            if not listener.loop.is_closed():
                listener.loop.call_soon_threadsafe(listener.hear, topic)
