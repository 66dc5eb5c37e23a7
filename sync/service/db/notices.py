"""News between the processes of a service, by PostgreSQL's LISTEN and NOTIFY.

A page that is open at one process hears of what a tablet delivered to another. Two threads, each begun when it is first
needed: one sends, so that whoever has news never waits for it, and one listens. Nothing but a school's id and a topic
travels; a topic names no child.
"""

from __future__ import annotations

import logging
import queue
import threading
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import URL

from sync.service.db import postgresql

if TYPE_CHECKING:
    import psycopg

CHANNEL = "daybreak_news"
AGAIN = "again"
"""The topic of beginning to hear, at first and after a lost connection: what is looked at may have changed."""
AGAIN_S = 2.0
"""Seconds after which a lost connection is tried again."""
LOOK_S = 0.5
"""Seconds within which the listening thread notices that it is to end."""
CLOSE_S = 5.0
"""Seconds that closing waits for news that is still going out."""

_log = logging.getLogger("daybreak.service")
Hear = Callable[[str, "uuid.UUID | None"], None]


class Notices:
    """One process's share in the news; a `sync.service.live.Carrier`.

    Args:
        url: of the database that all of them use.
    """

    def __init__(self, url: URL) -> None:
        self._where = postgresql.plain(url)
        self._mine = uuid.uuid4().hex
        self._out: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._sending: threading.Thread | None = None
        self._listening: threading.Thread | None = None
        self.hearing = threading.Event()
        """Set while news of other processes is heard."""

    def listen(self, hear: Hear) -> None:
        """Call `hear` with what other processes tell, from a thread of ours; safe to call again."""
        with self._lock:
            if self._listening is None and not self._over.is_set():
                self._listening = threading.Thread(target=self._listen, args=(hear,), name="news in", daemon=True)
                self._listening.start()

    def send(self, topic: str, school_id: uuid.UUID) -> None:
        """Tell the other processes; returns at once. What can't be sent is logged and lost: pages look again anyway."""
        with self._lock:
            if self._over.is_set():
                return
            if self._sending is None:
                self._sending = threading.Thread(target=self._send, name="news out", daemon=True)
                self._sending.start()
        self._out.put(f"{self._mine} {school_id.hex} {topic}")

    def close(self) -> None:
        """End both threads, after what was sent has gone; safe to call again."""
        with self._lock:
            self._over.set()
        self._out.put(None)
        for thread in (self._sending, self._listening):
            if thread is not None:
                thread.join(CLOSE_S)

    def _send(self) -> None:
        connection: psycopg.Connection[Any] | None = None
        while (news := self._out.get()) is not None:
            for last in (False, True):  # a connection that was lost while it was idle shows it only when it is used
                try:
                    connection = connection or self._connect()
                    connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, news))
                    break
                except _errors() as error:
                    connection = None
                    if last:
                        _log.warning("the other processes could not be told of news: %s", type(error).__name__)
        if connection is not None:
            connection.close()

    def _listen(self, hear: Hear) -> None:
        deaf = False
        while not self._over.is_set():
            try:
                with self._connect() as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    self.hearing.set()
                    deaf = False
                    hear(AGAIN, None)
                    while not self._over.is_set():
                        for each in connection.notifies(timeout=LOOK_S):
                            self._pass_on(each.payload, hear)
            except _errors() as error:
                self.hearing.clear()
                if not deaf:
                    _log.warning("news of other processes can't be heard just now: %s", type(error).__name__)
                deaf = True
                self._over.wait(AGAIN_S)

    def _pass_on(self, said: str, hear: Hear) -> None:
        whose, _, rest = said.partition(" ")
        school, _, topic = rest.partition(" ")
        if whose != self._mine and topic:
            hear(topic, uuid.UUID(school))

    def _connect(self) -> psycopg.Connection[Any]:
        import psycopg  # an extra: only where a school has such a database

        return psycopg.connect(
            self._where, autocommit=True, connect_timeout=postgresql.REACH_S, application_name="daybreak news"
        )


def _errors() -> type[Exception]:
    import psycopg

    return psycopg.Error
