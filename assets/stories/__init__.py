"""Picture stories, told in six drawn pictures each: a worry comes, somebody stays near, and it ends well.

Their words are `story.<id>`, the title, and `story.<id>.1` to `story.<id>.6`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from assets.art import Picture
from assets.stories import boat, hedgehog, seed
from assets.stories.parts import HIGH, WIDE

_PAGES: Mapping[str, Sequence[Callable[[], Picture]]] = {
    "boat": boat.PAGES,
    "hedgehog": hedgehog.PAGES,
    "seed": seed.PAGES,
}
STORIES: tuple[str, ...] = tuple(_PAGES)
"""The id of each story, in the order they are offered."""
PAGES = 6
"""Pictures of every story."""
SHAPE = WIDE / HIGH
"""How wide a picture is for its height."""
_COVERS: Mapping[str, int] = {"boat": 1, "hedgehog": 6, "seed": 6}


@lru_cache(maxsize=4)
def page(story: str, number: int) -> Picture:
    """One picture of a story, 400 by 300 units; `number` from 1.

    Raises:
        KeyError: there is no such story.
        IndexError: it has no such page.
    """
    if not 1 <= number <= PAGES:
        raise IndexError(number)
    return _PAGES[story][number - 1]()


def cover(story: str) -> int:
    """The number of the picture that stands for the story.

    Raises:
        KeyError: there is no such story.
    """
    return _COVERS[story]
