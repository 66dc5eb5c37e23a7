"""Histories as CSV, in and out: `pupil_id,date,feeling` or `pupil_id,date,value`, for the rules to run over.

Optional columns: `slot` (0 in the morning, 1 after lunch) orders two check-ins of a day; `session_code` is the
register's code of that half day, and a row may hold a code and no feeling. Rows may come in any order.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TextIO

from assets import catalogue
from sync.service.flags import record
from sync.service.flags.record import IN_SCHOOL, KNOWN_CODES, Day, Why

COLUMNS = ("pupil_id", "date", "feeling", "value", "slot", "session_code")
SHOWN = 20
"""Bad rows named in a message before the rest are only counted."""


class BadHistory(ValueError):  # noqa: N818 - it names the history, not the reader
    """A history that can't be used; the message names the lines and the cure."""


@dataclass(slots=True)
class History:
    """What was read: each pupil's days ascending, and the rows that were passed over."""

    pupils: dict[str, list[Day]] = field(default_factory=dict)
    rows: int = 0
    skipped: list[str] = field(default_factory=list)


def read(lines: TextIO, name: str, *, skip_bad: bool = False) -> History:
    """Read a history.

    Args:
        lines: opened with `newline=""` and an encoding that takes a byte order mark away.
        name: what to call the file in messages.
        skip_bad: pass over rows that can't be read, and list them, instead of refusing the file.

    Raises:
        BadHistory: columns are missing or unknown, or a row can't be read.
    """
    rows = csv.reader(lines)
    columns = [column.strip().lower() for column in next(rows, [])]
    at = _places(columns, name)
    reader = _Reader(at)
    history = History()
    bad: list[str] = []
    try:
        for row in rows:
            if not row:
                continue
            history.rows += 1
            wrong = reader.take(row)
            if wrong:
                bad.append(f"line {rows.line_num}: {wrong}")
    except (csv.Error, UnicodeDecodeError) as error:
        raise BadHistory(f"{name}, line {rows.line_num}: {error}. Save it as CSV in UTF-8.") from error
    if bad and not skip_bad:
        more = f"\n… and {len(bad) - SHOWN} more" if len(bad) > SHOWN else ""
        raise BadHistory(
            f"{name} has {len(bad)} rows that can't be read. Correct them, or pass over them with --skip-bad.\n"
            + "\n".join(bad[:SHOWN])
            + more
        )
    history.skipped = bad
    history.pupils = reader.days()
    return history


def _places(columns: list[str], name: str) -> dict[str, int]:
    unknown = [column for column in columns if column not in COLUMNS]
    if unknown or len(set(columns)) != len(columns):
        what = f"an unknown column {unknown[0]!r}" if unknown else "a column twice"
        raise BadHistory(f"{name}, line 1: {what}. The columns are {', '.join(COLUMNS)}.")
    if not {"pupil_id", "date"} <= set(columns) or not {"feeling", "value"} & set(columns):
        raise BadHistory(f"{name}, line 1: pupil_id, date and one of feeling and value must be there.")
    return {column: at for at, column in enumerate(columns)}


class _Reader:
    """Gathers rows by pupil and day; small on purpose, for a file may have millions."""

    def __init__(self, at: Mapping[str, int]) -> None:
        self._width = len(at)
        self._pupil, self._date = at["pupil_id"], at["date"]
        self._feeling, self._value = at.get("feeling"), at.get("value")
        self._slot, self._code = at.get("slot"), at.get("session_code")
        self._values = {one.id: one.value for one in catalogue.load().feelings.values()}
        self._values |= dict.fromkeys(catalogue.EXIT_ANSWERS)
        self._dates: dict[str, date] = {}
        self._seen: dict[str, dict[date, list[tuple[str, str, float | None, str]]]] = defaultdict(dict)

    def take(self, row: list[str]) -> str | None:
        """Take one row in; return what is wrong with it, if anything is."""
        if len(row) != self._width:
            return f"{len(row)} columns instead of {self._width}"
        pupil, said = row[self._pupil], row[self._date]
        day = self._dates.get(said)
        if day is None:
            try:
                day = self._dates[said] = date.fromisoformat(said.strip())
            except ValueError:
                return f"{said!r} is no date; write it like 2026-11-16"
        if not pupil.strip():
            return "no pupil_id"
        feeling = row[self._feeling].strip() if self._feeling is not None else ""
        code = row[self._code].strip() if self._code is not None else ""
        value: float | None = None
        if feeling:
            if feeling not in self._values:
                return f"{feeling!r} is no feeling of this catalogue"
            value = self._values[feeling]
        elif self._value is not None and row[self._value].strip():
            try:
                value = float(row[self._value])
            except ValueError:
                return f"{row[self._value]!r} is no value; write a number from -2 to 2"
            if not -2.0 <= value <= 2.0:
                return f"{row[self._value]} is outside -2 to 2"
        elif not code:
            return "neither a feeling nor a value"
        slot = row[self._slot] if self._slot is not None else ""
        days = self._seen[pupil]
        if day in days:
            days[day].append((slot, feeling, value, code))
        else:
            days[day] = [(slot, feeling, value, code)]
        return None

    def days(self) -> dict[str, list[Day]]:
        """Return what was gathered as records, letting go of the rows."""
        pupils: dict[str, list[Day]] = {}
        while self._seen:
            pupil, seen = self._seen.popitem()
            pupils[pupil] = [_day(pupil, day, seen[day]) for day in sorted(seen)]
        return {pupil: pupils[pupil] for pupil in sorted(pupils)}


def _day(pupil: str, day: date, rows: list[tuple[str, str, float | None, str]]) -> Day:
    if len(rows) == 1:
        _, feeling, value, _ = rows[0]
        if value is not None:
            return Day(day, Why.ANSWERED, value, (feeling,) if feeling else (), (f"{pupil}/{day}",))
    rows.sort(key=lambda row: row[0])
    checkins = [
        record.CheckIn(f"{pupil}/{day}/{number}", (feeling,) if feeling else (), value)
        for number, (_, feeling, value, _) in enumerate(rows)
        if feeling or value is not None
    ]
    codes = {code for *_, code in rows if code in KNOWN_CODES}
    return record.build(day, checkins, present=bool(codes & IN_SCHOOL) if codes else None)


def rows_of(records: Mapping[str, Iterable[Day]]) -> Iterator[tuple[str, str, str, str]]:
    """Yield `pupil_id,date,feeling,value` of every answered day, a history that `read` takes."""
    for pupil, days in records.items():
        for day in days:
            if day.value is not None:
                yield pupil, day.day.isoformat(), "", f"{day.value:.3f}"
