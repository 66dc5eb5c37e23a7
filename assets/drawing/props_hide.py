"""Things that somebody can hide behind, each in two parts: what stands behind the person, and what covers them."""

from __future__ import annotations

from assets.art import Path, Shape, curve, ellipse, line, polygon, rounded, through
from assets.drawing.ink import AMBER, CREAM, INK, WHITE, YELLOW, Shapes, both, heart, inked, stroke

WOOD, DARK_WOOD = "#D9A871", "#8A5A32"
LEAF, DARK_LEAF = "#7CC98A", "#2F7D46"


def doorway() -> Shapes:
    """An open doorway, warm light inside."""
    return (
        inked(rounded(10, 2, 80, 96, 6), DARK_WOOD),
        Shape(rounded(17, 8, 66, 90, 4), fill="#FCE7B4"),
        Shape(polygon((17, 84), (83, 84), (83, 98), (17, 98)), fill="#E9C589"),
        inked(rounded(17, 8, 66, 90, 4), None, 2.2),
    )


def door() -> Shapes:
    """The door itself, shut."""
    return (
        inked(rounded(17, 8, 66, 90, 4), "#6FAFD8"),
        *(inked(rounded(x, y, 23, 32, 4), "#8CC6E8", 2, "#3E7DA8") for x in (24, 53) for y in (16, 58)),
        inked(ellipse(75, 53, 4), YELLOW, 2.2, "#B97A00"),
        Shape(heart(50, 34, 7), fill=CREAM, stroke=INK, width=1.8),
    )


def window() -> Shapes:
    """A window with the sky in it."""
    return (
        inked(rounded(8, 6, 84, 86, 6), WHITE),
        Shape(rounded(14, 12, 72, 74, 3), fill="#CFEAF6"),
        Shape(ellipse(68, 28, 9), fill=YELLOW),
        Shape(curve((14, 66), ((34, 54), (60, 72), (86, 60)), ((86, 86),), ((14, 86),), close=True), fill="#9ED9A5"),
        inked(rounded(14, 12, 72, 74, 3), None, 2.2),
        inked(rounded(4, 90, 92, 7, 3), WHITE, 2.4),
    )


def curtain() -> Shapes:
    """Two curtains, drawn together."""
    left = curve(
        (6, 10),
        ((50, 10),),
        ((49, 40), (51, 70), (50, 90)),
        ((40, 94), (20, 92), (8, 90)),
        ((4, 70), (8, 40), (6, 10)),
        close=True,
    )
    folds = [curve((x, 13), ((x - 2, 40), (x + 2, 66), (x, 88))) for x in (16, 27, 38)]
    return (
        *both(inked(left, "#F2A3B5", 2.6)),
        *(s for fold in folds for s in both(Shape(fold, stroke="#CF6F88", width=2.2))),
        inked(rounded(2, 4, 96, 7, 3.5), WOOD, 2.4),
        *(inked(ellipse(x, 7.5, 5), AMBER, 2.2) for x in (3, 97)),
    )


def glade() -> Shapes:
    """A quiet place behind a tree: grass and a soft light."""
    return (
        inked(ellipse(50, 52, 45), "#E9F6D8", 2, "#8CBF86"),
        inked(ellipse(50, 91, 46, 7), "#9ED9A5", 2, "#5FA56A"),
    )


def tree() -> Shapes:
    """A tree broad enough for a grown-up."""
    crown = through(
        [
            (50, 3),
            (68, 6),
            (82, 16),
            (93, 31),
            (91, 48),
            (80, 60),
            (64, 66),
            (50, 64),
            (36, 67),
            (19, 60),
            (9, 47),
            (8, 30),
            (18, 15),
            (33, 6),
        ]
    )
    trunk = curve((36, 56), ((38, 72), (34, 88), (24, 97)), ((76, 97),), ((66, 88), (62, 72), (64, 56)), close=True)
    return (
        inked(trunk, "#B07B4B"),
        *(Shape(line(*ends), stroke=DARK_WOOD, width=2) for ends in (((46, 74), (45, 86)), ((55, 70), (56, 80)))),
        inked(crown, LEAF),
        *(
            Shape(ellipse(x, y, rx, ry), fill="#97DB9C", clip=crown)
            for x, y, rx, ry in ((34, 22, 15, 9), (66, 20, 12, 7), (50, 44, 13, 7))
        ),
        *(
            inked(ellipse(x, y, 4), "#F2675B", 1.8, "#8E2F27")
            for x, y in ((24, 40), (74, 38), (52, 26), (62, 54), (38, 54))
        ),
    )


def bush() -> Shapes:
    """A round bush with flowers."""
    shape = through(
        [
            (50, 11),
            (67, 14),
            (82, 26),
            (94, 44),
            (97, 70),
            (92, 92),
            (70, 97),
            (30, 97),
            (8, 92),
            (3, 70),
            (6, 44),
            (18, 26),
            (33, 14),
        ]
    )
    return (
        inked(shape, "#62BF79"),
        *(
            Shape(ellipse(x, y, rx, ry), fill="#8ED39A", clip=shape)
            for x, y, rx, ry in ((32, 34, 14, 8), (70, 34, 11, 7), (50, 62, 16, 8))
        ),
        *(
            s
            for x, y, colour in (
                (22, 56, WHITE),
                (42, 42, "#F7C3D6"),
                (62, 54, WHITE),
                (80, 62, "#F7C3D6"),
                (34, 76, "#F7C3D6"),
                (62, 80, WHITE),
            )
            for s in _blossom(x, y, colour)
        ),
    )


def _blossom(x: float, y: float, colour: str) -> Shapes:
    petals = tuple(
        Shape(ellipse(x + dx, y + dy, 3.2), fill=colour)
        for dx, dy in ((0, -3.4), (3.3, -1), (2, 3), (-2, 3), (-3.3, -1))
    )
    return (*petals, Shape(ellipse(x, y, 2), fill=YELLOW))


def nook() -> Shapes:
    """A corner with a lamp, where a screen stands."""
    return (
        Shape(rounded(6, 4, 88, 92, 8), fill="#FBE9CF"),
        Shape(polygon((6, 82), (94, 82), (94, 96), (6, 96)), fill="#E3C08F"),
        stroke(line((50, 4), (50, 14)), 2),
        Shape(ellipse(50, 22, 18), fill=YELLOW, opacity=0.35),
        inked(polygon((42, 14), (58, 14), (64, 24), (36, 24)), AMBER, 2.2),
    )


def _star(x: float, y: float) -> Path:
    """A small star with four rays."""
    return through(
        [
            (x + dx, y + dy)
            for dx, dy in ((0, -6), (1.7, -1.7), (6, 0), (1.7, 1.7), (0, 6), (-1.7, 1.7), (-6, 0), (-1.7, -1.7))
        ],
        tension=0.2,
    )


def screen() -> Shapes:
    """A folding screen with stars on it."""
    panels = (
        polygon((7, 14), (36, 8), (36, 92), (7, 97)),
        polygon((36, 8), (64, 14), (64, 97), (36, 92)),
        polygon((64, 14), (93, 8), (93, 92), (64, 97)),
    )
    fills = ("#B7A4EC", "#CDBDF5", "#B7A4EC")
    stars = ((21, 30), (50, 42), (78, 28), (22, 66), (50, 76), (78, 64))
    return (
        *(inked(panel, fill, 2.6) for panel, fill in zip(panels, fills, strict=True)),
        *(Shape(_star(x, y), fill="#FFF3C4") for x, y in stars),
    )


HIDES = {
    "door": (doorway, door),
    "curtain": (window, curtain),
    "tree": (glade, tree),
    "screen": (nook, screen),
    "bush": (glade, bush),
}
"""The place behind and the cover in front, by name."""
