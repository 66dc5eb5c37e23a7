"""The signs of the staff corner: what is sent, how loud, how bright, when quiet."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial

from assets.art import Path, arc, curve, ellipse, line, polygon, rounded
from assets.drawing.ink import INK, SLATE, WHITE, YELLOW, Shapes, dot, inked, stroke

SKY = "#CFEAF6"
_BOLD = 9.0
_PLACES: dict[int, tuple[tuple[float, float], ...]] = {1: ((50, 26),), 2: ((26, 18), (74, 18))}
"""Where one sign stands or two do, and how far each reaches."""


def send() -> Shapes:
    """A cloud, and an arrow that goes up into it."""
    cloud = curve(
        (26, 62),
        ((10, 62), (6, 38), (24, 36)),
        ((24, 16), (54, 10), (60, 30)),
        ((78, 24), (92, 38), (84, 50)),
        ((90, 58), (82, 62), (76, 62)),
        ((60, 62), (42, 62), (26, 62)),
        close=True,
    )
    return (
        inked(cloud, SKY),
        stroke(line((51, 90), (51, 46)), 6),
        stroke(line((37, 58), (51, 44), (65, 58)), 6),
    )


def moon() -> Shapes:
    """A moon and one star: time without a sound."""
    outside = curve(
        (62, 12),
        ((30, 12), (12, 34), (14, 56)),
        ((16, 80), (38, 92), (58, 88)),
        ((68, 86), (76, 80), (80, 72)),
        ((56, 76), (42, 62), (42, 44)),
        ((42, 30), (50, 18), (62, 12)),
        close=True,
    )
    star = polygon(*(_round(74, 34, 11 if i % 2 == 0 else 4.6, i * 36 - 90) for i in range(10)))
    return inked(outside, YELLOW, ink="#B97A00"), inked(star, YELLOW, 2.2, "#B97A00")


def bright() -> Shapes:
    """A lamp's light: a disc with eight rays."""
    rays = (line(_round(50, 50, 33, i * 45), _round(50, 50, 44, i * 45)) for i in range(8))
    return (*(stroke(ray, 6, "#B97A00") for ray in rays), inked(ellipse(50, 50, 22), YELLOW, 3.4, "#B97A00"))


def headphones() -> Shapes:
    """Headphones: a band and two cushions."""
    return (
        stroke(arc(50, 54, 35, 180, 360), 6),
        inked(rounded(8, 50, 20, 34, 9), SKY, 4),
        inked(rounded(72, 50, 20, 34, 9), SKY, 4),
    )


def card() -> Shapes:
    """A bank card between two marks: how long is it on this glass?"""
    return (
        inked(rounded(10, 30, 80, 50, 7), SKY, 3.4),
        inked(rounded(19, 42, 15, 12, 2.5), YELLOW, 2.4),
        stroke(line((20, 68), (58, 68)), 4, SLATE),
        stroke(line((12, 17), (88, 17)), 4),
        stroke(line((12, 10), (12, 24)), 4),
        stroke(line((88, 10), (88, 24)), 4),
    )


def less(times: int = 1) -> Shapes:
    """A minus; two of them for a large step."""
    return tuple(stroke(line((x - reach, 50), (x + reach, 50)), _BOLD) for x, reach in _PLACES[times])


def more(times: int = 1) -> Shapes:
    """A plus; two of them for a large step."""
    upright = (stroke(line((x, 50 - reach), (x, 50 + reach)), _BOLD) for x, reach in _PLACES[times])
    return (*less(times), *upright)


def rub_out() -> Shapes:
    """A tag with a cross: takes the last digit away."""
    tag: Path = polygon((6, 50), (32, 22), (92, 22), (92, 78), (32, 78))
    return inked(tag, WHITE, 5), stroke(line((50, 38), (72, 62)), 7), stroke(line((72, 38), (50, 62)), 7)


def look() -> Shapes:
    """Look at this: an amber disc with a stroke and a dot."""
    return (
        inked(ellipse(50, 50, 44), YELLOW, 4, "#B97A00"),
        stroke(line((50, 26), (50, 55)), 10, INK),
        dot(50, 74, 6.5),
    )


def typed() -> Shapes:
    """One digit that nobody shall read."""
    return (dot(50, 50, 40),)


def _round(x: float, y: float, radius: float, degrees: float) -> tuple[float, float]:
    """A point on a circle."""
    turn = math.radians(degrees)
    return x + radius * math.cos(turn), y + radius * math.sin(turn)


SIGNS: Mapping[str, Callable[[], Shapes]] = {
    "staff_send": send,
    "staff_moon": moon,
    "staff_bright": bright,
    "staff_headphones": headphones,
    "staff_card": card,
    "staff_less": less,
    "staff_less2": partial(less, 2),
    "staff_more": more,
    "staff_more2": partial(more, 2),
    "staff_rub_out": rub_out,
    "staff_look": look,
    "staff_typed": typed,
}
