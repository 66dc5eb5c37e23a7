"""Scenes that fill a screen: the sunrise of the resting tablet. It has no face, for a face would be an answer."""

from __future__ import annotations

from assets.art import Path, Picture, Shape, curve, ellipse, rounded
from assets.drawing.ink import YELLOW

SKY = "#CFEAF6"
FAR_HILL = "#9ED9A5"
NEAR_HILL = "#7CC98A"
_GLOW = ((0.336, "#E9EBD6"), (0.25, "#F7E3B2"), (0.156, YELLOW))
"""The sun and its two rings: radius as a part of the wider measure, and colour."""


def sunrise(width: float, height: float) -> Picture:
    """A sun behind two hills, in a box of `width` by `height` pixels.

    The middle third of the sky stays quiet, for a greeting; the near hill is plain, for a button.

    Raises:
        ValueError: a side is not positive.
    """
    if width <= 0 or height <= 0:
        raise ValueError(f"a scene needs a width and a height, got {width:g} by {height:g}")
    # On an upright screen the sun would be lost if it followed the width alone.
    measure = max(width, 0.82 * height)
    middle, horizon = width / 2, (0.66 + 0.075 * _sway(width, height)) * height
    sun = [Shape(ellipse(middle, horizon, part * measure), fill=colour) for part, colour in _GLOW]
    return Picture(
        (
            Shape(rounded(0, 0, width, height, 0), fill=SKY),
            *sun,
            Shape(_hill(width, height, (0.70, 0.58, 0.56, 0.66, 0.76, 0.75, 0.625)), fill=FAR_HILL),
            Shape(_hill(width, height, (0.812, 0.745, 0.72, 0.79, 0.86, 0.87, 0.765)), fill=NEAR_HILL),
        ),
        width,
        height,
    )


def _sway(width: float, height: float) -> float:
    """How far the hills may swing, 0..1: on an upright screen the same heights would make mountains."""
    return min(1.0, width / height / 1.3)


def _hill(width: float, height: float, heights: tuple[float, float, float, float, float, float, float]) -> Path:
    """A rolling ridge from edge to edge: two cubics through seven heights, closed along the foot."""
    x = [width * i / 6 for i in range(7)]
    sway, level = _sway(width, height), sum(heights) / len(heights)
    y = [height * (level + (part - level) * sway) for part in heights]
    return curve(
        (x[0], y[0]),
        ((x[1], y[1]), (x[2], y[2]), (x[3], y[3])),
        ((x[4], y[4]), (x[5], y[5]), (x[6], y[6])),
        ((width, height),),
        ((0, height),),
        close=True,
    )
