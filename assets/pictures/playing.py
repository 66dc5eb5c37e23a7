"""The cards of what can be made or shared: hum, draw, mix, pop, a story, and finding a grown-up."""

from __future__ import annotations

import math

from assets.art import Path, Shape, arc, curve, ellipse, line, polygon, rounded, through
from assets.drawing.ink import (
    AMBER,
    CORAL,
    CREAM,
    INK,
    LINE,
    PINK,
    RED,
    SEA,
    WHITE,
    YELLOW,
    Shapes,
    dot,
    heart,
    inked,
    mirrored,
    stroke,
)
from assets.drawing.people import BRONZE, DEEP, TAN, Look, figure, head

GOLD = "#B97A00"
_HUMMER = Look(BRONZE, "#4F3E3C", "curls", "#F5C24C")
_SEEKER = Look(DEEP, "#54423F", "short", "#F4A3B8")
_FOUND = Look(TAN, "#5E3B28", "bob", "#7FA8EA")


def hum() -> Shapes:
    """A child humming, eyes shut, with notes in the air."""
    at = (42.0, 50.0, 27.0)
    body = curve((42, 74), ((66, 74), (76, 84), (77, 97)), ((7, 97),), ((8, 84), (18, 74), (42, 74)), close=True)
    lids = [curve((x - 4.6, 51), ((x - 2, 55.4), (x + 2, 55.4), (x + 4.6, 51))) for x in (32.5, 51.5)]
    return (
        inked(body, _HUMMER.top),
        *head(*at, _HUMMER, plain=True),
        *(stroke(lid, 2.6) for lid in lids),
        stroke(curve((36, 64), ((39, 66.4), (45, 66.4), (48, 64))), 2.6),
        *_note(84, 30, 1.0),
        *_note(92, 62, 0.78),
    )


def _note(x: float, y: float, size: float) -> Shapes:
    """A quaver whose head is about (x - 4, y)."""
    s = size
    return (
        stroke(
            curve(
                (x, y), ((x, y - 22 * s),), ((x + 2 * s, y - 14 * s), (x + 9 * s, y - 14 * s), (x + 7 * s, y - 5 * s))
            ),
            3.2,
            "#6A4FB5",
        ),
        Shape(ellipse(x - 4.2 * s, y, 5.4 * s, 4.2 * s).turned(-20, (x - 4.2 * s, y)), fill="#6A4FB5"),
    )


def draw() -> Shapes:
    """A sheet of paper, a line on it, and the crayon that drew it."""
    squiggle = curve((17, 70), ((24, 42), (36, 40), (42, 54)), ((48, 68), (58, 60), (66, 36)))
    crayon = (
        inked(rounded(78, 10, 15, 52, 3), AMBER),
        inked(polygon((78, 62), (93, 62), (88, 78), (83, 78)), AMBER),
        Shape(rounded(78, 22, 15, 28, 0.5), fill="#FFE3A3"),
        *(stroke(line((78, y), (93, y)), 2.4, GOLD) for y in (22, 50)),
        Shape(rounded(78, 10, 15, 52, 3), stroke=INK, width=LINE),
    )
    return (
        inked(rounded(4, 12, 76, 82, 8), WHITE),
        stroke(squiggle, 7.5, CORAL),
        *(shape.turned(33, (85, 40)).moved(-9, 18) for shape in crayon),
    )


def mix() -> Shapes:
    """Three puddles of paint that meet: each meeting has a colour of its own."""
    red, yellow, blue = _puddle(50, 32), _puddle(31, 66), _puddle(69, 66)
    return (
        Shape(red, fill="#F2789F"),
        Shape(yellow, fill=YELLOW),
        Shape(blue, fill="#5FA8E6"),
        Shape(yellow, fill="#F59A4B", clip=red),
        Shape(blue, fill="#A577D6", clip=red),
        Shape(blue, fill="#6CBF74", clip=yellow),
        *(Shape(puddle, stroke=INK, width=LINE) for puddle in (red, yellow, blue)),
        *(stroke(arc(x, y, 18, 200, 245, 4), 3, WHITE) for x, y in ((50, 30), (30, 66))),
        stroke(arc(70, 66, 18, -20, 40, 4), 3, WHITE),
    )


def _puddle(x: float, y: float) -> Path:
    reach = (28.5, 26.5, 29, 27, 28.5, 26.5, 29.5, 27)
    turns = [math.tau * i / 8 for i in range(8)]
    return through([(x + r * math.cos(a), y + r * math.sin(a)) for r, a in zip(reach, turns, strict=True)])


def bubbles() -> Shapes:
    """Bubbles, one of them popping."""
    round_ones = ((36, 58, 33, "#CFE8F9"), (74, 30, 21, "#F9DCE8"), (79, 79, 14, "#DDF2DD"))
    rays = [(math.cos(a), math.sin(a)) for a in (math.radians(degrees) for degrees in range(0, 360, 60))]
    return (
        *(shape for bubble in round_ones for shape in _bubble(*bubble)),
        *(stroke(line((26 + 6 * x, 13 + 6 * y), (26 + 11 * x, 13 + 11 * y)), 3, "#2C6AA6") for x, y in rays),
    )


def _bubble(x: float, y: float, r: float, colour: str) -> Shapes:
    return (
        inked(ellipse(x, y, r), colour, 2.8),
        stroke(arc(x, y, r * 0.7, 195, 250, 5), max(2.2, r * 0.12), WHITE),
        dot(x + r * 0.42, y + r * 0.42, r * 0.1, WHITE),
    )


def story() -> Shapes:
    """An open picture book: a sun on the one page, a boat on the other."""
    left = curve((50, 26), ((38, 16), (18, 16), (5, 21)), ((5, 84),), ((18, 79), (38, 79), (50, 89)), close=True)
    cover = curve(
        (2, 27), ((2, 91),), ((20, 86), (38, 86), (50, 96)), ((62, 86), (80, 86), (98, 91)), ((98, 27),), close=True
    )
    right = mirrored(left)
    sea = curve((50, 70), ((60, 62), (80, 60), (96, 64)), ((96, 90),), ((50, 92),), close=True)
    hill = curve((4, 70), ((16, 58), (36, 60), (50, 74)), ((50, 92),), ((4, 90),), close=True)
    return (
        inked(cover, CORAL),
        Shape(left, fill=CREAM),
        Shape(right, fill="#DDF0FA"),
        Shape(hill, fill="#9ED9A5", clip=left),
        Shape(ellipse(27, 42, 10), fill=YELLOW, stroke=GOLD, width=2.2),
        Shape(sea, fill=SEA, clip=right),
        inked(polygon((74, 32), (74, 52), (61, 52)), WHITE, 2.2),
        inked(polygon((78, 36), (78, 52), (87, 52)), CORAL, 2.2),
        inked(
            curve((60, 57), ((90, 57),), ((87, 66), (82, 67), (76, 67)), ((66, 67), (62, 64), (60, 57)), close=True),
            "#C98F5A",
            2.2,
        ),
        Shape(left, stroke=INK, width=LINE),
        Shape(right, stroke=INK, width=LINE),
    )


def find_adult() -> Shapes:
    """A child on the way to a grown-up."""
    return (
        *figure(76, 4, 13.6, 97, _FOUND, 2.7),
        *figure(19, 44, 11.4, 97, _SEEKER, 2.6),
        stroke(line((41, 74), (48.5, 74)), 4.6, RED),
        stroke(line((43, 67), (48.8, 74), (43, 81)), 4.6, RED),
        inked(heart(45, 48, 6), PINK, 2.4),
    )
