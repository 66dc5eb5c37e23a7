"""Animals of the house and the farm."""

from __future__ import annotations

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
    smile,
    smooth,
    triangle,
    whiskers,
)
from assets.art import Shape, curve, ellipse, line
from assets.drawing.ink import CREAM, INK, PINK, WHITE, both, inked, stroke


def cat() -> Shapes:
    head = even(
        (50, 27),
        ((57, 27), (63, 28), (67, 29.5)),
        ((74, 20), (80, 12), (85, 9)),
        ((91, 22), (93, 38), (92, 53)),
        ((92, 77), (72, 90), (50, 90)),
    )
    return (
        inked(head, "#A99FCB"),
        *flat_pair(triangle((20, 18), (20, 34), (30, 30.5)), "#F3B6C6"),
        *(stroke(line((x, 31), (x + d, 40)), 3, "#7F739F") for x, d in ((42, 1.5), (50, 0), (58, -1.5))),
        *eyes(18, 54, 5),
        *whiskers(68, 29, 45),
        nose(66, 4.6, PINK),
        *mouth(69.5),
    )


def dog() -> Shapes:
    head = even((50, 14), ((74, 14), (82, 34), (82, 55)), ((82, 80), (68, 91), (50, 91)))
    ear = curve((27, 19), ((10, 15), (4, 34), (6, 54)), ((8, 68), (22, 67), (25, 54)), ((26, 42), (29, 30), (27, 19)))
    return (
        inked(head, "#F2D2A0"),
        marking(ellipse(67, 44, 14, 18), "#B5794B", head),
        Shape(head, stroke=INK, width=2.8),
        *pair(ear, "#8A5A38"),
        inked(ellipse(50, 71, 18.5, 15), WHITE, 2.2),
        *eyes(16, 47, 4.8),
        inked(curve((45, 77), ((45, 88), (47, 90), (50, 90)), ((53, 90), (55, 88), (55, 77)), close=True), PINK, 2.2),
        nose(64.5, 7),
        *mouth(70, 9, 6),
    )


def rabbit() -> Shapes:
    ear = curve((39, 47), ((25, 36), (22, 6), (32, 4)), ((43, 2), (48, 28), (47, 45)))
    inner = curve((38, 42), ((30, 32), (29, 12), (33, 11)), ((38, 11), (42, 28), (42, 41)), close=True)
    head = even((50, 38), ((70, 38), (82, 50), (82, 66)), ((82, 85), (67, 95), (50, 95)))
    return (
        *pair(ear, "#F4F0EA"),
        *flat_pair(inner, "#F6BCCB"),
        inked(head, "#F4F0EA"),
        *eyes(15, 62, 4.8),
        *cheeks(24, 75),
        inked(curve((46, 81), ((46, 89),), ((54, 89),), ((54, 81),), close=True), WHITE, 2),
        nose(73.5, 4.6, PINK),
        *mouth(77, 8, 4),
    )


def mouse() -> Shapes:
    head = even((50, 30), ((68, 30), (77, 48), (76, 62)), ((75, 77), (61, 88), (50, 94)))
    return (
        *pair(ellipse(23, 30, 21), "#B9BECD"),
        *flat_pair(ellipse(23, 30, 12.5), "#F3B6C6"),
        inked(head, "#B9BECD"),
        *eyes(12, 57, 4.8),
        *whiskers(78, 12, 36),
        Shape(ellipse(50, 87, 6, 5), fill=PINK, stroke=INK, width=2.2),
    )


def hamster() -> Shapes:
    head = even(
        (50, 22), ((66, 22), (77, 30), (80, 42)), ((92, 48), (97, 62), (92, 75)), ((86, 89), (66, 91), (50, 91))
    )
    ear = curve((17, 38), ((9, 25), (16, 14), (27, 17)), ((33, 19), (33, 27), (31, 30)))
    return (
        *pair(ear, "#E3A35C"),
        inked(head, "#EDB877"),
        marking(ellipse(50, 84, 24, 30), CREAM, head),
        *flat_pair(ellipse(19, 68, 16, 15), CREAM, head),
        Shape(head, stroke=INK, width=2.8),
        *eyes(16, 50, 5.2),
        *cheeks(29, 64, 5),
        nose(63, 4, PINK),
        *mouth(66, 6, 3.5),
    )


def pig() -> Shapes:
    ear = curve((40, 27), ((30, 10), (16, 8), (10, 12)), ((8, 24), (14, 40), (24, 44)), close=True)
    head = even((50, 19), ((76, 19), (92, 36), (92, 56)), ((92, 78), (74, 90), (50, 90)))
    return (
        inked(head, "#F9B4C4"),
        *pair(ear, "#F193AB"),
        *eyes(23, 51, 4.6),
        *cheeks(30, 67, 5),
        inked(ellipse(50, 67, 18, 13), "#F193AB", 2.6),
        *both(Shape(ellipse(43, 67, 3, 4.6), fill=INK)),
    )


def cow() -> Shapes:
    horn = curve((35, 24), ((22, 23), (16, 14), (19, 4)), ((25, 13), (33, 13), (41, 17)), close=True)
    ear = curve((25, 36), ((14, 26), (3, 31), (2, 39)), ((10, 48), (22, 48), (28, 44)), close=True)
    head = even(
        (50, 17), ((66, 17), (76, 24), (75, 40)), ((74, 54), (74, 60), (74, 70)), ((74, 84), (62, 92), (50, 92))
    )
    return (
        *pair(horn, "#F3E3B5"),
        *pair(ear, "#F4F0EA"),
        inked(head, "#FBF8F4"),
        marking(smooth((24, 16), (44, 18), (46, 36), (40, 56), (22, 56)), "#5C5674", head),
        Shape(head, stroke=INK, width=2.8),
        inked(even((50, 64), ((70, 64), (79, 68), (79, 78)), ((79, 90), (66, 95), (50, 95))), "#F6B9C6", 2.6),
        *both(Shape(ellipse(41, 76, 3, 3.8), fill=INK)),
        smile(84, 9, 4),
        Shape(ellipse(36.5, 45, 7.6, 8.6), fill=WHITE),
        *eyes(13.5, 45, 4.6),
    )


def sheep() -> Shapes:
    wool = smooth(
        (50, 7), (62, 6), (70, 13), (82, 15), (85, 27), (94, 36), (90, 48), (94, 60), (85, 69), (82, 81), (70, 83),
        (61, 91), (50, 87), (39, 91), (30, 83), (18, 81), (15, 69), (6, 60), (10, 48), (6, 36), (15, 27), (18, 15),
        (30, 13), (38, 6),
    )  # fmt: skip
    face = even((50, 38), ((66, 38), (69, 48), (68, 62)), ((67, 78), (58, 86), (50, 86)))
    ear = curve((33, 46), ((22, 38), (12, 44), (11, 52)), ((19, 59), (30, 57), (34, 53)), close=True)
    return (
        inked(wool, "#FFF9EF"),
        *pair(ear, "#6B647F"),
        inked(face, "#7C7590"),
        inked(smooth((50, 24), (60, 26), (65, 33), (60, 41), (50, 43), (40, 41), (35, 33), (40, 26)), "#FFF9EF", 2.4),
        *(Shape(ellipse(x, 55, 6, 7), fill=WHITE) for x in (42, 58)),
        *eyes(7.5, 55.5, 3.9),
        stroke(curve((45.5, 73), ((48, 76), (50, 75.5), (50, 72.5)), ((50, 75.5), (52, 76), (54.5, 73))), 2.2, WHITE),
    )


def horse() -> Shapes:
    ear = curve((36, 27), ((27, 18), (27, 8), (30, 3)), ((38, 8), (43, 14), (45, 22)), close=True)
    head = even(
        (50, 17), ((66, 17), (72, 28), (70, 45)), ((68, 58), (71, 66), (71, 78)), ((70, 92), (60, 97), (50, 97))
    )
    mane = curve(
        (44, 6),
        ((62, 2), (84, 18), (84, 46)),
        ((85, 62), (80, 72), (73, 78)),
        ((74, 56), (72, 40), (60, 26)),
        close=True,
    )
    lock = curve((44, 7), ((58, 6), (64, 18), (52, 38)), ((50, 30), (42, 24), (44, 7)), close=True)
    return (
        inked(mane, "#5E3B28"),
        *pair(ear, "#B97B4B"),
        inked(head, "#B97B4B"),
        marking(even((50, 34), ((58, 40), (57, 60), (54, 70)), ((52, 72), (51, 72), (50, 72))), CREAM, head),
        marking(ellipse(50, 92, 30, 20), "#E2B98F", head),
        Shape(head, stroke=INK, width=2.8),
        inked(lock, "#5E3B28", 2.4),
        *eyes(15, 46, 4.6),
        *both(Shape(ellipse(42, 83, 2.6, 3.6), fill=INK)),
        smile(90, 7, 3),
    )


def goat() -> Shapes:
    horn = curve((40, 25), ((30, 20), (22, 10), (8, 14)), ((4, 16), (3, 22), (6, 25)), ((14, 19), (24, 30), (33, 34)))
    ear = curve((32, 40), ((20, 34), (10, 42), (8, 52)), ((18, 56), (28, 54), (34, 50)), close=True)
    head = even((50, 20), ((64, 20), (71, 30), (70, 46)), ((69, 60), (64, 78), (50, 79)))
    beard = even((50, 72), ((56, 72), (60, 74), (60, 77)), ((59, 86), (55, 92), (50, 98)))
    return (
        *pair(horn, "#C9B48E"),
        *pair(ear, "#D9D2C6"),
        inked(beard, "#F8F3EA"),
        inked(head, "#EDE7DC"),
        marking(even((50, 20), ((60, 20), (62, 34), (56, 48)), ((54, 52), (52, 53), (50, 53))), "#B9A58A", head),
        Shape(head, stroke=INK, width=2.8),
        *eyes(13, 45, 4.4),
        nose(66, 4.4, "#5C5674"),
        *mouth(69.5, 6, 3),
    )
