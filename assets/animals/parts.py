"""The small shared parts of the animals: eyes, noses, mouths, ears. Each is drawn on the left and mirrored."""

from __future__ import annotations

from assets.art import Path, Point, Shape, curve, ellipse, line, polygon, through
from assets.drawing.ink import INK, LINE, PINK, WHITE, Shapes, both, inked, mirrored, stroke

__all__ = ["Shapes"]


def even(start: Point, *pieces: tuple[Point, ...]) -> Path:
    """A closed outline, the same on both sides: drawn down the right side from the top middle to the bottom middle."""
    points = [start, *(piece[-1] for piece in pieces)]
    back: list[tuple[Point, ...]] = []
    for i in range(len(pieces) - 1, -1, -1):
        controls = tuple((100 - x, y) for x, y in reversed(pieces[i][:-1]))
        x, y = points[i]
        back.append((*controls, (100 - x, y)))
    return curve(start, *pieces, *back, close=True)


def eyes(apart: float = 14, y: float = 52, size: float = 4.6) -> Shapes:
    """Two dark eyes with a glint, `apart` from the middle each."""
    shapes: list[Shape] = []
    for x in (50 - apart, 50 + apart):
        shapes.append(Shape(ellipse(x, y, size, size * 1.22), fill=INK))
        shapes.append(Shape(ellipse(x + size * 0.32, y - size * 0.42, size * 0.36), fill=WHITE))
    return tuple(shapes)


def big_eyes(apart: float, y: float, size: float, pupil: float | None = None) -> Shapes:
    """White eyes with a dark middle, for owls and frogs."""
    dark = pupil or size * 0.52
    shapes: list[Shape] = []
    for x, side in ((50 - apart, 1), (50 + apart, -1)):
        shapes.append(inked(ellipse(x, y, size), WHITE, 2.4))
        shapes.append(Shape(ellipse(x + side * size * 0.12, y, dark), fill=INK))
        shapes.append(Shape(ellipse(x + side * size * 0.12 + dark * 0.35, y - dark * 0.4, dark * 0.34), fill=WHITE))
    return tuple(shapes)


def nose(y: float, size: float = 5, fill: str = INK, x: float = 50) -> Shape:
    """A soft triangle, point down."""
    s = size
    path = curve(
        (x - s, y - 0.55 * s),
        ((x - 0.6 * s, y - 0.95 * s), (x + 0.6 * s, y - 0.95 * s), (x + s, y - 0.55 * s)),
        ((x + 1.1 * s, y + 0.1 * s), (x + 0.3 * s, y + 0.8 * s), (x, y + 0.8 * s)),
        ((x - 0.3 * s, y + 0.8 * s), (x - 1.1 * s, y + 0.1 * s), (x - s, y - 0.55 * s)),
        close=True,
    )
    return Shape(path, fill=fill, stroke=INK, width=1.4)


def mouth(y: float, wide: float = 7, deep: float = 4) -> Shapes:
    """The two small bows under a nose."""
    left = curve((50, y), ((50, y + deep), (50 - wide, y + deep + 1), (50 - wide, y + 0.4)))
    return both(stroke(left, 2.3))


def smile(y: float, wide: float = 7, deep: float = 4, x: float = 50) -> Shape:
    """One shallow bow."""
    return stroke(curve((x - wide, y), ((x - wide * 0.5, y + deep), (x + wide * 0.5, y + deep), (x + wide, y))), 2.3)


def cheeks(apart: float, y: float, size: float = 4.5, fill: str = PINK, opacity: float = 0.45) -> Shapes:
    return both(Shape(ellipse(50 - apart, y, size, size * 0.72), fill=fill, opacity=opacity))


def whiskers(y: float, inner: float = 24, outer: float = 41) -> Shapes:
    lines = [line((50 - inner, y + d), (50 - outer, y + 2.2 * d)) for d in (-2.2, 2.2)]
    return tuple(s for path in lines for s in both(stroke(path, 1.8)))


def round_ears(apart: float, y: float, size: float, fill: str, inner: str) -> Shapes:
    """Two round ears behind a head."""
    outside = both(inked(ellipse(50 - apart, y, size), fill))
    return (*outside, *both(Shape(ellipse(50 - apart, y, size * 0.56), fill=inner)))


def pair(path: Path, fill: str, width: float = LINE) -> Shapes:
    """An outlined part and its mirror image."""
    return both(inked(path, fill, width))


def flat_pair(path: Path, fill: str, clip: Path | None = None) -> Shapes:
    """A marking without an outline, and its mirror image; `clip` is the shape it lies on."""
    return (Shape(path, fill=fill, clip=clip), Shape(mirrored(path), fill=fill, clip=clip))


def marking(path: Path, fill: str, on: Path) -> Shape:
    """A patch of colour that stays inside the shape it lies on."""
    return Shape(path, fill=fill, clip=on)


def triangle(a: Point, b: Point, c: Point) -> Path:
    return polygon(a, b, c)


def smooth(*points: Point) -> Path:
    """A closed soft outline through the points."""
    return through(points)
