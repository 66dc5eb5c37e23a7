"""R3: low on 3 of the last 5 days in. It speaks once; then it is a matter for a standing plan, not for more flags.

A child who is low most days would otherwise be flagged again and again until nobody looks. The plan lapses, and the
rule can speak again, after twenty answered days running without a low one. (Twenty days without such a *run* was tried:
habitually low children were then flagged 3.4 times as often as typical ones, by R3 and R4 together.)
"""

from __future__ import annotations

from datetime import date

import msgspec

from sync.service.flags.flag import Flag, events_of, feeling_word, spoken_day, spoken_list
from sync.service.flags.record import Day, run_of
from sync.service.flags.settings import Settings


class State(msgspec.Struct, frozen=True, array_like=True):
    """The window of days in, and the standing plan if there is one."""

    recent: tuple[Day, ...] = ()
    standing: date | None = None
    """When the rule spoke; None when it may speak again."""
    settled: int = 0
    """Answered days running without a low one since then."""


def step(state: State, day: Day, settings: Settings) -> tuple[State, tuple[Flag, ...]]:
    """Add a day in; raise the flag when the run is there and no plan stands."""
    if not day.attended:
        return state, ()
    rule = settings.r3
    recent = run_of(state.recent, day, rule.of, settings.break_days)
    if day.value is None:
        return State(recent, state.standing, state.settled), ()
    low = day.value <= rule.low_at
    if state.standing is not None:
        settled = 0 if low else state.settled + 1
        return (State(recent) if settled >= rule.settle else State(recent, state.standing, settled)), ()
    if not low:
        return State(recent), ()
    lows = [one for one in recent if one.value is not None and one.value <= rule.low_at]
    if len(lows) < rule.lows:
        return State(recent), ()
    return State(recent, day.day), (_flag(recent, lows),)


def _flag(recent: tuple[Day, ...], lows: list[Day]) -> Flag:
    when = spoken_list([_low_day(low) for low in lows])
    return Flag(
        rule="R3",
        day=lows[-1].day,
        since=lows[0].day,
        reason=f"Low on {len(lows)} of the last {len(recent)} days in: {when}.",
        evidence=events_of(lows),
        sufficiency="plenty" if sum(one.value is not None for one in recent) >= 5 else "some",
        rests_on=len(events_of(recent)),
    )


def _low_day(low: Day) -> str:
    feelings = spoken_list([feeling_word(answer) for answer in dict.fromkeys(low.answers)]) if low.answers else ""
    return f"{spoken_day(low.day)} ({feelings})" if feelings else spoken_day(low.day)
