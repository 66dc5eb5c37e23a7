"""What the activities of the body are played with: a child in parts, a wall, a lemon."""

from __future__ import annotations

from assets.art import Path, Shape, arc, curve, ellipse, line, polygon, rounded
from assets.drawing.ink import INK, PINK, WHITE, YELLOW, Shapes, drop, heart, inked, stroke, tube
from assets.drawing.people import BRONZE, Look, head

SKIN = BRONZE
HAIR = "#4F3E3C"
SHIRT, SHORTS, SHOE = "#F5C24C", "#5B7FC4", "#E8604C"
_EDGE = 2.4
_LEG = 9.6


def _leg(way: Path, foot_x: float, foot_y: float = 95.0) -> Shapes:
    return (*tube(way, SHORTS, INK, _LEG, _EDGE), inked(_shoe(foot_x, foot_y), SHOE, _EDGE))


def _shoe(x: float, y: float) -> Path:
    """A shoe whose toe points to the right, its heel at x."""
    return curve(
        (x, y + 3),
        ((x, y - 4),),
        ((x + 4, y - 6), (x + 8, y - 5), (x + 9, y - 2)),
        ((x + 15, y - 2), (x + 16, y), (x + 16, y + 3)),
        close=True,
    )


def _profile(x: float, y: float) -> Shapes:
    """A child's head that looks to the right, about its middle."""
    face = curve(
        (x - 13, y),
        ((x - 13, y - 18), (x + 13, y - 18), (x + 13, y - 2)),
        ((x + 17, y + 1), (x + 17, y + 4), (x + 13, y + 4.5)),
        ((x + 12, y + 15), (x - 13, y + 15), (x - 13, y)),
        close=True,
    )
    hair = curve(
        (x - 13.5, y + 6),
        ((x - 19, y - 22), (x + 12, y - 24), (x + 13, y - 7)),
        ((x + 6, y - 5), (x, y - 8), (x - 3, y - 9)),
        ((x - 3, y - 3), (x - 7, y + 1), (x - 8, y + 7)),
        close=True,
    )
    return (
        inked(face, SKIN, _EDGE),
        inked(hair, HAIR, _EDGE),
        inked(ellipse(x - 4.5, y + 3, 2.6, 3.4), SKIN, 2),
        Shape(ellipse(x + 6, y, 1.5, 2.1), fill=INK),
    )


def pusher() -> Shapes:
    """A child who leans to the right and pushes with both hands, which end at (97, 42)."""
    back, front = line((35, 64), (22, 80), (8, 92)), line((38, 64), (50, 78), (42, 92))
    arms = curve((58, 45), ((70, 48), (80, 46), (92, 43)))
    shirt = curve(
        (27, 62),
        ((32, 48), (42, 36), (55, 33)),
        ((64, 33), (67, 42), (61, 50)),
        ((55, 57), (50, 62), (46, 70)),
        close=True,
    )
    return (
        *_leg(back, 4),
        *tube(arms.moved(0, -5), "#A9744A", INK, 6.4, _EDGE),
        inked(ellipse(93.5, 37.5, 4.6, 5.4), "#A9744A", _EDGE),
        *_leg(front, 38),
        inked(shirt, SHIRT, _EDGE),
        *_profile(67, 21),
        stroke(curve((73.5, 28.6), ((75, 28.8), (77, 28.6), (79, 28))), 2),
        *tube(arms, SKIN, INK, 6.4, _EDGE),
        inked(ellipse(93, 43, 4.8, 5.8), SKIN, _EDGE),
        inked(
            curve((52, 38), ((62, 36), (68, 42), (66, 51)), ((58, 53), (52, 49), (52, 38)), close=True), SHIRT, _EDGE
        ),
    )


def rester() -> Shapes:
    """The same child, standing easily with arms down, a step back from the wall."""
    shirt = rounded(25, 41, 23, 31, 9)
    return (
        *_leg(line((33, 70), (32, 92)), 27),
        *_leg(line((40, 70), (41, 92)), 36),
        inked(shirt, SHIRT, _EDGE),
        *_profile(38, 26),
        stroke(curve((43, 32.5), ((45, 35), (48, 35), (50, 33))), 2),
        *tube(line((36.5, 52), (37, 74)), SKIN, INK, 6.2, _EDGE),
        inked(ellipse(37.2, 76, 4.6, 5), SKIN, _EDGE),
        inked(rounded(30.5, 45, 12.5, 16, 6), SHIRT, _EDGE),
    )


def bricks() -> Shapes:
    """One row of a wall, from (2, 36) to (98, 64)."""
    paints = (("#E9AE8C", 3.5, 42), ("#DF9873", 47.5, 27), ("#E9AE8C", 76.5, 20))
    return (
        Shape(rounded(1, 36, 98, 28, 2), fill="#F6E2D2"),
        *(inked(rounded(x, 38.2, wide, 23.6, 4.5), paint, 2.6, "#8A4B32") for paint, x, wide in paints),
    )


def effort() -> Shapes:
    """Three short strokes of effort, fanning out to the left of (90, 50)."""
    return tuple(stroke(line((80, 50), (44, 50)), 7, "#B97A00").turned(angle, (96, 50)) for angle in (-30, 0, 30))


def lemon() -> Shapes:
    """A lemon on its side with one leaf."""
    skin = curve(
        (4, 54),
        ((10, 50), (12, 44), (16, 38)),
        ((28, 16), (70, 16), (84, 40)),
        ((87, 46), (90, 50), (96, 54)),
        ((90, 58), (87, 62), (84, 68)),
        ((70, 92), (30, 92), (16, 70)),
        ((12, 64), (10, 58), (4, 54)),
        close=True,
    )
    shade = curve((16, 70), ((34, 84), (68, 82), (84, 68)), ((70, 94), (30, 94), (16, 70)), close=True)
    leaf = curve((55, 22), ((58, 6), (76, 2), (88, 8)), ((84, 20), (70, 26), (55, 22)), close=True)
    pores = ((34, 44), (30, 58), (44, 70), (62, 72), (70, 60), (66, 40), (50, 34))
    return (
        Shape(skin, fill=YELLOW),
        Shape(shade, fill="#FFC53F", clip=skin),
        *(Shape(ellipse(x, y, 1.5), fill="#E8A82A") for x, y in pores),
        Shape(
            curve((24, 42), ((32, 30), (42, 27), (48, 27)), ((40, 31), (32, 36), (27, 46)), close=True), fill="#FFEFA9"
        ),
        stroke(skin, 2.8, "#B97A00"),
        inked(leaf, "#8FD398", 2.6, "#2F7D46"),
        stroke(curve((58, 20), ((66, 14), (74, 11), (81, 10))), 2, "#2F7D46"),
    )


def grip() -> Shapes:
    """A left hand in a blue sleeve that reaches in from the left; its finger tips end at (94, 50)."""
    sleeve = polygon((-10, 39), (26, 36), (26, 82), (-10, 83))
    palm = rounded(24, 26, 40, 60, 20)
    return (
        inked(sleeve, "#7FA6DE", 3, "#2C5FA0"),
        inked(rounded(20, 30, 12, 54, 5), "#A8C6F0", 3, "#2C5FA0"),
        inked(palm, SKIN, 3),
        *(
            inked(rounded(46, y, long, 14.5, 7.2), SKIN, 3)
            for y, long in ((24.5, 40), (39.5, 47), (54.5, 46), (69.5, 38))
        ),
        Shape(rounded(34, 33, 20, 46, 10), fill=SKIN),
    )


def juice() -> Shapes:
    """A drop of juice."""
    return (inked(drop(50, 64, 27), "#FFE27A", 6, "#B97A00"), Shape(ellipse(41, 66, 5, 8), fill="#FFF6D6"))


def glass() -> Shapes:
    """A glass, clear in the middle: its inside reaches from (22, 10) to (78, 90)."""
    side = curve(
        (18, 6), ((22, 86),), ((22, 94), (28, 96), (32, 96)), ((68, 96),), ((72, 96), (78, 94), (78, 86)), ((82, 6),)
    )
    return (
        Shape(polygon((20, 8), (80, 8), (77, 94), (23, 94)), fill="#EAF6FC", opacity=0.35),
        stroke(side, 4.4, "#2C6AA6"),
        Shape(rounded(30, 18, 5, 60, 2.5), fill=WHITE, opacity=0.8),
    )


def trunk() -> Shapes:
    """A child from the front without arms and legs: shoulders at (36, 52) and (64, 52), hips at x 42 and 58."""
    look = Look(SKIN, HAIR, "short", SHIRT)
    shirt = curve(
        (50, 42),
        ((62, 42), (68, 45), (69, 52)),
        ((67, 60), (66, 68), (66, 77)),
        ((34, 77),),
        ((34, 68), (33, 60), (31, 52)),
        ((32, 45), (38, 42), (50, 42)),
        close=True,
    )
    shorts = polygon((33.5, 74), (66.5, 74), (67.5, 88), (53, 88), (50, 82), (47, 88), (32.5, 88))
    return (
        inked(shorts, SHORTS),
        inked(shirt, SHIRT),
        Shape(heart(50, 60, 6.5), fill=PINK, stroke=INK, width=2.2),
        *head(50, 23, 19, look),
    )


def arm() -> Shapes:
    """An arm in a short sleeve, from the shoulder at (14, 50) to the wrist at (84, 50)."""
    return (
        *tube(line((18, 50), (84, 50)), SKIN, INK, 13, 6),
        inked(rounded(4, 36, 34, 28, 12), SHIRT, 6),
    )


def open_hand() -> Shapes:
    """An open hand whose wrist is at (50, 88), fingers up, thumb to the left."""
    fingers = ((-24, 33), (-8, 40), (8, 40), (24, 34))
    knuckle = [Shape(rounded(43, 52 - long, 14, long, 7), fill=SKIN, stroke=INK, width=5) for _, long in fingers]
    return (
        *(each.turned(angle, (50, 70)) for each, (angle, _) in zip(knuckle, fingers, strict=True)),
        inked(rounded(41, 20, 13, 34, 6.5).turned(-66, (50, 64)), SKIN, 5),
        inked(ellipse(50, 66, 21, 22), SKIN, 5),
        Shape(ellipse(50, 62, 18, 19), fill=SKIN),
    )


def leg() -> Shapes:
    """A leg with its shoe, from the hip at (50, 8) to the sole at (50, 96)."""
    return (
        *tube(line((50, 10), (50, 84)), SKIN, INK, 15, 5.4),
        inked(rounded(30, 76, 44, 20, 10), SHOE, 5.4),
    )


def shaking() -> Shapes:
    """Two short arcs beside something that shakes; it stands at the left of them."""
    return (stroke(arc(30, 50, 26, -48, 48), 7, "#6A4FB5"), stroke(arc(30, 50, 48, -42, 42), 7, "#6A4FB5"))
