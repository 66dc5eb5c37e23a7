"""What stands about on the pages of the stories: trees, flowers, leaves, waves."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assets.art import Path, Point, Shape, curve, ellipse, line, rounded, through
from assets.drawing.ink import WHITE, Shapes
from assets.stories.parts import HIGH, WIDE, placed


def leaves_in_air(
    *places: tuple[float, float, float], colours: Sequence[str] = ("#E98A3A", "#D9603B", "#F2B84B")
) -> Shapes:
    """Falling leaves: x, y and turn of each."""
    return tuple(
        s for i, (x, y, turn) in enumerate(places) for s in placed(leaf(colours[i % len(colours)]), x, y, 1, turn)
    )


def leaf(fill: str = "#E98A3A", size: float = 8) -> Shapes:
    shape = curve(
        (0, -size),
        ((size, -size * 0.5), (size * 0.8, size * 0.6), (0, size)),
        ((-size * 0.8, size * 0.6), (-size, -size * 0.5), (0, -size)),
        close=True,
    )
    return (Shape(shape, fill=fill), Shape(line((0, -size * 0.6), (0, size * 1.4)), stroke="#8A4B22", width=1.2))


def round_tree(x: float, foot: float, high: float, crown: str, light: str, trunk: str = "#A9744A") -> Shapes:
    """A tree with a round crown."""
    w = high * 0.36
    stem = curve(
        (x - w * 0.16, foot - high * 0.5),
        ((x - w * 0.14, foot - high * 0.2), (x - w * 0.22, foot - 4), (x - w * 0.34, foot)),
        ((x + w * 0.34, foot),),
        ((x + w * 0.22, foot - 4), (x + w * 0.14, foot - high * 0.2), (x + w * 0.16, foot - high * 0.5)),
        close=True,
    )
    y = foot - high * 0.66
    shape = through(
        [
            (
                x + w * (1 + 0.09 * math.sin(5 * a)) * math.cos(a),
                y + w * 0.92 * (1 + 0.09 * math.sin(5 * a)) * math.sin(a),
            )
            for a in (math.tau * i / 20 for i in range(20))
        ]
    )
    return (
        Shape(stem, fill=trunk),
        Shape(shape, fill=crown),
        Shape(ellipse(x - w * 0.32, y - w * 0.36, w * 0.42, w * 0.28), fill=light, clip=shape),
        Shape(ellipse(x + w * 0.36, y + w * 0.05, w * 0.34, w * 0.22), fill=light, clip=shape),
    )


def bare_tree(x: float, foot: float, high: float, colour: str = "#8A6A58", snow: bool = True) -> Shapes:
    """A winter tree, snow along its branches."""
    branches = [
        (line((x, foot), (x, foot - high)), high * 0.075),
        (
            curve((x, foot - high * 0.42), ((x - high * 0.1, foot - high * 0.6), (x - high * 0.26, foot - high * 0.7))),
            high * 0.045,
        ),
        (
            curve(
                (x, foot - high * 0.52), ((x + high * 0.12, foot - high * 0.7), (x + high * 0.28, foot - high * 0.8))
            ),
            high * 0.045,
        ),
        (
            curve((x, foot - high * 0.74), ((x - high * 0.08, foot - high * 0.88), (x - high * 0.16, foot - high))),
            high * 0.035,
        ),
    ]
    caps = (
        tuple(Shape(path.moved(-1, -high * 0.028), stroke=WHITE, width=width * 0.6) for path, width in branches[1:])
        if snow
        else ()
    )
    return (*(Shape(path, stroke=colour, width=width) for path, width in branches), *caps)


def fir(x: float, foot: float, high: float, fill: str = "#5E9A7B", snow: bool = False) -> Shapes:
    w = high * 0.3
    shapes: list[Shape] = [Shape(line((x, foot), (x, foot - high * 0.3)), stroke="#8A6A4A", width=high * 0.07)]
    for i in range(3):
        top, wide = foot - high + i * high * 0.24, w * (0.62 + 0.24 * i)
        tier = curve(
            (x, top),
            ((x + wide * 0.5, top + high * 0.24), (x + wide, top + high * 0.34)),
            ((x, top + high * 0.42), (x - wide, top + high * 0.34)),
            ((x - wide * 0.5, top + high * 0.24), (x, top)),
            close=True,
        )
        shapes.append(Shape(tier, fill=fill))
        if snow:
            shapes.append(Shape(ellipse(x, top + high * 0.05, wide * 0.36, high * 0.08), fill=WHITE, clip=tier))
            shapes.append(
                Shape(ellipse(x - wide * 0.5, top + high * 0.28, wide * 0.4, high * 0.05), fill=WHITE, clip=tier)
            )
    return tuple(reversed(shapes)) if not snow else tuple(shapes)


def grass(colour: str, *places: Point) -> Shapes:
    """Tufts of three blades."""
    return tuple(
        Shape(curve((x + d, y), ((x + d, y - 6), (x + d * 2.2, y - 11))), stroke=colour, width=2)
        for x, y in places
        for d in (-3, 0, 3)
    )


def blossom(x: float, y: float, petal: str, size: float = 4, stalk: float = 12) -> Shapes:
    """A small flower on a stalk."""
    return (
        Shape(line((x, y), (x, y + stalk)), stroke="#3E8F55", width=1.8),
        *(
            Shape(
                ellipse(
                    x + size * math.cos(math.tau * i / 5 - 1.57),
                    y + size * math.sin(math.tau * i / 5 - 1.57),
                    size * 0.75,
                ),
                fill=petal,
            )
            for i in range(5)
        ),
        Shape(ellipse(x, y, size * 0.6), fill="#FFD25A"),
    )


def mushroom(x: float, foot: float, size: float = 10) -> Shapes:
    cap = curve(
        (x - size, foot - size),
        ((x - size, foot - size * 2.3), (x + size, foot - size * 2.3), (x + size, foot - size)),
        close=True,
    )
    return (
        Shape(rounded(x - size * 0.34, foot - size * 1.2, size * 0.68, size * 1.2, size * 0.3), fill="#FFF1DC"),
        Shape(cap, fill="#E8604C"),
        *(
            Shape(ellipse(x + dx * size, foot - dy * size, size * 0.16), fill=WHITE)
            for dx, dy in ((-0.45, 1.3), (0.1, 1.65), (0.5, 1.25))
        ),
    )


def waves(fill: str, crest: str, y: float, high: float, long: float, shift: float = 0) -> Shapes:
    """A row of waves, filled down to the foot, a light line along the crest."""
    count = math.ceil((WIDE + 80) / long) + 1
    points = []
    for i in range(count * 2 + 1):
        points.append((-60 + shift + i * long / 2, y - (high if i % 2 else 0)))
    top = through(points, close=False, tension=0.62)
    body = Path((*top.segments, ("L", ((points[-1][0], HIGH + 4),)), ("L", ((points[0][0], HIGH + 4),)), ("Z", ())))
    return (Shape(body, fill=fill), Shape(top, stroke=crest, width=2.2, opacity=0.8))
