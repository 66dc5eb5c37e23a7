"""The little boat: a storm comes, a whale swims close by, and together they find the harbour."""

from __future__ import annotations

from assets.art import Picture, Shape, curve, ellipse, line, polygon, rounded
from assets.drawing.ink import INK, WHITE, Shapes, heart, inked, stroke
from assets.stories.parts import cloud, face, ground, moon, page, placed, rain, sky, stars, sun
from assets.stories.things import waves

_WOOD, _CABIN = "#E5604F", "#FFF1DC"
_STONE = "#8E86A8"


def boat(mood: str, *, sail: bool = True) -> Shapes:
    """About the middle of its waterline; some 90 wide."""
    hull = curve(
        (-46, -16),
        ((-42, 6), (-32, 18), (-18, 18)),
        ((18, 18),),
        ((34, 18), (44, 4), (48, -18)),
        ((20, -12), (-20, -12), (-46, -16)),
        close=True,
    )
    sheet = curve((3, -84), ((26, -70), (38, -48), (40, -26)), ((26, -22), (14, -22), (3, -24)), close=True)
    small = curve((-3, -76), ((-16, -60), (-26, -42), (-30, -27)), ((-20, -24), (-10, -24), (-3, -25)), close=True)
    furled = curve((-1, -82), ((8, -64), (8, -44), (2, -28)), ((-7, -44), (-7, -64), (-1, -82)), close=True)
    sails: Shapes = (
        (inked(sheet, "#FFF6E5", 2.4), inked(small, "#FFE3A8", 2.4), Shape(heart(18, -46, 8), fill="#F2789F"))
        if sail
        else (inked(furled, "#FFF6E5", 2.4),)
    )
    flag = polygon((0, -92), (-18, -86), (0, -80))
    return (
        stroke(line((0, -92), (0, -14)), 4.4, "#8A5A32"),
        inked(flag, "#FFD25A", 2),
        *sails,
        inked(hull, _WOOD, 2.6),
        Shape(
            curve(
                (-46, -16),
                ((-20, -12), (20, -12), (48, -18)),
                ((46, -10),),
                ((20, -5), (-20, -5), (-44, -9)),
                close=True,
            ),
            fill=_CABIN,
            clip=hull,
        ),
        Shape(hull, stroke=INK, width=2.6),
        *face(4, 1, 9.5, mood),
    )


def whale(mood: str, *, spout: bool = True) -> Shapes:
    """A whale whose back is above the water, looking to the right; its waterline is at 0."""
    body = curve(
        (-78, 30),
        ((-70, -20), (-34, -52), (14, -50)),
        ((56, -48), (82, -22), (84, 8)),
        ((85, 26), (80, 40), (70, 50)),
        ((-60, 50),),
        close=True,
    )
    belly = curve((-20, 60), ((10, 14), (60, 8), (92, 12)), ((92, 60),), close=True)
    tail = curve(
        (-70, 14),
        ((-84, 4), (-92, -14), (-90, -30)),
        ((-80, -36), (-74, -30), (-72, -22)),
        ((-66, -34), (-54, -36), (-48, -32)),
        ((-48, -14), (-54, -2), (-60, 12)),
        close=True,
    )
    fin = curve((-4, 18), ((-20, 22), (-32, 36), (-36, 52)), ((-16, 50), (6, 40), (14, 24)), close=True)
    spray: Shapes = (
        tuple(
            stroke(curve((22, -52), ((22, -68), (22 + d, -78), (22 + 2.2 * d, -70))), 3.4, "#DDF1FB") for d in (-9, 9)
        )
        if spout
        else ()
    )
    return (
        *spray,
        inked(tail, "#5B8FCB", 2.6),
        inked(body, "#6AA3DC", 2.6),
        Shape(belly, fill="#D8ECF8", clip=body),
        *(Shape(line((30 + i * 11, 40), (40 + i * 9, 22)), stroke="#A9CDE8", width=2, clip=body) for i in range(5)),
        Shape(body, stroke=INK, width=2.6),
        inked(fin, "#5B8FCB", 2.4),
        *face(48, -10, 12, mood),
    )


def gull(x: float, y: float, size: float = 1.0) -> Shapes:
    wings = curve((-12, -4), ((-8, -10), (-2, -8), (0, 0)), ((2, -8), (8, -10), (12, -4)))
    return placed((stroke(wings, 2.6, "#6F86A8"),), x, y, size)


def lighthouse(lit: bool) -> Shapes:
    """About the middle of its foot."""
    tower = polygon((-15, 0), (15, 0), (10, -92), (-10, -92))
    bands = (
        polygon((-14.4, -16), (14.4, -16), (13.2, -38), (-13.2, -38)),
        polygon((-12.4, -54), (12.4, -54), (11.2, -76), (-11.2, -76)),
    )
    glow: Shapes = (
        (
            Shape(ellipse(0, -103, 30), fill="#FFE89A", opacity=0.4),
            Shape(ellipse(0, -103, 19), fill="#FFF3C4", opacity=0.6),
        )
        if lit
        else ()
    )
    return (
        *glow,
        inked(tower, WHITE, 2.4),
        *(Shape(band, fill="#E5604F") for band in bands),
        Shape(tower, stroke=INK, width=2.4),
        inked(rounded(-9, -114, 18, 22, 3), "#FFE27A" if lit else "#E7EAF1", 2.4),
        inked(polygon((-13, -113), (13, -113), (0, -126)), "#E5604F", 2.4),
        inked(rounded(-14, -95, 28, 5, 2), "#8A5A32", 2),
        inked(curve((-5, 0), ((-5, -14),), ((-5, -20), (5, -20), (5, -14)), ((5, 0),), close=True), "#8A5A32", 2),
    )


def beam(x: float, y: float, reach: float, low: float, high: float) -> Shapes:
    """Light over the water, to the left."""
    return (
        Shape(
            polygon((x, y - 3), (x - reach, y + high), (x - reach, y + low), (x, y + 3)), fill="#FFF1B0", opacity=0.4
        ),
        Shape(
            polygon(
                (x, y - 2), (x - reach, y + (high + low) / 2 - 12), (x - reach, y + (high + low) / 2 + 12), (x, y + 2)
            ),
            fill="#FFF8D8",
            opacity=0.5,
        ),
    )


def house(x: float, foot: float, wall: str, roof: str, size: float = 1.0) -> Shapes:
    shapes = (
        inked(rounded(-16, -28, 32, 28, 2), wall, 2),
        inked(polygon((-20, -26), (20, -26), (0, -46)), roof, 2),
        inked(rounded(-10, -22, 8, 9, 1), "#FFE27A", 1.6),
        inked(rounded(3, -22, 8, 9, 1), "#FFE27A", 1.6),
        inked(rounded(-4, -10, 8, 10, 2), "#8A5A32", 1.6),
    )
    return placed(shapes, x, foot, size)


def out_to_sea() -> Picture:
    return page(
        sky("#BFE3F7", "#CFEBF8", "#E3F4FA"),
        sun(318, 62, 26),
        cloud(84, 74, 92),
        cloud(222, 48, 62, opacity=0.8),
        ground("#A5D8AE", 196, 176, 190, 214, 230, 232),
        ground("#8CCB9B", 214, 200, 214, 226, 234, 236),
        house(34, 196, "#FFF1DC", "#E8846C", 0.72),
        house(72, 202, "#FBE3B4", "#7FA8D8", 0.62),
        waves("#7CC0E4", "#CBE9F6", 218, 6, 70),
        gull(150, 84),
        gull(178, 102, 0.7),
        gull(266, 100, 0.8),
        placed(boat("happy"), 222, 214, 1.12, -3),
        waves("#5FAEDA", "#BFE3F4", 236, 8, 84, 20),
        waves("#4C9DCE", "#A9D6EE", 264, 8, 96, -10),
    )


def storm() -> Picture:
    return page(
        sky("#6E7FA6", "#8293B6", "#97A8C4"),
        cloud(70, 66, 150, "#5B6A90"),
        cloud(220, 52, 180, "#66769B"),
        cloud(352, 74, 140, "#5B6A90"),
        rain("#C6D8EE"),
        waves("#5C86B4", "#A8C4DE", 206, 34, 150, -30),
        placed(boat("worried", sail=False), 196, 188, 1.0, 16),
        waves("#4A76A8", "#A2C0DC", 236, 36, 170, 34),
        waves("#3D6899", "#8FB2D4", 274, 26, 130, -20),
    )


def whale_comes() -> Picture:
    return page(
        sky("#7587AE", "#8A9BBD", "#A2B2CC"),
        cloud(92, 60, 170, "#63739A"),
        cloud(300, 54, 190, "#6C7CA2"),
        rain("#C6D8EE", seed=3),
        waves("#6490BC", "#AECAE2", 204, 22, 150, 10),
        placed(boat("brave", sail=False), 112, 190, 0.94, -9),
        placed(whale("happy"), 276, 200, 1.05, -4, flip=True),
        waves("#4F7DAF", "#A8C6E0", 240, 26, 160, -24),
        waves("#406D9F", "#93B6D8", 276, 20, 140, 30),
    )


def side_by_side() -> Picture:
    return page(
        sky("#93A8CC", "#ABBED9", "#C6D4E4"),
        cloud(76, 58, 130, "#8092B6"),
        cloud(330, 70, 150, "#8799BC"),
        rain("#DCE8F4", seed=5)[::2],
        waves("#6C9CC8", "#BAD6EA", 214, 16, 180, -10),
        placed(whale("calm", spout=False), 276, 206, 1.05, 3, flip=True),
        placed(boat("calm", sail=False), 120, 202, 0.98, 4),
        waves("#5688BA", "#B0D0E6", 246, 18, 180, 40),
        waves("#4678AA", "#9CC0DE", 278, 14, 150, -16),
    )


def a_light() -> Picture:
    return page(
        sky("#3F4A80", "#55629A", "#7A82B4", "#A79CC0"),
        stars((40, 34), (92, 62), (150, 28), (206, 56), (256, 26), (300, 70), (66, 96), (180, 92)),
        ground("#4A5585", 260, 252, 246, 232, 196, 190),
        ground(_STONE, 300, 300, 300, 262, 206, 200),
        beam(349, 98, 420, 160, 50),
        placed(lighthouse(True), 349, 202, 1.0),
        waves("#4A6BA3", "#8FAAD2", 226, 9, 110, 6),
        placed(whale("happy"), 84, 220, 0.84, -2),
        placed(boat("happy"), 204, 222, 0.9, -4),
        waves("#3E5D94", "#7F9CC8", 250, 10, 120, -24),
        waves("#345186", "#6E8BBA", 276, 9, 110, 20),
    )


def harbour() -> Picture:
    pier = (
        *(stroke(line((x, 210), (x, 262)), 8, "#6E4B2E") for x in (300, 336, 372)),
        inked(rounded(282, 204, 130, 11, 3), "#B5834F", 2.4),
        stroke(curve((236, 214), ((262, 232), (286, 222), (296, 210))), 2.6, "#FFF1DC"),
    )
    lantern = (
        stroke(line((302, 204), (302, 172)), 4, "#6E4B2E"),
        Shape(ellipse(302, 164, 20), fill="#FFE89A", opacity=0.4),
        inked(ellipse(302, 165, 8), "#FFE27A", 2.2),
    )
    return page(
        sky("#3B4478", "#525C94", "#7C7BAE", "#B39BBE"),
        moon(92, 62, 24),
        stars((34, 30), (146, 40), (190, 76), (232, 30), (276, 58), (330, 34), (372, 72), (52, 112), (160, 110)),
        ground("#56608F", 212, 196, 190, 176, 150, 146),
        ground("#465080", 226, 214, 206, 190, 172, 166),
        house(256, 196, "#F6DFC3", "#B8657A", 0.8),
        house(356, 178, "#FBE3B4", "#C9705C", 0.95),
        waves("#4D6BA4", "#93AED6", 218, 4, 120),
        pier,
        lantern,
        placed(whale("asleep", spout=False), 92, 232, 0.86),
        placed(boat("asleep", sail=False), 218, 226, 1.0),
        waves("#40609A", "#86A3CE", 252, 5, 130, 30),
        waves("#365388", "#7592C0", 278, 5, 120, -10),
    )


PAGES = (out_to_sea, storm, whale_comes, side_by_side, a_light, harbour)
