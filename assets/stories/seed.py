"""The seed in the snow: it falls, it waits in the dark with a friend near, and opens when the sun comes back."""

from __future__ import annotations

import math

from assets.art import Picture, Shape, curve, ellipse, line, through
from assets.drawing.ink import INK, WHITE, Shapes, drop, inked, stroke, tube
from assets.stories.parts import cloud, face, flakes, ground, page, placed, sky, sun, zzz
from assets.stories.things import bare_tree, blossom, fir, grass, leaves_in_air, round_tree

_EARTH, _DEEP, _CLOD = "#9A6B4B", "#845839", "#B08160"
_STEM, _LEAF = "#4F9E5E", "#7CC98A"


def seed(mood: str) -> Shapes:
    """A brown seed with its point up, about its middle; some 50 high."""
    shell = drop(0, 6, 20)
    return (
        inked(shell, "#C98A4B", 2.6),
        Shape(ellipse(-7, -6, 4.5, 9).turned(14, (-7, -6)), fill="#E5B57E", clip=shell),
        *face(0, 5, 8, mood),
    )


def worm(mood: str) -> Shapes:
    """A worm curled into a hook, its head up at the right; some 90 wide."""
    body = through([(-46, 14), (-30, 22), (-8, 20), (10, 12), (16, -2), (22, -16)], close=False)
    rings = ((-30, 16), (-14, 15), (2, 10))
    return (
        *tube(body, "#F0A8A0", INK, 17, 2.4),
        *(stroke(line((x - 1, y - 4), (x + 2, y + 9)), 2, "#D9807A") for x, y in rings),
        inked(ellipse(24, -20, 15, 14), "#F0A8A0", 2.4),
        Shape(ellipse(18, -9, 9, 6), fill="#F0A8A0"),
        *face(25, -22, 6.4, mood),
    )


def earth(top: float, *, cold: bool) -> Shapes:
    """The ground cut open from a height down, with stones and roots."""
    soil, deep, clod = ("#8D7A7C", "#776569", "#A39092") if cold else (_EARTH, _DEEP, _CLOD)
    stones = (
        (46, 250, 13, 9),
        (352, 238, 16, 11),
        (92, 284, 10, 7),
        (318, 282, 12, 8),
        (26, 206, 8, 6),
        (376, 192, 9, 6),
    )
    return (
        *ground(soil, top, top - 5, top + 3, top - 3, top + 2),
        *ground(deep, top + 86, top + 74, top + 84, top + 76, top + 86),
        *(Shape(ellipse(x, y, w, h), fill=clod) for x, y, w, h in stones if y > top + 14),
        *(
            Shape(ellipse(x, y, 2.4), fill=clod)
            for x, y in (
                (120, top + 30),
                (286, top + 26),
                (70, top + 52),
                (330, top + 66),
                (180, top + 112),
                (240, top + 108),
            )
        ),
    )


def _falling() -> Shapes:
    """Where the seed has come from: a line of little dashes."""
    points = [(122, 92), (150, 96), (166, 112), (162, 130), (176, 146), (196, 154)]
    way = through(points, close=False).flat(8)[0]
    return tuple(stroke(line(way[i], way[i + 1]), 2.2, "#C39A6B") for i in range(0, len(way) - 1, 3))


def falls() -> Picture:
    return page(
        sky("#CFE7F3", "#DDEFF2", "#F3F0DC"),
        sun(326, 62, 24),
        cloud(236, 54, 76),
        cloud(366, 116, 60, opacity=0.8),
        ground("#CBD79C", 218, 206, 200, 208, 214),
        round_tree(352, 214, 90, "#F0BE7C", "#F6D39B", "#9A6A45"),
        round_tree(292, 212, 66, "#E9A25A", "#F2BE84", "#9A6A45"),
        ground("#AEC681", 246, 238, 240, 236, 244),
        round_tree(86, 262, 250, "#E79243", "#F2AE62", "#9A6A45"),
        ground("#98B56E", 270, 262, 268, 262, 270),
        leaves_in_air((168, 70, 40), (252, 128, 100), (146, 190, -20), (282, 190, 160), (36, 226, 60)),
        _falling(),
        grass("#6E9150", (184, 272), (316, 270), (356, 278), (24, 276)),
        blossom(264, 256, "#F7C3D6"),
        blossom(284, 262, WHITE),
        placed(seed("happy"), 218, 196, 1.25, 16),
    )


def snow() -> Picture:
    return page(
        sky("#B9C6DE", "#C9D4E6", "#DCE4EF"),
        flakes(until=150),
        fir(54, 140, 88, "#6F93A0", snow=True),
        fir(330, 140, 104, "#648A98", snow=True),
        fir(372, 142, 70, "#7A9DA8", snow=True),
        bare_tree(120, 144, 92),
        ground("#EEF3FA", 136, 126, 132, 124, 134),
        ground(WHITE, 152, 146, 150, 144, 152),
        earth(172, cold=True),
        (Shape(ellipse(204, 236, 62, 42), fill="#6A5A60", opacity=0.8),),
        placed(seed("worried"), 204, 234, 1.2),
    )


def company() -> Picture:
    return page(
        sky("#3F4A78", "#4C5787", "#6A739E"),
        flakes(until=96, seed=4),
        fir(62, 92, 60, "#4F6A86", snow=True),
        fir(344, 92, 68, "#4A6480", snow=True),
        ground("#C9D4EA", 92, 84, 90, 82, 92),
        ground("#E3EAF6", 104, 98, 102, 96, 104),
        earth(120, cold=True),
        (
            Shape(ellipse(204, 214, 116, 66), fill="#6A5A60", opacity=0.7),
            Shape(ellipse(204, 216, 98, 54), fill="#8A6E62", opacity=0.8),
            Shape(ellipse(204, 220, 78, 42), fill="#B08A6C", opacity=0.55),
        ),
        placed(seed("asleep"), 170, 216, 1.25, -6),
        placed(worm("asleep"), 250, 226, 1.15),
        zzz(196, 160, "#F3E6D2"),
    )


def thaw() -> Picture:
    drops = tuple(
        Shape(drop(x, y, 4.6), fill="#8CCBEF", stroke="#3E86C4", width=1.6)
        for x, y in ((96, 186), (138, 204), (270, 196), (312, 184), (236, 178), (166, 180))
    )
    rays = tuple(
        stroke(
            line(
                (200 + 62 * math.cos(math.radians(a)), 54 + 62 * math.sin(math.radians(a))),
                (200 + 84 * math.cos(math.radians(a)), 54 + 84 * math.sin(math.radians(a))),
            ),
            5,
            "#FFE08A",
        )
        for a in range(0, 181, 30)
    )
    return page(
        sky("#BFE3F5", "#D3ECF6", "#EAF5F0"),
        sun(200, 54, 36),
        rays,
        placed(face(0, 0, 12, "happy"), 200, 52),
        cloud(66, 62, 84),
        cloud(342, 70, 92),
        ground("#BFDDB0", 150, 142, 146, 140, 148),
        bare_tree(52, 152, 84, snow=False),
        fir(352, 152, 80, "#5E9A7B"),
        ground("#A9D09A", 160, 154, 158, 152, 160),
        (
            Shape(ellipse(110, 160, 46, 9), fill=WHITE),
            Shape(ellipse(300, 158, 54, 10), fill=WHITE),
            Shape(ellipse(206, 162, 22, 5), fill=WHITE),
        ),
        earth(168, cold=False),
        drops,
        placed(seed("happy"), 190, 234, 1.2),
        placed(worm("happy"), 268, 244, 1.0),
    )


def stretches() -> Picture:
    shoot = curve((196, 216), ((200, 190), (188, 160), (198, 122)))
    left = curve((197, 128), ((180, 124), (166, 110), (164, 96)), ((182, 96), (196, 108), (197, 128)), close=True)
    right = curve((197, 124), ((214, 118), (228, 104), (230, 90)), ((212, 92), (198, 104), (197, 124)), close=True)
    roots = (
        curve((186, 258), ((176, 272), (168, 276), (158, 290))),
        curve((196, 262), ((198, 276), (194, 284), (198, 296))),
        curve((206, 258), ((216, 270), (226, 274), (234, 288))),
    )
    return page(
        sky("#BDE4F7", "#D5EFF6", "#F0F6E4"),
        sun(322, 56, 26),
        cloud(82, 60, 86),
        cloud(214, 44, 56, opacity=0.8),
        ground("#B7DDA6", 142, 130, 136, 128, 138),
        round_tree(50, 146, 92, "#A5D48E", "#BFE3A8"),
        round_tree(354, 146, 80, "#A5D48E", "#BFE3A8"),
        ground("#97CC88", 158, 150, 156, 150, 158),
        grass("#5FA55E", (96, 160), (284, 158), (330, 162)),
        blossom(118, 142, "#F7C3D6"),
        blossom(262, 144, WHITE),
        blossom(306, 146, "#FFD9A0"),
        earth(166, cold=False),
        tuple(stroke(root, 3, "#E5C9A0") for root in roots),
        (
            stroke(shoot, 9, "#2F7D46"),
            stroke(shoot, 5, _STEM),
            inked(left, _LEAF, 2.2, "#2F7D46"),
            inked(right, _LEAF, 2.2, "#2F7D46"),
        ),
        placed(seed("calm"), 196, 236, 1.1),
        placed(worm("happy"), 278, 246, 1.0, flip=False),
    )


def opens() -> Picture:
    petals = tuple(
        s
        for i in range(12)
        for s in placed(
            (inked(ellipse(0, -44, 13, 22), "#FFC84F" if i % 2 else "#FFB02E", 2.2, "#B97A00"),), 200, 108, 1.0, i * 30
        )
    )
    stem = curve((200, 250), ((194, 210), (204, 180), (200, 150)))
    left = curve((198, 214), ((168, 212), (140, 196), (130, 174)), ((160, 170), (190, 186), (198, 214)), close=True)
    right = curve((200, 200), ((230, 196), (256, 178), (264, 156)), ((236, 154), (208, 172), (200, 200)), close=True)
    butterfly = (
        inked(
            curve((0, 0), ((-18, -24), (-34, -10), (-16, 4)), ((-26, 18), (-8, 22), (0, 4)), close=True), "#B9A5F2", 2
        ),
        inked(curve((0, 0), ((18, -24), (34, -10), (16, 4)), ((26, 18), (8, 22), (0, 4)), close=True), "#CDBDF5", 2),
        stroke(line((0, -8), (0, 12)), 3.4),
    )
    return page(
        sky("#AEDDF6", "#C8EAF7", "#E6F5EE"),
        sun(62, 58, 28),
        cloud(318, 52, 96),
        cloud(368, 108, 62, opacity=0.8),
        ground("#B3DDA4", 206, 192, 196, 188, 200),
        round_tree(340, 208, 104, "#8ECB86", "#A8DA9C"),
        round_tree(48, 210, 84, "#9AD18E", "#B4DFA6"),
        ground("#93CC86", 232, 222, 228, 220, 230),
        ground("#7FBF78", 262, 252, 258, 250, 260),
        blossom(60, 240, "#F7C3D6", 5),
        blossom(92, 250, WHITE, 5),
        blossom(318, 244, "#F7C3D6", 5),
        blossom(356, 250, "#FFD9A0", 5),
        blossom(290, 262, WHITE, 5),
        (
            stroke(stem, 12, "#2F7D46"),
            stroke(stem, 7, _STEM),
            inked(left, _LEAF, 2.4, "#2F7D46"),
            inked(right, _LEAF, 2.4, "#2F7D46"),
        ),
        petals,
        (inked(ellipse(200, 108, 32), "#C98A4B", 2.6), *face(200, 104, 13, "happy")),
        (Shape(ellipse(286, 283, 36, 11), fill=_EARTH), Shape(ellipse(286, 281, 20, 5), fill="#5E3B28")),
        (
            *tube(line((286, 282), (286, 250)), "#F0A8A0", INK, 17, 2.4),
            inked(ellipse(286, 244, 16, 15), "#F0A8A0", 2.4),
            Shape(ellipse(286, 256, 8, 6), fill="#F0A8A0"),
            *face(286, 242, 6.8, "happy"),
        ),
        (Shape(curve((262, 281), ((262, 292), (310, 292), (310, 281)), close=True), fill=_EARTH),),
        placed(butterfly, 288, 126, 0.9, 14),
        grass("#4F9E5E", (140, 280), (160, 270), (362, 280), (30, 282)),
    )


PAGES = (falls, snow, company, thaw, stretches, opens)
