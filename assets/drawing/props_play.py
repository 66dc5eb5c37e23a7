"""What the activities are played with: bubbles, paint, a humming bee. Each in a box of 100 by 100."""

from __future__ import annotations

import math

from assets.animals.parts import even
from assets.art import Shape, arc, curve, ellipse, line, polygon, rounded
from assets.drawing.ink import (
    AMBER,
    CREAM,
    INK,
    PINK,
    WHITE,
    YELLOW,
    Shapes,
    both,
    heart,
    inked,
    mirrored,
    stroke,
)

BUBBLES = (("#8CCBEF", "#3E86C4"), ("#F5A9C6", "#C4527F"), ("#CDBDF5", "#7A5FC0"), ("#A5E3C4", "#2F8A62"))
"""The film and the rim of each bubble."""
_GREEN, _STALK = "#5FB56B", "#2F7D46"


def bubble(number: int) -> Shapes:
    """A soap bubble, from 1: seen through, with the light of a window on it."""
    film, rim = BUBBLES[number - 1]
    return (
        Shape(ellipse(50, 50, 46), fill=film, opacity=0.30),
        Shape(ellipse(50, 50, 46), stroke=film, width=7, opacity=0.45),
        stroke(arc(50, 50, 36, 20, 95), 5, WHITE),
        Shape(ellipse(50, 50, 47), stroke=rim, width=2.4, opacity=0.85),
        Shape(ellipse(33, 30, 12, 8).turned(-40, (33, 30)), fill=WHITE, opacity=0.95),
        Shape(ellipse(47, 20, 3.4, 2.6), fill=WHITE, opacity=0.95),
        Shape(arc(50, 50, 39, 120, 165), stroke=WHITE, width=3, opacity=0.6),
    )


def pop(number: int) -> Shapes:
    """What is left of a bubble for a moment: a ring of drops."""
    film, rim = BUBBLES[number - 1]
    drops: list[Shape] = []
    for i in range(10):
        a = math.tau * i / 10 + 0.3
        reach, size = (44, 4.6) if i % 2 else (35, 3.2)
        at = (50 + reach * math.cos(a), 50 + reach * math.sin(a))
        drops.append(Shape(ellipse(*at, size), fill=film, stroke=rim, width=1.6))
    return tuple(drops)


def onward() -> Shapes:
    """A plain arrow to the reading end."""
    return (stroke(line((20, 50), (82, 50)), 10), stroke(line((56, 26), (80, 50), (56, 74)), 10))


def bee_body() -> Shapes:
    """A bee in flight, seen from the side, without its wings."""
    body = curve(
        (14, 58),
        ((16, 38), (38, 30), (56, 32)),
        ((72, 32), (86, 42), (86, 57)),
        ((86, 72), (70, 80), (54, 80)),
        ((36, 81), (18, 74), (14, 58)),
        close=True,
    )
    bands = (
        curve((28, 28), ((40, 44), (40, 68), (28, 84)), ((38, 84),), ((50, 68), (50, 44), (38, 28)), close=True),
        curve((46, 28), ((58, 44), (58, 68), (46, 84)), ((55, 84),), ((68, 68), (68, 44), (55, 28)), close=True),
    )
    sting = polygon((15, 52), (4, 59), (15, 64))
    return (
        *(stroke(curve((x, 36), ((x, 24), (x + 4, 20), (x + 9, 18))), 2.6) for x in (70, 76)),
        *(Shape(ellipse(x + 9, 18, 3.2), fill=INK) for x in (70, 76)),
        inked(sting, INK, 1.5),
        inked(body, YELLOW),
        *(Shape(band, fill=INK, clip=body) for band in bands),
        Shape(ellipse(50, 80, 36, 10), fill=AMBER, opacity=0.5, clip=body),
        stroke(body, 2.8),
        *(stroke(curve((x, 80), ((x + 1, 86), (x + 4, 88))), 2.4) for x in (44, 56)),
        Shape(ellipse(75, 52, 3.9, 4.8), fill=INK),
        Shape(ellipse(76.3, 50, 1.4), fill=WHITE),
        Shape(ellipse(71, 63, 4.4, 3), fill=PINK, opacity=0.6),
        stroke(curve((77, 64), ((79, 67), (82, 66), (83, 63))), 2.3),
    )


def bee_wing() -> Shapes:
    """One wing, its root at the foot of the box."""
    shape = even((50, 6), ((78, 6), (82, 48), (50, 96)))
    return (
        inked(shape, "#E3F1FB", 3, "#6F86A8"),
        Shape(curve((50, 84), ((44, 60), (42, 40), (46, 22))), stroke="#A9C3DC", width=2.4),
        Shape(curve((52, 84), ((60, 62), (62, 46), (60, 30))), stroke="#A9C3DC", width=2.4),
    )


FLOWERS = (
    ("#F3A0B8", "#A83260"),
    ("#B8A3F0", "#5E46A8"),
    ("#FFB88A", "#B4602A"),
    ("#9CCBF2", "#2C6AA6"),
    ("#FFF6E5", "#B79B62"),
)


def flower(number: int) -> Shapes:
    """A flower on its stalk, from 1; its middle is wide enough to sit on."""
    petal, edge = FLOWERS[number - 1]
    stalk = curve((50, 40), ((48, 60), (53, 80), (50, 99)))
    leaf = curve((50, 84), ((40, 70), (26, 68), (18, 70)), ((22, 82), (36, 90), (50, 88)), close=True)
    petals: list[Shape] = []
    for i in range(7):
        petals.append(inked(ellipse(50, 13, 9.4, 12.6), petal, 2.2, edge).turned(360 * i / 7, (50, 30)))
    return (
        stroke(stalk, 5, _STALK),
        inked(leaf, _GREEN, 2, _STALK),
        *petals,
        inked(ellipse(50, 30, 10), YELLOW, 2.2, "#B97A00"),
        *(
            Shape(ellipse(50 + dx, 30 + dy, 1.4), fill="#D99A1E")
            for dx, dy in ((-4, -2), (3, -4), (0, 3), (5, 2), (-3, 4))
        ),
    )


def waves() -> Shapes:
    """The sound of humming: three soft lines to the reading end."""
    return tuple(stroke(arc(10, 50, r, -32, 32), 4.6, "#C98A16") for r in (26, 46, 66))


def hive() -> Shapes:
    """A straw beehive, home."""
    coils = ((50, 30, 20, 12), (50, 44, 30, 13), (50, 60, 37, 14), (50, 76, 41, 14))
    dark = "#8A5A20"
    return (
        *(
            inked(rounded(x - w, y - h + 2, 2 * w, 2 * h - 4, h - 3), "#EDB84F", 2.6, dark)
            for x, y, w, h in reversed(coils)
        ),
        inked(even((50, 64), ((60, 64), (63, 72), (63, 88)), ((58, 90), (54, 90), (50, 90))), "#5E3B1C", 2.4, dark),
        Shape(heart(50, 45, 5), fill=CREAM),
    )


def show_sign() -> Shapes:
    """Two hands that hold up a card: show this to somebody."""
    thumb = curve(
        (10, 74),
        ((8, 62), (14, 56), (22, 58)),
        ((28, 62), (28, 70), (24, 78)),
        ((20, 90), (14, 96), (6, 98)),
        close=True,
    )
    return (
        inked(rounded(16, 10, 68, 66, 8), WHITE),
        inked(heart(50, 42, 16), PINK, 2.6),
        inked(thumb, "#EDB98F", 2.6),
        inked(mirrored(thumb), "#C68B5B", 2.6),
        *both(stroke(curve((20, 62), ((22, 64), (23, 66), (22, 69))), 1.8)),
    )
