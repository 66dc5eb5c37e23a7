"""What made-up children add to a check-in: how big, what about, what might help, and how it was then."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from assets import activities, catalogue

_LONELY_ABOUTS = ("friends", "playtime", "school_work", "sleep", "not_sure", "body")
_HAPPENED = 0.002
"""How often a made-up child says *something happened*, or *home* beside an unpleasant feeling: seldom."""


@dataclass(frozen=True, slots=True)
class More:
    """The additions to one check-in; what is None was not said."""

    size: int | None = None
    about: str | None = None
    activity: str | None = None
    seconds: int = 0
    to_the_end: bool = True
    how_now: str | None = None


def more(answer: str, step: int, favourite: int, chance: Random) -> More:
    """Make up what a child of a ladder step adds to an answer.

    Args:
        favourite: the place of the child in the class; one activity helps each child more than the others.
    """
    asks = catalogue.load().steps.get(step)
    feeling = catalogue.load().feelings.get(answer)
    if feeling is None or asks is None:
        return More()
    low = feeling.value is not None and feeling.value < 0
    size = chance.choice((1, 2, 2, 3)) if asks.size and chance.random() < 0.8 else None
    about = _about(low, chance) if asks.about and chance.random() < 0.6 else None
    if chance.random() > (0.45 if low else 0.06):
        return More(size, about)
    offered = [each for each in activities.load() if each.step <= step]
    helps = offered[favourite % len(offered)]
    chosen = helps if chance.random() < 0.4 else chance.choice(offered)
    better = 0.7 if chosen is helps else 0.35
    said = chance.random()
    how_now = "easier" if said < better else "same" if said < better + 0.2 else "harder" if said > 0.95 else "not_sure"
    seconds = round(chosen.seconds * chance.uniform(0.4, 1.0))
    return More(size, about, chosen.id, seconds, chance.random() < 0.8, how_now if chance.random() < 0.85 else None)


def _about(low: bool, chance: Random) -> str:
    if chance.random() < _HAPPENED:
        return "something_happened"
    if not low:
        return chance.choice(("friends", "home", "playtime", "school_work"))
    return "home" if chance.random() < 2 * _HAPPENED else chance.choice(_LONELY_ABOUTS)
