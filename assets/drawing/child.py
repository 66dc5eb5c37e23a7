"""Children for signs: one seen to the hips, one from head to foot, in any pose, with a face that says nothing."""

from __future__ import annotations

from collections.abc import Sequence

from assets.animals.parts import even
from assets.art import Path, Point, Shape, curve, ellipse, line, polygon
from assets.drawing.ink import INK, Shapes, both, inked, mirrored, stroke, tube
from assets.drawing.people import Look, head

TORSO = even(
    (50, 38), ((62, 38), (76, 42), (79, 56)), ((81, 70), (78, 84), (77, 97)), ((68, 97), (59, 97), (50, 97))
)  # fmt: skip
"""The body of a child seen to the hips; its tummy is about (50, 72)."""
ARM = curve((25, 51), ((16, 60), (13, 74), (16, 89)))
"""A child's right arm at rest, at the left of the picture."""
ARM_OUT = line((38, 51), (17, 63))
LEG = line((43, 75), (41, 92))
"""The arm and the leg of a child who stands there, at the left of the picture."""


def plain_face(x: float, y: float, radius: float, eyes: bool = True) -> Shapes:
    """Two eyes and a level mouth: a child whose feeling is not given away."""
    r = radius
    open_ = tuple(Shape(ellipse(x + side * 0.35 * r, y + 0.08 * r, 0.1 * r, 0.13 * r), fill=INK) for side in (-1, 1))
    shut = tuple(
        stroke(curve((x + side * 0.35 * r - 0.15 * r, y + 0.06 * r), ((x + side * 0.35 * r, y + 0.22 * r),
                     (x + side * 0.35 * r + 0.15 * r, y + 0.06 * r))), 0.095 * r)
        for side in (-1, 1)
    )  # fmt: skip
    mouth = stroke(line((x - 0.17 * r, y + 0.55 * r), (x + 0.17 * r, y + 0.55 * r)), 0.095 * r)
    return (*(open_ if eyes else shut), mouth)


def to_the_hips(
    look: Look, torso: Path = TORSO, *, low: float = 0, eyes: bool = True, arms: Sequence[Path] | None = None
) -> Shapes:
    """A child from head to hips; `low` lets the head sink by so many units."""
    if arms is None:
        arms = (ARM, mirrored(ARM))
    at = (50.0, 22.6 + low, 17.6)
    hands = [ellipse(*path.segments[-1][1][-1], 5) for path in arms]
    return (
        *(shape for path in arms for shape in sleeve(path, look, 9.5)),
        *(inked(hand, look.skin, 2.4) for hand in hands),
        inked(torso, look.top),
        *head(*at, look, plain=True),
        *plain_face(*at, eyes),
    )


def sleeve(path: Path, look: Look, width: float) -> Shapes:
    """An arm in its sleeve."""
    return tube(path, look.top, INK, width, 2.6)


def from_head_to_foot(look: Look, arm: Path, leg: Path, foot: Point, shorts: str, shoes: str) -> Shapes:
    """A whole child without the head, which is put on last; arm, leg and foot are those at the left of the picture."""
    shirt = even(
        (50, 43), ((60, 43), (66, 46), (67, 52)), ((66, 60), (66, 66), (66, 74)), ((60, 74), (56, 74), (50, 74))
    )
    trousers = polygon((33.5, 71), (66.5, 71), (67, 82), (53, 82), (50, 77), (47, 82), (33, 82))
    return (
        *(s for part in (arm, leg) for s in both(stroke(part, 11.6))),
        *(s for part in (arm, leg) for s in both(stroke(part, 6.2, look.skin))),
        *both(inked(ellipse(*foot, 7, 4), shoes, 2.4)),
        inked(shirt, look.top),
        inked(trousers, shorts),
    )
