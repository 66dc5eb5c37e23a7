"""A child's own usual, day by day: the band behind the dots of a chart, as the rule about change (R4) sees it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sync.service.flags import r4_change
from sync.service.flags.record import Day
from sync.service.flags.settings import DEFAULT, Settings


@dataclass(frozen=True, slots=True)
class Usual:
    """What was usual for a child before a day: mean and SD of a day's value, on -2..2."""

    day: date
    mean: float
    sd: float

    @property
    def low(self) -> float:
        """The band's lower edge, one SD below the mean and never off the scale."""
        return max(-2.0, self.mean - self.sd)

    @property
    def high(self) -> float:
        """The band's upper edge."""
        return min(2.0, self.mean + self.sd)


def by_day(days: Iterable[Day], settings: Settings = DEFAULT) -> list[Usual]:
    """Return the usual before each answered day, ascending; days before 20 were learnt have none.

    Args:
        days: a pupil's record from its beginning, ascending.
    """
    state = r4_change.State()
    band: list[Usual] = []
    for day in days:
        if day.value is not None:
            usual = r4_change.own_usual(state, settings.r4)
            if usual and state.scale == day.scale:
                band.append(Usual(day.day, *usual))
        state, _ = r4_change.step(state, day, settings)
    return band


def newest(states_r4: r4_change.State, settings: Settings = DEFAULT) -> tuple[float, float] | None:
    """Return the mean and SD that are usual now, from a kept state; None while too little is known."""
    return r4_change.own_usual(states_r4, settings.r4)
