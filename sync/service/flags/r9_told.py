"""R9: a child chose *something happened*, or *home* beside an unpleasant feeling. Same day, practitioner and DSL only.

It may be a disclosure or a lost hamster. The flag says what was tapped and nothing more; an adult listens.
"""

from __future__ import annotations

import msgspec

from sync.service.flags.flag import NAME, Flag, feeling_word, spoken_list
from sync.service.flags.record import Day, Told
from sync.service.flags.settings import Settings

SOMETHING_HAPPENED = "something_happened"
HOME = "home"


class State(msgspec.Struct, frozen=True, array_like=True):
    """Nothing is carried from day to day."""


def step(state: State, day: Day, settings: Settings) -> tuple[State, tuple[Flag, ...]]:
    """Raise one flag for what a child chose to tell on a day."""
    told = [one for one in day.told if _matters(one)]
    if not told:
        return state, ()
    said = []
    if any(one.about == SOMETHING_HAPPENED for one in told):
        said.append("“something happened”")
    home = [one for one in told if one.about == HOME]
    if home:
        feelings = spoken_list([feeling_word(answer) for answer in dict.fromkeys(home[-1].answers)])
        said.append(f"“home” beside {feelings}")
    reason = f"{NAME} chose {' and '.join(said)} today. Listen, don't lead; go to the DSL in person."
    evidence = tuple(dict.fromkeys(one.event for one in told))
    return state, (Flag("R9", day.day, day.day, reason, evidence, rests_on=len(evidence)),)


def _matters(told: Told) -> bool:
    if told.about == SOMETHING_HAPPENED:
        return True
    return told.about == HOME and told.value is not None and told.value < 0
