"""Pictures as geometry: one description that a tablet can paint and a page can show as SVG.

A `Picture` is a list of `Shape`s in a box of 100 by 100 units, y pointing down, first shape at the back.
Nothing here knows how it will be drawn: `assets.svg` writes it for the web, `kiosk.raster` paints it for the tablet.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

Point = tuple[float, float]
Segment = tuple[str, tuple[Point, ...]]

BOX = 100.0
# The distance of a cubic's control points that makes a quarter circle, to 0.03 % of the radius.
_KAPPA = 0.5522847498


@dataclass(frozen=True, slots=True)
class Path:
    """An outline of lines and Bezier curves, in picture units.

    `segments` hold `("M", (p,))`, `("L", (p,))`, `("Q", (c, p))`, `("C", (c1, c2, p))` and `("Z", ())`.
    """

    segments: tuple[Segment, ...]

    @property
    def closed(self) -> bool:
        return bool(self.segments) and self.segments[-1][0] == "Z"

    def mapped(self, a: float, b: float, c: float, d: float, e: float, f: float) -> Path:
        """The same path with every point sent to `(a x + c y + e, b x + d y + f)`."""
        return Path(
            tuple(
                (code, tuple((a * x + c * y + e, b * x + d * y + f) for x, y in points))
                for code, points in self.segments
            )
        )

    def moved(self, dx: float, dy: float) -> Path:
        return self.mapped(1, 0, 0, 1, dx, dy)

    def scaled(self, sx: float, sy: float | None = None, about: Point = (50, 50)) -> Path:
        sy = sx if sy is None else sy
        return self.mapped(sx, 0, 0, sy, about[0] * (1 - sx), about[1] * (1 - sy))

    def turned(self, degrees: float, about: Point = (50, 50)) -> Path:
        """The same path turned clockwise (y points down) about a point."""
        cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        x, y = about
        return self.mapped(cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)

    def flat(self, steps: int = 12) -> list[list[Point]]:
        """The path as runs of straight lines, each curve cut into `steps` pieces."""
        runs: list[list[Point]] = []
        for code, points in self.segments:
            if code == "M":
                runs.append([points[0]])
            elif code == "L":
                runs[-1].append(points[0])
            elif code in "QC":
                control = (runs[-1][-1], *points)
                runs[-1].extend(_bezier(control, i / steps) for i in range(1, steps + 1))
            elif runs[-1][0] != runs[-1][-1]:
                runs[-1].append(runs[-1][0])
        return runs


def _bezier(control: Sequence[Point], t: float) -> Point:
    while len(control) > 1:
        control = [(p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t) for p, q in pairwise(control)]
    return control[0]


@dataclass(frozen=True, slots=True)
class Shape:
    """One path with its paint; colours are `#RRGGBB`, `width` is in picture units, ends and joins are round.

    `clip` limits the paint to the inside of another path; `opacity` is 0..1 and holds for fill and stroke.
    """

    path: Path
    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0
    opacity: float = 1.0
    clip: Path | None = None

    def moved(self, dx: float, dy: float) -> Shape:
        return self._with(lambda path: path.moved(dx, dy))

    def turned(self, degrees: float, about: Point = (50, 50)) -> Shape:
        return self._with(lambda path: path.turned(degrees, about))

    def scaled(self, factor: float, about: Point = (50, 50)) -> Shape:
        shape = self._with(lambda path: path.scaled(factor, None, about))
        return replace(shape, width=self.width * factor)

    def _with(self, change: Callable[[Path], Path]) -> Shape:
        return replace(self, path=change(self.path), clip=change(self.clip) if self.clip else None)


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes in a box of 100 by 100 units, back to front; paint may reach a few units outside the box.

    A scene names its own box: `width` and `height` are then in the pixels it was drawn for.
    """

    shapes: tuple[Shape, ...]
    width: float = BOX
    height: float = BOX

    def moved(self, dx: float, dy: float) -> Picture:
        return replace(self, shapes=tuple(s.moved(dx, dy) for s in self.shapes))

    def scaled(self, factor: float, about: Point = (50, 50)) -> Picture:
        return replace(self, shapes=tuple(s.scaled(factor, about) for s in self.shapes))

    def turned(self, degrees: float, about: Point = (50, 50)) -> Picture:
        return replace(self, shapes=tuple(s.turned(degrees, about) for s in self.shapes))

    def __add__(self, other: Picture) -> Picture:
        return replace(self, shapes=self.shapes + other.shapes)


def line(*points: Point) -> Path:
    """Straight lines from point to point, left open."""
    return Path((("M", (points[0],)), *(("L", (p,)) for p in points[1:])))


def polygon(*points: Point) -> Path:
    """Straight lines from point to point and back."""
    return Path((*line(*points).segments, ("Z", ())))


def curve(start: Point, *pieces: tuple[Point, ...], close: bool = False) -> Path:
    """Bezier pieces from `start`: one point is a line, two a quadratic, three a cubic."""
    codes = {1: "L", 2: "Q", 3: "C"}
    segments: list[Segment] = [("M", (start,)), *((codes[len(piece)], piece) for piece in pieces)]
    return Path((*segments, ("Z", ())) if close else tuple(segments))


def ellipse(x: float, y: float, rx: float, ry: float | None = None) -> Path:
    """An ellipse about a centre; a circle when `ry` is left out."""
    ry = rx if ry is None else ry
    kx, ky = rx * _KAPPA, ry * _KAPPA
    return curve(
        (x + rx, y),
        ((x + rx, y + ky), (x + kx, y + ry), (x, y + ry)),
        ((x - kx, y + ry), (x - rx, y + ky), (x - rx, y)),
        ((x - rx, y - ky), (x - kx, y - ry), (x, y - ry)),
        ((x + kx, y - ry), (x + rx, y - ky), (x + rx, y)),
        close=True,
    )


def rounded(x: float, y: float, width: float, height: float, radius: float) -> Path:
    """A rectangle from its top left corner, its corners rounded."""
    r, k = radius, radius * (1 - _KAPPA)
    right, foot = x + width, y + height
    return curve(
        (x + r, y),
        ((right - r, y),),
        ((right - k, y), (right, y + k), (right, y + r)),
        ((right, foot - r),),
        ((right, foot - k), (right - k, foot), (right - r, foot)),
        ((x + r, foot),),
        ((x + k, foot), (x, foot - k), (x, foot - r)),
        ((x, y + r),),
        ((x, y + k), (x + k, y), (x + r, y)),
        close=True,
    )


def through(points: Sequence[Point], *, close: bool = True, tension: float = 0.5) -> Path:
    """A smooth curve through every point (Catmull-Rom, written as cubics)."""
    n = len(points)

    def at(i: int) -> Point:
        return points[i % n] if close else points[max(0, min(n - 1, i))]

    pieces: list[tuple[Point, ...]] = []
    for i in range(n if close else n - 1):
        before, start, end, after = at(i - 1), at(i), at(i + 1), at(i + 2)
        pull = tension / 3 * 2
        c1 = (start[0] + (end[0] - before[0]) * pull / 2, start[1] + (end[1] - before[1]) * pull / 2)
        c2 = (end[0] - (after[0] - start[0]) * pull / 2, end[1] - (after[1] - start[1]) * pull / 2)
        pieces.append((c1, c2, end))
    return curve(points[0], *pieces, close=close)


def arc(x: float, y: float, radius: float, start: float, end: float, steps: int = 8) -> Path:
    """Part of a circle, open; degrees from three o'clock, clockwise because y points down."""
    angles: Iterable[float] = (math.radians(start + (end - start) * i / steps) for i in range(steps + 1))
    return through([(x + radius * math.cos(a), y + radius * math.sin(a)) for a in angles], close=False)
