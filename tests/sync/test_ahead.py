"""A backlog goes without a pause between batches, and nothing of it twice, late or unmarked."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from nacl.public import PrivateKey
from sqlalchemy.exc import DBAPIError

from kiosk.device.clock import Stamps
from kiosk.effects import AskAdult, Effect
from kiosk.identity import Identity
from kiosk.record import Record
from kiosk.recorder import Now
from sync.ahead import Ahead
from sync.protocol import Envelope, Verdict
from sync.seal import key_id
from tests.sync.tablets import PATIENCE_S, Hands, feeling

PUBLIC = bytes(PrivateKey.generate().public_key)
AMINA = uuid.UUID("a1" * 16)
MOST = 3


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Eight check-ins that wait."""
    who = Identity("http://127.0.0.1:9", b"d" * 16, "token", "Sunnybank", "2W", key_id(PUBLIC), PUBLIC)
    record = Record(tmp_path, who, Hands())
    told(record, *(feeling(AMINA) for _ in range(8)))
    yield record
    record.close()


def told(record: Record, *effects: Effect) -> None:
    """What children say, durable."""
    durable = threading.Event()

    def then(kept: bool, _urgent: bool) -> None:
        if kept:
            durable.set()

    record.carry_out(effects, Now(Stamps(Hands()).now(), "2026-11-23", 0), then)
    assert durable.wait(PATIENCE_S)


def stored(events: Sequence[Envelope]) -> list[Verdict]:
    return [Verdict(each.event_id, "stored") for each in events]


def delivered(record: Record, between: Callable[[int], None] = lambda _: None) -> tuple[list[list[int]], list[int]]:
    """Deliver as the worker does: the numbers of each batch, and how many were marked when."""
    marked: list[int] = []
    sent: list[list[int]] = []
    batches = Ahead(record, marked.append)
    urgent = False
    while True:
        urgent, events = batches.next_batch(MOST, urgent=len(sent) == 1)
        if not events:
            return sent, marked
        if not urgent and len(events) == MOST:
            batches.sending(events, MOST)
        sent.append([each.seq for each in events])
        between(len(sent))
        batches.settle(stored(events))


def test_every_event_goes_once_and_in_order_and_all_are_marked(record: Record) -> None:
    """However the reading, the sending and the marking overlap."""
    sent, marked = delivered(record)

    assert sent == [[1, 2, 3], [4, 5, 6], [7, 8]]
    assert marked == [3, 3, 2]
    assert record.health()[0] == 0


def test_what_a_child_asks_for_now_overtakes_what_was_read_ahead(record: Record) -> None:
    """It was recorded while the first batch was on its way."""
    sent, _ = delivered(record, lambda number: told(record, AskAdult(AMINA.hex)) if number == 1 else None)

    assert sent == [[1, 2, 3], [9], [4, 5, 6], [7, 8]]
    assert record.health()[0] == 0


def test_what_the_service_says_nothing_of_goes_again(record: Record) -> None:
    """An answer that names only some of a batch leaves the others waiting, and they go before the end."""
    batches = Ahead(record, lambda _: None)
    _, first = batches.next_batch(MOST, urgent=False)
    batches.sending(first, MOST)
    batches.settle(stored(first[:1]))
    seen = []
    while events := batches.next_batch(MOST, urgent=False)[1]:
        seen.append([each.seq for each in events])
        batches.settle(stored(events))

    assert seen == [[4, 5, 6], [2, 3, 7], [8]]


def test_a_smaller_limit_holds_for_what_was_read_ahead_too(record: Record) -> None:
    """Something on the way lets less through now."""
    batches = Ahead(record, lambda _: None)
    _, first = batches.next_batch(MOST, urgent=False)
    batches.sending(first, MOST)
    batches.settle(stored(first))

    assert [each.seq for each in batches.next_batch(2, urgent=False)[1]] == [4, 5]


def change(record: Record, statement: str) -> None:
    """Do something to the record's database that only tests do."""

    def work() -> None:
        with record._store._connection.begin():
            record._store._connection.exec_driver_sql(statement)

    record._ask(work)


def test_a_batch_that_cannot_be_marked_is_said_and_goes_again(record: Record) -> None:
    """The disk may be full: the worker hears of it, and the service will know the events by their ids."""
    marked: list[int] = []
    batches = Ahead(record, marked.append)
    _, first = batches.next_batch(MOST, urgent=False)
    change(record, "CREATE TRIGGER full BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'no room'); END")

    with pytest.raises(DBAPIError):
        batches.settle(stored(first))
    change(record, "DROP TRIGGER full")

    assert marked == []
    assert [each.seq for each in batches.next_batch(MOST, urgent=False)[1]] == [1, 2, 3]
