"""R1: asked for a grown-up. At once, each time; the request itself escalates until somebody has met the child."""

from __future__ import annotations

import msgspec

from sync.service.flags.flag import NAME, Flag
from sync.service.flags.record import Day
from sync.service.flags.settings import Settings

_HOW = {
    "talk": "would like to talk",
    "sit": "would like somebody to sit near",
    "watch": "would like somebody to keep an eye out",
    "not_now": "said not now",
}


class State(msgspec.Struct, frozen=True, array_like=True):
    """Nothing is carried from day to day."""


def step(state: State, day: Day, settings: Settings) -> tuple[State, tuple[Flag, ...]]:
    """Raise a flag on every day with a request; one that was taken back, or that nobody answered, says so."""
    if not day.asks:
        return state, ()
    open_asks = [ask for ask in day.asks if not ask.taken_back]
    reason = f"{NAME} asked for a grown-up"
    if len(day.asks) > 1:
        reason += " twice" if len(day.asks) == 2 else f" {len(day.asks)} times"
    if not open_asks:
        reason += ", and took it back"
    elif open_asks[-1].how in _HOW:
        reason += f" and {_HOW[open_asks[-1].how]}"
    evidence = tuple(ask.event for ask in day.asks)
    alone = [ask.nobody_came for ask in day.asks if ask.nobody_came]
    said = f"{reason}. They said later that nobody came." if alone else f"{reason}."
    return state, (Flag("R1", day.day, day.day, said, (*evidence, *alone), rests_on=len(evidence)),)
