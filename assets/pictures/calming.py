"""The cards of what the body can do: breathe, push, squeeze, shake, and find five things."""

from __future__ import annotations

from assets.art import Shape, curve, ellipse, line, rounded
from assets.drawing.child import from_head_to_foot, plain_face
from assets.drawing.ink import (
    CORAL,
    CREAM,
    INK,
    LINE,
    RED,
    SEA,
    SLATE,
    WHITE,
    YELLOW,
    Shapes,
    both,
    dashed,
    dot,
    inked,
    stroke,
    tube,
)
from assets.drawing.ink import star as star_shape
from assets.drawing.people import LIGHT, UMBER, Look, head
from assets.drawing.props_a import candle as wax
from assets.drawing.props_a import flame
from assets.pictures.signs import hand
from assets.pictures.signs import palm as open_hand

GOLD = "#B97A00"
_PUSHER = Look(UMBER, "#54423F", "short", "#7FA8EA")
_SHAKER = Look(LIGHT, "#C9622F", "bun", "#8CCF98")


def candle() -> Shapes:
    """A burning candle on a saucer."""
    burning = tuple(shape.scaled(0.44, (50, 92)).moved(0, -50) for shape in flame())
    return (*wax(), *burning)


def star() -> Shapes:
    """A star to trace, and the finger that traces it."""
    finger = tuple(shape.scaled(0.46, (50, 50)).moved(25, 26) for shape in hand())
    trace = star_shape(47, 49, 29, 0.5)
    return (
        inked(star_shape(47, 49, 47, 0.5), YELLOW, LINE),
        Shape(trace, fill=CREAM),
        *dashed(trace, 2.6, GOLD, 5, 5.2),
        *finger,
    )


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
    wiggles = (
        curve((5, 40), ((0, 34), (10, 30), (5, 23))),
        curve((27, 36), ((23, 31), (32, 27), (27, 21))),
        curve((17, 90), ((11, 86), (20, 80), (14, 74))),
    )
    return (
        *from_head_to_foot(_SHAKER, arm, leg, (31, 93), "#5B7FC4", CORAL),
        *both(inked(ellipse(15.6, 29, 5), _SHAKER.skin, 2.4)),
        *head(50, 26, 16, _SHAKER, 2.7),
        *(s for wiggle in wiggles for s in both(stroke(wiggle, 3, GOLD))),
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
