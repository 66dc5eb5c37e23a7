"""R2: hungry, poorly or hurt: this morning, each time. Tired: when it comes three times in five days in."""

from __future__ import annotations

import msgspec

from sync.service.flags.flag import NAME, Flag, feeling_word, spoken_day, spoken_list
from sync.service.flags.record import Day, run_of
from sync.service.flags.settings import Settings

AT_ONCE = ("hungry", "poorly", "hurt")
TIRED = "tired"
SPEAKS = frozenset({*AT_ONCE, TIRED})


class State(msgspec.Struct, frozen=True, array_like=True):
    """The last days in, and how many more the rule about tiredness stays silent."""

    recent: tuple[Day, ...] = ()
    rest: int = 0


def step(state: State, day: Day, settings: Settings) -> tuple[State, tuple[Flag, ...]]:
    """Raise one flag a day, for what the body needs now or for being tired again and again."""
    if not day.attended:
        return state, ()
    rule = settings.r2
    recent = run_of(state.recent, day, rule.of, settings.break_days)
    rest = state.rest - 1 if state.rest else 0
    if SPEAKS.isdisjoint(day.answers):
        return State(recent, rest), ()
    needs = [need for need in AT_ONCE if need in day.answers]
    tired = [one for one in recent if TIRED in one.answers]
    tired_again = not rest and TIRED in day.answers and len(tired) >= rule.tired
    if not needs and not tired_again:
        return State(recent, rest), ()
    said, days, since = [], [day], day.day
    if needs:
        said.append(f"{NAME} said {spoken_list([feeling_word(need) for need in needs])} this morning.")
    if tired_again:
        when = spoken_list([spoken_day(one.day) for one in tired])
        said.append(f"Tired on {len(tired)} of the last {len(recent)} days in: {when}.")
        days, since, rest = tired, tired[0].day, rule.rest
    evidence = tuple(event for one in days for event in one.events)
    return State(recent, rest), (Flag("R2", day.day, since, " ".join(said), evidence, rests_on=len(evidence)),)
