"""Birds, seen from the front."""

from __future__ import annotations

from assets.animals.parts import Shapes, big_eyes, cheeks, even, eyes, marking, pair, smooth
from assets.art import Shape, curve, ellipse, line
from assets.drawing.ink import AMBER, CREAM, INK, ORANGE, WHITE, both, inked, stroke


def beak(y: float, wide: float, high: float, fill: str = ORANGE) -> Shapes:
    """A short beak seen from the front: two lips and the line between."""
    shape = even(
        (50, y - high),
        ((50 + wide * 0.6, y - high * 0.7), (50 + wide, y - 1), (50 + wide, y)),
        ((50 + wide * 0.6, y + high), (50 + 2, y + high), (50, y + high)),
    )
    return (inked(shape, fill, 2.3), stroke(curve((50 - wide, y), ((50, y + high * 0.4), (50 + wide, y))), 1.9))


def foot(x: float, y: float, fill: str = ORANGE) -> Shape:
    toes = curve(
        (x, y - 4),
        ((x + 8, y - 4), (x + 9, y + 3), (x + 6, y + 3)),
        ((x - 6, y + 3),),
        ((x - 9, y + 3), (x - 8, y - 4), (x, y - 4)),
        close=True,
    )
    return inked(toes, fill, 2.3)


def owl() -> Shapes:
    body = even(
        (50, 18),
        ((60, 18), (68, 14), (78, 4)),
        ((84, 14), (86, 30), (86, 50)),
        ((86, 80), (72, 94), (50, 94)),
    )
    wing = curve((16, 44), ((14, 64), (20, 80), (31, 86)), ((35, 72), (30, 54), (16, 44)), close=True)
    return (
        *both(foot(38, 94)),
        inked(body, "#9A7452"),
        marking(ellipse(50, 78, 22, 24), "#E9CDA3", body),
        *(
            stroke(curve((x - 4, y), ((x, y + 5), (x + 4, y))), 2, "#B98F61")
            for x, y in ((42, 68), (58, 68), (50, 75), (42, 82), (58, 82))
        ),
        *pair(wing, "#7D5B3E"),
        Shape(body, stroke=INK, width=2.8),
        *big_eyes(16, 41, 15, 7.5),
        inked(even((50, 47), ((54, 47), (56, 50), (55, 53)), ((53, 58), (51, 60), (50, 60))), AMBER, 2.2),
    )


def penguin() -> Shapes:
    body = even((50, 5), ((72, 5), (77, 24), (79, 46)), ((84, 72), (78, 93), (50, 93)))
    flipper = curve((25, 40), ((12, 52), (6, 66), (8, 76)), ((16, 76), (22, 70), (24, 62)), close=True)
    belly = even(
        (50, 30), ((53, 20), (69, 20), (69, 34)), ((69, 42), (72, 56), (72, 68)), ((72, 84), (62, 90), (50, 90))
    )
    return (
        *both(foot(36, 94)),
        *pair(flipper, "#4B5478"),
        inked(body, "#4B5478"),
        Shape(belly, fill=WHITE),
        *eyes(11, 33, 4.4),
        *cheeks(17.5, 43, 4),
        *beak(42, 6, 4.5),
    )


def chick() -> Shapes:
    wing = curve((19, 56), ((6, 56), (3, 66), (8, 72)), ((14, 78), (22, 76), (25, 72)), close=True)
    body = even((50, 14), ((74, 14), (85, 34), (85, 54)), ((85, 78), (70, 90), (50, 90)))
    tuft = (line((50, 14), (50, 4)), line((50, 14), (42, 6)), line((50, 14), (58, 6)))
    return (
        *both(foot(38, 93)),
        *(stroke(hair, 3) for hair in tuft),
        *pair(wing, "#FFC93C"),
        inked(body, "#FFDD6B"),
        *eyes(18, 46, 5),
        *cheeks(26, 59, 5),
        *beak(56, 8, 6),
    )


def duck() -> Shapes:
    neck = even((50, 58), ((72, 60), (86, 72), (88, 97)), ((70, 99), (60, 99), (50, 99)))
    head = even((50, 8), ((72, 8), (80, 24), (80, 38)), ((80, 56), (68, 67), (50, 67)))
    bill = even(
        (50, 44), ((58, 43), (62, 48), (70, 50)), ((78, 53), (74, 62), (64, 62)), ((58, 62), (54, 66), (50, 66))
    )
    return (
        inked(neck, "#C9A27A"),
        inked(head, "#4E9E74"),
        inked(
            curve((27, 70), ((38, 79), (62, 79), (73, 70)), ((75, 75),), ((62, 84), (38, 84), (25, 75)), close=True),
            WHITE,
            2.3,
        ),
        inked(bill, "#FFC04A", 2.5),
        stroke(curve((29, 55), ((40, 60), (60, 60), (71, 55))), 2),
        *both(Shape(ellipse(46, 49.5, 1.3, 1.8), fill=INK)),
        *eyes(15, 33, 4.8),
    )


def parrot() -> Shapes:
    crest = smooth((50, 20), (40, 16), (38, 3), (47, 9), (52, 1), (56, 9), (65, 5), (61, 17))
    tail = curve((42, 84), ((40, 99),), ((50, 96),), ((60, 99),), ((58, 84),), close=True)
    body = even((50, 14), ((70, 14), (77, 30), (76, 50)), ((75, 76), (65, 91), (50, 91)))
    wing = curve((27, 46), ((10, 54), (8, 76), (22, 92)), ((32, 82), (34, 62), (27, 46)), close=True)
    bill = even((50, 38), ((60, 38), (62, 47), (58, 54)), ((55, 60), (52, 62), (50, 64)))
    return (
        inked(tail, "#5B9FDB"),
        inked(crest, AMBER),
        inked(body, "#E8604C"),
        *both(inked(ellipse(36, 38, 10, 11), WHITE, 2)),
        marking(ellipse(50, 84, 18, 18), "#FFD25A", body),
        Shape(body, stroke=INK, width=2.8),
        *pair(wing, "#5B9FDB"),
        *eyes(14.5, 38, 4.3),
        inked(bill, "#4A4563", 2.3),
    )


def robin() -> Shapes:
    body = even((50, 14), ((76, 14), (88, 34), (88, 54)), ((88, 74), (72, 86), (50, 86)))
    breast = even((50, 40), ((56, 32), (76, 34), (76, 52)), ((76, 70), (64, 78), (50, 78)))
    legs = both(stroke(line((41, 84), (41, 95)), 3))
    toes = both(stroke(line((35, 96), (47, 96)), 3))
    tail = curve((84, 60), ((92, 62),), ((99, 50),), ((90, 46),), ((84, 48),), close=True)
    return (
        *legs,
        *toes,
        inked(tail, "#8C6A55"),
        inked(body, "#A9845F"),
        marking(ellipse(50, 84, 26, 20), CREAM, body),
        Shape(breast, fill="#EE7044"),
        Shape(body, stroke=INK, width=2.8),
        *eyes(15, 46, 4.8),
        inked(
            curve((45, 53), ((50, 50), (55, 53)), ((53, 58), (51, 61), (50, 62)), ((49, 61), (47, 58), (45, 53))),
            "#4A4563",
            2,
        ),
    )
