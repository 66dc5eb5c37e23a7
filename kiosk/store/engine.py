"""The one connection that writes and checkpoints.

SQLite before 3.51.3 can lose a checkpoint when two connections write (the WAL-reset bug), so a tablet opens exactly
one, used from one thread. WAL with synchronous=FULL lost no acknowledged row in thirty power cuts; NORMAL did.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

BUSY_MS = 5000
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_MS}",
    # What is deleted (ticks of another day, events past their time) is overwritten, not merely forgotten.
    "PRAGMA secure_delete=ON",
)


def connect(path: Path) -> tuple[Engine, Connection]:
    """Open the database, made if missing, every transaction a writer's from its start.

    Raises:
        sqlalchemy.exc.DBAPIError: the file is no database, or can't be opened.
    """
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    try:
        return engine, engine.connect()
    except BaseException:
        engine.dispose()
        raise


def _set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)
    connection.isolation_level = None  # transactions begin where SQLAlchemy says, not where the driver guesses
    for pragma in PRAGMAS:
        connection.execute(pragma).fetchall()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
