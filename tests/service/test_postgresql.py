"""A school's record in a real PostgreSQL: its tables, its turns to write, and what it says when it can't be used."""

from __future__ import annotations

import sys
import threading
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError, OperationalError

from sync.service import admin, commands, doctor, schools
from sync.service.context import open_service
from sync.service.db import migrations, postgresql
from sync.service.db.engine import Database
from sync.service.db.models import Base, CheckIn, Closure, RequestStep, TabletStore
from sync.service.errors import ServiceError
from sync.service.settings import Settings
from tests import databases
from tests.service.browsers import Browser
from tests.service.running import PASSWORD, RunningService
from tests.service.test_commands import Done, daybreak
from tests.service.test_migrations import OLD_SCHOOL

NOW = datetime(2026, 11, 23, 8, 40, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def on_postgresql() -> Iterator[None]:
    """Every test of this file."""
    with databases.using("postgresql"):
        yield


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database with all tables and nothing in them."""
    opened = databases.opened(tmp_path, busy_s=0.2)
    yield opened
    opened.close()


def differences(database: Database) -> object:
    """What the tables have otherwise than the models say."""
    with database.read() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        return compare_metadata(context, Base.metadata)


def test_tables_made_from_nothing_are_the_models_tables() -> None:
    """And a second start finds nothing to do."""
    database = Database(databases.empty_postgresql())
    database.migrate()
    database.migrate()

    assert differences(database) == []
    database.close()


def test_a_school_of_any_version_comes_to_this_one_with_what_it_has() -> None:
    """Step by step from the first: the same rows as on SQLite, with a tablet's numbers worked out from its events."""
    database = Database(databases.empty_postgresql())
    with database._writer.begin() as connection:
        script = ScriptDirectory.from_config(migrations.config(connection))
    steps = [step.revision for step in reversed(list(script.walk_revisions()))]
    for step in steps:
        with database._writer.begin() as connection:
            command.upgrade(migrations.config(connection), step)
            for statement in (*OLD_SCHOOL, *_OLD_EVENTS) if step == steps[0] else ():
                connection.exec_driver_sql(statement)

    with database.read() as session:
        check_in = session.scalars(select(CheckIn)).one()
        assert (check_in.answers, check_in.abouts, check_in.by_adult) == (["sad"], [], False)
        assert session.scalars(select(RequestStep.what)).all() == ["seen"]
        store = session.scalars(select(TabletStore)).one()
        assert (store.contiguous, store.highest, store.ahead) == (2, 4, [4])
    assert differences(database) == []
    database.close()


_SCHOOL, _TABLET = uuid.UUID(int=1).hex, uuid.UUID(int=7).hex
_OLD_EVENTS = [
    "insert into event (school_id, event_id, device_id, store, seq, kind, content, box_hash, school_day, happened_at,"
    f" received_at) values ('{_SCHOOL}', '{uuid.UUID(int=100 + seq).hex}', '{_TABLET}', '\\x01', {seq}, 'checked_in',"
    " '\\x00', '\\x00', '2026-09-07', '2026-09-07 08:40:00', '2026-09-07 08:40:00')"
    for seq in (1, 2, 4)
]


def test_two_processes_that_start_at_once_make_the_tables_once() -> None:
    """The second waits for the first, and finds it done."""
    url = databases.empty_postgresql()
    both = [Database(url), Database(url)]
    failures: list[BaseException] = []

    def start(database: Database) -> None:
        try:
            database.migrate()
        except DBAPIError as error:
            failures.append(error)

    threads = [threading.Thread(target=start, args=(each,)) for each in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert differences(both[0]) == []
    for each in both:
        each.close()


def test_a_reader_may_not_write_and_sees_one_moment(database: Database) -> None:
    """A page that only looks can change nothing, and what it adds up belongs together."""
    with database.read() as session:
        before = session.scalar(select(func.count()).select_from(Closure))
        with database.write() as other:
            other.add(Closure(school_id=uuid.UUID(int=1), day=NOW.date(), name="Snow"))
        assert session.scalar(select(func.count()).select_from(Closure)) == before == 0
    with database.read() as session, pytest.raises(DBAPIError, match="read-only"):
        session.execute(text("delete from closure"))


def test_a_writer_reads_what_the_one_before_wrote_and_waits_no_longer_than_it_says(
    tmp_path: Path, database: Database
) -> None:
    """Turns go from process to process: whoever does not get one is told, and nothing of theirs is kept."""
    other = databases.opened(tmp_path)
    with other.write() as theirs:
        theirs.add(Closure(school_id=uuid.UUID(int=1), day=NOW.date(), name="Snow"))
        with pytest.raises(OperationalError, match="lock timeout"), database.write():
            pass
    with database.write() as ours:
        assert ours.scalars(select(Closure.name)).all() == ["Snow"]
    other.close()


def test_a_server_that_was_restarted_costs_nobody_an_error(database: Database) -> None:
    """Connections that broke while nobody used them are made again."""
    with database.write() as session:
        session.execute(insert(Closure).values(school_id=uuid.UUID(int=1), day=NOW.date(), name="Snow"))
        ours = session.scalar(text("select pg_backend_pid()"))
    with database.read() as session:
        session.scalars(select(Closure.name)).all()
    with Database(database.url.render_as_string(hide_password=False))._writer.connect() as other:
        other.execute(
            text("select pg_terminate_backend(pid) from pg_stat_activity where datname = :name and pid <> :me"),
            {"name": database.url.database, "me": other.scalar(text("select pg_backend_pid()"))},
        )

    with database.write() as session:
        assert session.scalar(text("select pg_backend_pid()")) != ours
    with database.read() as session:
        assert session.scalars(select(Closure.name)).all() == ["Snow"]


def test_a_school_is_set_up_and_looked_after_by_typing(tmp_path: Path) -> None:
    """The same commands; the database's own tools make the backups, and a sentence says so."""
    url = databases.empty_postgresql()

    def typed(*words: str) -> Done:
        return daybreak(tmp_path, *words, DAYBREAK_SERVICE_DATABASE=url)

    assert typed("init", "--school", "Hillside").exit_code == 0
    assert "Choose another database" in typed("init", "--school", "Hillside").complained
    assert "none changed" in typed("audit", "verify").said
    assert "pg_dump" in typed("backup", str(tmp_path / "backups")).complained
    assert not (tmp_path / "backups").exists()
    found = typed("doctor").said
    assert "well  database: PostgreSQL 18" in found
    assert "well  backup: PostgreSQL's own tools make it" in found
    assert "pg_dump" in found


def test_a_password_in_the_address_is_shown_to_nobody(tmp_path: Path) -> None:
    """Neither by `config`, nor in the sentence about a server that does not answer."""
    url = "postgresql://daybreak:s3cret@127.0.0.1:1/school"
    shown = daybreak(tmp_path, "config", DAYBREAK_SERVICE_DATABASE=url)
    failed = daybreak(tmp_path, "init", "--school", "Hillside", DAYBREAK_SERVICE_DATABASE=url)
    found = list(doctor.findings(Settings(data=str(tmp_path), database=url), {}))

    assert "daybreak:***@127.0.0.1:1/school" in shown.said
    assert failed.exit_code == 1
    assert "Check that PostgreSQL runs" in failed.complained
    assert [each.well for each in found if each.what == "database"] == [False]
    assert "s3cret" not in shown.said + failed.complained + "".join(each.sentence for each in found)


def test_where_the_driver_is_lacking_a_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A school on SQLite needs no driver, so none is installed unasked."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    done = daybreak(tmp_path, "init", "--school", "Hillside", DAYBREAK_SERVICE_DATABASE="postgresql://x@y/z")

    assert (done.exit_code, done.complained.strip()) == (1, postgresql.LACKING)


@pytest.mark.parametrize(
    ("database", "mode"),
    [
        ("postgresql://x@db.trust.example/y", "require"),
        ("postgresql://x@db.trust.example/y?sslmode=verify-full", "verify-full"),
        ("postgresql://x@127.0.0.1/y", None),
        ("postgresql:///y?host=/run/postgresql", None),
    ],
)
def test_off_this_machine_nothing_goes_in_clear(database: str, mode: str | None) -> None:
    """The driver alone would take a line without TLS where the server offers none."""
    found = Database(database)

    assert found.url.query.get("sslmode") == mode
    found.close()


@pytest.mark.parametrize(("database", "said"), [("mysql://x@y/z", "not in mysql"), ("://", "no address of a database")])
def test_a_database_of_another_kind_is_refused_with_what_to_write(tmp_path: Path, database: str, said: str) -> None:
    """And no key is left behind by it, or it is the same key the next time."""
    with pytest.raises(ServiceError, match=said):
        schools.create(Settings(data=str(tmp_path), database=database), "Hillside")


def test_what_cannot_be_kept_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """PostgreSQL keeps no NUL, and counts letters: nothing breaks, and nothing of it is kept."""
    with RunningService(tmp_path) as running:
        browser = Browser(running)
        with pytest.raises(ServiceError, match="too long to keep"):
            admin.carry_out(running.settings, commands.AddStaff("Ada\0", "ada@sunnybank.example", "it", PASSWORD))
        assert browser.sign_in("a\0b@sunnybank.example").status_code == 400


def test_nothing_is_set_up_where_no_school_is(tmp_path: Path) -> None:
    """An empty database and a key: the sentence says to run `init`."""
    settings = Settings(data=str(tmp_path), database=databases.address(tmp_path))
    schools.create(Settings(data=str(tmp_path)), "Elsewhere")

    with pytest.raises(ServiceError, match="no school here yet"):
        open_service(settings, environ={})
