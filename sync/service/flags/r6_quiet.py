"""R6: gone quiet. In school and asked, and five days running no check-in, or only *I don't want to say*.

Days away, days on which the class was not asked, and days nobody knows of neither count nor end it. Any other answer
ends it, *not sure* too: it is an answer.
"""

from __future__ import annotations

import msgspec

from sync.service.flags.flag import NAME, Flag, enough, events_of, spoken_day
from sync.service.flags.record import Day, Why
from sync.service.flags.settings import Settings

QUIET = frozenset({Why.PASSED, Why.SILENT})
NO_MATTER = frozenset({Why.ABSENT, Why.NOT_ASKED, Why.OPTED_OUT, Why.UNKNOWN})


class State(msgspec.Struct, frozen=True, array_like=True):
    """The quiet days running, the newest as many as the rule needs, and whether it has spoken of them."""

    run: tuple[Day, ...] = ()
    spoken: bool = False
    heard: int = 0
    """Days with an answer so far."""


def step(state: State, day: Day, settings: Settings) -> tuple[State, tuple[Flag, ...]]:
    """Raise one flag for a quiet spell, however long it lasts."""
    if day.why not in QUIET:
        if day.why in NO_MATTER:
            return state, ()
        return State(heard=min(state.heard + 1, 40)), ()
    run, spoken = state.run, state.spoken
    if run and (day.day - run[-1].day).days >= settings.break_days:
        run, spoken = (), False
    run = (*run, day)[-settings.r6.days :]
    if spoken or len(run) < settings.r6.days:
        return State(run, spoken, state.heard), ()
    passed = sum(one.why is Why.PASSED for one in run)
    how = (
        f"chose “I don't want to say” on the last {len(run)} days in"
        if passed == len(run)
        else f"was in on {len(run)} days and did not check in"
        if not passed
        else f"was in on {len(run)} days, chose “I don't want to say” on {passed} and did not check in on the others"
    )
    reason = f"{NAME} has gone quiet since {spoken_day(run[0].day)}: {how}."
    flag = Flag("R6", day.day, run[0].day, reason, events_of(run), enough(state.heard), len(run))
    return State(run, True, state.heard), (flag,)
