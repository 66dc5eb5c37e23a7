"""Ends that break their promise on purpose: a proof that they pass proves nothing."""

from __future__ import annotations

import importlib
import os
import threading
from multiprocessing.connection import Connection
from typing import Any

from kiosk.record import Record
from kiosk.store import engine as tablet_engine
from sync.protocol import EventBatch, Verdict
from sync.service.context import Service
from sync.service.db import engine as service_engine
from sync.service.ingest import deliver as ingest
from tests.faults import lives


def _never_waits(_handle: int) -> None:
    """Stands for a flush that is left out."""


def tablet_without_flush(said: Connection, *what: Any) -> None:
    """`synchronous=OFF`, and a journal that does not wait for the disk either."""
    vars(tablet_engine)["PRAGMAS"] = tuple(each.replace("=FULL", "=OFF") for each in tablet_engine.PRAGMAS)
    vars(os)["fdatasync"] = vars(os)["fsync"] = _never_waits
    lives.tablet_tapping(said, *what)


def tablet_that_confirms_first(said: Connection, *what: Any) -> None:
    """The screen says *saved* before it is."""
    write = Record._carry_out

    def confirmed_first(record: Record, effects: Any, now: Any, then: Any) -> None:
        then(True, False)
        write(record, effects, now, lambda durable, urgent: None)

    vars(os)["fdatasync"] = vars(os)["fsync"] = _never_waits
    type.__setattr__(Record, "_carry_out", confirmed_first)
    lives.tablet_tapping(said, *what)


def service_without_flush(said: Connection, *what: Any) -> None:
    """`synchronous=OFF`."""
    vars(service_engine)["_WRITER"] = tuple(each.replace("=FULL", "=OFF") for each in service_engine._WRITER)
    lives.service_morning(said, *what)


def service_that_answers_first(said: Connection, *what: Any) -> None:
    """A batch is acknowledged before it is committed."""
    events = importlib.import_module("sync.service.api.events")
    store = ingest

    def answered_first(service: Service, token: str, batch: EventBatch) -> list[Verdict]:
        threading.Timer(0.1, store, (service, token, batch)).start()
        return [Verdict(each.event_id, "stored") for each in batch.events]

    class Broken:
        deliver = staticmethod(answered_first)

    vars(events)["ingest"] = Broken
    lives.service_morning(said, *what)
