"""The record: durable, in order, and never forgetful before its time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError, IntegrityError

from kiosk.store import FILE, Change, Mark, Store, open_store
from kiosk.store.engine import connect
from kiosk.store.migrate import FOLDER, HEAD, migrate
from kiosk.store.store import KEEP_ACKED_S
from kiosk.store.tables import metadata
from tests.kiosk.records import AMINA, NOW, NOW_S, add, ids, sealed, settle


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new record in a real file."""
    opened = open_store(tmp_path, NOW)
    yield opened
    opened.close()


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
