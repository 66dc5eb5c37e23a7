"""Statements of the hot path: SQLAlchemy writes them once for the database at hand, the driver runs them.

SQLAlchemy looks at every parameter and every row anew, which costs more than storing and finding them. Here the same
types turn values into what the driver keeps, and back, a column at a time. The connection is one of a transaction that
has begun: a session's.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Date, Insert, LargeBinary, Select, Table, Update, Uuid, insert
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError

from sync.service.db.types import UtcDateTime

_Turn = Callable[[Any], Any]
_FEW_WRITTEN = (Date, UtcDateTime)
"""Types of which a batch writes the same value many times: its days, and the time at which it came."""
_FEW_READ = (Date, Uuid)
"""And of which it reads the same many times: days, and the ids of a class."""


class Change:
    """A statement for many rows.

    Args:
        names: its parameters; every row has a value for each.
    """

    def __init__(self, statement: Insert | Update, names: Iterable[str]) -> None:
        self._statement, self._names = statement, list(names)
        self._ready: dict[str, _Change] = {}

    def run(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run it for every row; nothing happens when there is none."""
        if rows:
            dialect = connection.dialect
            ready = self._ready.get(dialect.name)
            if ready is None:
                ready = self._ready[dialect.name] = _Change(self._statement, self._names, dialect)
            _driven(connection, ready.text, ready.parameters(rows), many=True)


def insert_into(table: Table, but: Container[str] = ()) -> Change:
    """An insert of whole rows: they name every column of the table.

    Args:
        but: columns that are empty in every new row, and that the rows do not name.
    """
    return Change(insert(table), [name for name in map(str, table.columns.keys()) if name not in but])


class Query:
    """A select; one of its parameters may be a list, and values that stand in it need no name.

    Args:
        many: the name of that parameter, an expanding one.
    """

    def __init__(self, statement: Select[*tuple[Any, ...]], many: str = "") -> None:
        self._statement, self._many = statement, many
        self._ready: dict[tuple[str, int], _Query] = {}

    def rows(self, connection: Connection, named: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Every row it finds."""
        size = 0
        if self._many:
            listed = list(named[self._many])
            if not listed:
                return []
            size = 1 << (len(listed) - 1).bit_length()  # few sizes, so that few statements are kept ready
            named = {**named, self._many: listed + listed[-1:] * (size - len(listed))}
        key = connection.dialect.name, size
        ready = self._ready.get(key)
        if ready is None:
            ready = self._ready[key] = _Query(self._statement, self._many, size, connection.dialect)
        return ready.rows(connection, named)


@contextmanager
def all_or_none(connection: Connection) -> Iterator[None]:
    """What the block changes is undone when it raises, and the transaction goes on."""
    _driven(connection, "SAVEPOINT all_or_none", ())
    try:
        yield
    except BaseException:
        _driven(connection, "ROLLBACK TO SAVEPOINT all_or_none", ())
        raise
    finally:
        _driven(connection, "RELEASE SAVEPOINT all_or_none", ())


class _Change:
    """A change in the words of one database."""

    def __init__(self, statement: Insert | Update, names: list[str], dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect, column_keys=names)
        self.text = str(compiled)
        self._by_place = bool(compiled.positional)
        self._names = list(compiled.positiontup) if self._by_place else names
        self._turns = [_writes(compiled.binds[name].type, dialect) for name in self._names]

    def parameters(self, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
        columns = zip(*map(itemgetter(*self._names), rows), strict=True)
        placed = list(zip(*map(_turned, self._turns, columns), strict=True))
        return placed if self._by_place else [dict(zip(self._names, row, strict=True)) for row in placed]


class _Query:
    """A select in the words of one database, for a list of one size."""

    def __init__(self, statement: Select[*tuple[Any, ...]], many: str, size: int, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        written = compiled.construct_expanded_state({**dict.fromkeys(compiled.binds), many: [None] * size})
        self._text, self._by_place, self._dialect = written.statement, written.positiontup is not None, dialect
        self._names = list(written.positiontup or written.parameters)
        listed = set(written.parameter_expansion.get(many, ()))
        self._parts = list(dict.fromkeys(many if name in listed else name for name in self._names))
        self._many = many
        self._turns = {name: _writes(compiled.binds[name].type, dialect) for name in self._parts}
        self._fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        self._kinds = [column.type for column in statement.selected_columns]
        self._reads: list[_Turn | None] = []

    def rows(self, connection: Connection, named: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        placed: list[Any] = []
        named = {**self._fixed, **named}
        for name in self._parts:
            placed += _turned(self._turns[name], named[name] if name == self._many else (named[name],))
        given = tuple(placed) if self._by_place else dict(zip(self._names, placed, strict=True))
        cursor = _driven(connection, self._text, given)
        if not self._reads:
            codes = (column[1] for column in cursor.description)
            self._reads = [_reads(kind, self._dialect, code) for kind, code in zip(self._kinds, codes, strict=True)]
        found = cursor.fetchall()
        cursor.close()
        if not found:
            return []
        return list(zip(*map(_turned, self._reads, zip(*found, strict=True)), strict=True))


def _driven(connection: Connection, text: str, given: Any, *, many: bool = False) -> Any:
    """The driver's cursor after a statement; its errors are SQLAlchemy's, as everywhere else."""
    driver = connection.connection
    cursor = driver.cursor()
    try:
        (cursor.executemany if many else cursor.execute)(text, given)
    except connection.dialect.loaded_dbapi.Error as error:
        kinds = connection.dialect.loaded_dbapi.Error
        lost = connection.dialect.is_disconnect(error, driver, cursor)
        said = DBAPIError.instance(
            text, None, error, kinds, hide_parameters=True, connection_invalidated=lost, dialect=connection.dialect
        )
        if lost:
            connection.invalidate(error)
        raise said from error
    return cursor


def _turned(turn: _Turn | None, column: Sequence[Any]) -> Iterable[Any]:
    if turn is None:
        return column
    first = column[0]
    if first is column[-1] and column.count(first) == len(column):  # the school's id, the tablet's
        return (turn(first),) * len(column)
    return map(turn, column)


def _writes(kind: Any, dialect: Dialect) -> _Turn | None:
    if isinstance(kind, LargeBinary):
        return None  # bytes are bytes to either driver
    turn: _Turn | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return lru_cache(maxsize=512)(turn) if turn is not None and isinstance(kind, _FEW_WRITTEN) else turn


def _reads(kind: Any, dialect: Dialect, code: Any) -> _Turn | None:
    turn: _Turn | None = kind.dialect_impl(dialect).result_processor(dialect, code)
    return lru_cache(maxsize=4096)(turn) if turn is not None and isinstance(kind, _FEW_READ) else turn
