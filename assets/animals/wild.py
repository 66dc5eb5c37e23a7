"""Animals of grassland, forest and jungle, far away."""

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
from assets.art import Shape, curve, ellipse, line
from assets.drawing.ink import CREAM, INK, WHITE, both, inked, stroke


def lion() -> Shapes:
    mane = smooth(
        *(
            (50 + r * math.cos(a), 51 + r * math.sin(a))
            for i in range(24)
            for a, r in ((math.tau * i / 24, 46.5 if i % 2 else 41),)
        )
    )
    head = even((50, 25), ((68, 25), (77, 38), (77, 52)), ((77, 70), (66, 79), (50, 79)))
    return (
        inked(mane, "#C9772F"),
        *round_ears(23, 31, 8.5, "#F6C667", "#E39A4A"),
        inked(head, "#F6C667"),
        *eyes(13.5, 48, 4.6),
        *both(Shape(ellipse(43.5, 66, 8.5, 7.5), fill=CREAM)),
        nose(59.5, 6, "#7A3F2A"),
        *mouth(64, 8, 4),
    )


def tiger() -> Shapes:
    head = even(
        (50, 22),
        ((65, 22), (76, 29), (79, 44)),
        ((82, 52), (90, 57), (98, 60)),
        ((93, 64), (91, 66), (90, 68)),
        ((93, 71), (94, 73), (95, 76)),
        ((86, 77), (82, 79), (80, 82)),
        ((72, 89), (62, 91), (50, 91)),
    )
    stripes = [triangle((50, 38), (46, 20), (54, 20))]
    stripes += [triangle((40, 35), (33, 21), (41, 19)), triangle((60, 35), (67, 21), (59, 19))]
    sides = [triangle((28, 54), (17, 44), (14, 54)), triangle((24, 66), (4, 57), (6, 68))]
    return (
        *round_ears(27, 23, 11.5, "#F39A3D", "#FBE3C4"),
        inked(head, "#F39A3D"),
        *flat_pair(ellipse(37, 74, 18, 14), CREAM, head),
        *(marking(stripe, INK, head) for stripe in stripes),
        *(s for side in sides for s in flat_pair(side, INK, head)),
        Shape(head, stroke=INK, width=2.8),
        *both(Shape(ellipse(33, 43, 7.5, 5), fill=CREAM)),
        *eyes(16, 51, 4.9),
        nose(65, 6, "#F2789F"),
        *mouth(69.5, 9, 5),
    )


def monkey() -> Shapes:
    head = even((50, 13), ((73, 13), (82, 30), (82, 50)), ((82, 76), (70, 90), (50, 90)))
    face = even(
        (50, 36), ((56, 28), (74, 28), (75, 45)), ((75, 54), (69, 56), (70, 64)), ((72, 80), (60, 85), (50, 85))
    )
    tuft = curve((44, 15), ((44, 7), (48, 3), (52, 3)), ((50, 7), (53, 8), (57, 7)), ((57, 11), (56, 13), (55, 15)))
    return (
        *pair(ellipse(15, 51, 13), "#8C5A3A"),
        *flat_pair(ellipse(15, 51, 7.5), "#F0C79B"),
        inked(tuft, "#8C5A3A"),
        inked(head, "#8C5A3A"),
        Shape(face, fill="#F0C79B"),
        *eyes(12.5, 47, 4.6),
        *both(Shape(ellipse(47.2, 61, 1.4, 1.9), fill=INK)),
        smile(69, 11, 6.5),
    )


def elephant() -> Shapes:
    ear = curve((33, 23), ((16, 8), (-3, 22), (3, 48)), ((8, 70), (26, 72), (33, 60)), close=True)
    inner = curve((31, 31), ((19, 21), (7, 30), (11, 46)), ((14, 58), (25, 60), (31, 53)), close=True)
    trunk = curve(
        (39.5, 58), ((41, 70), (41, 78), (40, 86)), ((40, 97), (60, 97), (60, 86)), ((59, 78), (59, 70), (60.5, 58))
    )
    dome = even((50, 14), ((68, 14), (76, 28), (75, 44)), ((74, 58), (62, 66), (50, 66)))
    return (
        *pair(ear, "#A9B6CF"),
        *flat_pair(inner, "#F0B9C4"),
        inked(dome, "#A9B6CF"),
        inked(trunk, "#A9B6CF"),
        Shape(ellipse(50, 55, 9.2, 6), fill="#A9B6CF"),
        *(stroke(curve((43, y), ((47, y + 3), (53, y + 3), (57, y))), 2, "#7484A4") for y in (68, 76, 84)),
        *both(inked(curve((36, 63), ((31, 67), (30, 74), (33, 79)), ((37, 75), (39, 70), (39.5, 65))), WHITE, 2.3)),
        *eyes(14, 42, 4.6),
    )


def giraffe() -> Shapes:
    neck = curve((37, 55), ((36, 70),), ((30, 99),), ((70, 99),), ((64, 70),), ((63, 55),), close=True)
    horn = line((40, 25), (36.5, 9))
    ear = curve((34, 28), ((24, 19), (14, 21), (10, 25)), ((14, 34), (26, 38), (34, 36)), close=True)
    head = even(
        (50, 21), ((63, 21), (69, 28), (68, 40)), ((67, 48), (69, 52), (69, 60)), ((69, 71), (60, 75), (50, 75))
    )
    spots = (smooth((38, 82), (46, 80), (48, 88), (40, 91)), smooth((55, 84), (63, 82), (65, 91), (57, 93)))
    return (
        inked(neck, "#F7D06B"),
        *(Shape(spot, fill="#C98A3A") for spot in spots),
        *both(stroke(horn, 6.4)),
        *both(stroke(horn, 2.4, "#F7D06B")),
        *pair(ellipse(36, 8.5, 4.8), "#8C5A3A"),
        *pair(ear, "#F7D06B"),
        inked(head, "#F7D06B"),
        *flat_pair(smooth((34, 25), (42, 23), (43, 31), (35, 33)), "#C98A3A", head),
        marking(ellipse(50, 68, 24, 13), "#FBEBC0", head),
        Shape(head, stroke=INK, width=2.8),
        *eyes(12, 43, 4.5),
        *both(Shape(ellipse(43, 61, 2.2, 2.8), fill=INK)),
        smile(67, 7, 3.5),
    )


def zebra() -> Shapes:
    crest = smooth((50, 2), (59, 5), (62, 14), (62, 26), (50, 30), (38, 26), (38, 14), (41, 5))
    ear = curve((33, 32), ((20, 26), (14, 14), (15, 8)), ((26, 9), (35, 15), (40, 24)), close=True)
    head = even(
        (50, 18), ((64, 18), (71, 28), (70, 43)), ((69, 56), (66, 64), (66, 76)), ((66, 90), (58, 96), (50, 96))
    )
    bars = [
        triangle((46, 30), (28, 27), (30, 33)),
        triangle((44, 62), (28, 57), (29, 64)),
        triangle((45, 71), (30, 69), (31, 75)),
    ]
    return (
        inked(crest, "#4A4563"),
        *pair(ear, WHITE),
        inked(head, WHITE),
        marking(triangle((50, 48), (45.5, 18), (54.5, 18)), INK, head),
        *(s for bar in bars for s in flat_pair(bar, INK, head)),
        marking(ellipse(50, 95, 26, 15), "#6B647F", head),
        Shape(head, stroke=INK, width=2.8),
        *eyes(13, 45, 4.6),
        *both(Shape(ellipse(44, 88, 2, 2.8), fill=WHITE)),
    )


def koala() -> Shapes:
    ear = smooth((30, 20), (18, 15), (6, 22), (2, 36), (8, 48), (18, 52), (30, 46))
    inner = smooth((27, 26), (18, 23), (11, 29), (10, 37), (15, 44), (25, 43))
    head = even((50, 18), ((74, 18), (86, 36), (85, 56)), ((84, 78), (68, 89), (50, 89)))
    return (
        *pair(ear, "#AEB4C6"),
        *flat_pair(inner, "#F4D5DC"),
        inked(head, "#AEB4C6"),
        marking(ellipse(50, 92, 20, 13), "#E8EAF1", head),
        Shape(head, stroke=INK, width=2.8),
        *eyes(20, 50, 4.6),
        inked(even((50, 45), ((59, 45), (60, 54), (60, 60)), ((60, 69), (55, 71), (50, 71))), "#4A4563", 2),
        Shape(ellipse(47, 51, 2, 3.6), fill="#8A86A3"),
        smile(78, 7, 3),
    )


def rhino() -> Shapes:
    ear = curve((31, 28), ((18, 26), (12, 14), (16, 5)), ((26, 7), (36, 14), (40, 22)), close=True)
    head = even(
        (50, 18), ((68, 18), (76, 28), (75, 42)), ((80, 52), (85, 62), (84, 74)), ((82, 90), (66, 94), (50, 94))
    )
    horn = curve(
        (40, 66), ((42, 50), (46, 40), (50, 31)), ((54, 40), (58, 50), (60, 66)), ((54, 70), (46, 70), (40, 66))
    )
    return (
        *pair(ear, "#9CA6B8"),
        inked(head, "#B3BCCB"),
        *both(stroke(curve((29, 34), ((34, 31), (38, 31), (41, 33))), 2.2, "#7D889C")),
        inked(horn, "#F5EBD3"),
        *eyes(19, 47, 4.5),
        *both(Shape(ellipse(37, 78, 3, 3.8), fill=INK)),
        smile(85, 12, 4),
    )


def hippo() -> Shapes:
    head = even(
        (50, 20), ((66, 20), (71, 30), (71, 42)), ((71, 48), (92, 52), (92, 70)), ((92, 86), (74, 92), (50, 92))
    )
    return (
        *round_ears(22, 21, 8.5, "#A79BC4", "#F0B9C4"),
        inked(head, "#A79BC4"),
        marking(ellipse(50, 78, 46, 24), "#C0B5D8", head),
        Shape(head, stroke=INK, width=2.8),
        *eyes(12, 39, 4.5),
        *both(Shape(ellipse(36, 63, 3.6, 4.6), fill=INK)),
        stroke(curve((20, 76), ((34, 84), (66, 84), (80, 76))), 2.5),
        *both(inked(curve((37, 81.5), ((37, 88),), ((43, 88),), ((43, 82),), close=True), WHITE, 2)),
        *cheeks(34, 72, 4.5),
    )


def panda() -> Shapes:
    body = even((50, 52), ((68, 52), (78, 66), (78, 82)), ((78, 93), (66, 97), (50, 97)))
    head = even((50, 10), ((74, 10), (83, 24), (83, 37)), ((83, 54), (69, 63), (50, 63)))
    arm = curve((28, 64), ((18, 66), (14, 76), (20, 82)), ((28, 84), (36, 78), (39, 70)), close=True)
    return (
        inked(body, WHITE),
        *pair(ellipse(27, 90, 13, 8.5), "#4A4563"),
        *pair(arm, "#4A4563"),
        *pair(ellipse(22, 15, 10.5), "#4A4563"),
        inked(head, WHITE),
        *both(Shape(ellipse(35, 38, 8, 9.6).turned(22, (35, 38)), fill="#4A4563")),
        *(Shape(ellipse(x, 37, 3.9, 4.6), fill=WHITE) for x in (36, 64)),
        *eyes(14, 37.6, 2.9),
        nose(47.5, 4.4),
        *mouth(50.5, 6, 3.5),
    )


def llama() -> Shapes:
    neck = smooth((32, 60), (27, 72), (30, 80), (25, 88), (28, 96), (72, 96), (75, 88), (70, 80), (73, 72), (68, 60))
    ear = curve((39, 30), ((29, 24), (28, 10), (35, 2)), ((42, 6), (47, 16), (48, 26)), close=True)
    head = even((50, 26), ((66, 26), (72, 38), (71, 52)), ((70, 64), (61, 74), (50, 74)))
    fringe = smooth((50, 18), (60, 20), (67, 27), (68, 36), (60, 41), (50, 39), (40, 41), (32, 36), (33, 27), (40, 20))
    return (
        inked(neck, "#F4E3C8"),
        *pair(ear, "#E5C79D"),
        inked(head, "#F9EEDC"),
        inked(fringe, "#E5C79D"),
        *eyes(13, 51, 4.6),
        Shape(ellipse(50, 64, 11, 8.5), fill="#FFFDF8"),
        nose(61, 3.6, "#8C5A3A"),
        *mouth(64, 5, 3),
        *(stroke(curve((x, 86), ((x + 3, 91), (x + 7, 91), (x + 10, 86))), 2, "#D9BC8C") for x in (35, 55)),
    )
