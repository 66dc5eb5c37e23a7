"""Animals of ponds, rivers and the sea."""

from __future__ import annotations

from assets.animals.parts import (
    Shapes,
    big_eyes,
    cheeks,
    even,
    eyes,
    flat_pair,
    marking,
    nose,
    pair,
    smile,
    smooth,
    triangle,
    whiskers,
)
from assets.art import Shape, curve, ellipse, line
from assets.drawing.ink import INK, WHITE, both, inked, stroke


def frog() -> Shapes:
    head = even((50, 36), ((78, 36), (94, 48), (94, 64)), ((94, 82), (74, 90), (50, 90)))
    return (
        *pair(ellipse(27, 31, 17), "#7CC98A"),
        inked(head, "#7CC98A"),
        *flat_pair(ellipse(27, 33, 14), "#7CC98A"),
        *big_eyes(23, 30, 10.5),
        stroke(curve((22, 63), ((36, 78), (64, 78), (78, 63))), 2.8),
        *both(Shape(ellipse(46, 55, 1.5, 2), fill=INK)),
        *cheeks(36, 62, 5),
    )


def crab() -> Shapes:
    body = even((50, 42), ((74, 42), (84, 54), (84, 65)), ((82, 80), (66, 87), (50, 87)))
    arm = curve((22, 60), ((12, 56), (9, 48), (12, 40)))
    claw = curve(
        (13, 44),
        ((0, 40), (-1, 22), (10, 15)),
        ((10, 21), (12, 25), (16, 27)),
        ((18, 22), (22, 18), (26, 17)),
        ((30, 30), (24, 43), (13, 44)),
        close=True,
    )
    legs = (line((23, 74), (9, 76), (5, 84)), line((28, 80), (17, 86), (15, 94)))
    return (
        *(s for leg in legs for s in both(stroke(leg, 5))),
        *both(stroke(arm, 9)),
        *both(stroke(arm, 4, "#F07A5E")),
        *pair(claw, "#F07A5E"),
        *both(stroke(line((41, 46), (40, 33)), 4)),
        inked(body, "#F07A5E"),
        *big_eyes(10.5, 29, 8, 4.4),
        smile(65, 10, 6),
        *cheeks(22, 66, 4.5, "#B93A2A"),
    )


def octopus() -> Shapes:
    arms = even(
        (50, 62),
        ((70, 62), (74, 60), (78, 66)),
        ((84, 76), (90, 72), (96, 76)),
        ((100, 84), (90, 90), (82, 86)),
        ((78, 84), (76, 82), (74, 80)),
        ((76, 90), (82, 90), (82, 96)),
        ((76, 102), (64, 98), (62, 86)),
        ((60, 94), (58, 98), (50, 98)),
    )
    head = even((50, 6), ((74, 6), (84, 24), (82, 42)), ((80, 54), (76, 60), (76, 68)), ((70, 76), (60, 72), (50, 72)))
    return (
        inked(arms, "#B59BE8"),
        inked(head, "#B59BE8"),
        Shape(ellipse(50, 70, 22, 7), fill="#B59BE8"),
        *(Shape(ellipse(x, y, r), fill="#D6C6F7") for x, y, r in ((34, 18, 4), (43, 13, 2.4), (66, 20, 3))),
        *eyes(13, 44, 5.2),
        *cheeks(22, 56, 4.8),
        smile(55, 6, 5),
        *(Shape(ellipse(x, y, 1.8), fill="#D6C6F7") for x, y in ((16, 80), (84, 80), (30, 88), (70, 88), (50, 89))),
    )


def fish() -> Shapes:
    body = even((50, 20), ((76, 20), (80, 40), (80, 54)), ((80, 74), (66, 86), (50, 86)))
    fin = curve(
        (22, 48), ((10, 42), (3, 46), (2, 52)), ((8, 56), (4, 64), (6, 70)), ((14, 72), (22, 68), (25, 64)), close=True
    )
    top = curve((34, 25), ((36, 10), (46, 4), (58, 5)), ((54, 12), (60, 16), (66, 25)), close=True)
    foot = curve(
        (42, 84),
        ((36, 90), (36, 96), (38, 98)),
        ((46, 94), (54, 94), (62, 98)),
        ((64, 96), (64, 90), (58, 84)),
        close=True,
    )
    return (
        inked(top, "#F27F3D"),
        inked(foot, "#F27F3D"),
        *pair(fin, "#F27F3D"),
        inked(body, "#F9A65A"),
        *(
            marking(
                curve(
                    (18, y),
                    ((38, y + 9), (62, y + 9), (82, y)),
                    ((82, y + 8),),
                    ((62, y + 17), (38, y + 17), (18, y + 8)),
                    close=True,
                ),
                WHITE,
                body,
            )
            for y in (21, 72)
        ),
        Shape(body, stroke=INK, width=2.8),
        *big_eyes(15, 48, 9.5),
        inked(ellipse(50, 67, 7, 5), "#F27F3D", 2.4),
        stroke(line((44, 67), (56, 67)), 2),
    )


def whale() -> Shapes:
    body = even((50, 34), ((80, 34), (95, 50), (95, 66)), ((95, 84), (74, 93), (50, 93)))
    spray = curve((50, 33), ((50, 22), (46, 12), (34, 12)), ((27, 12), (25, 20), (30, 22)))
    fin = curve((10, 72), ((2, 76), (0, 86), (4, 92)), ((14, 92), (22, 88), (24, 84)), close=True)
    return (
        *both(stroke(spray, 6.2)),
        *both(stroke(spray, 2.2, "#8CCBEF")),
        *pair(fin, "#5B9FDB"),
        inked(body, "#6FB2E4"),
        marking(ellipse(50, 94, 42, 22), "#E6F3FC", body),
        *(
            stroke(curve((x, 78), ((x + d, 83), (x + d, 87), (x + d, 90))), 1.9, "#8FB6D6")
            for x, d in ((32, 1), (44, 0), (56, 0), (68, -1))
        ),
        Shape(body, stroke=INK, width=2.8),
        *eyes(29, 58, 4.8),
        stroke(curve((28, 68), ((42, 75), (58, 75), (72, 68))), 2.5),
    )


def seal() -> Shapes:
    body = even((50, 8), ((70, 8), (76, 24), (76, 38)), ((77, 54), (84, 66), (82, 80)), ((80, 92), (66, 94), (50, 94)))
    flipper = curve((21, 72), ((8, 76), (2, 88), (6, 95)), ((18, 98), (30, 94), (33, 88)), close=True)
    return (
        inked(body, "#97A3BB"),
        marking(ellipse(50, 84, 21, 24), "#C3CBDB", body),
        Shape(body, stroke=INK, width=2.8),
        *pair(flipper, "#97A3BB"),
        *whiskers(49, 16, 35),
        *both(inked(ellipse(43, 49, 9, 7.5), "#E4E8F0", 2)),
        *eyes(13, 33, 5.4),
        nose(42.5, 5),
    )


def jellyfish() -> Shapes:
    bell = even(
        (50, 6),
        ((76, 6), (90, 26), (90, 48)),
        ((90, 58), (80, 54), (77, 50)),
        ((73, 58), (66, 58), (63, 51)),
        ((59, 59), (52, 58), (50, 51)),
    )
    arm = curve((31, 52), ((22, 64), (38, 74), (28, 92)))
    inner = curve((43, 52), ((38, 66), (50, 78), (43, 96)))
    return (
        *both(stroke(arm, 8.4)),
        *both(stroke(arm, 3.6, "#F7B9CF")),
        *both(stroke(inner, 8.4)),
        *both(stroke(inner, 3.6, "#F48FB1")),
        inked(bell, "#F9C9DA"),
        *(Shape(ellipse(x, y, r), fill="#F2A3C0") for x, y, r in ((34, 17, 3.4), (50, 13, 2.6), (66, 18, 3))),
        *eyes(13, 34, 4.8),
        *cheeks(22, 42, 4.5, "#E0608F"),
        smile(40, 6, 4),
    )


def crocodile() -> Shapes:
    head = even(
        (50, 27), ((62, 27), (72, 28), (72, 42)), ((72, 54), (78, 66), (78, 78)), ((76, 94), (62, 96), (50, 96))
    )
    ridges = (
        triangle((18, 34), (5, 30), (15, 43)),
        triangle((20, 46), (7, 46), (18, 56)),
        triangle((19, 58), (5, 62), (19, 68)),
    )
    teeth = [triangle((x, 81), (x + 7, 82), (x + 3.5, 88.5)) for x in (27, 36, 57, 66)]
    return (
        *(s for ridge in ridges for s in pair(ridge.moved(9, 0), "#4E8F5A")),
        *pair(ellipse(33, 25, 13), "#6DB37A"),
        inked(head, "#6DB37A"),
        *flat_pair(ellipse(33, 27, 10.6), "#6DB37A"),
        *big_eyes(17, 24, 7.6),
        *both(Shape(ellipse(42, 66, 2.4, 3), fill=INK)),
        *(inked(tooth, WHITE, 1.8) for tooth in teeth),
        stroke(curve((24, 80), ((40, 85), (60, 85), (76, 80))), 2.6),
        *(Shape(ellipse(x, y, 2.2), fill="#4E8F5A") for x, y in ((44, 44), (56, 44), (50, 52))),
    )


def starfish() -> Shapes:
    soft = smooth(
        (50, 3), (58, 12), (64, 33), (86, 32), (97, 40), (88, 50), (72, 60), (80, 80), (80, 93), (69, 92), (50, 79),
        (31, 92), (20, 93), (20, 80), (28, 60), (12, 50), (3, 40), (14, 32), (36, 33), (42, 12),
    )  # fmt: skip
    return (
        inked(soft, "#F7B267"),
        *(
            Shape(ellipse(x, y, 2.4), fill="#E58B3B")
            for x, y in ((50, 16), (50, 25), (84, 41), (16, 41), (72, 82), (28, 82), (66, 74), (34, 74))
        ),
        *eyes(11, 49, 4.8),
        *cheeks(18, 58, 4.2),
        smile(57, 6, 4.5),
    )
