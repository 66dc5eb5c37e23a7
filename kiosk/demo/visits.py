"""Who comes in the demo's morning, and what each of them touches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from kiosk import checkin
from kiosk.turn import SKIP
from sync.protocol import Tile

VISITOR: None = None
"""In the place of a tile: a child who is not on the wall yet."""


@dataclass(frozen=True)
class Visit:
    """What one child touches after finding their picture: feelings and exits, each on the screen it belongs to.

    `changes` is tapped first and changed for the next one before it settles. `looks` are pictures to save on the way.
    """

    taps: tuple[str, ...]
    changes: str = ""
    not_you: bool = False
    taken_back: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    """After *I want a grown-up*: which adult, and how."""
    first_asks: bool = False
    """Asks on the feeling screen, before saying how they feel."""
    size: str = SKIP
    about: str = SKIP
    plays: bool = False
    """Tries the first of the three that might help, for a moment."""
    now: str = "same"
    """How it is after it."""
    looks: bool = False


SPECIAL: dict[int, Visit] = {
    0: Visit(("calm",), looks=True),
    1: Visit(("not_okay", "cross")),
    2: Visit((checkin.NOT_SURE, "butterflies", "worried"), plays=True, now="easier", looks=True),
    3: Visit(("worried",), size="2", about="friends", looks=True),
    4: Visit(("my_body", "hungry"), looks=True),
    5: Visit(("sun", "proud", checkin.ANOTHER, "wobble", "worried"), size="1", looks=True),
    6: Visit((checkin.NOT_SAY,)),
    8: Visit(("happy",), changes="cross"),
    10: Visit(("sad",), asks=(checkin.ANY_ADULT, "sit"), looks=True),
    12: Visit(("happy",), taken_back=("tired",), looks=True),
    15: Visit(("tired",), not_you=True, looks=True),
    18: Visit((checkin.NOT_SURE, checkin.NOT_SURE)),
    21: Visit(("my_body", "tired")),
    24: Visit((), first_asks=True, asks=(checkin.ANY_ADULT, "watch")),
}
"""The visits that show something, by the child's turn in the morning; everybody else taps one face."""
STEPS = {1: 1, 3: 3, 5: 4}
"""The ladder steps that some of these visits need, by the child's turn; everybody else is on step 2."""

_ONE_FACE = ("calm", "happy", "happy", "calm", "tired", "happy", "sad", "calm", "scared", "cross")
_ON_STEP = {1: ("okay", "happy"), 3: ("calm",), 4: ("leaf", "calm")}


def in_turn(tiles: Sequence[Tile]) -> list[Tile]:
    """The same children in the order of the morning: a child of the step that a visit needs comes when it is due."""
    waiting, come = list(tiles), []
    for turn in range(len(tiles)):
        wanted = STEPS.get(turn, 2)
        chosen = next((tile for tile in waiting if tile.step == wanted), waiting[0])
        waiting.remove(chosen)
        come.append(chosen)
    return come


def visits(tiles: Sequence[Tile | None], chance: Random) -> Iterator[Visit]:
    """The morning's visits in order; a child on another step than a visit needs taps one face."""
    for turn, tile in enumerate(tiles):
        step = tile.step if tile else 2
        special = SPECIAL.get(turn) if step == STEPS.get(turn, 2) else None
        face = chance.choice(_ONE_FACE)
        yield special or Visit(_ON_STEP.get(step, (face,)))
