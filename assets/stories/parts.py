"""What the pages of the stories are built from: sky and ground, trees and weather, and a face for anything.

A page is 400 by 300 units, y pointing down. Parts stand where they are told and are drawn at their own size.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from assets.art import Path, Picture, Point, Shape, curve, ellipse, line, rounded, through
from assets.drawing.ink import INK, PINK, WHITE, Shapes, stroke

WIDE, HIGH = 400.0, 300.0
LINE = 2.4


def page(*parts: Shapes) -> Picture:
    """A page from its parts, back to front."""
    return Picture(tuple(shape for part in parts for shape in part), WIDE, HIGH)


def placed(
    shapes: Iterable[Shape], x: float, y: float, size: float = 1.0, turn: float = 0.0, *, flip: bool = False
) -> Shapes:
    """Parts drawn about (0, 0), put in their place; `turn` in degrees clockwise, `flip` looks the other way."""

    def put(path: Path) -> Path:
        if flip:
            path = path.mapped(-1, 0, 0, 1, 0, 0)
        return path.scaled(size, about=(0, 0)).turned(turn, (0, 0)).moved(x, y)

    return tuple(
        replace(s, path=put(s.path), width=s.width * size, clip=put(s.clip) if s.clip else None) for s in shapes
    )


# Sky.


def sky(*bands: str) -> Shapes:
    """The whole page in bands of colour, from the top down, their edges gently waved."""
    shapes = [Shape(rounded(-2, -2, WIDE + 4, HIGH + 4, 0), fill=bands[0])]
    for i, colour in enumerate(bands[1:], start=1):
        y = HIGH * 0.72 * i / len(bands)
        shapes.append(Shape(ridge(y + 8, y - 4, y + 6, y - 6, y + 4), fill=colour))
    return tuple(shapes)


def ridge(*heights: float, foot: float = HIGH + 4) -> Path:
    """A smooth edge from side to side through evenly spaced heights, filled down to the foot."""
    step = (WIDE + 80) / (len(heights) - 1)
    top = through([(-40 + i * step, y) for i, y in enumerate(heights)], close=False)
    return Path((*top.segments, ("L", ((WIDE + 40, foot),)), ("L", ((-40, foot),)), ("Z", ())))


def ground(fill: str, *heights: float) -> Shapes:
    """A hill, or the sea, or snow: whatever its colour says."""
    return (Shape(ridge(*heights), fill=fill),)


def sun(x: float, y: float, radius: float = 26, glow: str = "#FFF0B8", fill: str = "#FFD25A") -> Shapes:
    return (
        Shape(ellipse(x, y, radius * 2.0), fill=glow, opacity=0.35),
        Shape(ellipse(x, y, radius * 1.45), fill=glow, opacity=0.6),
        Shape(ellipse(x, y, radius), fill=fill),
    )


def moon(x: float, y: float, radius: float = 20) -> Shapes:
    cut = curve(
        (x + radius * 0.3, y - radius),
        ((x - radius * 1.5, y - radius * 0.9), (x - radius * 1.5, y + radius * 0.9), (x + radius * 0.3, y + radius)),
        (
            (x - radius * 0.45, y + radius * 0.55),
            (x - radius * 0.45, y - radius * 0.55),
            (x + radius * 0.3, y - radius),
        ),
        close=True,
    )
    return (Shape(ellipse(x - radius * 0.3, y, radius * 2), fill="#FFF3C4", opacity=0.14), Shape(cut, fill="#FFF3C4"))


def stars(*places: Point) -> Shapes:
    """Stars, every third one larger."""
    return tuple(s for i, (x, y) in enumerate(places) for s in _star(x, y, 4.4 if i % 3 == 0 else 2.8))


def _star(x: float, y: float, r: float) -> Shapes:
    points = [
        (
            x + (r if i % 2 == 0 else r * 0.34) * math.cos(math.tau * i / 8),
            y + (r if i % 2 == 0 else r * 0.34) * math.sin(math.tau * i / 8),
        )
        for i in range(8)
    ]
    return (Shape(Path((("M", (points[0],)), *(("L", (p,)) for p in points[1:]), ("Z", ()))), fill="#FFF6D2"),)


def cloud(x: float, y: float, wide: float, fill: str = WHITE, opacity: float = 0.95) -> Shapes:
    w = wide / 2
    shape = curve(
        (x - w, y),
        ((x - w * 1.12, y - w * 0.42), (x - w * 0.62, y - w * 0.5), (x - w * 0.52, y - w * 0.36)),
        ((x - w * 0.4, y - w * 0.86), (x + w * 0.22, y - w * 0.86), (x + w * 0.3, y - w * 0.44)),
        ((x + w * 0.72, y - w * 0.62), (x + w * 1.12, y - w * 0.3), (x + w, y)),
        close=True,
    )
    return (Shape(shape, fill=fill, opacity=opacity),)


def rain(fill: str = "#C6D8EE", slant: float = -7, *, seed: int = 0) -> Shapes:
    """Slanting drops all over the page."""
    drops: list[Shape] = []
    for i in range(46):
        # Evenly strewn: the golden ratio never falls into rows.
        x, y = (i + seed) * 0.618 % 1 * 420 - 10, i / 46 * 215 + 4
        drops.append(Shape(line((x, y), (x + slant, y + 13)), stroke=fill, width=1.8, opacity=0.75))
    return tuple(drops)


def flakes(*, until: float = HIGH, seed: int = 0) -> Shapes:
    """Snow in the air, down to a height."""
    return tuple(
        Shape(ellipse((i + seed) * 0.618 % 1 * 404, i / 54 * until, 1.6 + i % 3 * 0.9), fill=WHITE, opacity=0.95)
        for i in range(54)
    )


# Faces.


def face(x: float, y: float, size: float, mood: str = "happy", ink: str = INK) -> Shapes:
    """Eyes, cheeks and a mouth about a place; `size` is from the middle to an eye.

    Moods: happy, calm (eyes shut, smiling), asleep, worried, brave (a small straight mouth).
    """
    shapes: list[Shape] = []
    shut = mood in ("calm", "asleep")
    for side in (-1, 1):
        ex = x + side * size
        if shut:
            shapes.append(
                stroke(curve((ex - size * 0.36, y), ((ex, y + size * 0.4), (ex + size * 0.36, y))), size * 0.2, ink)
            )
        else:
            shapes.append(Shape(ellipse(ex, y, size * 0.27, size * 0.34), fill=ink))
            shapes.append(Shape(ellipse(ex + size * 0.08, y - size * 0.12, size * 0.1), fill=WHITE))
        shapes.append(
            Shape(ellipse(ex + side * size * 0.42, y + size * 0.62, size * 0.36, size * 0.24), fill=PINK, opacity=0.55)
        )
        if mood == "worried":
            inner, outer = y - size * 0.78, y - size * 0.58
            shapes.append(
                stroke(line((ex - side * size * 0.34, inner), (ex + side * size * 0.3, outer)), size * 0.16, ink)
            )
    low = y + size * 0.72
    if mood == "worried":
        shapes.append(
            stroke(
                curve(
                    (x - size * 0.36, low + size * 0.2), ((x, low - size * 0.14), (x + size * 0.36, low + size * 0.2))
                ),
                size * 0.2,
                ink,
            )
        )
    elif mood == "brave":
        shapes.append(
            stroke(curve((x - size * 0.3, low), ((x, low + size * 0.12), (x + size * 0.3, low))), size * 0.2, ink)
        )
    else:
        deep = 0.5 if mood == "happy" else 0.34
        shapes.append(
            stroke(
                curve(
                    (x - size * 0.42, low - size * 0.06), ((x, low + size * deep), (x + size * 0.42, low - size * 0.06))
                ),
                size * 0.2,
                ink,
            )
        )
    return tuple(shapes)


def zzz(x: float, y: float, colour: str = WHITE) -> Shapes:
    """Somebody sleeps."""
    return tuple(
        Shape(
            line((x + dx, y + dy), (x + dx + s, y + dy), (x + dx, y + dy + s), (x + dx + s, y + dy + s)),
            stroke=colour,
            width=1.8,
        )
        for dx, dy, s in ((0, 0, 6), (10, -12, 8))
    )
