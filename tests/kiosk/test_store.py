"""The record: durable, in order, and never forgetful before its time."""

from __future__ import annotations

import os
import sqlite3
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError, IntegrityError

from kiosk.store import FILE, Change, Mark, Sealed, Store, open_store
from kiosk.store.engine import connect
from kiosk.store.migrate import FOLDER, HEAD, migrate
from kiosk.store.store import KEEP_ACKED_S, KEEP_OPEN_S
from kiosk.store.tables import metadata
from sync.protocol import Verdict

NOW = datetime(2026, 11, 23, 8, 40, tzinfo=UTC)
NOW_S = int(NOW.timestamp())
AMINA = b"\xa1" * 16


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new record in a real file."""
    opened = open_store(tmp_path, NOW)
    yield opened
    opened.close()


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


def test_the_database_is_durable_at_every_commit(tmp_path: Path) -> None:
    """WAL with synchronous=FULL is what lost nothing when the power was cut."""
    engine, connection = connect(tmp_path / FILE)
    found = {
        pragma: connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
        for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
    }
    connection.close()
    engine.dispose()

    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "secure_delete": 1,
    }


def test_a_transaction_is_a_writers_from_its_start(tmp_path: Path) -> None:
    """A second writer waits at the door, never half-way."""
    engine, connection = connect(tmp_path / FILE)
    other = sqlite3.connect(tmp_path / FILE, timeout=0)
    with connection.begin(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()
    connection.close()
    engine.dispose()


def test_the_migrations_make_the_tables_as_they_are_declared(tmp_path: Path) -> None:
    """Nobody gets another database by starting fresh than by upgrading."""
    engine, connection = connect(tmp_path / "migrated.db")
    migrate(connection)
    declared_engine, declared = connect(tmp_path / "declared.db")
    with declared.begin():
        metadata.create_all(declared)

    def shape(of: object) -> dict[str, object]:
        look = inspect(of)
        return {
            table: (
                [(c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(table)],
                look.get_pk_constraint(table),
                look.get_foreign_keys(table),
                [(i["name"], i["column_names"], sorted(i.get("dialect_options", {}))) for i in look.get_indexes(table)],
                look.get_unique_constraints(table),
            )
            for table in look.get_table_names()
            if table != "alembic_version"
        }

    migrated_shape, declared_shape = shape(connection), shape(declared)
    for each in (connection, declared):
        each.close()
    engine.dispose()
    declared_engine.dispose()

    assert migrated_shape == declared_shape


def test_an_ordinary_start_knows_the_newest_migration_without_loading_alembic() -> None:
    """The constant in the code is the head of the folder."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))

    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_events_are_numbered_from_one_without_gaps(store: Store) -> None:
    """The service sees from the numbers that it has them all."""
    add(store, sealed(), sealed())
    store.apply(Change(events=(sealed(), sealed(), sealed())), NOW_S)

    assert [each.seq for each in store.next_batch(10)[1]] == [1, 2, 3, 4, 5]


def test_a_failed_write_leaves_no_gap_and_nothing_half_done(store: Store) -> None:
    """All of a change, or none of it, its number included."""
    first = sealed()
    add(store, first)
    with pytest.raises(IntegrityError):
        store.apply(Change(events=(sealed(), first), marks=(Mark(AMINA, "2026-11-23", 0),)), NOW_S)
    add(store, sealed())

    assert [each.seq for each in store.next_batch(10)[1]] == [1, 2]
    assert store.marks() == frozenset()


def test_numbers_go_on_after_everything_was_tidied_away(store: Store) -> None:
    """After the summer holidays a number is not used again."""
    old = sealed()
    add(store, old)
    settle(store, old)
    store.tidy(NOW_S + KEEP_ACKED_S + 1, "2027-01-11")
    add(store, sealed())

    assert [each.seq for each in store.next_batch(10)[1]] == [2]


def test_a_restart_finds_the_same_record(tmp_path: Path) -> None:
    """The same bytes, the same order, the same name of the database."""
    store = open_store(tmp_path, NOW)
    event = sealed()
    add(store, event)
    name = store.store_id
    store.close()
    again = open_store(tmp_path, NOW)
    _, (kept,) = again.next_batch(10)
    found = again.store_id
    again.close()

    assert (kept.event_id, kept.key, kept.box, found) == (event.event_id, event.key_id, event.box, name)


def test_a_grown_up_request_overtakes_and_goes_alone(store: Store) -> None:
    """However much is waiting."""
    ordinary, urgent = [sealed() for _ in range(3)], sealed(urgent=True)
    add(store, *ordinary, urgent)
    first = store.next_batch(500)
    settle(store, urgent)

    assert [each.event_id for each in first[1]] == [urgent.event_id]
    assert first[0] is True
    assert ids(store) == [each.event_id for each in ordinary]


def test_only_confirmed_events_leave_the_outbox(store: Store) -> None:
    """`stored` and `already` are safe; what no verdict named goes on waiting."""
    stored, already, unnamed = sealed(), sealed(), sealed()
    add(store, stored, already, unnamed)
    settle(store, stored)
    settle(store, already, outcome="already")

    assert ids(store) == [unnamed.event_id]
    assert store.waiting() == 1


@pytest.mark.parametrize("outcome", ["refused", "conflict"])
def test_a_refused_event_is_set_aside_with_its_reason_and_blocks_nothing(
    tmp_path: Path, store: Store, outcome: str
) -> None:
    """It is kept for a person to look at."""
    poison, good = sealed(), sealed()
    add(store, poison, good)
    settle(store, poison, outcome=outcome, reason="its answer is unknown")
    reader = sqlite3.connect(f"file:{tmp_path / FILE}?mode=ro", uri=True)
    reasons = reader.execute("SELECT refused FROM outbox JOIN event USING (seq) WHERE refused IS NOT NULL").fetchall()
    reader.close()

    assert ids(store) == [good.event_id]
    assert (store.waiting(), store.refused()) == (1, 1)
    assert reasons == [(f"{outcome}: its answer is unknown",)]


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


def test_a_full_disk_is_an_error_and_room_mends_it(store: Store) -> None:
    """What could not be written is not said to be kept, and the next write works again."""
    with store._connection.begin():
        pages = store._connection.exec_driver_sql("PRAGMA page_count").scalar()
    store._connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    store._connection.rollback()
    with pytest.raises(DBAPIError, match="full"):
        store.apply(Change(events=tuple(sealed() for _ in range(200))), NOW_S)
    store._connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    store._connection.rollback()
    add(store, sealed())

    assert store.waiting() == 1
