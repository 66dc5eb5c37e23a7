"""What the tablet knows in clear: ticks, open requests, the class; and when it forgets."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store import FILE, Change, Mark, Store, open_store
from kiosk.store.store import KEEP_ACKED_S, KEEP_OPEN_S
from sync.protocol import Verdict
from tests.kiosk.records import AMINA, NOW, NOW_S, add, sealed, settle


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new record in a real file."""
    opened = open_store(tmp_path, NOW)
    yield opened
    opened.close()


def test_an_erased_event_is_confirmed_and_its_bytes_are_dropped(tmp_path: Path, store: Store) -> None:
    """A child who was erased is erased here too."""
    event = sealed()
    add(store, event)
    settle(store, event, outcome="erased")
    reader = sqlite3.connect(f"file:{tmp_path / FILE}?mode=ro", uri=True)
    kept = reader.execute("SELECT box FROM event").fetchall()
    reader.close()

    assert kept == [(b"",)]
    assert store.waiting() == 0


def test_nothing_is_tidied_away_before_the_service_has_it(store: Store) -> None:
    """However old, and refused events never."""
    waiting, refused, fresh, old = sealed(), sealed(), sealed(), sealed()
    add(store, waiting, refused, fresh, old)
    settle(store, refused, outcome="refused")
    store.settle([Verdict(fresh.event_id, "stored")], NOW_S + KEEP_ACKED_S)
    settle(store, old)
    store.tidy(NOW_S + KEEP_ACKED_S + 1, "2026-12-23")
    with store._connection.begin():
        kept = set(store._connection.exec_driver_sql("SELECT event_id FROM event").scalars())

    assert kept == {waiting.event_id, refused.event_id, fresh.event_id}


def test_ticks_of_another_day_are_forgotten(store: Store) -> None:
    """The wall knows who has been here today, and no history."""
    today, before = Mark(AMINA, "2026-11-23", 0), Mark(AMINA, "2026-11-20", 0)
    store.apply(Change(marks=(today, before)), NOW_S)
    store.tidy(NOW_S, "2026-11-23")

    assert store.marks() == {today}


def test_a_tick_can_be_made_twice_and_taken_back_once(store: Store) -> None:
    """A child may check in again; taking back clears the tick."""
    mark = Mark(AMINA, "2026-11-23", 0)
    store.apply(Change(marks=(mark,)), NOW_S)
    store.apply(Change(marks=(mark,)), NOW_S)
    ticked = store.marks()
    store.apply(Change(unmarks=(mark,)), NOW_S)

    assert ticked == {mark}
    assert not store.marks()


def test_an_open_request_is_remembered_until_it_is_acknowledged(store: Store) -> None:
    """The lantern survives a restart."""
    store.apply(Change(opened=(b"r" * 16,)), NOW_S)
    lit = store.open_requests()
    store.apply(Change(closed=(b"r" * 16,)), NOW_S)

    assert lit == {b"r" * 16}
    assert not store.open_requests()


def test_a_request_older_than_the_services_replies_no_longer_lights_the_lantern(store: Store) -> None:
    """After the holidays the service knows; the tablet would never hear."""
    store.apply(Change(opened=(b"r" * 16,)), NOW_S)
    store.tidy(NOW_S + KEEP_OPEN_S, "2026-11-30")
    after_a_week = store.open_requests()
    store.tidy(NOW_S + KEEP_OPEN_S + 1, "2026-11-30")

    assert after_a_week == {b"r" * 16}
    assert not store.open_requests()


def test_the_class_is_kept_in_place_of_the_one_before(store: Store) -> None:
    """One row, however often it changes."""
    before = store.classroom()
    store.keep_classroom(b"one")
    store.keep_classroom(b"two")

    assert (before, store.classroom()) == (None, b"two")
