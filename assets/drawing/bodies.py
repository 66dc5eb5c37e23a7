"""The six bodies of the feelings: each family has a shape of its own, so that colour never carries it alone."""

from __future__ import annotations

import math
from collections.abc import Callable

from assets.art import Path, Point, Shape, curve, ellipse, line, through
from assets.drawing.ink import stroke

OUTLINE = 2.6
FEATURES_DOWN = {"mist": 5.5}
"""How much lower the features sit in a body whose middle is lower than that of the others, in picture units."""


def sun() -> Path:
    """A wavy sun: fourteen soft rays."""
    turns = [math.tau * i / 28 - math.pi / 2 for i in range(28)]
    reach = (44.5, 40.2)
    points = [(50 + reach[i % 2] * math.cos(a), 52 + reach[i % 2] * math.sin(a)) for i, a in enumerate(turns)]
    return through(points, tension=0.66)


def leaf() -> Path:
    """A clover leaf: four round lobes, a notch between each two."""
    lobe: tuple[Point, ...] = ((2.6, -41.5), (8, -43.5), (17, -43.5), (33, -43.5), (43.5, -33), (43.5, -17))
    lobe += ((43.5, -8), (41.5, -2.6), (37.5, 0))
    pieces: list[tuple[Point, ...]] = []
    for quarter in range(4):
        turned = [_quarters(point, quarter) for point in lobe]
        pieces += [tuple(turned[i : i + 3]) for i in (0, 3, 6)]
    return curve(_quarters((0, -37.5), 0), *pieces, close=True)


def _quarters(point: Point, quarter: int) -> Point:
    x, y = point
    for _ in range(quarter):
        x, y = -y, x
    return (50 + x, 50 + y)


def rain() -> Path:
    """A raindrop with a fine tip."""
    return curve(
        (50, 4.5),
        ((57, 17), (91.5, 38), (91.5, 61.5)),
        ((91.5, 83), (73, 96), (50, 96)),
        ((27, 96), (8.5, 83), (8.5, 61.5)),
        ((8.5, 38), (43, 17), (50, 4.5)),
        close=True,
    )


def fire() -> Path:
    """A flame with three licking tips."""
    return curve(
        (25, 9.5),
        ((30, 21), (35, 27), (40, 25.5)),
        ((45.5, 23), (48.5, 12), (50.5, 3)),
        ((53.5, 13), (57, 24), (62.5, 25)),
        ((68, 26), (73, 19), (76.5, 10)),
        ((77, 25), (93, 38), (93, 61.5)),
        ((93, 83), (74, 96), (50, 96)),
        ((26, 96), (7, 83), (7, 61.5)),
        ((7, 38), (25, 25), (25, 9.5)),
        close=True,
    )


def wobble() -> Path:
    """A trembling blob, no two of its bumps alike."""
    points = []
    for i in range(36):
        a = math.tau * i / 36
        reach = 40.6 + 2.5 * math.sin(9 * a + 0.4) + 1.1 * math.sin(4 * a + 2.1)
        points.append((50 + reach * math.cos(a), 52.5 + reach * math.sin(a)))
    return through(points)


def mist() -> Path:
    """A cloud on a flat foot."""
    return curve(
        (22, 89),
        ((8, 89), (1.5, 75.5), (9, 65.5)),
        ((1.5, 54), (9.5, 40.5), (23, 41.5)),
        ((25, 23), (48, 17.5), (59, 30)),
        ((73, 22.5), (88.5, 32), (87, 48)),
        ((100, 52), (101, 74), (88.5, 80)),
        ((86, 87), (79, 89), (72, 89)),
        close=True,
    )


SHAPES: dict[str, Callable[[], Path]] = {
    "sun": sun,
    "leaf": leaf,
    "rain": rain,
    "fire": fire,
    "wobble": wobble,
    "mist": mist,
}


def body(family: str, light: str, shade: str, outline: str) -> tuple[Shape, ...]:
    """The body of a family: its stalk or veins, the light shape, the shade at its foot, the outline on top."""
    shape = SHAPES[family]()
    behind: tuple[Shape, ...] = ()
    marks: tuple[Shape, ...] = ()
    foot = 95.5
    if family == "leaf":
        behind = (stroke(curve((50, 86), ((50.5, 93), (53.5, 96.5), (59.5, 97.8))), 3.6, outline),)
        marks = tuple(
            stroke(line(*ends), 2.5, shade)
            for ends in (((50, 17), (50, 27)), ((31, 21.5), (35.5, 27.5)), ((69, 21.5), (64.5, 27.5)))
        )
    if family == "mist":
        foot = 91.5
    return (
        *behind,
        Shape(shape, fill=light),
        Shape(ellipse(50, foot, 44, 15.5), fill=shade, opacity=0.55, clip=shape),
        *marks,
        Shape(shape, stroke=outline, width=OUTLINE),
    )
