"""R7: always the same happiest answer. A label, never a flag: such taps say little, and a fall may not show in them."""

from __future__ import annotations

from datetime import date

import msgspec

from sync.service.flags.flag import NAME, Flag
from sync.service.flags.record import Day
from sync.service.flags.settings import Settings


class State(msgspec.Struct, frozen=True, array_like=True):
    """Answered days running at the top, and since when."""

    days: int = 0
    since: date | None = None


def step(state: State, day: Day, settings: Settings) -> tuple[State, tuple[Flag, ...]]:
    """Give the label on the day the stretch is long enough; the first other answer takes it away."""
    if day.value is None:
        return state, ()
    if day.value < settings.r7.top:
        return (State(), ()) if state.days else (state, ())
    days, since = state.days + 1, state.since or day.day
    after = State(min(days, settings.r7.days + 1), since)
    if days != settings.r7.days:
        return after, ()
    reason = (
        f"Little information: {NAME} has chosen the happiest answers on each of the last {days} days with an answer. "
        "A face is one tap; this does not show that all is well."
    )
    return after, (Flag("R7", day.day, since, reason, day.events, "too little", days, label=True),)


def labelled(state: State, settings: Settings) -> bool:
    """Tell whether the child carries the label now."""
    return state.days >= settings.r7.days
