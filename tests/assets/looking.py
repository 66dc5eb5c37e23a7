"""Ways to look at a picture as numbers, for the tests of everything drawn."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageStat

from assets.art import Picture
from kiosk.raster import paint

SIDE = 72
WHITE = "#FFFFFF"


def silhouette(picture: Picture, side: int = SIDE) -> Image.Image:
    """White where there is paint, black elsewhere: the picture with its colours and features gone."""
    return paint(picture, side).getchannel("A").point([255 if a > 127 else 0 for a in range(256)])


def grey(picture: Picture, side: int = SIDE) -> Image.Image:
    """The picture on white, its colours gone."""
    return on_white(picture, side).convert("L")


def on_white(picture: Picture, side: int = SIDE) -> Image.Image:
    ground = Image.new("RGBA", (side, side), WHITE)
    ground.alpha_composite(paint(picture, side))
    return ground.convert("RGB")


def overlap(first: Image.Image, second: Image.Image) -> float:
    """Two silhouettes' common part of their union: 1 is the same shape."""
    union = ImageStat.Stat(ImageChops.lighter(first, second)).sum[0]
    return float(ImageStat.Stat(ImageChops.darker(first, second)).sum[0] / union)


def difference(first: Image.Image, second: Image.Image) -> float:
    """The mean difference of two images' pixels, 0..255."""
    means = ImageStat.Stat(ImageChops.difference(first, second)).mean
    return float(sum(means) / len(means))


def inked(picture: Picture) -> tuple[float, float, float, float]:
    """Left, top, right and foot of all paint, in picture units, also where it leaves the box."""
    side = 400
    box = paint(picture.scaled(0.5), side).getbbox()
    assert box is not None
    left, top, right, foot = ((edge * 100 / side - 50) * 2 + 50 for edge in box)
    return (left, top, right, foot)


def edge_colours(picture: Picture, side: int = 240) -> list[str]:
    """The colours along a picture's outer edge, half a line's width inside it, as `#RRGGBB`."""
    painted = paint(picture.scaled(0.9), side)
    solid = painted.getchannel("A").point([255 if a > 200 else 0 for a in range(256)])
    outside = Image.new("L", (side, side), 0)
    outside.paste(solid)
    # What the ground reaches from a corner is outside; holes within a picture are its own business.
    ImageDraw.floodfill(outside, (0, 0), 128)
    filled = outside.point([0 if a == 128 else 255 for a in range(256)])
    inner, deeper = filled.filter(ImageFilter.MinFilter(3)), filled.filter(ImageFilter.MinFilter(5))
    rim = ImageChops.subtract(inner, deeper)
    where = [(i % side, i // side) for i, on in enumerate(rim.tobytes()) if on]
    colours = [painted.getpixel(at) for at in where]
    return ["#{:02X}{:02X}{:02X}".format(*colour[:3]) for colour in colours if isinstance(colour, tuple)]


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB` (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast of two colours, 1..21 (WCAG 2.2)."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)
