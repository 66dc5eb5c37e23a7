"""Made-up children: their values and answers day by day, believable enough to judge a rule by and to fill a demo with.

A child's days follow a normal process with a mean, a spread and an autocorrelation, clipped to -2..2. That is the
process the rules are judged on; `answers` turns values into what the child would have tapped. Nobody real is in it, and
all chance comes from the `random.Random` that is handed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import sqrt
from random import Random
from statistics import pstdev
from typing import Literal

from assets import catalogue
from sync.service.flags.record import NOT_SAY, NOT_SURE, Day, Why

BODY = ("poorly", "hungry", "hurt")
"""Needs of the body: they come by chance, not by mood."""
ORDINARY = 0.3
"""A day from about here up is tapped as pleasant."""
TERM_STARTS = date(2026, 9, 7)


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of child: the mean and SD of a day before clipping, on -2..2."""

    name: str
    mean: float
    sd: float
    taps: Literal["any", "ends", "levels"] = "any"
    """`ends`: only ever -2 or 2. `levels`: the value of a picture of step 2."""


KINDS = {
    kind.name: kind
    for kind in (
        Kind("typical", 0.7, 0.85),
        Kind("stable", 0.9, 0.45),
        Kind("low", -0.7, 0.85),
        Kind("volatile", 0.5, 1.3),
        Kind("extreme", 0.8, 0.95, taps="ends"),
        Kind("happy", 2.1, 0.3),
    )
}


@dataclass(frozen=True, slots=True)
class Change:
    """A lasting drop that begins on a day (counted from 0), in the child's own observed SD."""

    day: int
    drop: float
    over: int = 1
    """Days until the whole drop is there; 1 is sudden, 10 is two weeks."""

    def at(self, day: int) -> float:
        """Return how much of the drop is there on a day, in own SDs."""
        return self.drop * min(1.0, max(0.0, (day - self.day + 1) / self.over))


def values(
    kind: Kind,
    chance: Random,
    days: int,
    *,
    autocorrelation: float = 0.2,
    missing: float = 0.1,
    weekday: Sequence[float] = (0.0, 0.0, 0.0, 0.0, 0.0),
    change: Change | None = None,
) -> list[float | None]:
    """Return the value of each of `days` school days from a Monday on; None on a day away.

    Args:
        missing: share of days away, 0..1.
        weekday: what Monday to Friday add to the mean.
    """
    fresh = sqrt(1.0 - autocorrelation**2)
    away = chance.gauss(0.0, 1.0)
    latent = []
    for day in range(days):
        latent.append(kind.mean + kind.sd * away + weekday[day % 5])
        away = autocorrelation * away + fresh * chance.gauss(0.0, 1.0)
    seen = [_tapped(kind, one) for one in latent]
    if change:
        own = pstdev(seen)
        seen = [_tapped(kind, one - own * change.at(day)) for day, one in enumerate(latent)]
    return [None if chance.random() < missing else one for one in seen]


def _tapped(kind: Kind, value: float) -> float:
    if kind.taps == "ends":
        return 2.0 if value > 0.0 else -2.0
    clipped = max(-2.0, min(2.0, value))
    return _level(clipped, tuple(_feelings(2))) if kind.taps == "levels" else clipped


def _level(value: float, levels: Sequence[float]) -> float:
    """Return the level a child would tap: most children tap a happy picture on any day that is not a bad one."""
    return min(levels, key=lambda level: abs(min(level, ORDINARY) - value))


@lru_cache(maxsize=8)
def _feelings(step: int) -> dict[float, tuple[str, ...]]:
    """Return the feelings of a ladder step by their value."""
    by_value: dict[float, list[str]] = {}
    for feeling in catalogue.load().feelings.values():
        if step in feeling.steps and feeling.value is not None and feeling.id not in BODY:
            by_value.setdefault(feeling.value, []).append(feeling.id)
    return {value: tuple(ids) for value, ids in by_value.items()}


def answers(
    days: Sequence[float | None], chance: Random, *, step: int = 2, exits: float = 0.04, body: float = 0.015
) -> list[tuple[str, ...] | None]:
    """Return what a child taps on each day, as `checked_in` events hold it; None on a day away.

    Args:
        step: the ladder step, 1..4; each child keeps to favourites among pictures of one value.
        exits: share of days answered with *not sure* or *I don't want to say*.
        body: share of days answered with a need of the body.
    """
    favourites = {value: chance.sample(ids, len(ids)) for value, ids in _feelings(step).items()}
    tapped: list[tuple[str, ...] | None] = []
    for value in days:
        if value is None:
            tapped.append(None)
        elif chance.random() < exits:
            tapped.append((NOT_SURE if chance.random() < 0.6 else NOT_SAY,))
        elif chance.random() < body:
            tapped.append((chance.choice(BODY),))
        else:
            liked = favourites[_level(value, tuple(favourites))]
            tapped.append((liked[min(int(chance.expovariate(1.2)), len(liked) - 1)],))
    return tapped


def school_days(count: int, first: date = TERM_STARTS) -> list[date]:
    """Return weekdays from `first` on, without holidays."""
    return [first + timedelta(days=at // 5 * 7 + at % 5) for at in range(count)]


def as_days(values: Sequence[float | None], dates: Sequence[date]) -> list[Day]:
    """Return values as a record; a day away is marked absent."""
    return [
        Day(day, Why.ABSENT) if value is None else Day(day, Why.ANSWERED, value)
        for day, value in zip(dates, values, strict=True)
    ]
