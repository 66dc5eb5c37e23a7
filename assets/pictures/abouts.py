"""What a feeling may be about: home, friends, school work and the rest, in one style."""

from __future__ import annotations

import math

from assets.art import Shape, curve, ellipse, line, polygon, rounded
from assets.drawing.child import ARM_OUT, LEG, from_head_to_foot
from assets.drawing.ink import (
    AMBER,
    CORAL,
    CREAM,
    INK,
    LEAF,
    LINE,
    PINK,
    SEA,
    SLATE,
    WHITE,
    YELLOW,
    Shapes,
    dot,
    heart,
    inked,
    plaster,
    stroke,
    tube,
)
from assets.drawing.people import DEEP, LIGHT, PALE, UMBER, Look, figure, head

_WOOD = "#D9A871"
_ONE = Look(LIGHT, "#C9622F", "bun", "#8CCF98")
_TWO = Look(DEEP, "#54423F", "short", "#F5C24C")
_SLEEPER = Look(UMBER, "#54423F", "short", "#CDBDF5")
_BODY = Look(PALE, "#7A4B2E", "short", "#7FA8EA")


def home() -> Shapes:
    """A house with a light in the window."""
    walls = rounded(17, 42, 66, 55, 4)
    roof = polygon((50, 6), (95, 47), (5, 47))
    chimney = rounded(68, 10, 12, 24, 2)
    door = curve((42, 97), ((42, 76),), ((42, 66), (60, 66), (60, 76)), ((60, 97),), close=True)
    return (
        inked(chimney, "#B9765A"),
        inked(walls, CREAM),
        inked(roof, CORAL),
        inked(heart(50, 32, 6.6), WHITE, 2.2),
        inked(door.moved(-13, 0), SEA),
        dot(43, 84, 1.9, WHITE),
        inked(rounded(56, 60, 19, 19, 3), YELLOW, 2.6),
        stroke(line((65.5, 60), (65.5, 79)), 2.2),
        stroke(line((56, 69.5), (75, 69.5)), 2.2),
    )


def friends() -> Shapes:
    """Two children, hand in hand."""
    return (
        *figure(27, 20, 16.5, 97, _ONE),
        *figure(73, 20, 16.5, 97, _TWO),
        *tube(curve((33, 67), ((36, 80), (42, 85), (48, 83))), _ONE.top, INK, 7, 2.5),
        *tube(curve((67, 67), ((64, 80), (58, 85), (52, 83))), _TWO.top, INK, 7, 2.5),
        inked(ellipse(46.8, 82.6, 5), _ONE.skin, 2.4),
        inked(ellipse(53.2, 82.6, 5), _TWO.skin, 2.4),
        inked(heart(50, 40, 7), PINK, 2.4),
    )


def school_work() -> Shapes:
    """An exercise book with a pencil across it."""
    cover = rounded(10, 8, 66, 84, 7)
    label = rounded(28, 20, 38, 26, 4)
    return (
        inked(rounded(15, 12, 66, 84, 7), WHITE),
        inked(cover, SEA),
        Shape(rounded(10, 8, 12, 84, 6), fill="#3F7DBB", clip=cover),
        Shape(cover, stroke=INK, width=LINE),
        stroke(line((22, 9), (22, 91)), 2.2),
        inked(label, WHITE, 2.4),
        *(stroke(line((34, y), (x, y)), 2.4, SLATE) for y, x in ((29, 60), (37, 52))),
        *_pencil((94, 42), (54, 88)),
    )


def _pencil(top: tuple[float, float], tip: tuple[float, float]) -> Shapes:
    """A pencil from its rubber to its point."""
    way = math.degrees(math.atan2(tip[1] - top[1], tip[0] - top[0])) - 90
    x, y = top
    long = math.dist(top, tip)
    shaft = rounded(x - 6, y + 7, 12, long - 24, 0.5)
    cone = polygon((x - 6, y + long - 17), (x + 6, y + long - 17), (x, y + long))
    lead = polygon((x - 2.2, y + long - 6.4), (x + 2.2, y + long - 6.4), (x, y + long))
    shapes = (
        inked(rounded(x - 6, y - 3, 12, 13, 4), PINK, 2.6),
        inked(shaft, YELLOW, 2.6),
        stroke(line((x, y + 8), (x, y + long - 18)), 1.8, "#B97A00"),
        inked(cone, "#F9DDBF", 2.6),
        Shape(lead, fill=INK),
    )
    return tuple(shape.turned(way, top) for shape in shapes)


def playtime() -> Shapes:
    """A slide on the grass."""
    chute = curve((38, 24), ((52, 30), (54, 84), (88, 84)), ((92, 84),), ((92, 92),), ((84, 92),),
                  ((44, 92), (46, 36), (36, 32)), close=True)  # fmt: skip
    rail = curve((40, 17), ((60, 22), (58, 74), (90, 76)))
    return (
        inked(curve((2, 96), ((24, 88), (76, 88), (98, 96)), close=True), LEAF, 2.4),
        *(shape for x in (18, 36) for shape in tube(line((x, 18), (x - 4, 93)), _WOOD, INK, 3.4, 2.2)),
        *(
            stroke(line((18 - d, 34 + 15 * i), (36 - d, 34 + 15 * i)), 4.2, AMBER)
            for i, d in enumerate((0.8, 1.6, 2.4, 3.2))
        ),
        stroke(rail, 4.4, "#B53A2A"),
        inked(chute, CORAL),
        inked(rounded(12, 24, 30, 8, 3), YELLOW),
        *(stroke(line((x, 24), (x, 8)), 3.6) for x in (14, 38)),
        stroke(line((14, 8), (38, 8)), 3.6),
        *tube(line((66, 24), (66, 24.01)), YELLOW, INK, 15, 2.6),
        stroke(curve((59, 20), ((64, 26), (68, 26), (73, 20))), 2.2),
    )


def sleep() -> Shapes:
    """A child asleep in bed, the moon above."""
    moon = curve((78, 4), ((68, 10), (68, 26), (80, 31)), ((72, 36), (58, 30), (58, 18)),
                 ((58, 8), (68, 1), (78, 4)), close=True)  # fmt: skip
    cover = curve((30, 66), ((44, 50), (78, 54), (92, 66)), ((92, 84),), ((24, 84),), ((24, 76), (26, 70), (30, 66)),
                  close=True)  # fmt: skip
    return (
        inked(moon, YELLOW, 2.4),
        *(
            stroke(line((x, y), (x + s, y), (x, y + s), (x + s, y + s)), w)
            for x, y, s, w in ((40, 26, 8, 2.8), (30, 38, 6, 2.4))
        ),
        inked(rounded(3, 44, 8, 52, 3), _WOOD),
        inked(rounded(89, 58, 8, 38, 3), _WOOD),
        inked(rounded(8, 78, 84, 11, 3), _WOOD),
        inked(rounded(10, 60, 32, 19, 8), WHITE),
        *head(25, 58, 12.5, _SLEEPER, 2.6, plain=True),
        *(stroke(curve((x - 3, 58.6), ((x - 1.4, 61.4), (x + 1.4, 61.4), (x + 3, 58.6))), 1.8) for x in (20.6, 29.4)),
        inked(cover, "#A792E6"),
        *(dot(x, y, 2.4, "#E2D9F5") for x, y in ((44, 70), (58, 64), (72, 72), (84, 68), (56, 77))),
        Shape(cover, stroke=INK, width=LINE),
    )


def hungry() -> Shapes:
    """An empty plate between a fork and a knife."""
    prongs = [line((x, 20), (x, 36)) for x in (5.5, 12, 18.5)]
    knife = curve((88, 14), ((98, 22), (97, 46), (94, 54)), ((88, 54),), close=True)
    return (
        inked(ellipse(52, 54, 32), WHITE),
        inked(ellipse(52, 54, 20), "#EAF2FA", 2.2, SLATE),
        stroke(curve((39, 52), ((40, 46), (44, 42), (49, 41))), 2.4, SLATE),
        *(stroke(prong, 3.2) for prong in prongs),
        stroke(curve((5.5, 36), ((5.5, 44), (18.5, 44), (18.5, 36))), 3.2),
        stroke(line((12, 42), (12, 88)), 5),
        inked(knife, "#DDE1EA", 2.6),
        stroke(line((90, 54), (90, 88)), 5.6),
    )


def my_body() -> Shapes:
    """A child from head to foot, with a plaster on one arm."""
    return (
        *from_head_to_foot(_BODY, ARM_OUT, LEG, (39, 94), CORAL, "#2F7D46"),
        *plaster(75.5, 59, 13, 30),
        *head(50, 24, 19.5, _BODY),
    )


def something_happened() -> Shapes:
    """A burst: something happened."""
    points = []
    for i in range(20):
        a = math.tau * i / 20 - math.pi / 2
        reach = (46, 40)[i % 4 // 2] if i % 2 == 0 else 30
        points.append((50 + reach * math.cos(a), 50 + reach * math.sin(a)))
    return (
        inked(polygon(*points), YELLOW, LINE),
        stroke(line((50, 33), (50, 54)), 8.5),
        dot(50, 67.5, 5),
    )
