"""What drawing, mixing, bubbles, humming and hiding are played with, by the name of each picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from assets.drawing import props_hide as hide
from assets.drawing import props_paint as paint
from assets.drawing import props_play as play
from assets.drawing.ink import Shapes

PLAYTHINGS: Mapping[str, Callable[[], Shapes]] = {
    **{f"bubble_{n}": partial(play.bubble, n) for n in range(1, len(play.BUBBLES) + 1)},
    **{f"pop_{n}": partial(play.pop, n) for n in range(1, len(play.BUBBLES) + 1)},
    "paint_blob": paint.blob,
    "paint_shine": paint.blob_shine,
    "paint_swirl": paint.swirl,
    "paint_dish": paint.dish,
    "jar": paint.jar,
    "jar_paint": paint.jar_paint,
    "jar_front": paint.jar_front,
    "chameleon_behind": paint.chameleon_behind,
    "chameleon_skin": paint.chameleon_skin,
    "chameleon_lines": paint.chameleon_lines,
    "new_page": paint.new_page,
    "onward": play.onward,
    "bee_body": play.bee_body,
    "bee_wing": play.bee_wing,
    "hum_waves": play.waves,
    "beehive": play.hive,
    **{f"flower_{n}": partial(play.flower, n) for n in range(1, len(play.FLOWERS) + 1)},
    "show_sign": play.show_sign,
    **{f"hide_{name}_place": parts[0] for name, parts in hide.HIDES.items()},
    **{f"hide_{name}": parts[1] for name, parts in hide.HIDES.items()},
}
