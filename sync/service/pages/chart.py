"""The chart of one pupil's days, as numbers for a template: no picture is made that the table behind it can't tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sync.service.pages.queries.history import Day
from sync.service.pages.queries.usual import Usual
from sync.service.pages.words import short_day

WIDTH, HEIGHT = 720.0, 330.0
LEFT, RIGHT, TOP, FOOT = 8.0, 14.0, 32.0, 264.0
NO_VALUE_Y = 290.0
"""Where answers without a value, and days away, stand below the scale."""
WEIGHT = 0.2
"""Of the newest day in the running mean: the same as the rule about change uses."""
_LEAST_DAYS = 10
"""Days the width is made for at least, so that a new child's few days are not drawn far apart."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One school day on the chart."""

    x: float
    y: float
    kind: str
    """A family of feelings, or `away`."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Positions in a box of `WIDTH` by `HEIGHT`, y down."""

    marks: tuple[Mark, ...]
    mean: str
    """The running mean as the points of a polyline."""
    band: tuple[float, float] | None
    """Top and foot of the own usual range."""
    months: tuple[tuple[float, str], ...]
    flags: tuple[float, ...]
    kinds: tuple[str, ...]
    """What the legend explains: the families that occur, and `away`."""
    width: float = WIDTH
    height: float = HEIGHT

    @property
    def lines(self) -> tuple[tuple[float, str], ...]:
        """The scale in words."""
        return ((_y(2.0), "very pleasant"), (_y(0.0), "in between"), (_y(-2.0), "very unpleasant"))


def draw(days: Sequence[Day], usual: Usual | None, flagged: Sequence[date]) -> Chart:
    """Place a pupil's school days, ascending, evenly from left to right: weekends and holidays take no room."""
    at = {day.day: _x(i, len(days)) for i, day in enumerate(days)}
    marks = tuple(mark for day in days if (mark := _mark(day, at[day.day])))
    found = {mark.kind for mark in marks}
    order = ("sun", "leaf", "rain", "fire", "wobble", "mist", "away")
    return Chart(
        marks=marks,
        mean=_mean(days, at),
        band=(_y(usual.high), _y(usual.low)) if usual else None,
        months=_months(days, at),
        flags=tuple(dict.fromkeys(at[day] for day in flagged if day in at)),
        kinds=tuple(kind for kind in order if kind in found),
    )


def _x(i: int, number: int) -> float:
    span = max(number, _LEAST_DAYS) - 1
    return round(LEFT + 8 + i * (WIDTH - LEFT - RIGHT - 16) / span, 1)


def _y(value: float) -> float:
    return round(TOP + (2.0 - value) / 4.0 * (FOOT - TOP), 1)


def _mark(day: Day, x: float) -> Mark | None:
    value = day.value
    if value is not None:
        return Mark(x, _y(value), day.family)
    if day.answers:
        return Mark(x, NO_VALUE_Y, "mist")
    return Mark(x, NO_VALUE_Y, "away") if day.present is False else None


def _mean(days: Sequence[Day], at: dict[date, float]) -> str:
    points: list[str] = []
    mean: float | None = None
    for day in days:
        if (value := day.value) is None:
            continue
        mean = value if mean is None else mean + WEIGHT * (value - mean)
        points.append(f"{at[day.day]},{_y(mean)}")
    return " ".join(points) if len(points) > 1 else ""


def _months(days: Sequence[Day], at: dict[date, float]) -> tuple[tuple[float, str], ...]:
    """The first school day of each month; a month that begins within a few days of the next keeps silent."""
    firsts: list[tuple[float, str]] = []
    for i, day in enumerate(days):
        if i == 0 or days[i - 1].day.month != day.day.month:
            if firsts and at[day.day] - firsts[-1][0] < 44:
                firsts.pop()
            firsts.append((at[day.day], f"{day.day:%b}" if i else short_day(day.day)))
    return tuple(firsts)
