"""What a face carries beside itself: sparks, tears, zzz, a bowl. Each tells the feeling without its colour."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from assets.art import Picture, Shape, arc, curve, ellipse, line, polygon
from assets.drawing.bodies import OUTLINE, SHAPES, body
from assets.drawing.ink import INK, PINK, WHITE, both, dot, drop, heart, inked, plaster, star, stroke, tube


@dataclass(frozen=True, slots=True)
class Paint:
    """The colours of a family."""

    light: str
    shade: str
    outline: str


Extra = Callable[[Paint], tuple[Shape, ...]]


def arms_up(paint: Paint) -> tuple[Shape, ...]:
    return both(stroke(curve((10, 63), ((-3, 53), (1, 32))), 4.6, paint.outline))


def sparks(paint: Paint) -> tuple[Shape, ...]:
    return tuple(
        stroke(line(*ends), 3, paint.outline)
        for x, y in ((50, -4.5), (18, 8), (82, 8))
        for ends in (((x, y - 5.5), (x, y + 5.5)), ((x - 5.5, y), (x + 5.5, y)))
    )


def beside_star(paint: Paint) -> tuple[Shape, ...]:
    return (inked(star(83, 18, 10.5, 5 / 10.5, math.degrees(0.2)), WHITE, 2.2, paint.outline),)


def beside_heart(paint: Paint) -> tuple[Shape, ...]:
    return (inked(heart(82, 17, 10), PINK, 2.2, "#A83260"),)


def zzz(paint: Paint) -> tuple[Shape, ...]:
    def z(x: float, y: float, size: float, width: float) -> Shape:
        return stroke(line((x, y), (x + size, y), (x, y + size), (x + size, y + size)), width)

    return (z(74.5, 19.5, 8, 2.8), z(86, 5.5, 10.5, 3.2))


def tear(paint: Paint) -> tuple[Shape, ...]:
    return (inked(drop(75.5, 71.5, 5.6), "#F2FAFF", 2.1, paint.outline),)


def tears(paint: Paint) -> tuple[Shape, ...]:
    """One on each cheek, the nearer one larger."""
    return (*tear(paint), inked(drop(25.5, 69, 4.4), "#F2FAFF", 2.1, paint.outline))


def sweat(paint: Paint) -> tuple[Shape, ...]:
    """A drop at the temple."""
    return (inked(drop(81, 33, 4.6), "#F2FAFF", 2.1, paint.outline),)


def others(paint: Paint) -> tuple[Shape, ...]:
    """Two small ones of the same kind, far off and close to each other."""
    small = Picture(body("rain", paint.light, paint.shade, paint.outline))
    smile = stroke(curve((40, 68), ((50, 78), (60, 68))), 6)
    small = Picture((*small.shapes, dot(36, 54, 6.5), dot(64, 54, 6.5), smile))
    return (*small.scaled(0.2, (99, 11)).shapes, *small.scaled(0.17, (90.5, 45)).shapes)


def forehead_plaster(paint: Paint) -> tuple[Shape, ...]:
    return plaster(61.5, 22.5, 21, -32)


def steam(paint: Paint) -> tuple[Shape, ...]:
    puff = curve((9, 35), ((1, 30.5), (5.5, 25)), ((10, 19.5), (2.5, 14.5)))
    return both(stroke(puff, 3.2, paint.outline))


def puffs(paint: Paint) -> tuple[Shape, ...]:
    """Two more breaths of steam, below the first."""
    puff = curve((2.5, 60), ((-5, 55.5), (-0.5, 50)), ((4, 44.5), (-3.5, 39.5)))
    return both(stroke(puff, 3.2, paint.outline))


def hand_chin(paint: Paint) -> tuple[Shape, ...]:
    return tube(curve((30.5, 93), ((31.5, 87), (42, 84))), paint.light, paint.outline, 6.6, 2.3)


def hands_cheeks(paint: Paint) -> tuple[Shape, ...]:
    left = tube(curve((17, 93.5), ((13.5, 80), (21, 71))), paint.light, paint.outline, 6.6, 2.3)
    return (*both(left[0]), *both(left[1]))


def shaking(paint: Paint) -> tuple[Shape, ...]:
    near = curve((1.5, 44), ((-2, 48.5), (1.5, 53)), ((5, 57.5), (1.5, 62)))
    far = near.moved(-5.8, 2)
    return (*both(stroke(near, 2.4, paint.outline)), *both(stroke(far, 2.4, paint.outline)))


def question(paint: Paint) -> tuple[Shape, ...]:
    hook = curve((41.5, 11.5), ((42, 1.5), (58.5, 1), (58.5, 10.5)), ((58.5, 17.5), (50, 15.5), (50, 21.5)))
    return (stroke(hook, 3.8), dot(50, 29.5, 2.5))


def tongue(paint: Paint) -> tuple[Shape, ...]:
    """Put out, a little to one side."""
    out = curve((47, 75.5), ((47, 90), (46, 93), (53.5, 93)), ((61, 93), (60, 90), (60, 75.5)))
    return (inked(out, PINK, 2.6), stroke(line((53.5, 79), (53.5, 85)), 1.8, "#C94B78"))


def bowl(paint: Paint) -> tuple[Shape, ...]:
    """An empty bowl and a spoon, in front of the tummy."""
    inside = ellipse(50, 82.5, 23, 5)
    dish = curve((27, 82.5), ((27, 94), (37, 98.5), (50, 98.5)), ((63, 98.5), (73, 94), (73, 82.5)), close=True)
    spoon = tube(line((63, 81.5), (78.5, 66)), "#E3E6EE", INK, 1.5, 1.9)
    tip = inked(ellipse(81, 63.5, 4.6, 6.4).turned(45, (81, 63.5)), "#E3E6EE", 2.2)
    return (inked(dish, "#FFF6E5", 2.5), inked(inside, "#EBD9B8", 2.3), *spoon, tip)


def rumble(paint: Paint) -> tuple[Shape, ...]:
    """Lines of a rumbling tummy, at both sides of the foot."""
    near, far = arc(24, 79, 14, 145, 215, 3), arc(24, 79, 21, 148, 212, 3)
    return (*both(stroke(near, 2.6, paint.outline)), *both(stroke(far, 2.6, paint.outline)))


def bandage(paint: Paint) -> tuple[Shape, ...]:
    """A bandage round the head, and the pain shooting out beside it."""
    head = SHAPES["rain"]()
    edges = ((26, 33.5), (74, 24.5)), ((20, 43.5), (80, 33))
    band = polygon((20, 34.6), (80, 23.4), (84, 32.3), (16, 44.2))
    weave = (line((38, 31), (42, 40)), line((48, 29), (52, 38.5)), line((58, 27), (62, 36.5)))
    return (
        Shape(band, fill="#FFF6E8", clip=head),
        *(Shape(cross, stroke="#DCC3A2", width=1.7, clip=head) for cross in weave),
        *(Shape(line(*edge), stroke="#8A5A32", width=2, clip=head) for edge in edges),
        Shape(head, stroke=paint.outline, width=OUTLINE),
        *(stroke(line((82 + 4 * a, 24 + 4 * b), (82 + 10 * a, 24 + 10 * b)), 3, "#D8432F") for a, b in _RAYS),
    )


_RAYS = tuple((math.cos(math.radians(d)), math.sin(math.radians(d))) for d in (-95, -45, 5))

BEHIND: dict[str, Extra] = {"arms_up": arms_up}
FRONT: dict[str, Extra] = {
    "sparks": sparks,
    "star": beside_star,
    "heart": beside_heart,
    "tear": tear,
    "tears": tears,
    "sweat": sweat,
    "plaster": forehead_plaster,
    "steam": steam,
    "puffs": puffs,
    "hand_chin": hand_chin,
    "hands_cheeks": hands_cheeks,
    "shaking": shaking,
    "tongue": tongue,
    "bandage": bandage,
}
FAR_BEHIND: dict[str, Extra] = {"others": others}
FAR: dict[str, Extra] = {"zzz": zzz, "question": question, "rumble": rumble, "bowl": bowl}
"""These keep their own size and place when the face is small or tilted."""
NAMES = frozenset(BEHIND) | frozenset(FRONT) | frozenset(FAR_BEHIND) | frozenset(FAR)
