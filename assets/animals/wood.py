"""Animals of the wood and the hedge."""

from __future__ import annotations

import math

from assets.animals.parts import (
    Shapes,
    cheeks,
    even,
    eyes,
    flat_pair,
    marking,
    mouth,
    nose,
    pair,
    round_ears,
    smile,
    smooth,
    triangle,
)
from assets.art import Shape, curve, ellipse, line, polygon
from assets.drawing.ink import CREAM, INK, WHITE, both, inked, stroke


def bear() -> Shapes:
    head = even((50, 17), ((74, 17), (88, 35), (88, 55)), ((88, 78), (72, 90), (50, 90)))
    return (
        *round_ears(31, 22, 14, "#B5794B", "#E9C69A"),
        inked(head, "#B5794B"),
        Shape(ellipse(50, 70, 18, 14.5), fill="#EFD3AC"),
        *eyes(17, 49, 4.8),
        nose(63.5, 6.4),
        *mouth(68.5, 8, 4.5),
    )


def fox() -> Shapes:
    head = even(
        (50, 29),
        ((58, 29), (63, 28), (68, 27)),
        ((75, 16), (83, 9), (90, 6)),
        ((94, 22), (94, 38), (90, 50)),
        ((92, 56), (95, 60), (97, 65)),
        ((80, 78), (64, 90), (50, 93)),
    )
    mask = curve(
        (3, 65), ((16, 56), (30, 52), (40, 58)), ((46, 62), (49, 72), (50, 80)), ((50, 93),), ((20, 93),), close=True
    )
    return (
        inked(head, "#F08A3C"),
        *flat_pair(mask, "#FFF4E4", head),
        *flat_pair(triangle((14, 16), (16, 36), (28, 30)), "#5E3B28"),
        Shape(head, stroke=INK, width=2.8),
        *eyes(18, 55, 4.8),
        nose(84, 6),
    )


def squirrel() -> Shapes:
    tail = curve(
        (56, 92),
        ((84, 98), (100, 80), (96, 54)),
        ((94, 38), (76, 34), (71, 46)),
        ((68, 55), (78, 60), (82, 54)),
        ((84, 74), (70, 78), (60, 76)),
        close=True,
    )
    body = smooth((38, 56), (56, 58), (65, 76), (60, 94), (40, 97), (22, 94), (18, 76), (26, 60))
    ear = curve((25, 20), ((18, 12), (18, 4), (20, 1)), ((28, 4), (34, 10), (37, 15)), close=True)
    head = smooth((40, 12), (58, 18), (67, 34), (62, 50), (40, 58), (18, 50), (13, 34), (22, 18))
    return (
        inked(tail, "#D9793B"),
        inked(body, "#D9793B"),
        marking(ellipse(40, 82, 13, 17), CREAM, body),
        inked(ear, "#D9793B"),
        inked(ear.mapped(-1, 0, 0, 1, 80, 0), "#D9793B"),
        inked(head, "#D9793B"),
        Shape(ellipse(40, 46, 13, 9.5), fill=CREAM),
        *(s.moved(-10, 0) for s in (*eyes(13, 35, 4.7), nose(42.5, 4, "#7A3F2A"), *mouth(45.5, 5.5, 3.2))),
        inked(ellipse(40, 74, 8, 7), "#A86B3A", 2.3),
        inked(curve((31, 71), ((31, 63), (49, 63), (49, 71)), close=True), "#6E4426", 2.3),
        *(inked(ellipse(x, 73.5, 5, 4), "#D9793B", 2.3) for x in (30, 50)),
    )


def hedgehog() -> Shapes:
    points = []
    for i in range(31):
        a = math.radians(152 + 236 * i / 30)
        reach = 47 if i % 2 else 38.5
        points.append((50 + reach * math.cos(a), 54 + reach * 0.98 * math.sin(a)))
    spines = polygon(*points)
    face = even(
        (50, 39), ((58, 32), (74, 36), (78, 52)), ((82, 68), (80, 76), (74, 82)), ((66, 89), (58, 91), (50, 91))
    )
    return (
        inked(spines, "#8C6A55"),
        *(
            stroke(line((x, y), (x + dx, y - 7)), 2.2, "#5E4436")
            for x, y, dx in ((34, 29, -3), (50, 25, 0), (66, 29, 3))
        ),
        *round_ears(26, 45, 6.5, "#F2D2A8", "#E3A98B"),
        inked(face, "#F7DFBC"),
        *eyes(13, 59, 4.8),
        *cheeks(22, 72, 4.5),
        Shape(ellipse(50, 71, 6.4, 5), fill=INK),
        smile(80, 6, 3.5),
    )


def badger() -> Shapes:
    head = even((50, 18), ((70, 18), (81, 32), (80, 48)), ((78, 66), (62, 92), (50, 93)))
    band = curve(
        (33, 14), ((44, 18), (45, 40), (43, 60)), ((42, 70), (37, 72), (32, 70)), ((24, 56), (22, 30), (33, 14))
    )
    return (
        *round_ears(29, 22, 9.5, "#4A4563", "#F4F0EA"),
        inked(head, "#FBF8F4"),
        *flat_pair(band, "#4A4563", head),
        Shape(head, stroke=INK, width=2.8),
        *(Shape(ellipse(x, 50, 5.6, 6.6), fill=WHITE) for x in (35.5, 64.5)),
        *eyes(14.5, 50, 4),
        nose(82, 7),
    )


def deer() -> Shapes:
    antler = ((38, 32), (31, 20), (17, 15), (13, 3))
    ear = curve((34, 41), ((22, 31), (10, 36), (6, 42)), ((14, 52), (27, 53), (34, 49)), close=True)
    head = even((50, 29), ((66, 29), (72, 39), (71, 52)), ((69, 68), (64, 92), (50, 93)))
    branches = (line(*antler), line((31, 20), (31, 5)), line((17, 15), (5, 17)))
    return (
        *(s for branch in branches for s in both(stroke(branch, 7.2))),
        *(s for branch in branches for s in both(stroke(branch, 2.6, "#C49A6C"))),
        *pair(ear, "#C98F5A"),
        inked(head, "#C98F5A"),
        marking(ellipse(50, 90, 15, 22), CREAM, head),
        *(Shape(ellipse(x, y, 1.9), fill=CREAM) for x, y in ((50, 36), (44, 40), (56, 40))),
        Shape(head, stroke=INK, width=2.8),
        *eyes(13.5, 54, 4.8),
        nose(80, 5.6),
        *mouth(84.5, 5, 2.6),
    )


def bat() -> Shapes:
    wing = curve(
        (36, 46),
        ((26, 30), (12, 28), (1, 34)),
        ((7, 42), (6, 52), (4, 62)),
        ((11, 57), (17, 60), (19, 68)),
        ((24, 62), (31, 63), (36, 72)),
        close=True,
    )
    ear = curve((36, 34), ((27, 26), (25, 16), (27, 10)), ((37, 13), (43, 20), (46, 28)), close=True)
    body = even((50, 28), ((66, 28), (72, 40), (71, 54)), ((70, 74), (60, 84), (50, 84)))
    return (
        *pair(wing, "#7A6FA0"),
        *pair(ear, "#8F84B5"),
        inked(body, "#8F84B5"),
        Shape(ellipse(50, 72, 11.5, 10), fill="#C0B5D8", clip=body),
        *eyes(10.5, 46, 4.6),
        smile(57, 7, 3.5),
        *both(Shape(triangle((44.2, 58.6), (48, 59.6), (46, 64)), fill=WHITE, stroke=INK, width=1.4)),
    )


def mole() -> Shapes:
    mound = even((50, 76), ((70, 76), (88, 84), (97, 96)), ((66, 99), (58, 99), (50, 99)))
    body = even((50, 18), ((70, 18), (78, 40), (78, 60)), ((78, 78), (76, 90), (50, 92)))
    paw = curve(
        (20, 74), ((10, 70), (10, 84), (16, 87)), ((24, 89), (33, 87), (33, 80)), ((32, 74), (26, 72), (20, 74))
    )
    return (
        inked(body, "#6B6284"),
        *eyes(13, 45, 3.4),
        Shape(ellipse(50, 60, 17, 12.5), fill="#8A81A3"),
        inked(ellipse(50, 55, 8, 6), "#F2789F", 2.3),
        smile(65.5, 7, 4),
        inked(mound, "#B5794B"),
        *pair(paw, "#F3B6C6"),
        *(s for x in (17, 22, 27) for s in both(stroke(line((x, 75.5), (x + 0.5, 80)), 1.8))),
    )
