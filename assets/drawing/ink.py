"""The paints every picture shares, and the few shapes that all of them need."""

from __future__ import annotations

import math
from itertools import pairwise

from assets.art import Path, Shape, curve, ellipse, line, polygon, rounded

Shapes = tuple[Shape, ...]

INK = "#2E2A4F"
WHITE = "#FFFFFF"
CORAL = "#F26D5B"
RED = "#D0402F"
PINK = "#F2789F"
ROSE = "#EE6C8C"
YELLOW = "#FFD25A"
AMBER = "#FFB92E"
ORANGE = "#F08A3C"
GREEN = "#97DB9C"
LEAF = "#62BF79"
SEA = "#5B9FDB"
LAVENDER = "#CDBDF5"
CREAM = "#FFF1DC"
GREY = "#C9CDD9"
SLATE = "#8A90A8"

LINE = 2.8
"""Width of an outline, in picture units."""


def inked(path: Path, fill: str | None, width: float = LINE, ink: str = INK) -> Shape:
    """A filled shape with an outline."""
    return Shape(path, fill=fill, stroke=ink, width=width)


def stroke(path: Path, width: float = LINE, ink: str = INK) -> Shape:
    """An open line."""
    return Shape(path, stroke=ink, width=width)


def dot(x: float, y: float, radius: float, fill: str = INK) -> Shape:
    """A disc without an outline."""
    return Shape(ellipse(x, y, radius), fill=fill)


def tube(path: Path, inside: str, ink: str, width: float, edge: float = LINE) -> tuple[Shape, Shape]:
    """A thick round-ended line with an outline, for arms and tails."""
    return Shape(path, stroke=ink, width=width + 2 * edge), Shape(path, stroke=inside, width=width)


def plaster(x: float, y: float, length: float, degrees: float) -> tuple[Shape, ...]:
    """A sticking plaster about a centre."""
    height = length * 0.4
    strip = inked(rounded(x - length / 2, y - height / 2, length, height, height / 2), "#F9DDBF", 1.9, "#8A5A32")
    pad = Shape(rounded(x - height / 2, y - height / 2, height, height, 0.5), fill="#EFC296")
    holes = [dot(x + dx, y + dy, 0.7, "#8A5A32") for dx in (-1.7, 1.7) for dy in (-1.7, 1.7)]
    rim = stroke(strip.path, 1.9, "#8A5A32")
    return tuple(s.turned(degrees, (x, y)) for s in (strip, pad, *holes, rim))


def drop(x: float, y: float, size: float) -> Path:
    """A drop whose round end has the radius `size`, about the centre of that end."""
    return curve(
        (x, y - 2.2 * size),
        ((x + 0.55 * size, y - 1.3 * size), (x + size, y - 0.75 * size), (x + size, y)),
        ((x + size, y + 0.56 * size), (x + 0.56 * size, y + size), (x, y + size)),
        ((x - 0.56 * size, y + size), (x - size, y + 0.56 * size), (x - size, y)),
        ((x - size, y - 0.75 * size), (x - 0.55 * size, y - 1.3 * size), (x, y - 2.2 * size)),
        close=True,
    )


def star(x: float, y: float, size: float, inner: float = 0.48, degrees: float = 0.0) -> Path:
    """A star of five points about a centre; `size` is from there to a point, `inner` the part of it to a notch."""
    turns = [math.tau * i / 10 - math.pi / 2 + math.radians(degrees) for i in range(10)]
    reach = [size if i % 2 == 0 else size * inner for i in range(10)]
    return polygon(*((x + r * math.cos(a), y + r * math.sin(a)) for r, a in zip(reach, turns, strict=True)))


def heart(x: float, y: float, size: float) -> Path:
    """A heart about a centre, `size` wide each side."""
    s = size
    return curve(
        (x, y + s),
        ((x - 1.15 * s, y + 0.2 * s), (x - 1.3 * s, y - 0.75 * s), (x - 0.62 * s, y - 0.9 * s)),
        ((x - 0.25 * s, y - 0.95 * s), (x - 0.05 * s, y - 0.7 * s), (x, y - 0.42 * s)),
        ((x + 0.05 * s, y - 0.7 * s), (x + 0.25 * s, y - 0.95 * s), (x + 0.62 * s, y - 0.9 * s)),
        ((x + 1.3 * s, y - 0.75 * s), (x + 1.15 * s, y + 0.2 * s), (x, y + s)),
        close=True,
    )


def mirrored(path: Path) -> Path:
    """The same path seen in a mirror at the middle of the box."""
    return path.mapped(-1, 0, 0, 1, 100, 0)


def both(shape: Shape) -> tuple[Shape, Shape]:
    """A shape and its mirror image."""
    clip = mirrored(shape.clip) if shape.clip else None
    return shape, Shape(mirrored(shape.path), shape.fill, shape.stroke, shape.width, shape.opacity, clip)


def dashed(path: Path, width: float, ink: str, dash: float = 6.5, gap: float = 6.0) -> Shapes:
    """A path drawn in dashes of one length; lengths in picture units."""
    shapes: list[Shape] = []
    for run in path.flat(40):
        along, piece = 0.0, [run[0]]
        for start, end in pairwise(run):
            steps = max(1, round(math.dist(start, end)))
            for i in range(1, steps + 1):
                along += math.dist(start, end) / steps
                if along % (dash + gap) < dash:
                    t = i / steps
                    piece.append((start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t))
                elif len(piece) > 1:
                    shapes.append(stroke(line(*piece), width, ink))
                    piece = []
    return tuple(shapes)
