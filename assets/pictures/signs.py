"""The signs of the tablet: the exits, the controls, the lantern, the body."""

from __future__ import annotations

from assets.animals import animal
from assets.animals.parts import even, pair
from assets.art import Shape, arc, curve, ellipse, line, polygon, rounded
from assets.drawing.child import ARM_OUT, LEG, from_head_to_foot
from assets.drawing.ink import (
    AMBER,
    GREEN,
    GREY,
    INK,
    PINK,
    RED,
    SLATE,
    WHITE,
    YELLOW,
    Shapes,
    both,
    dot,
    heart,
    inked,
    stroke,
    tube,
)
from assets.drawing.people import BRONZE, LIGHT, Look, head

PALM = "#EDB98F"


def tortoise() -> Shapes:
    """A tortoise at home in its shell: safe, and looking out."""
    shell = even(
        (50, 12), ((78, 12), (94, 36), (94, 66)), ((94, 73), (92, 76), (88, 76)), ((70, 76), (60, 76), (50, 76))
    )
    door = even((50, 46), ((65, 46), (70, 58), (70, 76)), ((62, 76), (56, 76), (50, 76)))
    face = even((50, 54), ((60, 54), (64, 62), (64, 70)), ((64, 80), (57, 84), (50, 84)))
    rim = rounded(3, 69, 94, 11, 5.5)
    seams = (
        line((50, 13), (50, 28)),
        line((34, 36), (50, 28)),
        line((34, 36), (15, 34)),
        line((34, 36), (31, 50)),
        line((31, 50), (8, 56)),
    )
    return (
        *both(inked(rounded(12, 74, 18, 19, 8), "#A9D98F")),
        inked(shell, "#62A86B"),
        *(s for seam in seams for s in both(Shape(seam, stroke="#3F7D4B", width=3, clip=shell))),
        Shape(shell, stroke=INK, width=2.8),
        inked(rim, "#8CC884"),
        inked(door, "#35624A"),
        inked(face, "#BCE3A0"),
        *(Shape(ellipse(x, 67.5, 2.6, 3.3), fill=INK) for x in (44, 56)),
        *(Shape(ellipse(x, 66.3, 0.9), fill=WHITE) for x in (44.8, 56.8)),
        stroke(curve((46.5, 76), ((48.5, 77.6), (51.5, 77.6), (53.5, 76))), 2),
    )


def speaker() -> Shapes:
    """A loudspeaker with two waves."""
    horn = polygon((14, 38), (30, 38), (53, 18), (53, 82), (30, 62), (14, 62))
    return (
        Shape(horn, fill=INK, stroke=INK, width=5),
        stroke(arc(52, 50, 18, -42, 42), 6),
        stroke(arc(52, 50, 34, -42, 42), 6),
    )


def tick() -> Shapes:
    """A tick in a white disc: done."""
    return (inked(ellipse(50, 50, 44), WHITE, 6), stroke(line((30, 52), (44, 66), (71, 35)), 10))


def yes() -> Shapes:
    return (inked(ellipse(50, 50, 44), GREEN, 4), stroke(line((29, 52), (44, 67), (72, 34)), 9))


def no() -> Shapes:
    """A friendly cross: not me, not this."""
    return (
        inked(ellipse(50, 50, 44), "#FBD3C6", 4),
        stroke(line((34, 34), (66, 66)), 9),
        stroke(line((66, 34), (34, 66)), 9),
    )


def lantern(lit: bool) -> Shapes:
    """A hanging lantern; lit, it glows."""
    glass = even((50, 32), ((66, 32), (74, 42), (74, 56)), ((74, 70), (66, 80), (50, 80)))
    flame = even((50, 42), ((53, 50), (60, 54), (60, 62)), ((60, 70), (55, 74), (50, 74)))
    heart_ = even((50, 55), ((52, 59), (55, 62), (55, 66)), ((55, 70), (52, 72), (50, 72)))
    metal = "#8A5A32" if lit else SLATE
    glow = (
        (Shape(ellipse(50, 55, 46), fill=YELLOW, opacity=0.3), Shape(ellipse(50, 55, 35), fill=YELLOW, opacity=0.45))
        if lit
        else ()
    )
    inside = (
        (Shape(flame, fill="#F08A2C"), Shape(heart_, fill="#FFF3C4"))
        if lit
        else (stroke(line((50, 66), (50, 74)), 3, SLATE),)
    )
    return (
        *glow,
        stroke(curve((36, 26), ((36, 2), (64, 2), (64, 26))), 3.4),
        inked(glass, AMBER if lit else "#E7EAF1"),
        *inside,
        *(stroke(curve((x, 34), ((x + d, 46), (x + d, 66), (x, 78))), 2.4) for x, d in ((40, -5), (60, 5))),
        inked(rounded(33, 23, 34, 10, 4), metal),
        inked(rounded(31, 78, 38, 11, 4), metal),
    )


def hand() -> Shapes:
    """A hand with one finger out, to tap."""
    shape = curve(
        (40, 52),
        ((40, 14),),
        ((40, 4), (54, 4), (54, 14)),
        ((54, 42),),
        ((56, 36), (67, 37), (67, 45)),
        ((69, 40), (79, 42), (79, 50)),
        ((81, 46), (90, 48), (90, 56)),
        ((90, 70),),
        ((90, 84), (84, 90), (82, 97)),
        ((46, 97),),
        ((42, 86), (30, 76), (22, 64)),
        ((16, 54), (26, 49), (32, 56)),
        ((40, 65),),
        close=True,
    )
    return (
        inked(shape.moved(-5, 0), PALM, 3.2),
        *(stroke(line((x - 5, 46 + i * 3), (x - 5, 57 + i * 2)), 2.6) for i, x in enumerate((54, 67, 79))),
    )


def palm() -> Shapes:
    """An open hand held up: not now."""
    fingers = curve(
        (28, 60),
        ((24, 24),),
        ((23, 15), (34, 14), (35.5, 23)),
        ((38, 46),),
        ((39, 12),),
        ((40, 3), (51, 3), (51.5, 12)),
        ((52, 45),),
        ((57, 16),),
        ((59, 8), (69, 10), (68, 18)),
        ((65.5, 49),),
        ((73, 31),),
        ((77, 24), (86, 28), (83.5, 36)),
        ((76, 66),),
        ((72, 88), (64, 97), (48, 97)),
        ((34, 97), (27, 88), (20, 74)),
        ((10, 58),),
        ((5, 49), (14, 44), (20, 51)),
        close=True,
    )
    return (inked(fingers, PALM, 3), stroke(curve((40, 74), ((46, 68), (56, 66), (64, 70))), 2.4, "#B97F55"))


def more() -> Shapes:
    """Two other animals of the wall, and on."""
    return (
        *animal("owl").scaled(0.56, (50, 50)).moved(-22, -14).shapes,
        *animal("pig").scaled(0.56, (50, 50)).moved(20, 16).shapes,
    )


def cant_find() -> Shapes:
    """A magnifying glass that looks for somebody."""
    hook = curve((34, 34), ((34, 21), (54, 21), (54, 34)), ((54, 42), (44, 41), (44, 50)))
    return (
        *tube(line((69, 69), (90, 90)), "#C98F5A", INK, 8),
        inked(ellipse(44, 43, 36), "#8CCBEF", 3),
        inked(ellipse(44, 43, 27.5), "#F2FAFF", 2.6),
        stroke(hook, 5.4),
        dot(44, 58.5, 3.4),
    )


def my_body() -> Shapes:
    """A child from head to foot, arms out, with a heart."""
    look = Look(BRONZE, "#4F3E3C", "short", "#F5C24C")
    return (
        *from_head_to_foot(look, ARM_OUT, LEG, (39, 94), "#5B7FC4", "#E8604C"),
        Shape(heart(50, 58, 7), fill=PINK, stroke=INK, width=2.2),
        *head(50, 24, 19.5, look),
    )


def take_back() -> Shapes:
    """An arrow that turns round to where it came from."""
    bend = curve((22, 36), ((62, 36),), ((92, 36), (92, 82), (62, 82)), ((34, 82),))
    return (stroke(bend, 11), stroke(line((40, 16), (19, 36), (40, 56)), 11))


def back() -> Shapes:
    """A plain arrow to the reading start."""
    return (stroke(line((20, 50), (82, 50)), 10), stroke(line((44, 26), (20, 50), (44, 74)), 10))


def offline() -> Shapes:
    """A cloud that nothing reaches just now."""
    cloud = curve(
        (26, 76),
        ((8, 76), (4, 54), (19, 48)),
        ((17, 30), (40, 22), (49, 34)),
        ((62, 24), (80, 34), (77, 49)),
        ((94, 52), (94, 76), (76, 76)),
        close=True,
    )
    return (
        inked(cloud, "#E7EAF1", 3),
        stroke(line((22, 90), (82, 14)), 9.5, WHITE),
        stroke(line((22, 90), (82, 14)), 4.6, RED),
    )


def thanks() -> Shapes:
    """A heart held in two hands."""
    hold = curve(
        (50, 84),
        ((42, 74), (34, 70), (26, 66)),
        ((14, 58), (12, 46), (10, 36)),
        ((8, 28), (-1, 30), (1, 40)),
        ((3, 62), (10, 78), (26, 88)),
        ((28, 92), (28, 95), (28, 98)),
        ((50, 98),),
        close=True,
    )
    return (*pair(hold, LIGHT, 2.6), inked(heart(50, 40, 26), PINK, 3))


def waiting() -> Shapes:
    """An empty place: not in yet."""
    return tuple(Shape(arc(50, 50, 42, a, a + 16), stroke=GREY, width=4) for a in range(0, 360, 30))
