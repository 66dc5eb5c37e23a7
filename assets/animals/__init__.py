"""The animals of the class wall: flat, front-facing, two eyes, each with an outline of its own, all drawn by us."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from assets.animals import birds, garden, home, water, wild, wood
from assets.animals.parts import Shapes
from assets.art import Picture

_SKY, _MINT, _BUTTER, _LILAC, _ROSE, _PEACH = "#C7E3F7", "#CFEBD0", "#FAE2A8", "#E2D9F5", "#F7D0E0", "#F7C7B7"

# The tile's colour stands well off the animal's own; neighbours in the list differ, so a wall is varied.
_ANIMALS: dict[str, tuple[Callable[[], Shapes], str]] = {
    "bear": (wood.bear, _SKY),
    "cat": (home.cat, _PEACH),
    "frog": (water.frog, _BUTTER),
    "owl": (birds.owl, _LILAC),
    "pig": (home.pig, _MINT),
    "fox": (wood.fox, _SKY),
    "bee": (garden.bee, _ROSE),
    "elephant": (wild.elephant, _BUTTER),
    "rabbit": (home.rabbit, _LILAC),
    "penguin": (birds.penguin, _PEACH),
    "lion": (wild.lion, _MINT),
    "fish": (water.fish, _SKY),
    "hedgehog": (wood.hedgehog, _ROSE),
    "cow": (home.cow, _BUTTER),
    "octopus": (water.octopus, _MINT),
    "chick": (birds.chick, _LILAC),
    "panda": (wild.panda, _PEACH),
    "crab": (water.crab, _SKY),
    "dog": (home.dog, _ROSE),
    "butterfly": (garden.butterfly, _BUTTER),
    "giraffe": (wild.giraffe, _SKY),
    "mouse": (home.mouse, _MINT),
    "tiger": (wild.tiger, _LILAC),
    "duck": (birds.duck, _PEACH),
    "whale": (water.whale, _BUTTER),
    "sheep": (home.sheep, _ROSE),
    "monkey": (wild.monkey, _MINT),
    "snail": (garden.snail, _SKY),
    "squirrel": (wood.squirrel, _LILAC),
    "dinosaur": (garden.dinosaur, _PEACH),
    "parrot": (birds.parrot, _MINT),
    "koala": (wild.koala, _BUTTER),
    "ladybird": (garden.ladybird, _SKY),
    "horse": (home.horse, _LILAC),
    "seal": (water.seal, _ROSE),
    "zebra": (wild.zebra, _PEACH),
    "bat": (wood.bat, _BUTTER),
    "deer": (wood.deer, _MINT),
    "hamster": (home.hamster, _SKY),
    "jellyfish": (water.jellyfish, _LILAC),
    "rhino": (wild.rhino, _ROSE),
    "robin": (birds.robin, _SKY),
    "goat": (home.goat, _MINT),
    "crocodile": (water.crocodile, _PEACH),
    "llama": (wild.llama, _LILAC),
    "badger": (wood.badger, _BUTTER),
    "snake": (garden.snake, _ROSE),
    "hippo": (wild.hippo, _MINT),
    "starfish": (water.starfish, _SKY),
    "mole": (wood.mole, _PEACH),
}

ANIMALS: tuple[str, ...] = tuple(_ANIMALS)
"""Every animal's id, in the order a class is given them."""


@lru_cache(maxsize=len(_ANIMALS))
def animal(name: str) -> Picture:
    """The picture of an animal.

    Raises:
        KeyError: no such animal.
    """
    # Drawn to the edge of the box; a little smaller, the outline stays inside it.
    return Picture(_ANIMALS[name][0]()).scaled(0.96)


def tile_colour(name: str) -> str:
    """The colour of an animal's tile on the class wall, `#RRGGBB`.

    Raises:
        KeyError: no such animal.
    """
    return _ANIMALS[name][1]
