"""A tablet's record in a test: its morning, the events put into it, and what the service says to them."""

from __future__ import annotations

import os
import uuid
from datetime import UTC, datetime

from kiosk.store import Change, Sealed, Store
from sync.protocol import Verdict

NOW = datetime(2026, 11, 23, 8, 40, tzinfo=UTC)
NOW_S = int(NOW.timestamp())
AMINA = b"\xa1" * 16


def sealed(*, urgent: bool = False) -> Sealed:
    """An event as the recorder hands it over; the store can't tell it from noise."""
    return Sealed(uuid.uuid4().bytes, b"keys", os.urandom(112), urgent)


def add(store: Store, *events: Sealed) -> None:
    """Add each event in a transaction of its own."""
    for each in events:
        store.apply(Change(events=(each,)), NOW_S)


def settle(store: Store, *events: Sealed, outcome: str = "stored", reason: str = "") -> None:
    """The service answers all of these alike."""
    store.settle([Verdict(each.event_id, outcome, reason) for each in events], NOW_S)  # type: ignore[arg-type]


def ids(store: Store, limit: int = 500) -> list[bytes]:
    """Ids of the next batch."""
    return [each.event_id for each in store.next_batch(limit)[1]]
