"""What processes do until something strikes them: a tablet's short morning, a service's."""

from __future__ import annotations

import itertools
import sqlite3
import sqlite3.dbapi2
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from kiosk.settings import Settings
from kiosk.store import Change, Mark, Sealed, open_store
from sync.protocol import EventBatch, Verdict
from sync.service import ingest
from sync.service.context import open_service
from sync.service.settings import Settings as ServiceSettings
from tests.faults.taps import tap
from tests.service.running import RunningService
from tests.sync.tablets import MONDAY, Hands, opened


def tablet_morning(said: Connection, data: str, pupils: list[bytes], first: int, count: int, deliver: bool) -> None:
    """Open the record, tap and say which taps are confirmed, deliver, close and say so."""
    with opened(Settings(data=data), Hands()) as watched:
        for number in range(first, first + count):
            said.send((number, watched.carries_out(tap(pupils, number))))
        if deliver:
            watched.all_delivered()
    said.send("closed")


def tablet_tapping(said: Connection, data: str, pupils: list[bytes], first: int) -> None:
    """Tap and deliver for ever, and say which taps are confirmed."""
    with opened(Settings(data=data), Hands()) as watched:
        for number in itertools.count(first):
            said.send((number, watched.carries_out(tap(pupils, number))))


def service_morning(said: Connection, folder: str, port: int) -> None:
    """Serve until told to stop; says when it answers and when it has closed."""
    running = RunningService(Path(folder), clock=Hands(), port=port)
    with running:
        said.send("serving")
        said.recv()
    said.send("closed")


def tablet_writing(said: Connection, folder: str, boxes: list[bytes]) -> None:
    """Write one event after the other in this one thread, settle every second one, and close."""
    store = open_store(Path(folder), MONDAY)
    for number, box in enumerate(boxes):
        event = Sealed(box[:16], b"keys", box, urgent=number % 3 == 0)
        store.apply(Change(events=(event,), marks=(Mark(box[:16], "2026-11-23", 0),)), 0)
        said.send(number)
        if number % 2:
            store.settle([Verdict(box[:16], "stored")], 1)
    store.close()


def service_storing(said: Connection, folder: str, token: str, batches: list[EventBatch]) -> None:
    """Store one batch after the other in this one thread, and close."""
    service = open_service(ServiceSettings(data=folder), clock=Hands(), environ={})
    for number, batch in enumerate(batches):
        verdicts = ingest.deliver(service, token, batch)
        assert {each.outcome for each in verdicts} == {"stored"}
        said.send(number)
    service.close()


class Counted:
    """Every connection to SQLite that this process opens, and what it ran."""

    def __init__(self) -> None:
        self.ran: list[list[str]] = []
        connect = sqlite3.dbapi2.connect

        def heard(*what: Any, **how: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*what, **how)
            self.ran.append([])
            connection.set_trace_callback(self.ran[-1].append)
            return connection

        for module in (sqlite3, sqlite3.dbapi2):
            vars(module)["connect"] = heard

    def say(self) -> tuple[int, int]:
        """How many connections wrote, and how many others there were that are not bound to reading alone."""
        writing = [each for each in self.ran if any(one.lstrip().upper().startswith(_WRITES) for one in each)]
        bound = {"PRAGMA query_only=ON", "PRAGMA wal_autocheckpoint=0"}
        others = [each for each in self.ran if each not in writing and not bound <= set(each)]
        return len(writing), len(others)


_WRITES = ("BEGIN IMMEDIATE", "INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP", "PRAGMA WAL_CHECKP")


def tablet_counted(said: Connection, *what: Any) -> None:
    """A tablet's morning; at the end, `Counted.say`."""
    counted = Counted()
    tablet_morning(said, *what)
    said.send(counted.say())


def service_counted(said: Connection, folder: str, port: int) -> None:
    """A service's morning; at the end, `Counted.say`."""
    counted = Counted()
    service_morning(said, folder, port)
    said.send(counted.say())


def tablet_opened(said: Connection, folder: str) -> None:
    """Open a tablet's record, which brings it to this version's shape, and close it."""
    open_store(Path(folder), MONDAY).close()
    said.send("closed")


def service_opened(said: Connection, folder: str) -> None:
    """Open a service's data, which brings it to this version's shape, and close it."""
    open_service(ServiceSettings(data=folder), clock=Hands(), environ={}).close()
    said.send("closed")


def tablet_a_month_on(said: Connection, data: str, pupils: list[bytes], number: int, days: int) -> None:
    """Open a tablet so many days later, tap once and close."""
    hands = Hands()
    hands.move(days=days)
    with opened(Settings(data=data), hands) as watched:
        said.send(watched.carries_out(tap(pupils, number)))
