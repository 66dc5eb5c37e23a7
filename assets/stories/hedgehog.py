"""The hedgehog: a loud noise, a safe dark place inside, a friend who waits, and a nose that peeps out."""

from __future__ import annotations

import math

from assets.art import Picture, Shape, curve, ellipse, line, polygon, rounded
from assets.drawing.ink import INK, WHITE, Shapes, inked, stroke
from assets.stories.parts import face, ground, moon, page, placed, sky, stars, sun
from assets.stories.things import blossom, fir, grass, leaf, leaves_in_air, mushroom, round_tree
from assets.stories.wood import ball, hedgehog, rabbit

_SKIN = "#F7DFBC"


def _floor() -> Shapes:
    """Leaves on the ground."""
    places = (
        (24, 284, 20),
        (70, 268, 130),
        (118, 290, -40),
        (182, 282, 70),
        (246, 292, 10),
        (300, 276, 160),
        (352, 288, -70),
        (388, 268, 40),
    )
    return tuple(
        s
        for i, (x, y, turn) in enumerate(places)
        for s in placed(leaf(("#E98A3A", "#D9603B", "#F2B84B")[i % 3], 7), x, y, 1, turn)
    )


def _wood(warm: bool) -> Shapes:
    """Autumn trees, near and far."""
    pale = ("#F0BE7C", "#F6D39B") if warm else ("#B08FB0", "#C3A5C0")
    near = ("#E79243", "#F2AE62") if warm else ("#8E6C9C", "#A585B0")
    red = ("#D9694A", "#E98A68") if warm else ("#7E5C92", "#9676A6")
    trunk = "#9A6A45" if warm else "#5F4A70"
    return (
        *round_tree(60, 208, 140, *pale, trunk),
        *round_tree(196, 204, 120, *pale, trunk),
        *round_tree(330, 208, 150, *pale, trunk),
        *round_tree(122, 222, 160, *near, trunk),
        *round_tree(272, 224, 140, *red, trunk),
        *round_tree(392, 228, 170, *near, trunk),
        *round_tree(6, 230, 180, *red, trunk),
    )


def walk() -> Picture:
    return page(
        sky("#CDE8F2", "#DFF0EE", "#F5EFD8"),
        sun(206, 54, 20),
        ground("#C9D59A", 214, 204, 198, 206, 212),
        _wood(True),
        ground("#A9C07A", 236, 226, 230, 224, 234),
        ground("#94B06A", 268, 258, 262, 256, 264),
        leaves_in_air((90, 60, 30), (168, 96, 80), (238, 120, -30), (316, 60, 120), (40, 130, 200), (360, 150, 60)),
        mushroom(64, 262, 11),
        mushroom(84, 268, 8),
        grass("#6E9150", (140, 262), (316, 258), (350, 268)),
        _floor(),
        placed(hedgehog("happy"), 214, 268, 1.15),
    )


def noise() -> Picture:
    bolt = tuple(
        stroke(
            line(
                (316 + 16 * math.cos(math.radians(a)), 212 + 16 * math.sin(math.radians(a))),
                (316 + 30 * math.cos(math.radians(a)), 212 + 30 * math.sin(math.radians(a))),
            ),
            3.6,
            "#F2D27A",
        )
        for a in range(190, 360, 34)
    )
    branch = (
        stroke(line((276, 252), (352, 226)), 13, "#7A5236"),
        stroke(line((318, 238), (330, 214)), 7, "#7A5236"),
        stroke(line((296, 244), (286, 226)), 6, "#7A5236"),
        *placed(leaf("#D9603B", 9), 336, 208, 1, 30),
        *placed(leaf("#E98A3A", 8), 281, 218, 1, -30),
    )
    return page(
        sky("#C5CFE0", "#D5D9E2", "#E9E2D6"),
        ground("#BCC792", 214, 204, 198, 206, 212),
        _wood(True),
        ground("#9CB272", 236, 226, 230, 224, 234),
        ground("#88A462", 268, 258, 262, 256, 264),
        leaves_in_air(
            (100, 70, 10),
            (152, 120, 70),
            (214, 66, -50),
            (262, 140, 150),
            (344, 96, 210),
            (60, 150, 100),
            (380, 160, 20),
        ),
        branch,
        bolt,
        grass("#6E9150", (60, 260), (212, 262)),
        _floor(),
        placed(ball(), 134, 272, 1.25),
    )


def inside() -> Picture:
    """Under the spines: a small warm light, and a face asleep."""
    den = curve((70, 262), ((44, 120), (130, 46), (204, 46)), ((286, 46), (360, 130), (332, 262)), close=True)
    body = curve(
        (108, 250),
        ((104, 176), (150, 132), (206, 134)),
        ((266, 136), (300, 190), (292, 250)),
        ((232, 272), (166, 272), (108, 250)),
        close=True,
    )
    points = []
    for i in range(45):
        a = math.radians(180 + 180 * i / 44)
        reach = 1.1 if i % 2 else 0.98
        points.append((202 + 150 * reach * math.cos(a), 262 + 222 * reach * math.sin(a)))
    return page(
        (Shape(rounded(-2, -2, 404, 304, 0), fill="#4A3A55"),),
        stars((36, 40), (366, 46), (24, 120), (380, 130), (60, 84), (340, 92)),
        (inked(polygon((30, 304), *points, (374, 304)), "#6B4B3A", 2.6, "#34283F"),),
        (
            Shape(den, fill="#8A5F48"),
            Shape(ellipse(204, 206, 118, 96), fill="#E9A868", opacity=0.45),
            Shape(ellipse(204, 212, 88, 70), fill="#F6C98A", opacity=0.55),
        ),
        (
            inked(body, _SKIN, 2.8),
            inked(ellipse(160, 150, 15), "#F2D2A8", 2.6),
            inked(ellipse(248, 152, 15), "#F2D2A8", 2.6),
            Shape(ellipse(160, 150, 8), fill="#E3A98B"),
            Shape(ellipse(248, 152, 8), fill="#E3A98B"),
            *face(204, 194, 26, "asleep"),
            inked(ellipse(204, 204, 9, 7), INK, 1),
            inked(ellipse(166, 246, 19, 12), "#EBC79C", 2.4),
            inked(ellipse(242, 246, 19, 12), "#EBC79C", 2.4),
        ),
        tuple(
            s
            for i, (x, y, turn) in enumerate(
                (
                    (96, 282, 30),
                    (150, 290, 100),
                    (206, 284, -20),
                    (262, 292, 70),
                    (316, 282, 150),
                    (44, 290, 60),
                    (362, 288, 10),
                )
            )
            for s in placed(leaf(("#C9702F", "#B3502F", "#D69A3A")[i % 3], 11), x, y, 1, turn)
        ),
    )


def waiting() -> Picture:
    return page(
        sky("#F3C9A8", "#F6D9B6", "#F9E8CC"),
        sun(330, 120, 24, "#FFE3B0", "#FFC46B"),
        ground("#BFC88E", 214, 204, 198, 206, 212),
        _wood(True),
        ground("#A3B873", 236, 226, 230, 224, 234),
        ground("#8EA963", 268, 258, 262, 256, 264),
        leaves_in_air((60, 90, 30), (226, 70, 80)),
        grass("#6E9150", (40, 262), (366, 264), (196, 258)),
        blossom(330, 246, "#F7C3D6"),
        blossom(348, 252, WHITE),
        _floor(),
        placed(ball(), 134, 274, 1.2),
        placed(rabbit("happy"), 252, 272, 1.05),
    )


def peep() -> Picture:
    return page(
        sky("#C9B4DC", "#E2BFD0", "#F5D3C0"),
        ground("#A9A892", 214, 204, 198, 206, 212),
        _wood(False),
        ground("#8E9F78", 236, 226, 230, 224, 234),
        ground("#7A9068", 268, 258, 262, 256, 264),
        stars((60, 40), (200, 30), (330, 46)),
        grass("#5F7C52", (40, 262), (366, 264)),
        blossom(352, 250, "#F7C3D6"),
        _floor(),
        placed(ball(peep=True), 134, 274, 1.25),
        placed(rabbit("happy"), 262, 272, 1.05, -3),
    )


def night() -> Picture:
    glow = tuple(
        s
        for x, y in ((60, 190), (118, 158), (330, 176), (372, 206), (222, 148))
        for s in (Shape(ellipse(x, y, 8), fill="#FFF0A0", opacity=0.35), Shape(ellipse(x, y, 2.6), fill="#FFF6C4"))
    )
    return page(
        sky("#353D70", "#434D84", "#5A6198", "#7B79AC"),
        moon(326, 64, 26),
        stars(
            (34, 30),
            (80, 70),
            (126, 34),
            (164, 84),
            (206, 40),
            (250, 78),
            (282, 28),
            (378, 40),
            (372, 112),
            (52, 116),
            (122, 112),
            (230, 118),
        ),
        fir(40, 216, 110, "#3F5578"),
        fir(96, 212, 84, "#465E82"),
        fir(352, 214, 120, "#3F5578"),
        fir(300, 210, 80, "#465E82"),
        ground("#4F6B72", 222, 214, 208, 214, 222),
        ground("#436064", 262, 250, 246, 250, 260),
        glow,
        grass("#35504F", (40, 268), (366, 270), (300, 262)),
        placed(hedgehog("happy"), 150, 274, 1.1),
        placed(rabbit("calm"), 252, 274, 1.05),
    )


PAGES = (walk, noise, inside, waiting, peep, night)
