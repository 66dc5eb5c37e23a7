"""The service's database: many readers, one writer.

On SQLite a single connection writes and checkpoints, because two that do so at once can lose a write-ahead log
(SQLite before 3.51.3) and because a queue of one is the fairest lock there is. On PostgreSQL a process has a single
connection to write too, and takes its turn among the processes; nothing else in the service knows the difference.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from sync.service.db import migrations, postgresql
from sync.service.errors import ServiceError

BUSY_S = 10
"""Seconds to wait for another process's lock on the file, and for our own turn to write."""
READERS = 8

# Folding the log into the file costs more than a commit: once in 16 MB, so that few batches wait for it.
_WRITER = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "wal_autocheckpoint=4000")
_READER = ("query_only=ON", "wal_autocheckpoint=0")


_AS_OF = "changes"


def as_of(session: Session) -> int | None:
    """The number of changes that a session for reading has seen at least; None where that cannot be said."""
    seen: int | None = session.info.get(_AS_OF)
    return seen


def _as_json(value: object) -> str:
    return msgspec.json.encode(value).decode()


_JSON: dict[str, Any] = {"json_serializer": _as_json, "json_deserializer": msgspec.json.decode}
"""A small list in a column costs a fifth of what the standard library takes."""


class Database:
    """The way to the service's data.

    Args:
        path_or_url: a file (made when missing, its folder too) or a SQLAlchemy URL.
        busy_s: seconds to wait for a lock or for our turn before giving up.

    Raises:
        ServiceError: the URL is of no database that the service can use, or the driver for it is not installed.
    """

    def __init__(self, path_or_url: Path | str, *, busy_s: float = BUSY_S) -> None:
        self.url = _url(path_or_url)
        self._changes, self._counting = 0, threading.Lock()
        if self.url.get_backend_name() == "sqlite":
            Path(self.url.database or "").parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._writer = _sqlite(self.url, _WRITER, "BEGIN IMMEDIATE", connections=1, busy_s=busy_s)
            self._reader = _sqlite(self.url, _READER, "BEGIN", connections=READERS, busy_s=busy_s)
        else:
            self._writer = postgresql.writer(self.url, busy_s=busy_s, **_JSON)
            self._reader = postgresql.reader(self.url, connections=READERS, busy_s=busy_s, **_JSON)

    @property
    def changes(self) -> int | None:
        """Another number after each change that a page may show; None where other processes may change data too."""
        return self._changes if self.url.get_backend_name() == "sqlite" else None

    @contextmanager
    def write(self, *, unseen: bool = False) -> Iterator[Session]:
        """Change data: committed and durable when the block ends, undone when it raises.

        Args:
            unseen: what changes is shown on no page that is read again and again, such as who looked at one.

        Raises:
            sqlalchemy.exc.TimeoutError: our turn did not come within `busy_s`.
            sqlalchemy.exc.OperationalError: another process did not give us our turn, or the disk is full.
        """
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            session.connection()  # take the lock now, so that all that is read in the block is still true at its end
            yield session
        if not unseen:
            with self._counting:
                self._changes += 1

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Look at one moment of the data; a change is refused. Afterwards `as_of` says which moment."""
        with Session(self._reader, expire_on_commit=False, autoflush=False) as session:
            session.info[_AS_OF] = self.changes  # before anything is read: what is found may be newer, never older
            yield session

    def migrate(self) -> None:
        """Bring the tables to what this version needs, all of it or nothing; no write when there is nothing to do.

        Processes that start at once migrate one after the other, so the later ones find it done.
        """
        with self._reader.connect() as connection:
            if migrations.is_current(connection):
                return
        with self._writer.begin() as connection:
            migrations.upgrade(connection)

    def close(self) -> None:
        """Close every connection, the writer last: it is the one that checkpoints."""
        self._reader.dispose()
        self._writer.dispose()


def _url(path_or_url: Path | str) -> URL:
    if isinstance(path_or_url, Path) or "://" not in path_or_url:
        return URL.create("sqlite", database=str(path_or_url))
    try:
        url = make_url(path_or_url)
    except ArgumentError:
        raise ServiceError(
            f"The setting database is no address of a database. Write it as {postgresql.FORM}."
        ) from None
    if url.get_backend_name() == "sqlite":
        return url
    return postgresql.checked(url)


def _sqlite(url: URL, pragmas: tuple[str, ...], begin: str, *, connections: int, busy_s: float) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=busy_s,
        hide_parameters=True,
        **_JSON,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, _record: Any) -> None:
        connection.isolation_level = None  # sqlite3 must not begin transactions of its own
        cursor = connection.cursor()
        for pragma in (*pragmas, f"busy_timeout={int(busy_s * 1000)}"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
