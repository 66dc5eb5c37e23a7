"""The five senses, for *five things*."""

from __future__ import annotations

from assets.art import Shape, arc, curve, ellipse
from assets.drawing.ink import INK, WHITE, Shapes, inked, stroke
from assets.drawing.people import BRONZE, TAN


def eye() -> Shapes:
    """An open eye with lashes."""
    lid = curve((6, 56), ((24, 26), (76, 26), (94, 56)), ((76, 84), (24, 84), (6, 56)), close=True)
    lashes = ((16, 38, 8, 27), (34, 27, 29, 14), (50, 24, 50, 10), (66, 27, 71, 14), (84, 38, 92, 27))
    return (
        *(stroke(curve((a, b), ((c, d),)), 4) for a, b, c, d in lashes),
        Shape(lid, fill=WHITE),
        Shape(ellipse(50, 55, 20.5), fill="#5B9FDB", stroke=INK, width=3, clip=lid),
        Shape(ellipse(50, 55, 10.5), fill=INK),
        Shape(ellipse(56, 48.5, 4.6), fill=WHITE),
        stroke(lid, 4),
    )


def touch() -> Shapes:
    """A hand that strokes something soft."""
    hand = curve(
        (14, 40),
        ((30, 30), (48, 32), (58, 40)),
        ((70, 42), (82, 46), (90, 54)),
        ((94, 60), (86, 66), (80, 60)),
        ((74, 58), (68, 58), (64, 60)),
        ((56, 70), (44, 72), (34, 66)),
        ((26, 64), (20, 66), (14, 66)),
        close=True,
    )
    tufts = [(x, 80.0) for x in (12, 30, 48, 66, 84)]
    return (
        *(inked(ellipse(x, y + 4, 13, 13), "#F6EADB", 3, "#8A6A46") for x, y in tufts),
        Shape(ellipse(48, 90, 42, 9), fill="#F6EADB"),
        inked(hand, TAN, 3),
        stroke(curve((58, 41), ((64, 46), (70, 50), (78, 51))), 2.6),
        inked(curve((2, 36), ((17, 33),), ((17, 72),), ((2, 75),), close=True), "#7FA6DE", 3, "#2C5FA0"),
        *(stroke(arc(74, 34, r, 200, 300), 3.4, "#8A6A46") for r in (8, 17)),
    )


def ear() -> Shapes:
    """An ear that hears."""
    shell = curve(
        (30, 44),
        ((26, 10), (74, 4), (76, 38)),
        ((77, 58), (60, 62), (58, 76)),
        ((56, 96), (34, 96), (34, 78)),
        ((34, 66), (31, 58), (30, 44)),
        close=True,
    )
    inner = curve((40, 42), ((38, 24), (64, 20), (65, 40)), ((65, 52), (52, 52), (50, 66)))
    return (
        inked(shell, BRONZE, 3.4),
        stroke(inner, 3.4, "#7A4F2E"),
        stroke(curve((44, 50), ((52, 46), (54, 54), (46, 60))), 3.4, "#7A4F2E"),
        *(stroke(arc(8, 42, r, -40, 40), 4, "#6A4FB5") for r in (6, 15)),
    )


def nose() -> Shapes:
    """A nose, and something that smells good."""
    shape = curve(
        (42, 8),
        ((40, 30), (32, 42), (24, 54)),
        ((14, 68), (24, 80), (36, 76)),
        ((44, 86), (56, 86), (64, 76)),
        ((76, 80), (86, 68), (76, 54)),
        ((68, 42), (60, 30), (58, 8)),
    )
    filled = curve((42, 8), *_pieces(), close=True)
    return (
        Shape(filled, fill=TAN),
        stroke(shape, 3.4),
        *(Shape(ellipse(x, 70, 5.6, 4.2), fill="#7A4F2E") for x in (39, 61)),
        *(stroke(curve((x, 99), ((x - 6, 95), (x + 6, 91), (x, 87))), 3.6, "#2F7D46") for x in (36, 50, 64)),
    )


def _pieces() -> tuple[tuple[tuple[float, float], ...], ...]:
    return (
        ((40, 30), (32, 42), (24, 54)),
        ((14, 68), (24, 80), (36, 76)),
        ((44, 86), (56, 86), (64, 76)),
        ((76, 80), (86, 68), (76, 54)),
        ((68, 42), (60, 30), (58, 8)),
    )


def mouth() -> Shapes:
    """A mouth that tastes, the tongue out."""
    lips = curve((6, 36), ((28, 28), (72, 28), (94, 36)), ((84, 76), (16, 76), (6, 36)), close=True)
    tongue = curve((32, 56), ((32, 44), (68, 44), (68, 56)), ((70, 98), (30, 98), (32, 56)), close=True)
    teeth = curve((6, 34), ((28, 28), (72, 28), (94, 34)), ((86, 48), (14, 48), (6, 34)), close=True)
    return (
        inked(lips, "#8C2F4B", 3.4),
        Shape(teeth, fill=WHITE, clip=lips),
        stroke(lips, 3.4),
        inked(tongue, "#F2789F", 3.4),
        stroke(curve((50, 60), ((51, 66), (51, 72), (50, 80))), 3, "#B0305F"),
    )
