"""Signs of a child's whole visit: stop, skip, another, later, a new child, whether a grown-up came, the families."""

from __future__ import annotations

from assets.art import arc, curve, ellipse, line, rounded
from assets.drawing.bodies import body
from assets.drawing.child import plain_face
from assets.drawing.ink import GREEN, INK, LAVENDER, SLATE, WHITE, Shapes, dashed, dot, inked, stroke
from assets.drawing.people import TAN, UMBER, Look, figure
from assets.faces import paint_of

_CAME = Look(TAN, "#5E3B28", "bob", "#7FA8EA")
_CHILD = Look(UMBER, "#54423F", "short", "#F4A3B8")
_BLANK = "#FFF6E5"


def stop() -> Shapes:
    """A plain rounded square, as every player has."""
    return (inked(rounded(16, 16, 68, 68, 14), INK, 4),)


def skip() -> Shapes:
    """An arrow that hops over a card."""
    hop = curve((10, 60), ((14, 22), (66, 12), (84, 50)))
    return (
        inked(rounded(30, 58, 34, 32, 7), _BLANK, 5),
        stroke(hop, 8.5),
        stroke(line((66, 48), (86, 56), (92, 34)), 8.5),
    )


def another() -> Shapes:
    """A second card behind the first, and a plus."""
    return (
        inked(rounded(34, 8, 56, 56, 12), LAVENDER, 4),
        inked(rounded(10, 34, 58, 58, 12), WHITE, 4),
        stroke(line((39, 48), (39, 78)), 8.5),
        stroke(line((24, 63), (54, 63)), 8.5),
    )


def clock() -> Shapes:
    """A clock: later today."""
    marks = [
        line((50 + 33 * x, 50 + 33 * y), (50 + 36 * x, 50 + 36 * y)) for x, y in ((0, -1), (1, 0), (0, 1), (-1, 0))
    ]
    return (
        inked(ellipse(50, 50, 45), WHITE, 5),
        *(stroke(mark, 4, SLATE) for mark in marks),
        stroke(line((50, 50), (50, 25)), 6.5),
        stroke(line((50, 50), (67, 60)), 6.5),
        dot(50, 50, 4.5),
    )


def visitor() -> Shapes:
    """A child without looks of their own, who waves: new here."""
    body_ = curve((44, 62), ((66, 62), (78, 74), (78, 97)), ((10, 97),), ((10, 74), (22, 62), (44, 62)), close=True)
    arm = curve((64, 82), ((78, 80), (88, 68), (87, 52)))
    return (
        stroke(arm, 15.6),
        stroke(arm, 10, LAVENDER),
        inked(ellipse(86.5, 42, 7.5), _BLANK),
        inked(body_, LAVENDER),
        inked(ellipse(44, 36, 25), _BLANK),
        *plain_face(44, 36, 25),
        stroke(arc(86.5, 42, 13.5, -75, -25, 3), 3),
        stroke(arc(86.5, 42, 13.5, 205, 255, 3), 3),
    )


def came_yes() -> Shapes:
    """A grown-up beside a child, and a tick."""
    return (
        *figure(58, 3, 17.5, 97, _CAME),
        *_little(),
        inked(ellipse(83, 82, 15), GREEN, 2.6),
        stroke(line((76, 82.5), (81.3, 88), (90.5, 75.5)), 4.6),
    )


def came_no() -> Shapes:
    """A child beside the empty place of a grown-up."""
    place = figure(60, 4, 17, 96, _CAME, plain=True)[0].path
    return (*dashed(place, 3, SLATE), *dashed(ellipse(60, 20.4, 15.6), 3, SLATE), *_little())


def _little() -> Shapes:
    """The child who asked; their face gives nothing away."""
    return (*figure(25, 41, 13, 97, _CHILD, 2.6, plain=True), *plain_face(25, 54, 13))


def family(name: str) -> Shapes:
    """The bare shape of a family of feelings, without a face."""
    paint = paint_of(name)
    return body(name, paint.light, paint.shade, paint.outline)
