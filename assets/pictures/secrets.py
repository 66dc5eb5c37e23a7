"""The nine secret pictures: everyday things that no two children would mix up, whatever the colours."""

from __future__ import annotations

import math
from itertools import pairwise

from assets.animals.parts import even
from assets.art import Point, Shape, arc, curve, ellipse, line, polygon, rounded, through
from assets.drawing.ink import (
    AMBER,
    CORAL,
    CREAM,
    INK,
    LAVENDER,
    LINE,
    PINK,
    SEA,
    SLATE,
    WHITE,
    YELLOW,
    Shapes,
    inked,
    star,
    stroke,
    tube,
)

WOOD = "#C98F5A"


def ball() -> Shapes:
    """A beach ball of six stripes round a cap."""
    rim = ellipse(50, 50, 46)
    cap = (42.0, 34.0)
    ends = [_on_circle(angle) for angle in (-150, -95, -30, 20, 80, 145)]
    stripes = [
        Shape(curve(cap, (_bent(cap, ends[i]), ends[i]), (_outside(ends[i], ends[i + 1]), ends[i + 1]),
                    (_bent(cap, ends[i + 1]), cap), close=True), fill=colour, clip=rim)
        for i, colour in ((0, CORAL), (2, YELLOW), (4, SEA))
    ]  # fmt: skip
    seams = [Shape(curve(cap, (_bent(cap, end), end)), stroke=INK, width=2.2, clip=rim) for end in ends]
    return (
        Shape(rim, fill=WHITE),
        *stripes,
        *seams,
        Shape(rim, stroke=INK, width=LINE),
        inked(ellipse(*cap, 6.5, 5.6), WHITE, 2.2),
    )


def _on_circle(degrees: float, radius: float = 46.0) -> Point:
    return (50 + radius * math.cos(math.radians(degrees)), 50 + radius * math.sin(math.radians(degrees)))


def _bent(start: Point, end: Point) -> Point:
    """A control that bows a seam the way a round thing does."""
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    return (middle[0] - (end[1] - start[1]) * 0.16, middle[1] + (end[0] - start[0]) * 0.16)


def _outside(first: Point, second: Point) -> Point:
    """A control beyond the rim, so that a stripe reaches it everywhere."""
    return (first[0] + second[0] - 50, first[1] + second[1] - 50)


def boat() -> Shapes:
    """A sailing boat on three waves."""
    hull = curve(
        (8, 66), ((92, 66),), ((90, 80), (82, 90), (68, 90)), ((32, 90),), ((18, 90), (10, 80), (8, 66)), close=True
    )
    main_sail = curve((54, 8), ((72, 20), (84, 38), (86, 58)), ((54, 58),), close=True)
    fore_sail = curve((46, 14), ((46, 58),), ((16, 58),), ((24, 44), (36, 30), (46, 14)), close=True)
    wave = curve((4, 94), ((12, 88), (18, 88), (26, 94)), ((34, 99), (40, 99), (48, 94)))
    return (
        stroke(line((50, 4), (50, 68)), 4),
        inked(main_sail, CORAL),
        inked(fore_sail, WHITE),
        inked(hull, WOOD),
        Shape(rounded(14, 72, 72, 4.6, 2.3), fill="#E9C59A", clip=hull),
        stroke(wave, 3.4, "#2C6AA6"),
        stroke(wave.moved(46, 0), 3.4, "#2C6AA6"),
    )


def hat() -> Shapes:
    """A woolly hat with a bobble."""
    crown = even((50, 22), ((78, 22), (89, 44), (89, 68)), ((76, 72), (63, 72), (50, 72)))
    bobble = through([(50 + (r * math.cos(a)), 14 + r * math.sin(a)) for a, r in _fluff(18, 11.6, 13.6)])
    zigzag = line(*((11 + 13 * i, 46 if i % 2 else 56) for i in range(7)))
    return (
        Shape(crown, fill="#5FB6B0"),
        Shape(zigzag, stroke=CREAM, width=5, clip=crown),
        Shape(crown, stroke=INK, width=LINE),
        inked(rounded(6, 66, 88, 24, 11), "#F2C14E"),
        *(stroke(line((x, 72), (x, 84)), 2.2, "#B97A00") for x in range(20, 90, 12)),
        inked(bobble, CREAM),
    )


def _fluff(count: int, low: float, high: float) -> list[tuple[float, float]]:
    return [(math.tau * i / count, high if i % 2 else low) for i in range(count)]


def key() -> Shapes:
    """A big old door key."""
    shaft = curve((57, 44), ((93, 80),), ((86, 87),), ((50, 51),), close=True)
    tooth = polygon((76, 77), (69, 84), (76, 91), (83, 84))
    tooth_2 = polygon((66.5, 67.5), (59.5, 74.5), (65.5, 80.5), (72.5, 73.5))
    bow = ellipse(34, 31, 27)
    return (
        inked(tooth_2, AMBER),
        inked(tooth, AMBER),
        inked(shaft, AMBER),
        inked(bow, YELLOW),
        inked(ellipse(34, 31, 13), WHITE),
        stroke(arc(34, 31, 20.5, 190, 260), 3, WHITE),
    )


def kite() -> Shapes:
    """A kite of four fields with a tail of bows."""
    left, top, right, foot, cross = (28.0, 25.0), (66.0, 3.0), (94.0, 36.0), (50.0, 66.0), (61.0, 31.0)
    tail = curve(
        (50, 66), ((46, 76), (36, 68), (31, 76)), ((24, 86), (34, 90), (22, 92)), ((14, 94), (12, 86), (4, 88))
    )
    fields = ((left, top, CORAL), (top, right, YELLOW), (right, foot, "#7CC98A"), (foot, left, SEA))
    return (
        stroke(tail, 3),
        *_bow((37.5, 72), -20),
        *_bow((20, 91.5), -20),
        *(Shape(polygon(a, b, cross), fill=colour, stroke=colour, width=0.6) for a, b, colour in fields),
        stroke(line(left, cross, right), 2.2),
        stroke(line(top, cross, foot), 2.2),
        Shape(polygon(top, right, foot, left), stroke=INK, width=LINE),
    )


def _bow(at: Point, degrees: float) -> Shapes:
    x, y = at
    wings = polygon((x, y), (x - 8, y - 5.5), (x - 8, y + 5.5), (x, y), (x + 8, y - 5.5), (x + 8, y + 5.5))
    return (inked(wings.turned(degrees, at), PINK, 2.2),)


def moon() -> Shapes:
    """A crescent and two stars; no face, for a face would be a feeling."""
    crescent = curve(
        (60, 6),
        ((34, 2), (10, 22), (10, 51)),
        ((10, 78), (32, 96), (56, 95)),
        ((68, 94), (79, 88), (85, 79)),
        ((60, 84), (38, 68), (38, 44)),
        ((38, 28), (47, 14), (60, 6)),
        close=True,
    )
    return (
        inked(crescent, "#FFE28A"),
        Shape(ellipse(25, 44, 4.6), fill=AMBER, opacity=0.6),
        Shape(ellipse(34, 72, 6), fill=AMBER, opacity=0.6),
        Shape(ellipse(54, 85, 3.6), fill=AMBER, opacity=0.6),
        inked(star(72, 30, 14), WHITE, 2.4),
        inked(star(80, 58, 9), WHITE, 2.2),
    )


def shell() -> Shapes:
    """A scallop: a fan of seven ribs on two small ears."""
    rim = [(50 + 45 * math.cos(a), 56 + 46 * math.sin(a)) for a in (math.radians(d) for d in range(190, 351, 20))]
    pieces: list[tuple[Point, ...]] = []
    for first, second in pairwise(rim):
        middle = ((first[0] + second[0]) / 2, (first[1] + second[1]) / 2)
        pieces.append(((middle[0] + (middle[0] - 50) * 0.26, middle[1] + (middle[1] - 56) * 0.26), second))
    fan = curve(rim[0], *pieces, ((92, 66), (70, 80), (60, 86)), ((40, 86),), ((30, 80), (8, 66), rim[0]), close=True)
    ribs = [line((50 + (p[0] - 50) * 0.12, 84), p) for p in rim[1:-1]]
    foot = curve((32, 80), ((38, 92), (62, 92), (68, 80)), ((72, 90), (66, 96), (50, 96)),
                 ((34, 96), (28, 90), (32, 80)), close=True)  # fmt: skip
    return (
        Shape(fan, fill="#F8C0B4"),
        *(Shape(rib, stroke="#D9786A", width=2.6, clip=fan) for rib in ribs),
        Shape(fan, stroke=INK, width=LINE),
        inked(foot, "#EE9C8C"),
    )


def spoon() -> Shapes:
    """A spoon, bowl up."""
    bowl = ellipse(66, 29, 19, 26).turned(35, (66, 29))
    inside = ellipse(66, 29, 12, 18).turned(35, (66, 29))
    handle = tube(curve((52, 47), ((40, 64), (30, 78), (22, 91))), "#C9CDD9", INK, 5.6)
    shine = stroke(curve((59, 33), ((59, 27), (61, 22), (66, 18))), 2.4, SLATE)
    return (*handle, inked(bowl, "#DDE1EA"), Shape(inside, fill="#F4F6FA"), shine)


def umbrella() -> Shapes:
    """An open umbrella with a hooked handle."""
    top = curve(
        (4, 56),
        ((4, 26), (26, 10), (50, 10)),
        ((74, 10), (96, 26), (96, 56)),
        ((90, 47), (80, 47), (73, 56)),
        ((67, 47), (57, 47), (50, 56)),
        ((43, 47), (33, 47), (27, 56)),
        ((20, 47), (10, 47), (4, 56)),
        close=True,
    )
    panel = curve((50, 10), ((34, 20), (27, 36), (27, 56)), ((33, 47), (43, 47), (50, 56)),
                  ((57, 47), (67, 47), (73, 56)), ((73, 36), (66, 20), (50, 10)), close=True)  # fmt: skip
    stick = curve((50, 54), ((50, 84),), ((50, 99), (70, 99), (70, 85)))
    return (
        stroke(line((50, 4), (50, 12)), 4.4),
        *tube(stick, WOOD, INK, 3.4, 2.2),
        inked(top, LAVENDER),
        Shape(panel, fill=WHITE, opacity=0.55),
        stroke(curve((50, 10), ((34, 20), (27, 36), (27, 56))), 2.2),
        stroke(curve((50, 10), ((66, 20), (73, 36), (73, 56))), 2.2),
        Shape(top, stroke=INK, width=LINE),
    )
