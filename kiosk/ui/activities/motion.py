"""How things move in an activity, as numbers: phases one after another, and ways from 0 to 1. No Kivy here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phase:
    """One stretch of an activity, such as a breath in."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Moment:
    """Where an activity stands."""

    phase: Phase
    index: int
    """Which phase of all of them, from 0."""
    round: int
    """Which repetition, from 0."""
    share: float
    """How much of the phase is over, 0..1."""
    over: bool = False
    """The last phase has ended."""

    @property
    def seconds(self) -> float:
        """Since the phase began."""
        return self.share * self.phase.seconds


class Phases:
    """Phases in a row, the whole row `rounds` times.

    Raises:
        ValueError: there is no phase, one lasts no time, or there are no rounds.
    """

    def __init__(self, phases: Sequence[Phase], rounds: int = 1) -> None:
        if not phases or rounds < 1 or any(phase.seconds <= 0 for phase in phases):
            raise ValueError("an activity needs phases that last some time, and at least one round")
        self.each = tuple(phases)
        self.rounds = rounds
        self.round_s = sum(phase.seconds for phase in phases)

    def __len__(self) -> int:
        return len(self.each) * self.rounds

    @property
    def total_s(self) -> float:
        """Seconds from the first phase to the end of the last."""
        return self.round_s * self.rounds

    def start_of(self, index: int) -> float:
        """Seconds from the beginning at which a phase begins; of all that follow the last one, the end."""
        whole, rest = divmod(min(max(0, index), len(self)), len(self.each))
        return whole * self.round_s + sum(phase.seconds for phase in self.each[:rest])

    def moment(self, index: int, share: float = 1.0) -> Moment:
        """A moment within a phase, counted from 0; after the last phase, its end."""
        index = min(max(0, index), len(self) - 1)
        return Moment(self.each[index % len(self.each)], index, index // len(self.each), min(1.0, max(0.0, share)))

    def at(self, seconds: float) -> Moment:
        """The moment so many seconds after the beginning."""
        if seconds >= self.total_s:
            last = self.moment(len(self) - 1)
            return Moment(last.phase, last.index, last.round, 1.0, over=True)
        whole, rest = divmod(max(0.0, seconds), self.round_s)
        for place, phase in enumerate(self.each):
            if rest < phase.seconds:
                return self.moment(int(whole) * len(self.each) + place, rest / phase.seconds)
            rest -= phase.seconds
        return self.moment(int(whole) * len(self.each) + len(self.each) - 1)  # the last grain of a rounded sum


def ease(share: float) -> float:
    """From 0 to 1, slow at both ends, as a breath or a swing is."""
    return 0.5 - 0.5 * math.cos(math.pi * min(1.0, max(0.0, share)))


def arriving(share: float) -> float:
    """From 0 to 1, quick at first and then settling."""
    return 1.0 - (1.0 - min(1.0, max(0.0, share))) ** 3


def hump(share: float) -> float:
    """From 0 up to 1 in the middle and back to 0."""
    return math.sin(math.pi * min(1.0, max(0.0, share)))


def held(share: float, edge: float = 0.15) -> float:
    """From 0 soon up to 1, held there, and back to 0 at the end; `edge` is the share that each change takes."""
    return ease(min(share, 1.0 - share) / edge)


def swing(seconds: float, hertz: float) -> float:
    """To and fro between -1 and 1, from 0."""
    return math.sin(math.tau * hertz * seconds)


def mix(start: float, end: float, share: float) -> float:
    """The number part of the way from one to another."""
    return start + (end - start) * share
