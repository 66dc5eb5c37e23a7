"""What activities are played with, by name. Props are parts that move by themselves: each keeps its own box as it is.

They are not pictures that stand for an answer, so `assets.pictures.names` leaves them out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from assets.art import Picture
from assets.drawing import props_a
from assets.drawing.ink import Shapes

PROPS: Mapping[str, Callable[[], Shapes]] = {
    "prop_flower": props_a.flower,
    "prop_candle": props_a.candle,
    "prop_flame": props_a.flame,
}


@lru_cache(maxsize=64)
def prop(name: str) -> Picture:
    """The picture of a prop.

    Raises:
        KeyError: there is no such prop.
    """
    return Picture(PROPS[name]())
