"""Eyes, brows, mouth and cheeks of a face, from its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.art import Path, Point, Shape, curve, ellipse, line, through
from assets.drawing.ink import INK, PINK, ROSE, WHITE, both, stroke

if TYPE_CHECKING:
    from assets.faces import Face

EYE_Y = 51.0
EYE_X = 16.5
"""Distance of each eye from the middle."""
MOUTH_Y = 72.0
_LINE = 4.0


def features(face: Face, light: str) -> tuple[Shape, ...]:
    """Everything inside the body, back to front; `light` is the body's own colour, for lids."""
    return (*cheeks(face), *eyes(face, light), *brows(face), *mouth(face))


def cheeks(face: Face) -> tuple[Shape, ...]:
    shapes: tuple[Shape, ...] = ()
    if face.blush > 0:
        shapes += both(Shape(ellipse(24, 65.5, 7, 4.6), fill=ROSE, opacity=0.5 * face.blush))
    if face.queasy > 0:
        shapes += both(Shape(ellipse(24, 65, 7.5, 5), fill="#6FAF5A", opacity=0.6 * face.queasy))
    return shapes


def eyes(face: Face, light: str) -> tuple[Shape, ...]:
    shapes: list[Shape] = []
    for side in (-1, 1):
        x = 50 + side * EYE_X
        if face.eyes == "arcs":
            shapes.append(stroke(curve((x - 7, 54), ((x - 4, 46.2), (x + 4, 46.2), (x + 7, 54))), _LINE))
        elif face.eyes == "squeezed":
            shapes.append(stroke(line((x + side * 6, 46), (x - side * 6, 51.5), (x + side * 6, 57)), _LINE))
        elif face.eye < 0.12:
            shapes.append(stroke(curve((x - 7, 51), ((x - 4, 56.4), (x + 4, 56.4), (x + 7, 51))), _LINE))
        else:
            shapes += _open_eye(face, x, light)
    return tuple(shapes)


def _open_eye(face: Face, x: float, light: str) -> list[Shape]:
    """Dark with a glint; above 1.15 white shows all round, as it does in fright."""
    gaze_x, gaze_y = face.gaze
    if face.eye > 1.15:
        ball = ellipse(x, EYE_Y, 7.8 * face.eye, 9.3 * face.eye)
        at = (x + 3 * gaze_x, EYE_Y + 3 * gaze_y)
        return [
            Shape(ball, fill=WHITE, stroke=INK, width=2.2),
            Shape(ellipse(*at, 4.7), fill=INK),
            Shape(ellipse(at[0] + 1.6, at[1] - 1.8, 1.5), fill=WHITE),
        ]
    at = (x + 1.7 * gaze_x, EYE_Y + 1.7 * gaze_y)
    ball = ellipse(*at, 6, 8.5 * face.eye)
    glint = (at[0] + 2 + 1.6 * gaze_x, at[1] - 2.6 * face.eye + 1.8 * gaze_y)
    shapes = [Shape(ball, fill=INK), Shape(ellipse(*glint, 2.3), fill=WHITE)]
    if face.lid > 0:
        top = at[1] - 8.5 * face.eye
        edge = top + 17 * face.eye * face.lid
        cover = curve((x - 8, edge), ((x + 8, edge),), ((x + 8, top - 1),), ((x - 8, top - 1),), close=True)
        shapes += [Shape(cover, fill=light), stroke(line((x - 7.6, edge), (x + 7.6, edge)), 3)]
    return shapes


def brows(face: Face) -> tuple[Shape, ...]:
    if face.brow is None:
        return ()
    tilt = face.brow
    inner = 35 + (5.4 if tilt > 0 else 3.6) * tilt
    outer = 35 - (1.8 if tilt > 0 else 3.6) * tilt
    bend = min(inner, outer) - 2.2 + (2.4 if tilt > 0.5 else 0)
    shapes = []
    for side in (-1, 1):
        up = 5 * face.lift + (5.5 * face.raised if side > 0 else 0)
        points: tuple[Point, ...] = ((50 + side * 8.7, inner - up), (50 + side * 25, outer - up))
        middle = (50 + side * 17, bend - up)
        shapes.append(stroke(curve(points[0], (middle, points[1])), 3.8))
    return tuple(shapes)


def mouth(face: Face) -> tuple[Shape, ...]:
    wide = 15 * face.width
    if face.waver > 0:
        return (stroke(_wavering(wide, face.waver), 3.8),)
    if face.open < 0.03:
        return (stroke(_lips(wide, face.smile), _LINE),)
    if face.smile < 0.2:
        return _round_mouth(face.open, face.smile)
    return _laugh(wide, face.open)


def _lips(wide: float, smile: float) -> Path:
    ends, bow = MOUTH_Y + 2 - 5.5 * smile, MOUTH_Y + 2 + 14.5 * smile
    return curve((50 - wide, ends), ((50, bow), (50 + wide, ends)))


def _wavering(wide: float, height: float) -> Path:
    """A line that can't hold still: six points, up and down."""
    n = 6
    points = [(50 - wide + 2 * wide * i / n, MOUTH_Y + 2.3 + 2.6 * height * (-1 if i % 2 else 1)) for i in range(n + 1)]
    return through(points, close=False)


def _round_mouth(open_: float, smile: float) -> tuple[Shape, ...]:
    height = 3 + 9.5 * open_
    y = 75.5 - 2 * smile
    hole = ellipse(50, y, 5 + 4.5 * open_, height)
    tongue = Shape(ellipse(50, y + height * 0.85, 5.2, height * 0.5), fill=PINK, clip=hole)
    return (Shape(hole, fill=INK), tongue, Shape(hole, stroke=INK, width=1.5))


def _laugh(wide: float, open_: float) -> tuple[Shape, ...]:
    top, deep = 69.5, 7.5 + 14.5 * open_
    hole = curve(
        (50 - wide, top),
        ((50, top + 3), (50 + wide, top)),
        ((50 + wide * 0.9, top + deep * 0.82), (50 + wide * 0.45, top + deep), (50, top + deep)),
        ((50 - wide * 0.45, top + deep), (50 - wide * 0.9, top + deep * 0.82), (50 - wide, top)),
        close=True,
    )
    tongue = Shape(ellipse(50, top + deep * 1.02, wide * 0.62, deep * 0.42), fill=PINK, clip=hole)
    return (Shape(hole, fill=INK), tongue, Shape(hole, stroke=INK, width=3))
