"""Check-ins to tables of groups: by weekday, time of day and week against families of feeling, and what it was about.

Every class, every year and the school are worked out together, since what is hidden of one class must not follow from
its year. Pure: no database, no clock.
"""

from __future__ import annotations

import statistics
import uuid
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sync.service.patterns.hiding import LEAST, Group, Sum, hidden

SCHOOL = "school"
ALL = ""
DIMENSIONS = ("weekday", "time", "week")
FAMILIES = ("sun", "leaf", "rain", "fire", "wobble", "mist")
NOTED = ("rain", "fire", "wobble")
"""Families of which a note is made when many tell them."""
NOTE_DAYS = 5
"""School days back for which a note about a class is made."""
ENOUGH_DAYS = 8
"""Days with the same feeling counted that a class must have before anything is called usual."""


@dataclass(frozen=True, slots=True)
class Told:
    """One check-in, as far as patterns look at it."""

    class_id: uuid.UUID
    pupil_id: uuid.UUID
    day: date
    hour: int
    """Local."""
    answers: tuple[str, ...]
    abouts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Classroom:
    id: uuid.UUID
    name: str
    year: str


@dataclass(frozen=True, slots=True)
class Note:
    """Many children of a class told the same on one day: one line instead of twenty flags."""

    class_id: uuid.UUID
    day: date
    feeling: str
    many: int | None
    """Children; None where the rest of the class would be too small a group."""
    of: int
    usual: int
    """The middle of the other days."""


@dataclass(frozen=True)
class Patterns:
    """Every number that may be shown, and where one is hidden."""

    numbers: Mapping[Hashable, int | None]
    """By key (`cell`, `feeling`, `about`); None where it is hidden. What nobody told has no entry."""
    rows: Mapping[str, tuple[Hashable, ...]]
    """The values of each dimension that occur, in order."""
    notes: tuple[Note, ...]
    check_ins: int = 0
    _names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def names(self, kind: str) -> tuple[str, ...]:
        """The feelings or abouts that occur at the school."""
        return self._names.get(kind, ())


def cell(scope: str, dimension: str, value: Hashable, family: str) -> Hashable:
    """The key of a number: `family` may be `ALL`; `dimension` `ALL` (with value `ALL`) is the whole term."""
    return (scope, dimension, value, family)


def feeling(scope: str, name: str) -> Hashable:
    return (scope, "feeling", name)


def about(scope: str, name: str) -> Hashable:
    return (scope, "about", name)


def class_scope(class_id: uuid.UUID) -> str:
    return f"class {class_id}"


def year_scope(year: str) -> str:
    return f"year {year}"


def draw_up(told: Iterable[Told], classes: Iterable[Classroom], family_of: Callable[[str], str]) -> Patterns:
    """Count, add up and hide.

    Args:
        told: check-ins that count, in any order.
        classes: all classes of the school.
        family_of: the family of a feeling, `mist` for an answer without one.
    """
    rooms = {each.id: each for each in classes}
    counts: dict[Hashable, int] = defaultdict(int)
    children: dict[Hashable, int] = defaultdict(int)
    bits: dict[uuid.UUID, int] = {}
    daily = _Daily()
    values: dict[str, set[Hashable]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    many = 0
    # First by class, day, hour and answer, of which there are few; then each of those once.
    answers: dict[tuple[uuid.UUID, date, int, str], list[int]] = {}
    for one in told:
        if one.class_id not in rooms:
            continue
        many += 1
        bit = bits.get(one.pupil_id)
        if bit is None:
            bit = bits[one.pupil_id] = 1 << len(bits)
        for answer in one.answers:
            group = answers.setdefault((one.class_id, one.day, one.hour, answer), [0, 0])
            group[0] += 1
            group[1] |= bit
        for each in one.abouts:
            names["about"].add(each)
            key = about(class_scope(one.class_id), each)
            counts[key] += 1
            children[key] |= bit
    for (class_id, day, hour, answer), (times, who) in answers.items():
        scope, family = class_scope(class_id), family_of(answer)
        when = (day.weekday(), hour, day - timedelta(days=day.weekday()))
        keys = [feeling(scope, answer)]
        for dimension, value in zip(DIMENSIONS, when, strict=True):
            values[dimension].add(value)
            keys.append((scope, dimension, value, family))
        names["feeling"].add(answer)
        for key in keys:
            counts[key] += times
            children[key] |= who
        daily.add(class_id, day, answer, who, noted=family in NOTED)
    rows = {dimension: tuple(sorted(values[dimension], key=str)) for dimension in DIMENSIONS}
    rows["time"] = tuple(sorted(values["time"], key=lambda hour: int(str(hour))))
    groups: dict[Hashable, Group] = {}
    sums: list[Sum] = []
    adding = _Adding({key: Group(n, children[key]) for key, n in counts.items()}, groups, sums)
    for room in rooms.values():
        adding.scope(class_scope(room.id), rows, names, family_of)
    years: dict[str, list[str]] = defaultdict(list)
    for room in rooms.values():
        years[room.year].append(class_scope(room.id))
    for year, scopes in years.items():
        adding.union(year_scope(year), scopes, rows, names, family_of)
    adding.union(SCHOOL, [year_scope(year) for year in years], rows, names, family_of)
    gone = hidden(groups, sums)
    numbers = {key: None if key in gone else group.count for key, group in groups.items() if group.count}
    sorted_names = {kind: tuple(sorted(each)) for kind, each in names.items()}
    return Patterns(numbers, rows, daily.notes(), many, sorted_names)


class _Adding:
    """Cells to totals, and how they add up."""

    def __init__(self, cells: Mapping[Hashable, Group], groups: dict[Hashable, Group], sums: list[Sum]) -> None:
        self._cells, self._groups, self._sums = cells, groups, sums

    def scope(
        self,
        scope: str,
        rows: Mapping[str, tuple[Hashable, ...]],
        names: Mapping[str, set[str]],
        family_of: Callable[[str], str],
    ) -> None:
        """A class: its cells as they were counted."""
        for name in names["feeling"]:
            self._put(feeling(scope, name), self._cells.get(feeling(scope, name)))
        for name in names["about"]:
            self._put(about(scope, name), self._cells.get(about(scope, name)))
        for dimension in DIMENSIONS:
            for value in rows[dimension]:
                for family in FAMILIES:
                    key = cell(scope, dimension, value, family)
                    self._put(key, self._cells.get(key))
        self._totals(scope, rows, names, family_of)

    def union(
        self,
        scope: str,
        parts: list[str],
        rows: Mapping[str, tuple[Hashable, ...]],
        names: Mapping[str, set[str]],
        family_of: Callable[[str], str],
    ) -> None:
        """A year or the school: what its parts come to."""
        keys: list[Callable[[str], Hashable]] = []
        for dimension in DIMENSIONS:
            for value in rows[dimension]:
                keys += [_cell_of(dimension, value, family) for family in FAMILIES]
        keys += [_feeling_of(name) for name in names["feeling"]] + [_about_of(name) for name in names["about"]]
        for of in keys:
            self._add(of(scope), tuple(of(part) for part in parts))
        self._totals(scope, rows, names, family_of)
        for dimension, values in ((ALL, (ALL,)), *((each, rows[each]) for each in DIMENSIONS)):
            for value in values:
                for family in (*(FAMILIES if dimension == ALL else ()), ALL):
                    self._sum(cell(scope, dimension, value, family), (cell(p, dimension, value, family) for p in parts))

    def _totals(
        self,
        scope: str,
        rows: Mapping[str, tuple[Hashable, ...]],
        names: Mapping[str, set[str]],
        family_of: Callable[[str], str],
    ) -> None:
        by_family: dict[str, list[Hashable]] = {family: [] for family in FAMILIES}
        for name in names["feeling"]:
            by_family[family_of(name)].append(feeling(scope, name))
        for family in FAMILIES:
            self._add(cell(scope, ALL, ALL, family), tuple(by_family[family]))
        everything = cell(scope, ALL, ALL, ALL)
        self._add(everything, tuple(cell(scope, ALL, ALL, family) for family in FAMILIES))
        for dimension in DIMENSIONS:
            mark = (scope, dimension)
            for value in rows[dimension]:
                parts = tuple(cell(scope, dimension, value, family) for family in FAMILIES)
                self._add(cell(scope, dimension, value, ALL), parts, mark)
            for family in FAMILIES:
                column = (cell(scope, dimension, value, family) for value in rows[dimension])
                self._sum(cell(scope, ALL, ALL, family), column, mark)
            self._sum(everything, (cell(scope, dimension, value, ALL) for value in rows[dimension]), mark)

    def _put(self, key: Hashable, group: Group | None) -> None:
        self._groups[key] = group or Group(0, 0)

    def _add(self, total: Hashable, parts: tuple[Hashable, ...], mark: Hashable = None) -> None:
        count = children = 0
        for part in parts:
            count += self._groups[part].count
            children |= self._groups[part].children
        self._groups[total] = Group(count, children)
        self._sum(total, parts, mark)

    def _sum(self, total: Hashable, parts: Iterable[Hashable], mark: Hashable = None) -> None:
        counted = tuple(part for part in parts if self._groups[part].count)
        if counted:
            self._sums.append(Sum(total, counted, mark))


class _Daily:
    """Who told what on each day in each class."""

    def __init__(self) -> None:
        self._told: dict[tuple[uuid.UUID, date, str], int] = defaultdict(int)
        self._all: dict[tuple[uuid.UUID, date], int] = defaultdict(int)

    def add(self, class_id: uuid.UUID, day: date, answer: str, bit: int, *, noted: bool) -> None:
        if noted:
            self._told[class_id, day, answer] |= bit
        self._all[class_id, day] |= bit

    def notes(self) -> tuple[Note, ...]:
        """The last days on which at least a third of a class told the same, and twice as many as usual."""
        days: dict[uuid.UUID, list[date]] = defaultdict(list)
        for class_id, day in self._all:
            days[class_id].append(day)
        latest = {class_id: set(sorted(each)[-NOTE_DAYS:]) for class_id, each in days.items()}
        found = []
        for (class_id, day, answer), told in self._told.items():
            many, everybody = told.bit_count(), self._all[class_id, day].bit_count()
            if day not in latest[class_id] or many < LEAST or many * 3 < everybody:
                continue
            others = [self._told.get((class_id, each, answer), 0).bit_count() for each in days[class_id] if each != day]
            if len(others) < ENOUGH_DAYS or many < 2 * (usual := round(statistics.median(others))) + 1:
                continue
            rest = everybody - many
            found.append(Note(class_id, day, answer, None if 0 < rest < LEAST else many, everybody, usual))
        return tuple(sorted(found, key=lambda note: (note.day, note.feeling), reverse=True))


def _cell_of(dimension: str, value: Hashable, family: str) -> Callable[[str], Hashable]:
    return lambda scope: cell(scope, dimension, value, family)


def _feeling_of(name: str) -> Callable[[str], Hashable]:
    return lambda scope: feeling(scope, name)


def _about_of(name: str) -> Callable[[str], Hashable]:
    return lambda scope: about(scope, name)
