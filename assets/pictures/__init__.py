"""Every picture that is not a feeling's face, by name: signs, adults and animals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial

from assets.animals import ANIMALS, animal
from assets.art import Picture
from assets.drawing.bodies import SHAPES
from assets.drawing.ink import Shapes
from assets.faces import WAYS, Way, face, faces, shifted
from assets.pictures import abouts, adults, calming, controls, inside, playing, playthings, props, secrets, signs, staff

ADULT_PICTURES = tuple(f"adult_{n}" for n in range(1, len(adults.ADULTS) + 1))
"""The drawn adults among whom a school chooses."""
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
    **{name: partial(adults.adult, n) for n, name in enumerate(ADULT_PICTURES, 1)},
    "take_back": signs.take_back,
    "back": signs.back,
    "card": adults.card,
    "offline": signs.offline,
    "thanks": signs.thanks,
    "waiting": signs.waiting,
    "stop": controls.stop,
    "skip": controls.skip,
    "another": controls.another,
    "clock": controls.clock,
    "visitor": controls.visitor,
    "came_yes": controls.came_yes,
    "came_no": controls.came_no,
    **{f"family_{name}": partial(controls.family, name) for name in SHAPES},
    "inside_butterflies": inside.butterflies,
    "inside_hot": inside.hot,
    "inside_heavy": inside.heavy,
    "inside_wobbly": inside.wobbly,
    "inside_tight": inside.tight,
    "inside_buzzing": inside.buzzing,
    "about_home": abouts.home,
    "about_friends": abouts.friends,
    "about_school_work": abouts.school_work,
    "about_playtime": abouts.playtime,
    "about_sleep": abouts.sleep,
    "about_hungry": abouts.hungry,
    "about_body": abouts.my_body,
    "about_something_happened": abouts.something_happened,
    "activity_candle": calming.candle,
    "activity_star": calming.star,
    "activity_push": calming.push,
    "activity_squeeze": calming.squeeze,
    "activity_shake": calming.shake,
    "activity_five": calming.five,
    "activity_hum": playing.hum,
    "activity_draw": playing.draw,
    "activity_mix": playing.mix,
    "activity_bubbles": playing.bubbles,
    "activity_story": playing.story,
    "activity_find_adult": playing.find_adult,
    "ball": secrets.ball,
    "boat": secrets.boat,
    "hat": secrets.hat,
    "key": secrets.key,
    "kite": secrets.kite,
    "moon": secrets.moon,
    "shell": secrets.shell,
    "spoon": secrets.spoon,
    "umbrella": secrets.umbrella,
    **staff.SIGNS,
    **props.PROPS,
    **playthings.PLAYTHINGS,
}
# Faces that also serve as signs.
_FACES: Mapping[str, str] = {"not_sure": "muddled", "about_not_sure": "muddled", "hungry": "hungry", "hurt": "hurt"}


def names() -> tuple[str, ...]:
    """The name of every picture, signs first; `easier:<feeling>` and `harder:<feeling>` are a face a little changed."""
    return (*_DRAWN, *_FACES, *ANIMALS, *_shifts())


@lru_cache(maxsize=1)
def _shifts() -> Mapping[str, tuple[str, Way]]:
    return {f"{way}:{feeling}": (feeling, way) for feeling in faces() for way in WAYS}


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
    if name in _shifts():
        return shifted(*_shifts()[name])
    return animal(name)
