"""One year of what a made-up school's children told, with the register, as ingest keeps them."""

from __future__ import annotations

import json
import random
import sqlite3
import uuid
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

from assets import catalogue

_FACES = {"calm": 9, "happy": 10, "okay": 8, "excited": 4, "tired": 4, "sad": 1, "worried": 2, "cross": 1}
_KINDS = ("told_more", "told_more", "activity_done", "how_now")
_MORE = 3
"""Events that follow a check-in; with them five years come to 3.6 million."""
_ABOUTS = (*("friends", "sleep", "play") * 3, "home")
_MISSES = 0.05
_ASKS = 0.005
"""Of check-ins, those with which a child asks for a grown-up."""
_CONTENT = bytes(60)

Row = tuple[object, ...]


class Made:
    """Rows for each table."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {statement: [] for statement in _STATEMENTS}

    def write(self, database: sqlite3.Connection) -> None:
        for statement, rows in self.rows.items():
            database.executemany(statement, rows)


def lay(database: sqlite3.Connection, school: str, pupils: list[tuple[str, str]], count: int, now: datetime) -> int:
    """Lay the last school days up to today; return how many events that were.

    Args:
        pupils: each child's id and class, as the database keeps ids.
        count: school days.
    """
    chance, told = random.Random(5), 0
    days = [day for day in (now.date() - timedelta(days=back) for back in range(2 * count)) if day.weekday() < 5]
    for some in _batches(_told(school, pupils, sorted(days[:count]), chance, now), 500):
        made = Made()
        for each in some:
            for statement, row in each:
                made.rows[statement].append(row)
        made.write(database)
        told += len(made.rows[_EVENT])
    database.commit()
    return told


def _batches(told: Iterator[list[tuple[str, Row]]], size: int) -> Iterator[list[list[tuple[str, Row]]]]:
    while some := list(islice(told, size)):
        yield some


def _told(
    school: str, pupils: list[tuple[str, str]], days: list[date], chance: random.Random, now: datetime
) -> Iterator[list[tuple[str, Row]]]:
    """Each child on each day, with all that belongs to it."""
    values = {face: catalogue.load().value((face,)) for face in _FACES}
    faces, weights = list(_FACES), list(_FACES.values())
    device, store, seq = uuid.UUID(int=1).hex, b"a-bench!", 0
    for day in days:
        for pupil, classroom in pupils:
            on, away = day.isoformat(), chance.random() < _MISSES
            rows: list[tuple[str, Row]] = [
                (_MARK, (school, pupil, on, half, "I" if away else "/")) for half in ("AM", "PM")
            ]
            if away:
                yield rows
                continue
            at = datetime.combine(day, time(8, 40), now.tzinfo) + timedelta(seconds=chance.randrange(900))
            (face,) = chance.choices(faces, weights)
            check_in, stamp = _an_id(chance), at.strftime("%Y-%m-%d %H:%M:%S.%f")
            abouts = json.dumps([chance.choice(_ABOUTS)]) if chance.random() < 0.3 else "[]"
            said = json.dumps([face])
            rows.append((_CHECK_IN, (school, check_in, pupil, classroom, on, stamp, said, values[face], abouts)))
            if chance.random() < 0.4:
                rows.append((_ACTIVITY, (school, _an_id(chance), check_in, pupil, on, stamp, "candle", "easier")))
            kinds = ["checked_in", *chance.choices(_KINDS, k=_MORE)]
            if chance.random() < _ASKS:
                kinds.append("asked_for_adult")
            for number, kind in enumerate(kinds):
                seq += 1
                event_id = _an_id(chance) if number else check_in
                about, mine = (check_in, None) if number else (None, pupil)
                rows.append((_EVENT, (school, event_id, device, store, seq, kind, _CONTENT, mine, about, on, stamp)))
                if kind == "asked_for_adult":
                    met = None if day == now.date() else stamp
                    rows.append((_ASK, (school, event_id, device, classroom, pupil, on, stamp, met, met)))
            yield rows


def _an_id(chance: random.Random) -> str:
    return f"{chance.getrandbits(128):032x}"


_CHECK_IN = (
    "insert into check_in (school_id, event_id, pupil_id, class_id, school_day, at, answers, value, abouts,"
    " slot, step, catalogue, position, by_adult) values (?,?,?,?,?,?,?,?,?,0,2,1,0,0)"
)
_ACTIVITY = (
    "insert into activity_done (school_id, event_id, check_in_id, pupil_id, school_day, at, activity, how_now,"
    " seconds, to_the_end) values (?,?,?,?,?,?,?,?,60,1)"
)
_EVENT = (
    "insert into event (school_id, event_id, device_id, store, seq, kind, content, box_hash, pupil_id, about,"
    " school_day, happened_at, received_at) values (?1,?2,?3,?4,?5,?6,?7,x'00',?8,?9,?10,?11,?11)"
)
_ASK = (
    "insert into adult_request (school_id, event_id, device_id, class_id, pupil_id, school_day, asked_at, seen_at,"
    " met_at, someone_else) values (?,?,?,?,?,?,?,?,?,0)"
)
_MARK = "insert into attendance (school_id, pupil_id, school_day, session, code) values (?,?,?,?,?)"
_STATEMENTS = (_CHECK_IN, _ACTIVITY, _EVENT, _ASK, _MARK)
