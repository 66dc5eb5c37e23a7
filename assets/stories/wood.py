"""Who lives in the wood: a hedgehog, walking and curled up, and a rabbit that sits."""

from __future__ import annotations

import math

from assets.art import Path, Shape, curve, ellipse, line, polygon
from assets.drawing.ink import INK, PINK, WHITE, Shapes, inked, stroke
from assets.stories.parts import face, placed

_SPINES, _TIPS, _SKIN = "#8C6A55", "#6B4B3A", "#F7DFBC"
_FUR, _FUR_LIGHT = "#C9B6A6", "#F3EAE0"


def _coat(x: float, y: float, wide: float, high: float, start: float, end: float, count: int) -> Path:
    """Spines around part of an ellipse, degrees clockwise from the reading end; closed across."""
    points = []
    for i in range(count * 2 + 1):
        a = math.radians(start + (end - start) * i / (count * 2))
        reach = 1.13 if i % 2 else 0.97
        points.append((x + wide * reach * math.cos(a), y + high * reach * math.sin(a)))
    return polygon(*points)


def _quills(places: tuple[tuple[float, float, float], ...]) -> Shapes:
    return tuple(
        stroke(line((x, y), (x + 7 * math.cos(math.radians(a)), y + 7 * math.sin(math.radians(a)))), 2.2, _TIPS)
        for x, y, a in places
    )


def hedgehog(mood: str) -> Shapes:
    """Walking to the right, about the middle of its feet; some 90 wide."""
    coat = _coat(-8, -30, 38, 32, 98, 322, 13)
    head = curve(
        (6, -50),
        ((22, -52), (34, -42), (40, -30)),
        ((46, -26), (52, -22), (54, -17)),
        ((54, -11), (46, -8), (36, -6)),
        ((10, -2), (-22, -2), (-34, -6)),
        ((-30, -26), (-8, -48), (6, -50)),
        close=True,
    )
    feet = tuple(inked(ellipse(x, -1, 7, 4), "#E3B98A", 2.2) for x in (-24, -6, 14, 28))
    return (
        *feet[::2],
        inked(coat, _SPINES, 2.4),
        *_quills(
            (
                (-34, -38, 200),
                (-26, -52, 225),
                (-10, -58, 255),
                (-20, -38, 215),
                (-4, -46, 245),
                (-34, -22, 185),
                (-20, -22, 195),
            )
        ),
        inked(head, _SKIN, 2.4),
        inked(ellipse(10, -46, 7), "#F2D2A8", 2.2),
        *feet[1::2],
        inked(ellipse(54, -17, 4.4, 3.8), INK, 1),
        *_side_face(34, -26, mood),
    )


def _side_face(x: float, y: float, mood: str) -> Shapes:
    shapes: list[Shape] = []
    if mood in ("calm", "asleep"):
        shapes.append(stroke(curve((x - 4, y), ((x, y + 4), (x + 4, y))), 2.2))
    else:
        shapes += [Shape(ellipse(x, y, 3.1, 3.9), fill=INK), Shape(ellipse(x + 1, y - 1.5, 1.1), fill=WHITE)]
    shapes.append(Shape(ellipse(x - 7, y + 8, 5, 3.4), fill=PINK, opacity=0.55))
    shapes.append(stroke(curve((x + 3, y + 10), ((x + 8, y + 14), (x + 13, y + 10))), 2.2))
    return tuple(shapes)


def ball(*, peep: bool = False) -> Shapes:
    """Curled up, about the middle of its foot; with `peep` a face looks out."""
    coat = _coat(0, -32, 36, 33, 0, 360, 22)
    quills = tuple(
        (r * math.cos(math.radians(a)), -32 + r * math.sin(math.radians(a)), a)
        for r, turns in ((10, range(0, 360, 72)), (22, range(20, 380, 45)))
        for a in turns
    )
    look: Shapes = ()
    if peep:
        opening = curve(
            (-4, -34),
            ((6, -44), (30, -42), (36, -28)),
            ((44, -22), (44, -14), (34, -10)),
            ((20, -4), (2, -8), (-4, -34)),
            close=True,
        )
        look = (
            inked(opening, _SKIN, 2.4),
            inked(ellipse(40, -20, 4.4, 3.8), INK, 1),
            Shape(ellipse(22, -27, 3.1, 3.9), fill=INK),
            Shape(ellipse(23, -28.5, 1.1), fill=WHITE),
            Shape(ellipse(14, -18, 5, 3.4), fill=PINK, opacity=0.55),
            stroke(curve((24, -16), ((28, -13), (32, -15))), 2),
        )
    return (inked(coat, _SPINES, 2.4), *_quills(tuple(quills)), *look)


def rabbit(mood: str) -> Shapes:
    """Sitting, looking at us, about the middle of its foot; some 100 high."""
    ear = curve((-12, -72), ((-24, -92), (-22, -116), (-14, -118)), ((-4, -116), (-2, -94), (-3, -76)), close=True)
    body = curve(
        (0, -52),
        ((26, -50), (34, -22), (30, -2)),
        ((10, 3), (-10, 3), (-30, -2)),
        ((-34, -22), (-26, -50), (0, -52)),
        close=True,
    )
    ears = tuple(
        s
        for flip in (False, True)
        for s in placed(
            (inked(ear, _FUR, 2.4), Shape(ear.scaled(0.55, about=(-12, -92)), fill="#F2B8C2")), 0, 0, flip=flip
        )
    )
    return (
        inked(ellipse(30, -10, 9), _FUR_LIGHT, 2.2),
        *ears,
        inked(body, _FUR, 2.4),
        Shape(ellipse(0, -20, 17, 20), fill=_FUR_LIGHT, clip=body),
        *(inked(ellipse(x, -1, 12, 6), _FUR_LIGHT, 2.2) for x in (-17, 17)),
        *(inked(ellipse(x, -22, 6, 9), _FUR, 2.2) for x in (-11, 11)),
        inked(ellipse(0, -62, 28, 23), _FUR, 2.4),
        Shape(ellipse(0, -53, 12, 9), fill=_FUR_LIGHT),
        *face(0, -65, 12, mood),
        inked(ellipse(0, -58, 3.6, 2.8), "#F2789F", 1.6),
    )
