"""What activities are played with, by name. Props are parts that move by themselves: each keeps its own box as it is.

They are not pictures that stand for an answer, so `assets.pictures.names` leaves them out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from assets.art import Picture
from assets.drawing import props_a, props_moving, props_senses
from assets.drawing.ink import Shapes

PROPS: Mapping[str, Callable[[], Shapes]] = {
    "prop_flower": props_a.flower,
    "prop_candle": props_a.candle,
    "prop_flame": props_a.flame,
    "prop_star": props_a.star_track,
    "prop_lead": props_a.lead,
    "prop_pusher": props_moving.pusher,
    "prop_rester": props_moving.rester,
    "prop_bricks": props_moving.bricks,
    "prop_effort": props_moving.effort,
    "prop_lemon": props_moving.lemon,
    "prop_grip": props_moving.grip,
    "prop_juice": props_moving.juice,
    "prop_glass": props_moving.glass,
    "prop_trunk": props_moving.trunk,
    "prop_arm": props_moving.arm,
    "prop_open_hand": props_moving.open_hand,
    "prop_leg": props_moving.leg,
    "prop_shaking": props_moving.shaking,
    "prop_eye": props_senses.eye,
    "prop_touch": props_senses.touch,
    "prop_ear": props_senses.ear,
    "prop_nose": props_senses.nose,
    "prop_mouth": props_senses.mouth,
}


@lru_cache(maxsize=64)
def prop(name: str) -> Picture:
    """The picture of a prop.

    Raises:
        KeyError: there is no such prop.
    """
    return Picture(PROPS[name]())
