"""Paint a `Picture` into pixels, for the tablet: the same geometry that `assets.svg` writes.

Pillow draws without smoothing, so a picture is painted some times too large and made smaller: edges come out smooth,
with correct transparency. No Kivy here; the screens turn the pixels into textures.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageColor, ImageDraw

from assets.art import Path, Picture, Point, Shape

Box = tuple[int, int, int, int]
Colour = tuple[int, int, int, int]

_CLEAR: Colour = (0, 0, 0, 0)
_SHARP = 0.5
"""The sine of the turn from which a bend is drawn as a corner."""


def paint(picture: Picture, width_px: int, height_px: int | None = None) -> Image.Image:
    """Return the picture as an RGBA image on a clear ground.

    Args:
        width_px: at least 1.
        height_px: left out, it follows from the picture's own box; given, the picture is centred at the largest size
            that fits.

    Raises:
        ValueError: a side is smaller than one pixel.
    """
    if height_px is None:
        height_px = max(1, round(width_px * picture.height / picture.width))
    if width_px < 1 or height_px < 1:
        raise ValueError(f"a picture needs at least one pixel each way, got {width_px} by {height_px}")
    finer = _finer(max(width_px, height_px))
    scale = min(width_px / picture.width, height_px / picture.height) * finer
    left = (width_px * finer - picture.width * scale) / 2
    top = (height_px * finer - picture.height * scale) / 2
    canvas = Image.new("RGBA", (width_px * finer, height_px * finer), _CLEAR)
    brush = _Brush(canvas, scale, left, top)
    for shape in picture.shapes:
        brush.add(shape)
    # reduce() weighs colours by their alpha, so no dark fringe appears at a clear edge.
    return canvas.reduce(finer)


def _finer(side_px: int) -> int:
    """How many times too large to paint: large pictures show their steps less and cost more."""
    if side_px <= 64:
        return 6
    return 4 if side_px <= 320 else 3 if side_px <= 640 else 2


class _Brush:
    """Paints shapes on one canvas at one scale."""

    def __init__(self, canvas: Image.Image, scale: float, left: float, top: float) -> None:
        self._canvas = canvas
        self._draw = ImageDraw.Draw(canvas)
        self._scale, self._left, self._top = scale, left, top
        self._known: dict[int, list[list[Point]]] = {}

    def add(self, shape: Shape) -> None:
        runs = self._runs(shape.path)
        fill = _colour(shape.fill) if shape.fill else None
        stroke = _colour(shape.stroke) if shape.stroke and shape.width > 0 else None
        thick = shape.width * self._scale
        if shape.opacity >= 1 and shape.clip is None:
            _put(self._draw, runs, fill, stroke, thick, (0, 0))
            return
        box = _around(runs, thick / 2 + 2, self._canvas.size)
        if box is None:
            return
        self._blend(shape, runs, fill, stroke, thick, box)

    def _blend(
        self,
        shape: Shape,
        runs: list[list[Point]],
        fill: Colour | None,
        stroke: Colour | None,
        thick: float,
        box: Box,
    ) -> None:
        """Paint on a layer of its own, cut it to the clip, fade it, and lay it on the canvas."""
        corner = (box[0], box[1])
        layer = Image.new("RGBA", (box[2] - box[0], box[3] - box[1]), _CLEAR)
        _put(ImageDraw.Draw(layer), runs, fill, stroke, thick, corner)
        alpha = layer.getchannel("A")
        if shape.clip is not None:
            inside = Image.new("L", layer.size, 0)
            pen = ImageDraw.Draw(inside)
            for run in self._runs(shape.clip):
                if len(run) > 2:
                    _fill(pen, [(x - box[0], y - box[1]) for x, y in run], 255)
            alpha = ImageChops.multiply(alpha, inside)
        if shape.opacity < 1:
            alpha = alpha.point([round(a * max(0.0, shape.opacity)) for a in range(256)])
        layer.putalpha(alpha)
        self._canvas.alpha_composite(layer, corner)

    def _runs(self, path: Path) -> list[list[Point]]:
        """The path as straight pieces in fine pixels; a body is asked for thrice, as fill, clip and outline."""
        runs = self._known.get(id(path))
        if runs is None:
            runs = self._known[id(path)] = _flat(path.mapped(self._scale, 0, 0, self._scale, self._left, self._top))
        return runs


def _flat(path: Path) -> list[list[Point]]:
    """A path in fine pixels, each curve cut into as many straight pieces as its length needs to look round."""
    runs: list[list[Point]] = []
    for code, points in path.segments:
        if code == "M":
            runs.append([points[0]])
        elif code == "Z":
            if runs[-1][0] != runs[-1][-1]:
                runs[-1].append(runs[-1][0])
        elif code == "L":
            runs[-1].append(points[0])
        else:
            start = runs[-1][-1]
            # A quadratic is a cubic whose controls stand two thirds of the way to its own.
            first, second, end = points if code == "C" else _raised(start, *points)
            _cut(runs[-1], start, first, second, end)
    return runs


def _raised(start: Point, control: Point, end: Point) -> tuple[Point, Point, Point]:
    (ax, ay), (bx, by), (cx, cy) = start, control, end
    return ((ax + 2 * bx) / 3, (ay + 2 * by) / 3), ((cx + 2 * bx) / 3, (cy + 2 * by) / 3), end


def _cut(run: list[Point], start: Point, first: Point, second: Point, end: Point) -> None:
    """Add the points of a cubic after its start."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = start, first, second, end
    reach = abs(bx - ax) + abs(by - ay) + abs(cx - bx) + abs(cy - by) + abs(dx - cx) + abs(dy - cy)
    steps = max(4, math.ceil(math.sqrt(reach)))
    for i in range(1, steps):
        t = i / steps
        u = 1 - t
        p, q, r, s = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        run.append((p * ax + q * bx + r * cx + s * dx, p * ay + q * by + r * cy + s * dy))
    run.append(end)


def _put(
    pen: ImageDraw.ImageDraw,
    runs: Sequence[Sequence[Point]],
    fill: Colour | None,
    stroke: Colour | None,
    thick: float,
    corner: tuple[int, int],
) -> None:
    left, top = corner
    for run in runs:
        points = [(x - left, y - top) for x, y in run] if left or top else list(run)
        if fill and len(points) > 2:
            _fill(pen, points, fill)
    if not stroke:
        return
    for run in runs:
        _stroke(pen, [(x - left, y - top) for x, y in run], stroke, thick)


def _stroke(pen: ImageDraw.ImageDraw, points: Sequence[Point], colour: Colour, thick: float) -> None:
    """A line with round joins and ends, as strips that follow its bends and a disc wherever it turns sharply."""
    half = thick / 2
    side = max(0.5, half - 0.5)
    way = _pieces(points)
    discs = [points[0], points[-1]]
    left: list[Point] = []
    right: list[Point] = []
    bent = 0.0

    def edge(at: Point, nx: float, ny: float) -> None:
        left.append((at[0] + nx * side, at[1] + ny * side))
        right.append((at[0] - nx * side, at[1] - ny * side))

    def lay() -> None:
        _fill(pen, left + right[::-1], colour)
        left.clear()
        right.clear()

    for i, (start, end, nx, ny, length) in enumerate(way):
        if i == 0:
            edge(start, nx, ny)
        if i + 1 == len(way):
            edge(end, nx, ny)
            lay()
            break
        _, _, mx, my, following = way[i + 1]
        turn = abs(nx * my - ny * mx)
        if nx * mx + ny * my <= 0 or turn > _SHARP or turn * half > min(length, following):
            edge(end, nx, ny)
            lay()
            edge(end, mx, my)
            discs.append(end)
            bent = 0.0
            continue
        size = math.hypot(nx + mx, ny + my)
        middle = ((nx + mx) / size, (ny + my) / size)
        edge(end, *middle)
        bent += turn
        if bent > 1:
            # A strip that came round would cross itself.
            lay()
            edge(end, *middle)
            bent = 0.0
    # A line under one fine pixel still has a pixel at its ends.
    far = max(half - 1, -half)
    for x, y in discs:
        pen.ellipse((x - half, y - half, x + far, y + far), fill=colour)


def _pieces(points: Sequence[Point]) -> list[tuple[Point, Point, float, float, float]]:
    """The straight pieces of a run, each with the direction across it and its length; those too short are joined."""
    found = []
    start = points[0]
    for end in points[1:]:
        dx, dy = end[0] - start[0], end[1] - start[1]
        length = math.hypot(dx, dy)
        if length > 1:
            found.append((start, end, -dy / length, dx / length, length))
            start = end
    return found


def _fill(pen: ImageDraw.ImageDraw, points: Sequence[Point], colour: Colour | int) -> None:
    # Pillow fills the pixels of both edges, so a whole number below each point keeps the shape in its place.
    pen.polygon([(math.floor(x), math.floor(y)) for x, y in points], fill=colour)


def _around(runs: Sequence[Sequence[Point]], margin: float, size: tuple[int, int]) -> Box | None:
    """The whole pixels that the runs can touch, inside the canvas; None when they lie outside it."""
    xs = [x for run in runs for x, _ in run]
    ys = [y for run in runs for _, y in run]
    if not xs:
        return None
    left, top = max(0, math.floor(min(xs) - margin)), max(0, math.floor(min(ys) - margin))
    right, foot = min(size[0], math.ceil(max(xs) + margin)), min(size[1], math.ceil(max(ys) + margin))
    return (left, top, right, foot) if left < right and top < foot else None


def _colour(name: str) -> Colour:
    red, green, blue = ImageColor.getrgb(name)[:3]
    return (red, green, blue, 255)
