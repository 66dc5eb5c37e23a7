"""Paint, jars, a plate to mix on, and the chameleon that takes the colour. Each in a box of 100 by 100."""

from __future__ import annotations

import math

from assets.art import Path, Shape, arc, curve, ellipse, line, rounded, through
from assets.drawing.ink import INK, PINK, WHITE, Shapes, inked, stroke, tube

_LEAF = "#5FB56B"


def blob() -> Shapes:
    """A blob of paint, white, to be tinted."""
    points = []
    for i in range(14):
        a = math.tau * i / 14
        reach = 41 + 4 * math.sin(3 * a + 0.7) + 2.5 * math.sin(5 * a)
        points.append((50 + reach * math.cos(a), 50 + reach * math.sin(a)))
    return (Shape(through(points), fill=WHITE),)


def blob_shine() -> Shapes:
    """Wet light on a blob of paint."""
    return (
        Shape(ellipse(34, 30, 12, 6.5).turned(-32, (34, 30)), fill=WHITE, opacity=0.75),
        Shape(ellipse(50, 21, 3.4, 2.4), fill=WHITE, opacity=0.75),
        Shape(arc(50, 52, 33, 20, 100), stroke=INK, width=4, opacity=0.10),
    )


def swirl() -> Shapes:
    """Three arms of a whirl, white, to be tinted."""
    arms: list[Shape] = []
    for turn in range(3):
        points = []
        for i in range(15):
            a = math.tau * (turn / 3 + i / 14 * 0.85)
            reach = 4 + 39 * i / 14
            points.append((50 + reach * math.cos(a), 50 + reach * math.sin(a)))
        arms.append(Shape(through(points, close=False), stroke=WHITE, width=8, opacity=0.9))
    return tuple(arms)


def dish() -> Shapes:
    """A round plate to mix on."""
    return (
        Shape(ellipse(50, 53, 47, 46), fill="#E4DAC8"),
        inked(ellipse(50, 50, 47), "#FFFDF8", 1.4, "#BFB299"),
        Shape(ellipse(50, 50, 39), fill="#F4EEE2", stroke="#E1D7C4", width=1.2),
    )


def _glass() -> Path:
    return curve(
        (20, 26),
        ((16, 40), (14, 60), (17, 80)),
        ((18, 93), (28, 95), (50, 95)),
        ((72, 95), (82, 93), (83, 80)),
        ((86, 60), (84, 40), (80, 26)),
        close=True,
    )


def jar() -> Shapes:
    """A glass jar for paint, empty."""
    return (Shape(_glass(), fill="#EAF4FA", opacity=0.9),)


def jar_paint() -> Shapes:
    """The paint in a jar, white, to be tinted."""
    top = curve(
        (10, 48), ((30, 40), (40, 54), (54, 48)), ((66, 43), (78, 46), (92, 44)), ((92, 99),), ((10, 99),), close=True
    )
    return (Shape(top, fill=WHITE, clip=_glass()), Shape(ellipse(50, 97, 44, 14), fill="#E2E2EA", clip=_glass()))


def jar_front() -> Shapes:
    """The outline, the rim and the light on a jar, laid over its paint."""
    return (
        Shape(_glass(), stroke=INK, width=2.8),
        inked(rounded(14, 15, 72, 13, 5), "#F7FBFE"),
        Shape(line((27, 38), (25, 76)), stroke=WHITE, width=4, opacity=0.8),
    )


def _chameleon() -> tuple[Path, Path, Path, Path, Path]:
    """Body with head, belly, curled tail, near legs."""
    body = curve(
        (20, 62),
        ((18, 44), (34, 30), (54, 32)),
        ((60, 26), (66, 20), (72, 19)),
        ((84, 20), (95, 32), (96, 44)),
        ((95, 54), (84, 58), (76, 60)),
        ((70, 68), (60, 74), (46, 73)),
        ((32, 73), (22, 70), (20, 62)),
        close=True,
    )
    tail = through(
        [(24, 58), (13, 62), (6, 73), (10, 86), (22, 89), (29, 80), (24, 72), (17, 76), (19, 81)], close=False
    )
    front = curve((64, 66), ((66, 74), (65, 80), (63, 86)))
    back = curve((38, 68), ((36, 76), (38, 80), (41, 86)))
    belly = curve((34, 68), ((44, 60), (64, 60), (72, 62)), ((64, 72), (44, 76), (34, 68)), close=True)
    return body, belly, tail, front, back


def chameleon_skin() -> Shapes:
    """All of the chameleon that takes a colour, white, to be tinted."""
    body, belly, tail, front, back = _chameleon()
    shade = "#D6D6DE"
    return (
        stroke(tail, 8, WHITE),
        *(stroke(leg, 8, shade) for leg in (front.moved(7, -1), back.moved(8, -1))),
        *(stroke(leg, 8, WHITE) for leg in (front, back)),
        Shape(body, fill=WHITE),
        Shape(belly, fill="#EDEDF2", clip=body),
        *(
            Shape(ellipse(x, y, r), fill=shade, clip=body)
            for x, y, r in ((38, 42, 4), (50, 40, 3.2), (46, 50, 3.6), (31, 53, 3), (58, 49, 2.8))
        ),
    )


def chameleon_behind() -> Shapes:
    """The outline of the chameleon's legs and tail, laid under its skin."""
    _, _, tail, front, back = _chameleon()
    legs = (front.moved(7, -1), back.moved(8, -1), front, back)
    return tuple(stroke(part, 13) for part in (tail, *legs))


def chameleon_lines() -> Shapes:
    """The chameleon's outline, face and branch, laid over its skin."""
    body = _chameleon()[0]
    branch = curve((2, 93), ((30, 86), (64, 95), (98, 88)))
    leaf = curve((84, 88), ((86, 78), (94, 76), (99, 77)), ((98, 84), (93, 89), (84, 88)), close=True)
    return (
        *tube(branch, "#B5834F", INK, 4.4, 2.2),
        inked(leaf, _LEAF, 2),
        stroke(body, 2.6),
        *(stroke(line((x - 4, 88), (x + 5, 88)), 3) for x in (62, 41)),
        stroke(curve((72, 19), ((64, 24), (61, 30), (60, 34))), 2.2),
        inked(ellipse(79, 38, 8.5), WHITE, 2.4),
        Shape(ellipse(81, 38, 4.6), fill=INK),
        Shape(ellipse(82.6, 36, 1.6), fill=WHITE),
        stroke(curve((95, 46), ((90, 51), (82, 52), (76, 50))), 2.2),
        Shape(ellipse(71, 50, 3.6, 2.6), fill=PINK, opacity=0.5),
    )


def new_page() -> Shapes:
    """A fresh sheet over the old one."""
    old = rounded(12, 22, 56, 70, 5)
    sheet = curve(
        (28, 13),
        ((28, 9), (30, 8), (33, 8)),
        ((70, 8),),
        ((88, 26),),
        ((88, 76),),
        ((88, 80), (86, 81), (83, 81)),
        ((33, 81),),
        ((30, 81), (28, 79), (28, 76)),
        close=True,
    )
    return (
        inked(old, "#EFE7D8"),
        stroke(curve((18, 78), ((24, 70), (20, 62), (22, 54))), 4, PINK),
        inked(sheet, WHITE),
        inked(curve((70, 8), ((70, 24),), ((71, 26), (72, 26), (73, 26)), ((88, 26),), close=True), "#E7EAF1", 2.4),
        stroke(line((58, 38), (58, 64)), 5.4),
        stroke(line((45, 51), (71, 51)), 5.4),
    )
