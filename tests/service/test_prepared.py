"""Statements that are kept ready store and find what SQLAlchemy itself would."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import bindparam, select, type_coerce, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError

from sync.service.db.engine import Database
from sync.service.db.models import Base, Erased
from sync.service.db.prepared import Change, Query, _Change, _Query, all_or_none, insert_into
from sync.service.db.types import IdText
from tests import databases

pytestmark = pytest.mark.both_databases

SCHOOL = uuid.UUID(int=7)
NOW = datetime(2026, 11, 23, 8, 40, 0, 123456, tzinfo=UTC)
TABLE = Base.metadata.tables["erased"]
FIND = (
    select(TABLE.c.id, TABLE.c.erased_at, TABLE.c.on_tablets)
    .where(TABLE.c.school_id == bindparam("school"), TABLE.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(TABLE.c.id)
)
IDS = [uuid.UUID(int=number) for number in range(1, 40)]


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """A database with the service's tables."""
    database = databases.opened(tmp_path)
    database.migrate()
    return database


def test_rows_written_the_short_way_are_read_by_the_models(database: Database) -> None:
    """Ids, times and truths are the same whichever way they went in."""
    with database.write() as session:
        insert_into(TABLE).run(session.connection(), _rows(IDS))
        insert_into(TABLE).run(session.connection(), [])
    with database.read() as session:
        found = session.scalars(select(Erased).order_by(Erased.id)).all()

    assert [(each.id, each.erased_at, each.on_tablets) for each in found] == [(id, NOW, id.int % 2 == 0) for id in IDS]
    database.close()


@pytest.mark.parametrize("count", [0, 1, 2, 3, 8, 39])
def test_a_list_of_any_length_finds_its_rows_once_each(database: Database, count: int) -> None:
    """Lists are padded to a few sizes; no row comes twice for that."""
    with database.write() as session:
        insert_into(TABLE).run(session.connection(), _rows(IDS))
        found = Query(FIND, "ids").rows(session.connection(), {"school": SCHOOL, "ids": IDS[:count]})
        usual = session.execute(FIND, {"school": SCHOOL, "ids": IDS[:count]}).all()

    assert found == [tuple(row) for row in usual]
    assert len(found) == count
    database.close()


def test_a_change_reaches_the_rows_it_names_and_no_others(database: Database) -> None:
    """Parameters stand where the statement wants them, in whatever order rows name them."""
    change = Change(
        update(TABLE)
        .where(TABLE.c.school_id == bindparam("school"), TABLE.c.id == bindparam("of"))
        .values(on_tablets=bindparam("on_tablets")),
        ("school", "of", "on_tablets"),
    )
    as_text = Query(select(type_coerce(TABLE.c.id, IdText)).where(TABLE.c.on_tablets))
    with database.write() as session:
        insert_into(TABLE).run(session.connection(), _rows(IDS[:1]))
        change.run(session.connection(), [{"on_tablets": True, "of": IDS[0], "school": SCHOOL}])

        assert as_text.rows(session.connection(), {}) == [(str(IDS[0]),)]
    database.close()


def test_postgresql_is_spoken_to_in_its_own_words() -> None:
    """Names instead of places; every name of the statement has a value."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    change = _Change(insert_into(TABLE)._statement, TABLE.columns.keys(), dialect)
    query = _Query(FIND, "ids", 2, dialect)

    assert all(f"%({name})s" in change.text for name in change.parameters(_rows(IDS[:1]))[0])
    assert query._names == ["school", "ids_1", "ids_2"]
    assert all(f"%({name})s" in query._text for name in query._names)


def _rows(ids: list[uuid.UUID]) -> list[dict[str, object]]:
    return [{"on_tablets": id.int % 2 == 0, "school_id": SCHOOL, "id": id, "erased_at": NOW} for id in ids]


def test_what_the_database_refuses_is_said_in_sqlalchemys_words_without_the_values(database: Database) -> None:
    """Whoever catches a locked or full database catches it here too, and a log holds nothing of a child."""
    with database.write() as session, pytest.raises(IntegrityError) as refused:
        insert_into(TABLE).run(session.connection(), _rows(IDS[:1]) * 2)

    assert IDS[0].hex not in str(refused.value)
    database.close()


def test_rows_that_cannot_all_be_stored_leave_the_transaction_as_it_was(database: Database) -> None:
    """A batch that holds an old event is stored event by event, in the same transaction."""
    with database.write() as session:
        connection = session.connection()
        insert_into(TABLE).run(connection, _rows(IDS[:1]))
        with pytest.raises(IntegrityError), all_or_none(connection):
            insert_into(TABLE).run(connection, _rows(IDS[1:3] + IDS[:1]))
        insert_into(TABLE).run(connection, _rows(IDS[5:6]))
    with database.read() as session:
        assert set(session.scalars(select(Erased.id))) == {IDS[0], IDS[5]}
    database.close()


def test_values_that_stand_in_a_query_need_no_name(database: Database) -> None:
    """Only what differs from time to time is named."""
    known = FIND.where(TABLE.c.on_tablets == True, TABLE.c.erased_at == NOW)  # noqa: E712 - SQL's own equality
    with database.write() as session:
        insert_into(TABLE).run(session.connection(), _rows(IDS))
        found = Query(known, "ids").rows(session.connection(), {"school": SCHOOL, "ids": IDS})

    assert [row[0] for row in found] == [id for id in IDS if id.int % 2 == 0]
    database.close()
