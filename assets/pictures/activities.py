"""The cards of what might help: one picture for each of the twelve activities."""

from __future__ import annotations

import math

from assets.art import Path, Point, Shape, arc, curve, ellipse, line, polygon, rounded, through
from assets.drawing.child import plain_face
from assets.drawing.ink import (
    AMBER,
    CORAL,
    CREAM,
    INK,
    LINE,
    PINK,
    RED,
    SEA,
    SLATE,
    WHITE,
    YELLOW,
    Shapes,
    both,
    dot,
    heart,
    inked,
    mirrored,
    stroke,
    tube,
)
from assets.drawing.people import BRONZE, DEEP, LIGHT, TAN, UMBER, Look, figure, head
from assets.drawing.props_a import candle as wax
from assets.drawing.props_a import flame
from assets.pictures.secrets import star_path
from assets.pictures.signs import hand
from assets.pictures.signs import palm as open_hand

GOLD = "#B97A00"
_PUSHER = Look(UMBER, "#54423F", "short", "#7FA8EA")
_SHAKER = Look(LIGHT, "#C9622F", "bun", "#8CCF98")
_HUMMER = Look(BRONZE, "#4F3E3C", "curls", "#F5C24C")
_SEEKER = Look(DEEP, "#54423F", "short", "#F4A3B8")
_FOUND = Look(TAN, "#5E3B28", "bob", "#7FA8EA")


def candle() -> Shapes:
    """A burning candle on a saucer."""
    burning = tuple(shape.scaled(0.44, (50, 92)).moved(0, -50) for shape in flame())
    return (*wax(), *burning)


def star() -> Shapes:
    """A star to trace, and the finger that traces it."""
    finger = tuple(shape.scaled(0.46, (50, 50)).moved(25, 26) for shape in hand())
    trace = star_path(47, 49, 29, 0.5)
    return (
        inked(star_path(47, 49, 47, 0.5), YELLOW, LINE),
        Shape(trace, fill=CREAM),
        *(Shape(line(*run), stroke=GOLD, width=2.6) for run in _dashes(trace)),
        *finger,
    )


def _dashes(path: Path) -> list[tuple[Point, Point]]:
    """Four dashes along each side of a polygon."""
    runs = []
    for (ax, ay), (bx, by) in zip(path.flat()[0], path.flat()[0][1:], strict=False):
        for start in (0.1, 0.6):
            end = start + 0.3
            runs.append(
                ((ax + (bx - ax) * start, ay + (by - ay) * start), (ax + (bx - ax) * end, ay + (by - ay) * end))
            )
    return runs


def push() -> Shapes:
    """A child leaning into a wall with both hands."""
    legs = (curve((39, 66), ((34, 76), (26, 84), (12, 91))), curve((42, 67), ((50, 76), (50, 84), (46, 91))))
    shirt = curve(
        (42, 38), ((52, 36), (57, 42), (55, 50)), ((52, 60), (50, 66), (48, 70)), ((42, 74), (36, 73), (32, 69)),
        ((32, 56), (34, 44), (42, 38)), close=True,
    )  # fmt: skip
    arms = (line((48, 44), (75, 40)), line((48, 50), (75, 54)))
    bricks = (line((78, 34), (97, 34)), line((78, 65), (97, 65)), line((88, 4), (88, 34)), line((85, 34), (85, 65)),
              line((90, 65), (90, 97)))  # fmt: skip
    wall = rounded(78, 4, 19, 93, 3)
    return (
        inked(wall, "#E2A679"),
        *(Shape(brick, stroke="#9C6A42", width=2.2, clip=wall) for brick in bricks),
        Shape(wall, stroke=INK, width=LINE),
        *tube(arms[0], _PUSHER.top, INK, 7, 2.5),
        *(shape for leg in legs for shape in tube(leg, "#4F5E94", INK, 8, 2.6)),
        inked(rounded(4, 88, 15, 9, 4), CORAL, 2.5),
        inked(rounded(41, 88, 15, 9, 4), CORAL, 2.5),
        inked(shirt, _PUSHER.top),
        *tube(arms[1], _PUSHER.top, INK, 7, 2.5),
        inked(ellipse(75.5, 40, 4.4), _PUSHER.skin, 2.4),
        inked(ellipse(75.5, 54, 4.4), _PUSHER.skin, 2.4),
        *head(44, 22, 16, _PUSHER, 2.7, plain=True),
        *plain_face(47.5, 22, 15),
        *(stroke(line((x, y), (x - 9, y + 2)), 2.8, SLATE) for x, y in ((24, 40), (21, 49), (22, 58))),
    )


def squeeze() -> Shapes:
    """A fist held tight, with the squeeze drawn round it."""
    fist = curve(
        (21, 40), ((21, 27), (36, 27), (36, 37)), ((36, 25), (51, 25), (51, 36)), ((51, 26), (65, 26), (65, 38)),
        ((65, 29), (79, 30), (79, 43)), ((80, 60),), ((80, 74), (74, 82), (67, 88)), ((33, 88),),
        ((26, 82), (20, 74), (20, 62)), close=True,
    )  # fmt: skip
    thumb = curve(
        (19, 62), ((27, 52), (42, 53), (53, 60)), ((59, 65), (54, 73), (47, 70)), ((39, 67), (32, 69), (29, 78))
    )
    rays = (((50, 17), (50, 7)), ((29, 20), (23, 11)), ((71, 20), (77, 11)), ((12, 38), (4, 33)), ((88, 38), (96, 33)))
    return (
        inked(fist, "#C68B5B"),
        *(stroke(line((x, y), (x + 0.4, 54)), 2.4) for x, y in ((36, 37), (51, 36), (65, 38))),
        stroke(thumb, LINE),
        inked(rounded(29, 84, 44, 14, 5), SEA),
        *(stroke(line(*ends), 3.6, RED) for ends in rays),
    )


def shake() -> Shapes:
    """A child who shakes arms and legs."""
    arm = curve((38, 52), ((28, 52), (20, 44), (16, 32)))
    leg = curve((43, 74), ((40, 82), (36, 86), (32, 91)))
    shirt = rounded(34, 42, 32, 30, 11)
    shorts = polygon((34.5, 68), (65.5, 68), (68, 79), (54, 80), (50, 76), (46, 80), (32, 79))
    wiggles = (
        curve((5, 40), ((0, 34), (10, 30), (5, 23))),
        curve((27, 36), ((23, 31), (32, 27), (27, 21))),
        curve((17, 90), ((11, 86), (20, 80), (14, 74))),
    )
    return (
        *(s for part in (arm, leg) for s in both(stroke(part, 12))),
        *(s for part in (arm, leg) for s in both(stroke(part, 6.8, _SHAKER.skin))),
        *both(inked(ellipse(31, 93.5, 7, 4.2).turned(-14, (31, 93)), CORAL, 2.4)),
        *both(inked(ellipse(15.6, 29, 5), _SHAKER.skin, 2.4)),
        inked(shirt, _SHAKER.top),
        inked(shorts, "#5B7FC4"),
        *(s for wiggle in wiggles for s in both(stroke(wiggle, 3, GOLD))),
        *head(50, 26, 16, _SHAKER, 2.7),
    )


def five() -> Shapes:
    """An eye, a hand and an ear: what can be seen, touched and heard."""
    eye = curve((16, 26), ((30, 4), (70, 4), (84, 26)), ((70, 48), (30, 48), (16, 26)), close=True)
    ear = curve(
        (62, 66), ((62, 50), (92, 48), (92, 68)), ((92, 80), (80, 80), (80, 90)), ((79, 98), (66, 98), (66, 88)),
        close=True,
    )  # fmt: skip
    fold = curve((70, 68), ((71, 58), (84, 58), (84, 68)), ((84, 74), (76, 74), (76, 80)))
    palm = tuple(shape.scaled(0.5, (50, 50)).moved(-23, 24) for shape in open_hand())
    return (
        inked(eye, WHITE),
        Shape(ellipse(50, 26, 14.5), fill=SEA, stroke=INK, width=2.6),
        dot(50, 26, 7),
        dot(54.4, 21.4, 2.8, WHITE),
        *palm,
        inked(ear, "#EDB98F"),
        stroke(fold, 2.6, "#A8683C"),
    )


def hum() -> Shapes:
    """A child humming, eyes shut, with notes in the air."""
    at = (42.0, 50.0, 27.0)
    body = curve((42, 74), ((66, 74), (76, 84), (77, 97)), ((7, 97),), ((8, 84), (18, 74), (42, 74)), close=True)
    lids = [curve((x - 4.6, 51), ((x - 2, 55.4), (x + 2, 55.4), (x + 4.6, 51))) for x in (32.5, 51.5)]
    return (
        inked(body, _HUMMER.top),
        *head(*at, _HUMMER, plain=True),
        *(stroke(lid, 2.6) for lid in lids),
        stroke(curve((36, 64), ((39, 66.4), (45, 66.4), (48, 64))), 2.6),
        *_note(84, 30, 1.0),
        *_note(92, 62, 0.78),
    )


def _note(x: float, y: float, size: float) -> Shapes:
    """A quaver whose head is about (x - 4, y)."""
    s = size
    return (
        stroke(
            curve(
                (x, y), ((x, y - 22 * s),), ((x + 2 * s, y - 14 * s), (x + 9 * s, y - 14 * s), (x + 7 * s, y - 5 * s))
            ),
            3.2,
            "#6A4FB5",
        ),
        Shape(ellipse(x - 4.2 * s, y, 5.4 * s, 4.2 * s).turned(-20, (x - 4.2 * s, y)), fill="#6A4FB5"),
    )


def draw() -> Shapes:
    """A sheet of paper, a line on it, and the crayon that drew it."""
    squiggle = curve((17, 70), ((24, 42), (36, 40), (42, 54)), ((48, 68), (58, 60), (66, 36)))
    crayon = (
        inked(rounded(78, 10, 15, 52, 3), AMBER),
        inked(polygon((78, 62), (93, 62), (88, 78), (83, 78)), AMBER),
        Shape(rounded(78, 22, 15, 28, 0.5), fill="#FFE3A3"),
        *(stroke(line((78, y), (93, y)), 2.4, GOLD) for y in (22, 50)),
        Shape(rounded(78, 10, 15, 52, 3), stroke=INK, width=LINE),
    )
    return (
        inked(rounded(4, 12, 76, 82, 8), WHITE),
        stroke(squiggle, 7.5, CORAL),
        *(shape.turned(33, (85, 40)).moved(-9, 18) for shape in crayon),
    )


def mix() -> Shapes:
    """Three puddles of paint that meet: each meeting has a colour of its own."""
    red, yellow, blue = _puddle(50, 32), _puddle(31, 66), _puddle(69, 66)
    return (
        Shape(red, fill="#F2789F"),
        Shape(yellow, fill=YELLOW),
        Shape(blue, fill="#5FA8E6"),
        Shape(yellow, fill="#F59A4B", clip=red),
        Shape(blue, fill="#A577D6", clip=red),
        Shape(blue, fill="#6CBF74", clip=yellow),
        *(Shape(puddle, stroke=INK, width=LINE) for puddle in (red, yellow, blue)),
        *(stroke(arc(x, y, 18, 200, 245, 4), 3, WHITE) for x, y in ((50, 30), (30, 66))),
        stroke(arc(70, 66, 18, -20, 40, 4), 3, WHITE),
    )


def _puddle(x: float, y: float) -> Path:
    reach = (28.5, 26.5, 29, 27, 28.5, 26.5, 29.5, 27)
    turns = [math.tau * i / 8 for i in range(8)]
    return through([(x + r * math.cos(a), y + r * math.sin(a)) for r, a in zip(reach, turns, strict=True)])


def bubbles() -> Shapes:
    """Bubbles, one of them popping."""
    round_ones = ((36, 58, 33, "#CFE8F9"), (74, 30, 21, "#F9DCE8"), (79, 79, 14, "#DDF2DD"))
    rays = [(math.cos(a), math.sin(a)) for a in (math.radians(degrees) for degrees in range(0, 360, 60))]
    return (
        *(shape for bubble in round_ones for shape in _bubble(*bubble)),
        *(stroke(line((26 + 6 * x, 13 + 6 * y), (26 + 11 * x, 13 + 11 * y)), 3, "#2C6AA6") for x, y in rays),
    )


def _bubble(x: float, y: float, r: float, colour: str) -> Shapes:
    return (
        inked(ellipse(x, y, r), colour, 2.8),
        stroke(arc(x, y, r * 0.7, 195, 250, 5), max(2.2, r * 0.12), WHITE),
        dot(x + r * 0.42, y + r * 0.42, r * 0.1, WHITE),
    )


def story() -> Shapes:
    """An open picture book: a sun on the one page, a boat on the other."""
    left = curve((50, 26), ((38, 16), (18, 16), (5, 21)), ((5, 84),), ((18, 79), (38, 79), (50, 89)), close=True)
    cover = curve(
        (2, 27), ((2, 91),), ((20, 86), (38, 86), (50, 96)), ((62, 86), (80, 86), (98, 91)), ((98, 27),), close=True
    )
    right = mirrored(left)
    sea = curve((50, 70), ((60, 62), (80, 60), (96, 64)), ((96, 90),), ((50, 92),), close=True)
    hill = curve((4, 70), ((16, 58), (36, 60), (50, 74)), ((50, 92),), ((4, 90),), close=True)
    return (
        inked(cover, CORAL),
        Shape(left, fill=CREAM),
        Shape(right, fill="#DDF0FA"),
        Shape(hill, fill="#9ED9A5", clip=left),
        Shape(ellipse(27, 42, 10), fill=YELLOW, stroke=GOLD, width=2.2),
        Shape(sea, fill=SEA, clip=right),
        inked(polygon((74, 32), (74, 52), (61, 52)), WHITE, 2.2),
        inked(polygon((78, 36), (78, 52), (87, 52)), CORAL, 2.2),
        inked(
            curve((60, 57), ((90, 57),), ((87, 66), (82, 67), (76, 67)), ((66, 67), (62, 64), (60, 57)), close=True),
            "#C98F5A",
            2.2,
        ),
        Shape(left, stroke=INK, width=LINE),
        Shape(right, stroke=INK, width=LINE),
    )


def find_adult() -> Shapes:
    """A child on the way to a grown-up."""
    return (
        *figure(76, 4, 13.6, 97, _FOUND, 2.7),
        *figure(19, 44, 11.4, 97, _SEEKER, 2.6),
        stroke(line((41, 74), (48.5, 74)), 4.6, RED),
        stroke(line((43, 67), (48.8, 74), (43, 81)), 4.6, RED),
        inked(heart(45, 48, 6), PINK, 2.4),
    )
