"""PostgreSQL, where a school keeps its record in one: how it is reached, and whose turn it is to write.

Every block that writes begins with a lock that the transaction holds, so that several processes on one database write
one after the other. What was read in the block is then still true at its end, as on SQLite, and the audit is one chain.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import QueuePool

from sync.hosts import is_loopback
from sync.service.errors import ServiceError

FORM = "postgresql://USER@HOST/DATABASE"
LACKING = 'The driver for PostgreSQL is not installed. Install it with `pip install "daybreak[postgresql]"`.'
TURN = int.from_bytes(b"daybreak")
"""The advisory lock of whoever writes; PostgreSQL keeps those of each database apart."""
GONE_S = 60
"""Seconds after which a process that took its turn and fell silent, such as one that lost the network, loses it."""
REACH_S = 10
"""Seconds to wait for the server to answer at all."""


def checked(url: URL) -> URL:
    """The URL with the driver that we use, and with TLS wherever it leads off this machine.

    An `sslmode` in the URL stands: `verify-full` holds the server's certificate against an authority as well.

    Raises:
        ServiceError: it is of another kind of database, or the driver is not installed.
    """
    if url.get_backend_name() not in ("postgresql", "postgres"):
        kind = url.get_backend_name()
        raise ServiceError(f"The service keeps its record in SQLite or PostgreSQL, not in {kind}. Write it as {FORM}.")
    if find_spec("psycopg") is None:
        raise ServiceError(LACKING)
    if url.host and not is_loopback(url.host) and "sslmode" not in url.query:
        url = url.update_query_dict({"sslmode": "require"})
    return url.set(drivername="postgresql+psycopg")


def writer(url: URL, *, busy_s: float, **also: Any) -> Engine:
    """One connection, which waits for its turn among all processes whenever a transaction begins.

    Args:
        busy_s: seconds to wait for our turn in this process, and again among the processes.
    """
    engine = _engine(url, connections=1, busy_s=busy_s, **also)
    turn = (
        f"SET LOCAL lock_timeout = {max(1, int(busy_s * 1000))}; "
        f"SET LOCAL idle_in_transaction_session_timeout = {GONE_S * 1000}; "
        f"SELECT pg_advisory_xact_lock({TURN})"
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(turn)

    return engine


def reader(url: URL, *, connections: int, busy_s: float, **also: Any) -> Engine:
    """Connections that see one moment each time, and change nothing."""
    return _engine(
        url,
        connections=connections,
        busy_s=busy_s,
        isolation_level="REPEATABLE READ",
        execution_options={"postgresql_readonly": True},
        **also,
    )


def plain(url: URL) -> str:
    """The URL as the driver itself takes it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _engine(url: URL, *, connections: int, busy_s: float, **also: Any) -> Engine:
    return create_engine(
        url,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=busy_s,
        pool_pre_ping=True,  # a server that was restarted meanwhile costs nobody an error
        hide_parameters=True,
        connect_args={"connect_timeout": REACH_S, "application_name": "daybreak"},
        **also,
    )
