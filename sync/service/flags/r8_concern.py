"""R8: an adult's own concern, in the same queue as what the tablets saw. What an adult notices needs no arithmetic."""

from __future__ import annotations

import msgspec

from sync.service.flags.flag import NAME, Flag, spoken_list
from sync.service.flags.record import Day
from sync.service.flags.settings import Settings


class State(msgspec.Struct, frozen=True, array_like=True):
    """Nothing is carried from day to day."""


def step(state: State, day: Day, settings: Settings) -> tuple[State, tuple[Flag, ...]]:
    """Raise one flag for the concerns of a day, in the adults' own words."""
    if not day.concerns:
        return state, ()
    words = spoken_list([f"“{concern.words.strip().rstrip('.')}”" for concern in day.concerns])
    reason = f"An adult is concerned about {NAME}: {words}."
    evidence = tuple(concern.event for concern in day.concerns)
    return state, (Flag("R8", day.day, day.day, reason, evidence, rests_on=len(evidence)),)
