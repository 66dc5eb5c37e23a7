"""What the breathing and moving activities are played with, each in a box of its own so that it can move by itself."""

from __future__ import annotations

from assets.art import Shape, curve, ellipse, line, rounded
from assets.drawing.ink import AMBER, INK, WHITE, YELLOW, Shapes, drop, inked, stroke

PETAL, PETAL_INK = "#F29FB8", "#B0305F"
GOLD_INK = "#B97A00"


def flower() -> Shapes:
    """A flower of six petals, seen from the front."""
    petal = inked(ellipse(50, 23.5, 13.5, 21), PETAL, 2.6, PETAL_INK)
    order = (0, 120, 240, 60, 180, 300)
    return (
        *(petal.turned(degrees) for degrees in order),
        inked(ellipse(50, 50, 13.5), YELLOW, 2.6, GOLD_INK),
        Shape(ellipse(46.5, 46, 3.4), fill="#FFF1C2"),
    )


def candle() -> Shapes:
    """A candle on a saucer, not burning; its wick ends at (50, 40)."""
    return (
        inked(curve((20, 90), ((24, 99), (76, 99), (80, 90)), close=True), "#A9D3EA"),
        inked(ellipse(50, 89, 31, 5.5), "#CFEAF6"),
        inked(rounded(38, 47, 24, 43, 5), WHITE),
        Shape(rounded(54, 48, 7, 41, 3), fill="#E9E4F2"),
        Shape(rounded(38, 47, 24, 43, 5), stroke=INK, width=2.8),
        stroke(line((50, 48), (50, 41)), 2.6),
    )


def flame() -> Shapes:
    """A flame that stands on (50, 92)."""
    return (
        inked(drop(50, 62, 28), AMBER, 3.6, GOLD_INK),
        Shape(drop(50, 71, 14), fill="#FFF1C2"),
    )
