"""The tables that migrations make are the tables that the models describe."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from sync.service.db import migrations
from sync.service.db.engine import Database
from sync.service.db.models import Base, CheckIn, Pupil, RequestStep


def test_migrated_tables_are_the_models_tables(tmp_path: Path) -> None:
    """A column added to a model without a migration is noticed here, not in a school."""
    database = Database(tmp_path / "new" / "service.db")
    database.migrate()

    with database.read() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_newest_migration_is_known_without_alembic() -> None:
    """The service's start compares with it: were it another than Alembic's, a database would never be current."""
    with Database("sqlite://")._writer.begin() as connection:
        head = ScriptDirectory.from_config(migrations.config(connection)).get_current_head()

    assert migrations.newest() == head


def test_a_school_of_the_first_version_keeps_what_it_has(tmp_path: Path) -> None:
    """Its children get settings as for everybody, its check-ins no additions, its answered requests their story."""
    database = Database(tmp_path / "service.db")
    with database._writer.begin() as connection:
        command.upgrade(migrations.config(connection), "0001")
        for statement in OLD_SCHOOL:
            connection.execute(text(statement))
    database.migrate()

    with database.read() as session:
        pupil = session.scalars(select(Pupil)).one()
        check_in = session.scalars(select(CheckIn)).one()
        steps = [(step.what, step.staff_id) for step in session.scalars(select(RequestStep))]
    assert (pupil.settings, pupil.secret_picture, pupil.merged_into) == ({}, "", None)
    assert (check_in.size, check_in.abouts, check_in.by_adult) == (None, [], False)
    assert steps == [("seen", uuid.UUID(int=5))]


_SCHOOL, _CLASS, _PUPIL, _EVENT, _ADULT, _REQUEST, _TABLET = (uuid.UUID(int=n).hex for n in range(1, 8))
OLD_SCHOOL = (
    f"insert into school_class values ('{_SCHOOL}', '{_CLASS}', '2W', '2', 'csv', '2W')",
    "insert into pupil (school_id, id, class_id, source, source_id, given_name, family_name, picture, year_group, step,"
    f" \"group\", opted_out) values ('{_SCHOOL}', '{_PUPIL}', '{_CLASS}', 'csv',"
    " '1', 'Ada', '', 'fox', '2', 2, '', false)",
    f"insert into check_in values ('{_SCHOOL}', '{_EVENT}', '{_PUPIL}', '{_CLASS}', '2026-09-07', 0,"
    " '2026-09-07 08:40:00', '[\"sad\"]', -1.5, 2, 1, 0, null)",
    "insert into adult_request (school_id, event_id, device_id, class_id, school_day, asked_at, seen_at, seen_by)"
    f" values ('{_SCHOOL}', '{_REQUEST}', '{_TABLET}', '{_CLASS}',"
    f" '2026-09-07', '2026-09-07 08:41:00', '2026-09-07 08:44:00', '{_ADULT}')",
)


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
