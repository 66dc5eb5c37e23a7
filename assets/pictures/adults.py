"""Adults as neutral busts, for a school that has no photographs, and signs with an adult in them."""

from __future__ import annotations

from assets.art import Shape, curve, ellipse, line, rounded
from assets.drawing.ink import CORAL, INK, LAVENDER, SEA, WHITE, YELLOW, Shapes, heart, inked, stroke
from assets.drawing.people import BRONZE, DEEP, LIGHT, PALE, TAN, UMBER, Look, bust, figure, speech

ADULTS = (
    Look(LIGHT, "#7A4B2E", "bob", "#7FA8EA"),
    Look(DEEP, "#54423F", "curls", "#F5C24C"),
    Look(TAN, "#3F9C96", "scarf", "#EFA7B8"),
    Look(PALE, "#B9BCC8", "bald", "#7CC98A", beard=True, glasses=True),
    Look(BRONZE, "#4F3E3C", "long", "#F2916B"),
    Look(UMBER, "#E08A2E", "turban", "#6D7FC2"),
    Look(UMBER, "#54423F", "bun", "#B59BE8"),
    Look(PALE, "#C9622F", "tail", "#58B5B0", glasses=True),
)
BIG = Look(TAN, "#5E3B28", "bob", "#7FA8EA")
SMALL = Look(UMBER, "#54423F", "curls", "#F4A3B8")
OTHER = Look(LIGHT, "#7A4B2E", "short", "#8CCF98")


def adult(number: int) -> Shapes:
    """One of the eight busts, from 1."""
    return bust(ADULTS[number - 1])


def any_adult() -> Shapes:
    """Three adults close together: whoever is there."""
    return (
        *figure(24, 22, 12.5, 92, ADULTS[1], 2.4),
        *figure(76, 22, 12.5, 92, ADULTS[4], 2.4),
        *figure(50, 30, 14.5, 97, ADULTS[7], 2.6),
    )


def someone_else() -> Shapes:
    """An outline that could be anybody."""
    body = curve((50, 60), ((76, 60), (88, 74), (88, 97)), ((12, 97),), ((12, 74), (24, 60), (50, 60)), close=True)
    hook = curve((43, 27), ((43, 17), (57.5, 17), (57.5, 26)), ((57.5, 33), (50, 31), (50, 38)))
    return (
        inked(body, LAVENDER),
        inked(ellipse(50, 33, 24), WHITE),
        stroke(hook, 4.2),
        Shape(ellipse(50, 46, 2.8), fill=INK),
    )


def grown_up() -> Shapes:
    """A big and a small figure, the big one's arm about the small one."""
    arm = curve((53, 66), ((66, 66), (78, 68), (84, 76)))
    return (
        *figure(38, 5, 16.5, 97, BIG),
        *figure(74, 40, 12.5, 97, SMALL, 2.6),
        stroke(arm, 11),
        stroke(arm, 5.6, BIG.top),
        # The sleeve grows out of the body: no seam.
        Shape(ellipse(52.6, 66.1, 8.4, 6.4), fill=BIG.top),
        inked(ellipse(85, 77.5, 4.4), BIG.skin, 2.4),
    )


def talk() -> Shapes:
    """Two people talking."""
    return (
        *figure(26, 26, 14, 97, BIG, 2.6),
        *figure(77, 48, 11, 97, SMALL, 2.4),
        *speech(69, 20, 40, 24, (51, 41)),
    )


def sit() -> Shapes:
    """Two people sitting side by side on a bench."""
    seat = rounded(4, 76, 92, 8, 3)
    legs = (line((14, 84), (14, 97)), line((86, 84), (86, 97)))
    return (
        *(stroke(leg, 7) for leg in legs),
        *(stroke(leg, 2.4, "#C98F5A") for leg in legs),
        *figure(33, 15, 14.5, 77, BIG, 2.6),
        *figure(71, 33, 11.5, 77, SMALL, 2.5),
        inked(seat, "#D9A871"),
        *_knees(33, 17, "#4F5E94", 97),
        *_knees(71, 13, "#6B5B95", 92),
    )


def _knees(x: float, wide: float, colour: str, foot: float) -> Shapes:
    """Two legs bent over the edge of a seat."""
    shapes: list[Shape] = []
    for side in (-1, 1):
        middle = x + side * wide * 0.42
        shapes.append(inked(rounded(middle - wide * 0.3, 70, wide * 0.6, foot - 72, 4.5), colour, 2.4))
        shapes.append(inked(ellipse(middle, foot - 1.6, wide * 0.36, 3), "#4A4563", 2.2))
    return tuple(shapes)


def watch() -> Shapes:
    """A child at play; a grown-up further off, with an eye on them."""
    eye = curve((44, 19), ((54, 6), (76, 6), (86, 19)), ((76, 32), (54, 32), (44, 19)), close=True)
    look = [ellipse(56 - 6 * i, 36 + 5.5 * i, 1.8) for i in range(3)]
    blocks = (rounded(3, 84, 13, 13, 2), rounded(50, 84, 13, 13, 2))
    return (
        stroke(line((3, 80), (97, 80)), 3, "#2F7D46"),
        *figure(80, 41, 8.6, 80, BIG, 2.3),
        *figure(33, 45, 12.8, 97, SMALL, 2.6),
        inked(blocks[0], YELLOW, 2.4),
        inked(blocks[1], SEA, 2.4),
        inked(eye, WHITE),
        Shape(ellipse(65, 19, 8.6), fill=SEA, stroke=INK, width=2.2),
        Shape(ellipse(65, 19, 4.2), fill=INK),
        Shape(ellipse(67.4, 16.6, 1.6), fill=WHITE),
        *(Shape(dot, fill=INK) for dot in look),
    )


def card() -> Shapes:
    """A card to take to an adult: the sign for a grown-up on it, and a heart."""
    sheet = rounded(14, 4, 72, 92, 9)
    band = curve(
        (14, 20),
        ((14, 13),),
        ((14, 8), (18, 4), (23, 4)),
        ((77, 4),),
        ((82, 4), (86, 8), (86, 13)),
        ((86, 20),),
        close=True,
    )
    return (
        inked(sheet, WHITE),
        Shape(band, fill=CORAL),
        Shape(sheet, stroke=INK, width=2.8),
        *(shape.scaled(0.62, (50, 50)).moved(-2, 4) for shape in grown_up()),
        stroke(line((30, 88), (70, 88)), 3, "#D9CFE8"),
        inked(heart(50, 12.3, 4.4), WHITE, 1.6),
    )
