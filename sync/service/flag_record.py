"""Pupils' records from the database: check-ins, requests and the register, as the rules' days."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, bindparam, func, select, type_coerce
from sqlalchemy.orm import Session

from sync.service.db.models import AdultRequest, Attendance, CheckIn, DaySummary, Pupil
from sync.service.db.prepared import Query
from sync.service.db.types import IdText, Words
from sync.service.flags import record

Key = tuple[uuid.UUID, date]
Counts = tuple[int, int, int, int, int, int]
"""Check-ins, those withdrawn or set aside, their abouts; requests, those withdrawn, those with a word on who came.

No event makes any of them fall, so a late event always shows.
"""
NOTHING: Counts = (0, 0, 0, 0, 0, 0)

# Core tables and ready-made statements: on the hot path building them anew would cost as much as the rest.
_CHECK_INS = cast(Table, CheckIn.__table__).c
_REQUESTS = cast(Table, AdultRequest.__table__).c
_MARKS = cast(Table, Attendance.__table__).c


def _theirs(of: Any, *columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """Select what some pupils have in a span of days."""
    return select(of.pupil_id, of.school_day, *columns).where(
        of.school_id == bindparam("school"),
        of.pupil_id.in_(bindparam("pupils", expanding=True)),
        of.school_day.between(bindparam("first"), bindparam("last")),
    )


def _counted(of: Any, gone: ColumnElement[Any], also: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    return _theirs(of, func.count(), func.count(gone), also).group_by(of.pupil_id, of.school_day)


def _in_order(select: Select[*tuple[Any, ...]], *columns: ColumnElement[Any]) -> Query:
    return Query(select.order_by(*columns), "pupils")


_GONE = func.coalesce(_CHECK_INS.withdrawn_at, _CHECK_INS.set_aside_at)
"""What the child took back or staff set aside."""
_CHECK_IN_ID, _REQUEST_ID = type_coerce(_CHECK_INS.event_id, IdText), type_coerce(_REQUESTS.event_id, IdText)
_READ_CHECK_INS = _in_order(
    _theirs(
        _CHECK_INS,
        _CHECK_IN_ID,
        type_coerce(_CHECK_INS.answers, Words),
        _CHECK_INS.value,
        _CHECK_INS.step,
        type_coerce(_CHECK_INS.abouts, Words),
        _GONE.is_not(None),
    ),
    _CHECK_INS.at,
    _CHECK_INS.event_id,
)
_READ_ASKS = _in_order(
    _theirs(
        _REQUESTS,
        _REQUEST_ID,
        _REQUESTS.withdrawn_at.is_not(None),
        _REQUESTS.how,
        _REQUESTS.came,
        type_coerce(_REQUESTS.came_event_id, IdText),
    ),
    _REQUESTS.asked_at,
    _REQUESTS.event_id,
)
_READ_MARKS = Query(_theirs(_MARKS, _MARKS.code), "pupils")
_COUNT_CHECK_INS = Query(_counted(_CHECK_INS, _GONE, func.sum(func.json_array_length(_CHECK_INS.abouts))), "pupils")
_COUNT_REQUESTS = Query(_counted(_REQUESTS, _REQUESTS.withdrawn_at, func.count(_REQUESTS.came)), "pupils")


@dataclass(slots=True)
class Found:
    """What the database holds of some pupils in a span of days."""

    days: dict[uuid.UUID, list[record.Day]]
    """Ascending, for every pupil that was asked about."""
    counts: dict[uuid.UUID, dict[date, Counts]]
    """Of the days with an event, taken back or not."""


def days_of(
    session: Session,
    school_id: uuid.UUID,
    pupil_ids: Collection[uuid.UUID],
    first: date | None,
    today: date,
    *,
    summaries: bool = True,
) -> dict[uuid.UUID, list[record.Day]]:
    """Return each pupil's days from `first` (None: the beginning) to today, ascending.

    Days of which nothing is known have no entry; neither has today before the child has answered or asked.

    Args:
        summaries: with the days of which only a summary is left; they are read where `first` is None.
    """
    return find(session, school_id, pupil_ids, first, today, summaries=summaries).days


def find(
    session: Session,
    school_id: uuid.UUID,
    pupil_ids: Collection[uuid.UUID],
    first: date | None,
    today: date,
    *,
    summaries: bool = True,
) -> Found:
    """Return the same days, and how many events each has."""
    connection = session.connection()
    named = {"school": school_id, "pupils": list(pupil_ids), "first": first or date.min, "last": today}
    theirs = {pupil_id: _Theirs() for pupil_id in pupil_ids}
    for pupil_id, day, event, answers, value, step, abouts, taken_back in _READ_CHECK_INS.rows(connection, named):
        they = theirs[pupil_id]
        they.counts[day] = add(they.counts.get(day, NOTHING), (1, int(taken_back), len(abouts), 0, 0, 0))
        if not taken_back:
            they.checkins[day].append(record.CheckIn(event, answers, value, step, abouts))
    for pupil_id, day, event, taken_back, how, came, came_event in _READ_ASKS.rows(connection, named):
        they = theirs[pupil_id]
        they.counts[day] = add(they.counts.get(day, NOTHING), (0, 0, 0, 1, int(taken_back), int(came is not None)))
        they.asks[day].append(record.Ask(event, bool(taken_back), how, came_event if came == "no" else None))
    for pupil_id, day, code in _READ_MARKS.rows(connection, named):
        if code in record.KNOWN_CODES:
            marks = theirs[pupil_id].marks
            marks[day] = marks.get(day, False) or code in record.IN_SCHOOL
    silent = {(pupil_id, day) for pupil_id, they in theirs.items() for day in they.silent(today)}
    asked, opted_out = _asked(session, school_id, silent, whole=first is None)
    # Nothing that is summed up is as new as what the rules ask for on an ordinary morning.
    summed_up = _summed_up(session, school_id, pupil_ids) if first is None and summaries else {}
    return Found(
        {
            pupil_id: [
                summed_up[pupil_id][day]
                if day not in they.checkins and day in summed_up.get(pupil_id, ())
                else record.build(
                    day,
                    they.checkins.get(day, ()),
                    asks=they.asks.get(day, ()),
                    present=they.marks.get(day),
                    asked=(pupil_id, day) in asked,
                    opted_out=pupil_id in opted_out,
                )
                for day in they.known(today, summed_up.get(pupil_id, ()))
            ]
            for pupil_id, they in theirs.items()
        },
        {pupil_id: they.counts for pupil_id, they in theirs.items()},
    )


class _Theirs:
    """What one child's record holds, by the day."""

    __slots__ = ("asks", "checkins", "counts", "marks")

    def __init__(self) -> None:
        self.counts: dict[date, Counts] = {}
        self.checkins: dict[date, list[record.CheckIn]] = defaultdict(list)
        self.asks: dict[date, list[record.Ask]] = defaultdict(list)
        self.marks: dict[date, bool] = {}
        """Whether the child was in, for the days with a code that is known; half a day in is in."""

    def silent(self, today: date) -> set[date]:
        """The days before today on which the child was in and told nothing."""
        return {day for day, there in self.marks.items() if there and day < today} - self.checkins.keys()

    def known(self, today: date, also: Collection[date] = ()) -> list[date]:
        """Every day of which something is known, ascending."""
        return sorted({day for day in self.marks if day < today} | self.checkins.keys() | self.asks.keys() | set(also))


def counts_before(session: Session, school_id: uuid.UUID, ends: Mapping[uuid.UUID, date]) -> dict[uuid.UUID, Counts]:
    """Count the events of each pupil before a day of theirs."""
    counted = dict.fromkeys(ends, NOTHING)
    if ends:
        connection = session.connection()
        named = {"school": school_id, "pupils": list(ends), "first": date.min, "last": max(ends.values())}
        for pupil_id, day, events, withdrawn, abouts in _COUNT_CHECK_INS.rows(connection, named):
            if day < ends[pupil_id]:
                counted[pupil_id] = add(counted[pupil_id], (events, withdrawn, abouts, 0, 0, 0))
        for pupil_id, day, events, withdrawn, came in _COUNT_REQUESTS.rows(connection, named):
            if day < ends[pupil_id]:
                counted[pupil_id] = add(counted[pupil_id], (0, 0, 0, events, withdrawn, came))
    return counted


def add(one: Counts, other: Counts) -> Counts:
    """Return the sum of two counts."""
    a, b, c, d, e, f = one
    u, v, w, x, y, z = other
    return a + u, b + v, c + w, d + x, e + y, f + z


def _summed_up(
    session: Session, school_id: uuid.UUID, pupil_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, dict[date, record.Day]]:
    """The days of which only a summary is left; what was asked and said on them is gone, and raises nothing."""
    of = DaySummary
    rows = session.execute(
        select(of.pupil_id, of.school_day, of.why, of.value, of.scale).where(
            of.school_id == school_id, of.pupil_id.in_(pupil_ids)
        )
    )
    found: dict[uuid.UUID, dict[date, record.Day]] = defaultdict(dict)
    for pupil_id, day, why, value, scale in rows:
        found[pupil_id][day] = record.Day(day, record.Why(why), value, scale=scale)
    return found


def _asked(
    session: Session, school_id: uuid.UUID, silent: Collection[Key], *, whole: bool
) -> tuple[set[Key], set[uuid.UUID]]:
    """Return the silent days on which somebody in the child's class checked in, and the children who opted out."""
    if not silent:
        return set(), set()
    theirs = select(Pupil.id, Pupil.class_id, Pupil.opted_out).where(
        Pupil.school_id == school_id, Pupil.id.in_({pupil_id for pupil_id, _ in silent})
    )
    classes = {pupil_id: (class_id, opted_out) for pupil_id, class_id, opted_out in session.execute(theirs)}
    dates = {day for _, day in silent}
    query = select(CheckIn.class_id, CheckIn.school_day).distinct()
    busy = {
        (class_id, day)
        for class_id, day in session.execute(
            query.where(
                CheckIn.school_id == school_id,
                CheckIn.class_id.in_({class_id for class_id, _ in classes.values()}),
                CheckIn.school_day.between(min(dates), max(dates)),
            )
        )
    }
    if whole:
        kept = select(DaySummary.class_id, DaySummary.school_day).distinct()
        busy |= {
            (class_id, day)
            for class_id, day in session.execute(
                kept.where(
                    DaySummary.school_id == school_id,
                    DaySummary.class_id.in_({class_id for class_id, _ in classes.values()}),
                    DaySummary.school_day.between(min(dates), max(dates)),
                )
            )
            if class_id is not None
        }
    asked = {(pupil_id, day) for pupil_id, day in silent if (classes[pupil_id][0], day) in busy}
    return asked, {pupil_id for pupil_id, (_, opted_out) in classes.items() if opted_out}
