"""Every picture that is not a feeling's face, by name: signs, adults and animals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial

from assets.animals import ANIMALS, animal
from assets.art import Picture
from assets.drawing.ink import Shapes
from assets.faces import face
from assets.pictures import adults, signs, staff

_DRAWN: Mapping[str, Callable[[], Shapes]] = {
    "not_say": signs.tortoise,
    "adult": adults.grown_up,
    "speaker": signs.speaker,
    "tick": signs.tick,
    "yes": signs.yes,
    "no": signs.no,
    "lantern_lit": partial(signs.lantern, True),
    "lantern_unlit": partial(signs.lantern, False),
    "hand": signs.hand,
    "more": signs.more,
    "cant_find": signs.cant_find,
    "my_body": signs.my_body,
    "how_talk": adults.talk,
    "how_sit": adults.sit,
    "how_watch": adults.watch,
    "how_not_now": signs.palm,
    "any_adult": adults.any_adult,
    "someone_else": adults.someone_else,
    **{f"adult_{n}": partial(adults.adult, n) for n in range(1, len(adults.ADULTS) + 1)},
    "take_back": signs.take_back,
    "back": signs.back,
    "card": adults.card,
    "offline": signs.offline,
    "thanks": signs.thanks,
    "waiting": signs.waiting,
    **staff.SIGNS,
}
# Faces that also serve as signs.
_FACES: Mapping[str, str] = {"not_sure": "muddled", "hungry": "hungry", "hurt": "hurt"}


def names() -> tuple[str, ...]:
    """The name of every picture, signs first."""
    return (*_DRAWN, *_FACES, *ANIMALS)


@lru_cache(maxsize=256)
def picture(name: str) -> Picture:
    """The picture of a name.

    Raises:
        KeyError: no such picture.
    """
    if name in _DRAWN:
        # Drawn to the edge of the box; a little smaller, the outline stays inside it.
        return Picture(_DRAWN[name]()).scaled(0.96)
    if name in _FACES:
        return face(_FACES[name])
    return animal(name)
