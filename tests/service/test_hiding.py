"""No group of fewer than five children can be told from the numbers that are shown, neither alone nor by sums."""

from __future__ import annotations

import uuid
from collections.abc import Hashable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as some

from sync.service.patterns.hiding import LEAST, Group, Sum, hidden
from sync.service.patterns.tables import ALL, SCHOOL, Classroom, Told, cell, class_scope, draw_up, feeling, year_scope


def table(cells: Sequence[Sequence[int]]) -> tuple[dict[Hashable, Group], list[Sum]]:
    """A table with totals on every side; each cell is a set of children, one answer each."""
    groups: dict[Hashable, Group] = {}
    sums: list[Sum] = []

    def total(key: Hashable, parts: list[Hashable]) -> None:
        children = 0
        for part in parts:
            children |= groups[part].children
        groups[key] = Group(sum(groups[part].count for part in parts), children)
        sums.append(Sum(key, tuple(part for part in parts if groups[part].count), "table"))

    for i, row in enumerate(cells):
        for j, children in enumerate(row):
            groups[i, j] = Group(children.bit_count(), children)
    for i, row in enumerate(cells):
        total(("row", i), [(i, j) for j in range(len(row))])
    for j in range(len(cells[0])):
        total(("column", j), [(i, j) for i in range(len(cells))])
    total("all", [("row", i) for i in range(len(cells))])
    sums.append(Sum("all", tuple(key for j in range(len(cells[0])) if groups[key := ("column", j)].count), "table"))
    return groups, [each for each in sums if each.parts]


def worked_out(groups: Mapping[Hashable, Group], sums: Sequence[Sum], gone: frozenset[Hashable]) -> set[Hashable]:
    """What somebody with all the sums and much patience finds: elimination in fractions, written anew here."""
    names = sorted(gone, key=repr)
    rows = []
    for one in sums:
        row = [Fraction(int(name in one.parts) - int(name == one.total)) for name in names]
        if any(row):
            rows.append(row)
    found, top = set(), 0
    for column in range(len(names)):
        pivot = next((i for i in range(top, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[top], rows[pivot] = rows[pivot], rows[top]
        rows[top] = [each / rows[top][column] for each in rows[top]]
        for i, row in enumerate(rows):
            if i != top and row[column]:
                rows[i] = [a - row[column] * b for a, b in zip(row, rows[top], strict=True)]
        top += 1
    for row in rows:
        named = [name for name, value in zip(names, row, strict=True) if value]
        if len(named) == 1:
            found.add(named[0])
    return found


tables = some.integers(2, 5).flatmap(
    lambda wide: some.lists(
        some.lists(some.integers(0, 2**12 - 1), min_size=wide, max_size=wide), min_size=2, max_size=5
    )
)


@settings(max_examples=150, deadline=None)
@given(tables)
def test_no_small_group_is_shown_or_can_be_worked_out(cells: list[list[int]]) -> None:
    """Neither from one sum nor from all of them together; what is left of a total is never of fewer than five."""
    groups, sums = table(cells)
    gone = hidden(groups, sums)

    assert all(key in gone for key, group in groups.items() if 0 < group.children.bit_count() < LEAST)
    assert not worked_out(groups, sums, gone)
    for one in sums:
        left = [key for key in one.parts if key in gone]
        if left and one.total not in gone:
            together = 0
            for key in left:
                together |= groups[key].children
            assert together.bit_count() >= LEAST


@settings(max_examples=50, deadline=None)
@given(tables)
def test_nothing_is_hidden_without_need(cells: list[list[int]]) -> None:
    """A table without a small group is shown whole."""
    groups, sums = table([[each | 0b11111 for each in row] for row in cells])

    assert not hidden(groups, sums)


MONDAY = date(2026, 9, 7)
ROOMS = [Classroom(uuid.UUID(int=i), f"4{name}", "4") for i, name in enumerate("AB")]


def told(room: Classroom, children: range, answer: str, day: date = MONDAY) -> list[Told]:
    return [Told(room.id, uuid.uuid5(room.id, str(each)), day, 8, (answer,), ()) for each in children]


def family(answer: str) -> str:
    return {"happy": "sun", "calm": "leaf", "sad": "rain", "cross": "fire"}[answer]


def test_what_is_hidden_of_a_class_does_not_follow_from_its_year() -> None:
    """Two classes: what one hides, the other and the year together do not say."""
    everybody = [
        *told(ROOMS[0], range(20), "happy"),
        *told(ROOMS[0], range(20, 23), "sad"),
        *told(ROOMS[1], range(15), "happy"),
        *told(ROOMS[1], range(15, 25), "sad"),
    ]
    numbers = draw_up(everybody, ROOMS, family).numbers
    year, one, other = (year_scope("4"), *(class_scope(each.id) for each in ROOMS))

    assert numbers[feeling(one, "sad")] is None
    assert None in (numbers[feeling(year, "sad")], numbers[feeling(other, "sad")])
    assert numbers[cell(one, "weekday", 0, "rain")] is None
    assert numbers[cell(one, ALL, ALL, "sun")] is None


def test_large_groups_are_shown_in_full() -> None:
    """Numbers of five and more add up to their totals."""
    everybody = [*told(ROOMS[0], range(20), "happy"), *told(ROOMS[1], range(12), "calm")]
    everybody += [*told(ROOMS[0], range(9), "calm"), *told(ROOMS[1], range(8), "happy")]
    found = draw_up(everybody, ROOMS, family)

    assert None not in found.numbers.values()
    assert found.numbers[cell(SCHOOL, "weekday", 0, "sun")] == 28
    assert found.numbers[cell(SCHOOL, ALL, ALL, ALL)] == 49


def test_many_of_a_class_on_one_day_are_one_note() -> None:
    """A third of the class and twice the usual; never with a rest of fewer than five."""
    days = [MONDAY + timedelta(days=i) for i in (0, 1, 2, 3, 4, 7, 8, 9, 10)]
    everybody = [each for day in days[:-1] for each in told(ROOMS[0], range(20), "happy", day)]
    last = days[-1]
    some_sad = [*told(ROOMS[0], range(12), "happy", last), *told(ROOMS[0], range(12, 20), "sad", last)]
    (note,) = draw_up([*everybody, *some_sad], ROOMS, family).notes
    assert (note.day, note.feeling, note.many, note.of, note.usual) == (last, "sad", 8, 20, 0)

    nearly = [*told(ROOMS[0], range(2), "happy", last), *told(ROOMS[0], range(2, 20), "sad", last)]
    (note,) = draw_up([*everybody, *nearly], ROOMS, family).notes
    assert note.many is None
