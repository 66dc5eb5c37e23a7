"""Which numbers of a set of tables must not be shown, so that no group of fewer than five children can be told.

A number is small when it speaks of one to four children. Hiding it is not enough: what is left of a total says it
again. So further numbers are hidden with it, the smallest that do, until no sum gives one away, and until solving all
the sums at once gives none away either. Nobody at all (zero) may be shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

LEAST = 5
"""Children that a number must speak of to be shown."""
_PRIME = (1 << 61) - 1
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Group:
    """One number of a table, and whom it speaks of."""

    count: int
    children: int
    """A set of children as the bits of a number."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and the parts that add up to it; every part of it is named."""

    total: Hashable
    parts: tuple[Hashable, ...]
    solve: Hashable = None
    """Sums with the same mark are solved together; None for a sum that is only looked at by itself."""


def hidden(groups: Mapping[Key, Group], sums: Sequence[Sum], least: int = LEAST) -> frozenset[Key]:
    """Return the keys of all numbers that must not be shown.

    Args:
        groups: every number that would be shown.
        sums: how they add up, whichever page or table they stand in.
        least: children.
    """
    gone: set[Hashable] = {key for key, group in groups.items() if 0 < group.children.bit_count() < least}
    systems: dict[Hashable, list[Sum]] = defaultdict(list)
    for each in sums:
        if each.solve is not None:
            systems[each.solve].append(each)
    of: dict[Hashable, list[Sum]] = defaultdict(list)
    for each in sums:
        for key in (each.total, *each.parts):
            of[key].append(each)
    _settle(groups, of, gone, sums, least)
    waiting = set(systems)
    while waiting:
        mark = waiting.pop()
        found = _solved(systems[mark], gone)
        if not found:
            continue
        before = set(gone)
        for key in found:
            _hide_beside(groups, of[key], gone, key)
        touched = [each for key in gone - before for each in of[key]]
        _settle(groups, of, gone, touched, least)
        # A system is solved anew only where something else of it is hidden now.
        waiting |= {each.solve for key in gone - before for each in of[key] if each.solve is not None}
    return frozenset(key for key in groups if key in gone)


def _settle(
    groups: Mapping[Key, Group],
    of: Mapping[Hashable, Sequence[Sum]],
    gone: set[Hashable],
    sums: Iterable[Sum],
    least: int,
) -> None:
    """Hide more until no single sum gives away a hidden number, or hidden ones of too few children together."""
    known: Callable[[Hashable], Group] = groups.__getitem__  # type: ignore[assignment]
    waiting = list(sums)
    while waiting:
        each = waiting.pop()
        while (more := _needed(known, each, gone, least)) is not None:
            gone.add(more)
            waiting += [other for other in of[more] if other is not each]


def _needed(known: Callable[[Hashable], Group], one: Sum, gone: set[Hashable], least: int) -> Hashable | None:
    """What must be hidden next for this sum; None when it gives nothing away."""
    unknown = [key for key in one.parts if key in gone]
    shown = [key for key in one.parts if key not in gone and known(key).count]
    if one.total in gone:
        if unknown or not shown:
            return None
        return min(shown, key=lambda key: _size(known(key)))
    if not unknown:
        return None
    together = 0
    for key in unknown:
        together |= known(key).children
    if len(unknown) > 1 and together.bit_count() >= least:
        return None
    return min(shown, key=lambda key: _size(known(key))) if shown else one.total


def _size(group: Group) -> tuple[int, int]:
    return group.children.bit_count(), group.count


def _hide_beside(groups: Mapping[Key, Group], sums: Iterable[Sum], gone: set[Hashable], key: Hashable) -> None:
    """Hide the smallest number that stands in a sum with one that could be worked out."""
    known: Callable[[Hashable], Group] = groups.__getitem__  # type: ignore[assignment]
    beside = {each for one in sums for each in (one.total, *one.parts) if each not in gone and each != key}
    candidates = [each for each in beside if known(each).count]
    if candidates:
        gone.add(min(candidates, key=lambda each: (*_size(known(each)), repr(each))))


def _solved(sums: Sequence[Sum], gone: set[Hashable]) -> set[Hashable]:
    """The hidden numbers that follow from all the sums together: exact elimination, in whole numbers of a field."""
    rows: list[dict[Hashable, int]] = []
    for one in sums:
        row = {key: 1 for key in one.parts if key in gone}
        if one.total in gone:
            row[one.total] = _PRIME - 1
        if row:
            rows.append(row)
    pivots: dict[Hashable, dict[Hashable, int]] = {}
    for row in rows:
        for key in [key for key in row if key in pivots]:
            if key in row:
                _take(row, pivots[key], row[key])
        if not row:
            continue
        pivot = next(iter(row))
        scale = pow(row[pivot], -1, _PRIME)
        row = {key: value * scale % _PRIME for key, value in row.items()}
        for other in pivots.values():
            if pivot in other:
                _take(other, row, other[pivot])
        pivots[pivot] = row
    return {pivot for pivot, row in pivots.items() if len(row) == 1}


def _take(row: dict[Hashable, int], other: Mapping[Hashable, int], times: int) -> None:
    for key, value in other.items():
        left = (row.get(key, 0) - value * times) % _PRIME
        if left:
            row[key] = left
        else:
            row.pop(key, None)
