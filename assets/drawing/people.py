"""People: heads with varied skin, hair and clothes, busts for adults, and small figures for signs."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from assets.art import Path, Point, Shape, curve, ellipse, line, rounded, through
from assets.drawing.ink import INK, LINE, WHITE, Shapes, inked, stroke

PALE, LIGHT, TAN, BRONZE, UMBER, DEEP = "#FFE3CB", "#F7CDA6", "#E3AC7C", "#C68B5B", "#99613F", "#6E4632"


@dataclass(frozen=True, slots=True)
class Look:
    """How a made-up person looks."""

    skin: str
    hair: str
    style: str
    top: str
    beard: bool = False
    glasses: bool = False


class _At:
    """Points and paths about the middle of a head, in parts of its radius."""

    def __init__(self, x: float, y: float, radius: float) -> None:
        self.x, self.y, self.radius = x, y, radius

    def __call__(self, dx: float, dy: float) -> Point:
        return (self.x + dx * self.radius, self.y + dy * self.radius)

    def shape(self, start: Point, *pieces: tuple[Point, ...], close: bool = True) -> Path:
        return curve(self(*start), *(tuple(self(*p) for p in piece) for piece in pieces), close=close)

    def round(self, dx: float, dy: float, rx: float, ry: float | None = None) -> Path:
        r = self.radius
        return ellipse(*self(dx, dy), rx * r, (rx if ry is None else ry) * r)


def head(x: float, y: float, radius: float, look: Look, line_: float = LINE, plain: bool = False) -> Shapes:
    """A head about its middle; `plain` leaves out the features, for very small ones."""
    at = _At(x, y, radius)
    behind, front = _STYLES[look.style](at, look, line_)
    covered = look.style in ("scarf", "bob", "long")
    face = at.round(0, 0.06, 0.76, 0.88) if look.style == "scarf" else at.round(0, 0, 0.9, 1)
    ears = (
        () if covered else tuple(inked(at.round(side * 0.92, 0.12, 0.17, 0.22), look.skin, line_) for side in (-1, 1))
    )
    beard = _beard(at, look, line_) if look.beard else ()
    return (*behind, *ears, inked(face, look.skin, line_), *beard, *front, *(() if plain else _features(at, look)))


def _features(at: _At, look: Look) -> Shapes:
    r = at.radius
    eyes = tuple(Shape(at.round(side * 0.35, 0.1, 0.1, 0.13), fill=INK) for side in (-1, 1))
    mouth = stroke(at.shape((-0.26, 0.5), ((-0.14, 0.64), (0.14, 0.64), (0.26, 0.5)), close=False), r * 0.095)
    if not look.glasses:
        return (*eyes, mouth)
    rims = tuple(stroke(at.round(side * 0.36, 0.1, 0.26), r * 0.075, "#5C5674") for side in (-1, 1))
    bridge = stroke(line(at(-0.1, 0.06), at(0.1, 0.06)), r * 0.075, "#5C5674")
    return (*eyes, *rims, bridge, mouth)


def _beard(at: _At, look: Look, line_: float) -> Shapes:
    shape = at.shape(
        (-0.9, 0.12), ((-0.95, 1.44), (0.95, 1.44), (0.9, 0.12)), ((0.8, 0.46), (0.6, 0.52), (0.42, 0.42)),
        ((0.2, 0.36), (-0.2, 0.36), (-0.42, 0.42)), ((-0.6, 0.52), (-0.8, 0.46), (-0.9, 0.12)),
    )  # fmt: skip
    rim = at.shape((-0.9, 0.12), ((-0.95, 1.44), (0.95, 1.44), (0.9, 0.12)), close=False)
    return (Shape(shape, fill=look.hair), stroke(rim, line_))


Hair = tuple[Shapes, Shapes]


def _cap(at: _At, look: Look, line_: float) -> Shape:
    """Hair on top, with a soft side parting."""
    shape = at.shape(
        (-0.94, 0.02),
        ((-1.12, -1.38), (1.12, -1.38), (0.94, 0.02)),
        ((0.86, -0.28), (0.72, -0.42), (0.5, -0.5)),
        ((0.15, -0.42), (-0.1, -0.48), (-0.3, -0.62)),
        ((-0.5, -0.44), (-0.8, -0.36), (-0.94, 0.02)),
    )
    return inked(shape, look.hair, line_)


def _short(at: _At, look: Look, line_: float) -> Hair:
    return (), (_cap(at, look, line_),)


def _bald(at: _At, look: Look, line_: float) -> Hair:
    return (), ()


Edge = tuple[tuple[Point, Point, Point], tuple[Point, Point, Point]]


def _hairline(at: _At, look: Look, line_: float, edge: Edge) -> Shapes:
    """Hair over the brow that runs into the hair behind: only its lower edge is a line."""
    over = at.shape((-0.94, 0.02), ((-1.1, -1.5), (1.1, -1.5), (0.94, 0.02)), *edge)
    return (Shape(over, fill=look.hair), stroke(at.shape((0.94, 0.02), *edge, close=False), line_))


def _bob(at: _At, look: Look, line_: float) -> Hair:
    back = at.shape(
        (0, -1.18), ((0.9, -1.2), (1.24, -0.5), (1.2, 0.3)), ((1.2, 0.75), (1.1, 0.95), (0.75, 0.98)), ((-0.75, 0.98),),
        ((-1.1, 0.95), (-1.2, 0.75), (-1.2, 0.3)), ((-1.24, -0.5), (-0.9, -1.2), (0, -1.18)),
    )  # fmt: skip
    edge: Edge = (((0.8, -0.4), (0.4, -0.44), (0, -0.44)), ((-0.4, -0.44), (-0.8, -0.4), (-0.94, 0.02)))
    return (inked(back, look.hair, line_),), _hairline(at, look, line_, edge)


def _long(at: _At, look: Look, line_: float) -> Hair:
    back = at.shape(
        (0, -1.16), ((0.95, -1.18), (1.2, -0.5), (1.18, 0.4)), ((1.18, 1), (1.3, 1.4), (1.22, 1.75)), ((-1.22, 1.75),),
        ((-1.3, 1.4), (-1.18, 1), (-1.18, 0.4)), ((-1.2, -0.5), (-0.95, -1.18), (0, -1.16)),
    )  # fmt: skip
    edge: Edge = (((0.85, -0.3), (0.3, -0.5), (0, -0.82)), ((-0.3, -0.5), (-0.85, -0.3), (-0.94, 0.02)))
    return (inked(back, look.hair, line_),), _hairline(at, look, line_, edge)


def _bun(at: _At, look: Look, line_: float) -> Hair:
    return (inked(at.round(0, -1.18, 0.44), look.hair, line_),), (_cap(at, look, line_),)


def _curls(at: _At, look: Look, line_: float) -> Hair:
    ring = [
        at(r * math.cos(math.tau * i / 22), -0.3 + r * math.sin(math.tau * i / 22))
        for i in range(22)
        for r in (1.36 if i % 2 else 1.22,)
    ]
    edge: Edge = (((0.7, -0.5), (0.35, -0.62), (0, -0.6)), ((-0.35, -0.62), (-0.7, -0.5), (-0.94, 0.02)))
    return (inked(through(ring), look.hair, line_),), _hairline(at, look, line_, edge)


def _scarf(at: _At, look: Look, line_: float) -> Hair:
    cover = at.shape(
        (0, -1.2), ((0.85, -1.2), (1.16, -0.5), (1.12, 0.2)), ((1.1, 0.7), (1.05, 1.1), (1.3, 1.5)),
        ((0.6, 1.75), (-0.6, 1.75), (-1.3, 1.5)), ((-1.05, 1.1), (-1.1, 0.7), (-1.12, 0.2)),
        ((-1.16, -0.5), (-0.85, -1.2), (0, -1.2)),
    )  # fmt: skip
    fold = at.shape((-0.62, 0.86), ((-0.2, 1.2), (0.3, 1.2), (0.78, 0.98)), close=False)
    return (inked(cover, look.hair, line_), stroke(fold, line_ * 0.8)), ()


def _turban(at: _At, look: Look, line_: float) -> Hair:
    wrap = at.shape(
        (-0.98, -0.12), ((-1.5, -0.7), (-0.8, -1.5), (0, -1.45)), ((0.8, -1.5), (1.5, -0.7), (0.98, -0.12)),
        ((0.7, -0.42), (0.3, -0.62), (0, -0.72)), ((-0.3, -0.62), (-0.7, -0.42), (-0.98, -0.12)),
    )  # fmt: skip
    folds = (
        at.shape((-1.05, -0.55), ((-0.6, -0.75), (-0.2, -0.72), (0.25, -0.63)), close=False),
        at.shape((-0.85, -1.02), ((-0.3, -1.02), (0.3, -0.9), (0.85, -0.32)), close=False),
    )
    return (), (inked(wrap, look.hair, line_), *(stroke(f, line_ * 0.75) for f in folds))


def _tail(at: _At, look: Look, line_: float) -> Hair:
    swing = at.shape(
        (0.5, -0.9), ((1.3, -1.2), (1.7, -0.5), (1.5, 0.3)), ((1.4, 0.7), (1.35, 0.9), (1.4, 1.15)),
        ((1, 0.9), (0.85, 0.4), (0.85, -0.1)),
    )  # fmt: skip
    return (inked(swing, look.hair, line_),), (_cap(at, look, line_),)


_STYLES: dict[str, Callable[[_At, Look, float], Hair]] = {
    "short": _short,
    "bald": _bald,
    "bob": _bob,
    "long": _long,
    "bun": _bun,
    "curls": _curls,
    "scarf": _scarf,
    "turban": _turban,
    "tail": _tail,
}


def bust(look: Look) -> Shapes:
    """An adult from the shoulders up, filling the box."""
    shoulders = curve(
        (39, 69), ((24, 71), (9, 76), (8, 98)), ((92, 98),), ((91, 76), (76, 71), (61, 69)),
        ((59, 79), (41, 79), (39, 69)), close=True,
    )  # fmt: skip
    neck = rounded(40.5, 56, 19, 21, 8)
    parts = head(50, 42, 23.5, look)
    behind = 1 if look.style in ("bob", "long") else 0
    collar = stroke(curve((39, 69), ((41, 80), (59, 80), (61, 69))), LINE)
    return (*parts[:behind], inked(neck, look.skin), inked(shoulders, look.top), collar, *parts[behind:])


def figure(
    x: float, top: float, radius: float, foot: float, look: Look, line_: float = LINE, plain: bool = False
) -> Shapes:
    """A small standing person as a sign: a head on a bell-shaped body from under the chin to the foot."""
    chin = top + 2 * radius
    wide, r = radius * 1.62, radius
    body = curve(
        (x, chin - 0.1 * r),
        ((x + wide * 0.75, chin - 0.1 * r), (x + wide, chin + 0.9 * r), (x + wide, foot)),
        ((x - wide, foot),),
        ((x - wide, chin + 0.9 * r), (x - wide * 0.75, chin - 0.1 * r), (x, chin - 0.1 * r)),
        close=True,
    )
    return (inked(body, look.top, line_), *head(x, top + r, r, look, line_, plain))


def speech(x: float, y: float, wide: float, high: float, tail: Point) -> Shapes:
    """A speech bubble about its middle, its tail pointing to `tail`."""
    bubble = rounded(x - wide / 2, y - high / 2, wide, high, high * 0.45)
    root = 1 if tail[0] > x else -1
    spike = curve(
        (x + root * wide * 0.1, y + high * 0.46), (tail,), ((x + root * wide * 0.32, y + high * 0.4),), close=True
    )
    dots = tuple(Shape(ellipse(x + d, y, high * 0.09), fill=INK) for d in (-wide * 0.22, 0, wide * 0.22))
    return (inked(spike, WHITE), inked(bubble, WHITE), Shape(spike, fill=WHITE), *dots)
