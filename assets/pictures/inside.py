"""What a feeling is like inside: six sensations, each shown on a child's body whose face gives nothing away."""

from __future__ import annotations

from assets.art import Path, Shape, curve, ellipse, line, polygon, through
from assets.drawing.bodies import fire
from assets.drawing.child import ARM, TORSO, to_the_hips
from assets.drawing.ink import (
    CORAL,
    INK,
    LINE,
    RED,
    SLATE,
    YELLOW,
    Shapes,
    both,
    drop,
    inked,
    mirrored,
    stroke,
)
from assets.drawing.people import BRONZE, DEEP, LIGHT, PALE, TAN, UMBER, Look

_FLUTTER = Look(BRONZE, "#4F3E3C", "short", "#CFEBD0")
_HOT = Look(PALE, "#C9622F", "tail", "#FBD3C6")
_HEAVY = Look(DEEP, "#54423F", "short", "#C7E3F7")
_WOBBLY = Look(LIGHT, "#7A4B2E", "short", "#E2D9F5")
_TIGHT = Look(TAN, "#3F9C96", "scarf", "#FAE2A8")
_BUZZING = Look(UMBER, "#4A3B39", "bob", "#F7D0E0")


def butterflies() -> Shapes:
    """Three butterflies in the tummy."""
    return (
        *to_the_hips(_FLUTTER),
        *_butterfly(42, 63, 11, -18, "#F2789F"),
        *_butterfly(61, 71, 10, 20, "#A792E6"),
        *_butterfly(43, 84, 9, 12, "#F5A623"),
    )


def _butterfly(x: float, y: float, size: float, degrees: float, colour: str) -> Shapes:
    s = size
    wings = []
    for side in (-1, 1):
        wings.append(inked(ellipse(x + side * 0.52 * s, y - 0.32 * s, 0.52 * s, 0.5 * s), colour, 2))
        wings.append(inked(ellipse(x + side * 0.42 * s, y + 0.4 * s, 0.38 * s, 0.36 * s), colour, 2))
    body = stroke(line((x, y - 0.5 * s), (x, y + 0.55 * s)), 0.26 * s)
    feelers = [
        stroke(curve((x, y - 0.5 * s), ((x + d * s, y - s), (x + 2 * d * s, y - 1.05 * s))), 1.5) for d in (-0.2, 0.2)
    ]
    return tuple(shape.turned(degrees, (x, y)) for shape in (*wings, *feelers, body))


def hot() -> Shapes:
    """A fire in the tummy, red cheeks, drops of sweat and the heat going off at both sides."""
    flame = fire().scaled(0.42, 0.46).moved(0, 24)
    heart_of_it = drop(50, 82, 6)
    wave = curve((8, 66), ((2, 59), (13, 54), (8, 47)), ((3, 40), (13, 36), (8, 29)))
    return (
        *to_the_hips(_HOT),
        *both(Shape(ellipse(40.5, 28, 4.6, 3.2), fill="#E8483C", opacity=0.55)),
        *(inked(drop(x, y, 3.2), "#BFE3F7", 1.9) for x, y in ((24, 14), (17, 29), (88, 17))),
        inked(flame, CORAL),
        Shape(heart_of_it, fill=YELLOW),
        *both(stroke(wave, 3.6, RED)),
    )


def heavy() -> Shapes:
    """A great stone in the tummy; the head is low, and everything pulls down."""
    stone = through([(30, 78), (33, 65), (44, 58), (58, 59), (69, 67), (71, 79), (65, 90), (50, 93), (36, 90)])
    specks = ((44, 70, 3.2), (59, 74, 2.6), (49, 83, 2.2), (61, 84, 1.8))
    return (
        *to_the_hips(_HEAVY, low=6, eyes=False, arms=(ARM.moved(0, 4), mirrored(ARM).moved(0, 4))),
        inked(stone, "#9AA1B5"),
        Shape(ellipse(50, 92, 22, 9), fill="#6F768C", opacity=0.5, clip=stone),
        *(Shape(ellipse(x, y, r), fill="#6F768C") for x, y, r in specks),
        stroke(curve((37, 70), ((39, 65), (44, 63), (49, 63))), 2.4, "#D5D9E4"),
        Shape(stone, stroke=INK, width=LINE),
        *both(_down(5.5, 40)),
    )


def _down(x: float, y: float) -> Shape:
    """An arrow that points down."""
    shaft, tip = line((x, y), (x, y + 22)), line((x - 5, y + 16), (x, y + 22), (x + 5, y + 16))
    return stroke(Path((*shaft.segments, *tip.segments)), 3.2, SLATE)


def wobbly() -> Shapes:
    """A body like jelly, with wavy lines beside it."""
    side = [(72 + (3.2 if i % 2 else -3.2), 47 + i * 8.2) for i in range(7)]
    right = [(63.0, 39.5), *side, (66.0, 97.0)]
    jelly = through([*right, *((100 - x, y) for x, y in reversed(right))])
    arm = through([(28, 51), (19, 57), (22, 66), (14, 73), (17, 82), (13, 89)], close=False)
    wave = through([(4.5 + (2.6 if i % 2 else -2.6), 40 + 7 * i) for i in range(5)], close=False)
    band = through([(36 + 7 * i, 57 + (2.4 if i % 2 else -2.4)) for i in range(5)], close=False)
    return (
        *to_the_hips(_WOBBLY, jelly, arms=(arm, mirrored(arm))),
        *(stroke(band.moved(0, down), 3, "#8F79D6") for down in (0, 12, 24)),
        *both(stroke(wave, 3, "#6A4FB5")),
    )


def tight() -> Shapes:
    """A rope wound round the tummy and pulled to a knot."""
    ropes = [curve((21.5, y), ((38, y + 8), (62, y + 8), (78.5, y))) for y in (58, 69, 80)]
    knot = ellipse(50, 75, 9.5, 8)
    ends = (curve((46, 80), ((42, 86), (40, 90), (36, 94))), curve((54, 80), ((58, 86), (60, 90), (64, 94))))
    press = line((3, 64), (9, 70), (3, 76))
    return (
        *to_the_hips(_TIGHT, arms=(ARM.moved(3, 0), mirrored(ARM).moved(-3, 0))),
        *(Shape(rope, stroke=INK, width=9.6, clip=TORSO) for rope in ropes),
        *(Shape(rope, stroke="#D9A871", width=5.4, clip=TORSO) for rope in ropes),
        *(stroke(end, 8.6) for end in ends),
        *(stroke(end, 4.2, "#D9A871") for end in ends),
        inked(knot, "#D9A871"),
        stroke(curve((44, 72), ((50, 77), (54, 77), (57, 72))), 2.2, "#8A5A32"),
        Shape(TORSO, stroke=INK, width=LINE),
        *both(stroke(press, 3.6, RED)),
    )


def buzzing() -> Shapes:
    """A tummy full of sparks, and a buzz round the whole body."""
    bolts = ((38, 60, 1.0), (60, 64, 0.9), (45, 80, 0.9))
    shiver = line(*((6 + (3.2 if i % 2 else -3.2), 40 + 5 * i) for i in range(9)))
    rays = (((25, 9), (20, 4)), ((20, 21), (13, 19)))
    return (
        *to_the_hips(_BUZZING),
        *(inked(_bolt(x, y, 11 * size), YELLOW, 2.2) for x, y, size in bolts),
        *both(stroke(shiver, 3, "#B97A00")),
        *(s for ends in rays for s in both(stroke(line(*ends), 3.2, "#B97A00"))),
    )


def _bolt(x: float, y: float, size: float) -> Path:
    """A flash of lightning about its middle."""
    points = ((0.1, -1), (-0.7, 0.15), (-0.1, 0.15), (-0.25, 1), (0.65, -0.25), (0.05, -0.25), (0.45, -1))
    return polygon(*((x + dx * size, y + dy * size) for dx, dy in points))
