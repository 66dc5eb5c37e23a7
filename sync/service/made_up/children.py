"""How made-up children answer. Nothing here is about anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from assets import catalogue

ANSWERED, AWAY, MISSED = "answered", "away", "missed"


@dataclass(frozen=True)
class Manner:
    """One child's way of feeling and of tapping, on the catalogue's scale of pleasantness (-2..2)."""

    usual: float
    spread: float
    drop: float = 0.0
    """How far the usual falls from the day `drop_on` on, counted back from the last day."""
    drop_days: int = 0
    away: float = 0.03
    missed: float = 0.02
    unsure: float = 0.03
    unsaid: float = 0.02


TYPICAL = Manner(1.1, 0.9)
MANNERS: Sequence[Manner] = (
    TYPICAL,
    Manner(1.3, 0.7),
    Manner(0.9, 1.0),
    Manner(-0.2, 1.0),
    Manner(1.0, 1.6),
    Manner(1.9, 0.3),
    Manner(1.2, 0.8, unsaid=0.08),
)
CHANGED = Manner(1.3, 0.6, drop=2.4, drop_days=7)
"""Somebody a practitioner should find on Flags."""
QUIETLY_LOW = Manner(0.8, 0.8, drop=1.5, drop_days=12)


def manner_of(place: int) -> Manner:
    """The manner of the child at a place of the class list; two in a class have changed of late."""
    return {10: CHANGED, 19: QUIETLY_LOW}.get(place, MANNERS[place % len(MANNERS)])


def day_of(manner: Manner, days_left: int, carried: float, chance: Random) -> tuple[str, str | None, float]:
    """One child's school day: what became of the check-in, the answer if there was one, and the mood carried on.

    Args:
        days_left: school days until the last one, which is 0.
        carried: yesterday's distance from the usual; a third of it is left today.
    """
    mood = carried / 3 + chance.gauss(0, manner.spread)
    fate = chance.random()
    if fate < manner.away:
        return AWAY, None, mood
    if fate < manner.away + manner.missed:
        return MISSED, None, mood
    said = chance.random()
    if said < manner.unsure:
        return ANSWERED, "not_sure", mood
    if said < manner.unsure + manner.unsaid:
        return ANSWERED, "not_say", mood
    usual = manner.usual - (manner.drop if days_left < manner.drop_days else 0.0)
    return ANSWERED, _nearest(usual + mood, chance), mood


def _nearest(level: float, chance: Random) -> str:
    """A feeling near a level, among those that the two youngest steps share; now and then a need of the body."""
    if level < 0.3 and chance.random() < 0.08:
        return chance.choice(("poorly", "hungry", "hurt"))
    known = catalogue.load().feelings
    faces = ("calm", "happy", "tired", "sad", "cross", "scared")
    return min(faces, key=lambda each: abs((known[each].value or 0.0) - level) + chance.random() * 0.6)
