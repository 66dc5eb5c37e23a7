"""The tables that migrations make are the tables that the models describe."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from sync.service.db.engine import Database
from sync.service.db.models import Base


def test_migrated_tables_are_the_models_tables(tmp_path: Path) -> None:
    """A column added to a model without a migration is noticed here, not in a school."""
    database = Database(tmp_path / "new" / "service.db")
    database.migrate()

    with database.read() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    """Every start may migrate."""
    database = Database(tmp_path / "service.db")
    database.migrate()
    database.migrate()

    with database.read() as session:
        assert session.scalar(text("select count(*) from alembic_version")) == 1


def test_the_writer_waits_for_the_disk_and_the_reader_may_not_write(tmp_path: Path) -> None:
    """What is acknowledged survives a power cut, and a page that only reads can change nothing."""
    database = Database(tmp_path / "service.db")
    database.migrate()

    with database.write() as session:
        assert session.scalar(text("pragma synchronous")) == 2
        assert session.scalar(text("pragma journal_mode")) == "wal"
        assert session.scalar(text("pragma foreign_keys")) == 1
    with database.read() as session, pytest.raises(DBAPIError, match="readonly"):
        session.execute(text("delete from school"))


def test_a_write_that_raises_leaves_no_trace(tmp_path: Path) -> None:
    """All of a block or nothing of it."""
    database = Database(tmp_path / "service.db")
    database.migrate()

    def half() -> None:
        with database.write() as session:
            session.execute(text("insert into closure (school_id, day, name) values ('00', '2026-01-01', 'New Year')"))
            session.execute(text("insert into nowhere values (1)"))

    with pytest.raises(DBAPIError, match="nowhere"):
        half()

    with database.read() as session:
        assert session.scalar(text("select count(*) from closure")) == 0


def test_school_id_leads_every_key() -> None:
    """One school's rows lie together, so that the tables can be partitioned or sharded without change."""
    for table in Base.metadata.tables.values():
        if table.name not in ("school", "staff_session"):
            assert next(iter(table.primary_key)).name == "school_id", table.name
