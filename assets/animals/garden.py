"""Small animals of the garden, and a dinosaur."""

from __future__ import annotations

from assets.animals.parts import Shapes, cheeks, even, eyes, marking, pair, smile, smooth
from assets.art import Shape, curve, ellipse, line, through
from assets.drawing.ink import CREAM, INK, PINK, WHITE, both, inked, stroke


def feelers(x: float, y: float, out: float, up: float) -> Shapes:
    """Two bent feelers with a knob each."""
    bend = curve((x, y), ((x - 1, y - up * 0.7), (x - out, y - up * 0.7), (x - out, y - up)))
    return (*both(stroke(bend, 2.8)), *both(Shape(ellipse(x - out, y - up, 3.4), fill=INK)))


def bee() -> Shapes:
    wing = curve((33, 44), ((12, 22), (-2, 34), (3, 50)), ((8, 64), (24, 62), (33, 56)), close=True)
    body = even((50, 24), ((70, 24), (77, 40), (77, 56)), ((77, 78), (62, 93), (50, 95)))
    bands = [
        curve(
            (18, y),
            ((38, y + 8), (62, y + 8), (82, y)),
            ((82, y + 8.5),),
            ((62, y + 16.5), (38, y + 16.5), (18, y + 8.5)),
            close=True,
        )
        for y in (61, 77)
    ]
    return (
        *feelers(42, 26, 10, 18),
        *pair(wing, "#E3F1FB"),
        inked(body, "#FFD25A"),
        *(marking(band, INK, body) for band in bands),
        Shape(body, stroke=INK, width=2.8),
        *eyes(12, 43, 4.8),
        *cheeks(19, 53, 4),
        smile(51, 6, 4),
    )


def butterfly() -> Shapes:
    upper = curve((46, 48), ((40, 20), (16, 6), (5, 18)), ((-3, 30), (8, 54), (44, 58)), close=True)
    lower = curve((46, 56), ((24, 56), (10, 66), (16, 82)), ((22, 96), (42, 90), (47, 70)), close=True)
    body = even((50, 26), ((60, 26), (63, 36), (60, 44)), ((58, 60), (56, 84), (50, 90)))
    return (
        *feelers(46, 28, 10, 17),
        *pair(lower, "#F9B44A"),
        *pair(upper, "#7FA8EA"),
        *both(Shape(ellipse(21, 31, 7.5, 8.5), fill="#C9DDFB")),
        *both(Shape(ellipse(28, 74, 6), fill="#FFE3A8")),
        inked(body, "#6B5B95"),
        *(Shape(ellipse(x, 36, 3.9, 4.6), fill=WHITE) for x in (45.5, 54.5)),
        *eyes(4.3, 36.4, 2.5),
        stroke(curve((46, 44.5), ((48, 47), (52, 47), (54, 44.5))), 2, WHITE),
    )


def ladybird() -> Shapes:
    shell = even((50, 30), ((80, 30), (93, 48), (93, 64)), ((93, 84), (74, 94), (50, 94)))
    head = even((50, 12), ((68, 12), (76, 24), (74, 40)), ((66, 46), (58, 48), (50, 48)))
    return (
        *feelers(41, 15, 9, 12),
        inked(shell, "#E8503F"),
        stroke(line((50, 46), (50, 94)), 2.8),
        *(
            Shape(ellipse(x, y, r), fill=INK)
            for x, y, r in ((27, 58, 7), (73, 58, 7), (37, 78, 6.5), (63, 78, 6.5), (17, 74, 4), (83, 74, 4))
        ),
        inked(head, "#4A4563"),
        *(Shape(ellipse(x, 31, 6.4, 7.4), fill=WHITE) for x in (39, 61)),
        *eyes(10.4, 31.6, 4.2),
    )


def snail() -> Shapes:
    shell = ellipse(58, 42, 35, 34)
    spiral = through(
        [(58, 45), (64, 40), (60, 32), (50, 33), (45, 43), (51, 54), (65, 55), (75, 45), (71, 29), (56, 22)],
        close=False,
    )
    foot = curve(
        (12, 90),
        ((4, 90), (4, 80), (10, 78)),
        ((12, 66), (14, 60), (28, 60)),
        ((42, 60), (44, 72), (44, 74)),
        ((66, 76), (90, 72), (97, 86)),
        ((98, 90), (94, 90), (92, 90)),
        close=True,
    )
    stalks = (line((21, 62), (15, 42)), line((34, 62), (38, 44)))
    return (
        inked(shell, "#E59A6B"),
        stroke(spiral, 3, "#A8583A"),
        *(stroke(stalk, 7) for stalk in stalks),
        *(stroke(stalk, 2.2, "#F2D9A6") for stalk in stalks),
        inked(foot, "#F2D9A6"),
        *(
            s
            for x, y in ((14, 38), (39, 40))
            for s in (
                inked(ellipse(x, y, 7.6), WHITE, 2.3),
                Shape(ellipse(x + 0.6, y + 0.6, 4), fill=INK),
                Shape(ellipse(x + 2, y - 0.8, 1.4), fill=WHITE),
            )
        ),
        smile(74, 6, 4, 27),
        Shape(ellipse(16, 75, 3.4, 2.5), fill=PINK, opacity=0.5),
        Shape(ellipse(38, 75, 3.4, 2.5), fill=PINK, opacity=0.5),
    )


def caterpillar() -> Shapes:
    rings = ((88, 74, 10.5), (77, 80, 12.5), (63, 79, 14.5))
    return (
        *(inked(ellipse(x, y, r), "#9BD66B" if i % 2 else "#7CBF58") for i, (x, y, r) in enumerate(rings)),
        *(stroke(line((x, y), (x, y + 5)), 3.4) for x, y in ((60, 93), (68, 93), (76, 92))),
        *(s.moved(-15, 11) for s in feelers(42, 20, 9, 15)),
        inked(ellipse(36, 56, 31), "#9BD66B"),
        *(s.moved(-14, 0) for s in (*eyes(12, 52, 5.2), *cheeks(21, 63, 4.6), smile(63, 6, 4.5))),
    )


def snake() -> Shapes:
    coil = ((50, 88, 44, 9.5), (50, 76, 33, 9.5))
    neck = curve((34, 72), ((32, 60), (40, 56), (38, 44)), ((62, 44),), ((60, 56), (68, 60), (66, 72)), close=True)
    head = even((50, 9), ((66, 9), (74, 20), (76, 32)), ((78, 44), (66, 51), (50, 51)))
    tongue = (line((50, 50), (50, 58)), line((50, 58), (46.5, 62.5)), line((50, 58), (53.5, 62.5)))
    return (
        *(inked(ellipse(*ring), "#84B85B") for ring in coil),
        *(
            Shape(ellipse(x, y, 4, 2.6), fill="#C4DE8E")
            for x, y in ((24, 89), (41, 91), (59, 91), (76, 89), (36, 77.5), (64, 77.5))
        ),
        inked(neck, "#84B85B"),
        Shape(ellipse(50, 66, 8, 7), fill="#D9EBAF"),
        *(stroke(fork, 2.4, "#D8435F") for fork in tongue),
        inked(head, "#84B85B"),
        Shape(even((50, 12), ((53, 15), (54, 19), (50, 24))), fill="#C4DE8E"),
        *eyes(14, 31, 4.8),
        *both(Shape(ellipse(47, 39, 1.3, 1.7), fill=INK)),
        smile(43.5, 9, 3.4),
    )


def dinosaur() -> Shapes:
    frill = smooth(
        (50, 5),
        (61, 12),
        (74, 7),
        (80, 19),
        (93, 22),
        (91, 36),
        (98, 48),
        (89, 57),
        (80, 66),
        (20, 66),
        (11, 57),
        (2, 48),
        (9, 36),
        (7, 22),
        (20, 19),
        (26, 7),
        (39, 12),
    )
    horn = curve((34, 37), ((25, 28), (24, 18), (26, 11)), ((34, 17), (41, 24), (44, 33)), close=True)
    head = even(
        (50, 29), ((70, 29), (78, 42), (77, 56)), ((74, 66), (74, 74), (70, 82)), ((64, 93), (57, 96), (50, 96))
    )
    return (
        inked(frill, "#5FB3A4"),
        *both(Shape(ellipse(18, 37, 4.6), fill="#A8DDD2")),
        *both(Shape(ellipse(24, 22, 3.4), fill="#A8DDD2")),
        *pair(horn, CREAM),
        inked(head, "#7CCBBB"),
        *eyes(16, 50, 4.9),
        inked(curve((45, 66), ((46, 58), (48, 55), (50, 52)), ((52, 55), (54, 58), (55, 66)), close=True), CREAM, 2.4),
        *both(Shape(ellipse(41, 72, 1.9, 2.4), fill=INK)),
        smile(82, 9, 4.5),
        *cheeks(22, 64, 4.2),
    )
