"""What the breathing activities are played with, each in a box of its own so that it can move by itself."""

from __future__ import annotations

import math

from assets.art import Path, Point, Shape, curve, ellipse, line, polygon, rounded
from assets.drawing.ink import AMBER, INK, WHITE, YELLOW, Shapes, drop, inked, stroke

PETAL, PETAL_INK = "#F29FB8", "#B0305F"
GOLD_INK = "#B97A00"
STAR_OUT, STAR_IN = 43.0, 20.0
"""How far the tips and the inner corners of the star are from its middle."""


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


def star_corners() -> tuple[Point, ...]:
    """The ten corners of the star in the order they are traced: an inner one first, then the top, and on clockwise."""
    turns = [math.radians(-126 + 36 * i) for i in range(10)]
    return tuple(
        (50 + (STAR_OUT if i % 2 else STAR_IN) * math.cos(a), 50 + (STAR_OUT if i % 2 else STAR_IN) * math.sin(a))
        for i, a in enumerate(turns)
    )


def star_track() -> Shapes:
    """A star with a wide path round it, to follow with a finger."""
    way: Path = polygon(*star_corners())
    return (
        Shape(way, stroke=GOLD_INK, width=10.6),
        Shape(way, fill="#FFF1C2", stroke=WHITE, width=8.2),
    )


def lead() -> Shapes:
    """The point that goes before the finger."""
    return (
        Shape(ellipse(50, 50, 48), fill=YELLOW, opacity=0.35),
        Shape(ellipse(50, 50, 36), fill=YELLOW, opacity=0.5),
        inked(ellipse(50, 50, 25), AMBER, 4, GOLD_INK),
        Shape(ellipse(43, 43, 6.5), fill="#FFF6DC"),
    )
