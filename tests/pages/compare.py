"""Pictures of pages against stored ones, with room for another machine's edges."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops

STORED = Path(__file__).parent / "pictures"
SEEN = Path(__file__).parents[2] / "build" / "pictures" / "pages"
"""Where a picture that did not fit is kept, to be looked at."""
SHRINK = 4
"""Pictures are compared at a quarter of their size, so that the edge of a letter counts for little."""
NEAR = 22
"""Levels of 255 by which a shrunken pixel may differ."""
EXACT, SPREAD = 32, 96
"""Colours of a stored picture that are as they were seen, and others from all over it."""
SHARE = 0.01
"""Of the picture that may differ by more."""


def compare(name: str, png: bytes, renew: bool) -> str:
    """Compare a picture with the stored one of that name; say what is wrong, or nothing.

    With `renew` it is stored instead.
    """
    stored = STORED / f"{name}.png"
    seen = Image.open(BytesIO(png)).convert("RGB")
    if renew:
        STORED.mkdir(exist_ok=True)
        few_colours(seen).save(stored, optimize=True)
        return ""
    if not stored.exists():
        return f"{name}: no stored picture; look at the page, then run with --renew-pictures"
    share = difference(Image.open(stored).convert("RGB"), seen)
    if share <= SHARE:
        return ""
    SEEN.mkdir(parents=True, exist_ok=True)
    seen.save(SEEN / f"{name}.png")
    return f"{name}: {share:.1%} of it looks different; see build/pictures/pages/{name}.png"


def few_colours(picture: Image.Image) -> Image.Image:
    """The picture in 128 colours: the commonest stay as they are, so that paper is paper; the rest go to the nearest.

    Its smallest drawings keep colours of their own.
    """
    counted: list[tuple[int, tuple[int, int, int]]] = picture.getcolors(picture.width * picture.height)  # type: ignore[assignment]
    colours = [colour for _, colour in sorted(counted, reverse=True)]
    spread = picture.quantize(SPREAD, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*(level for colour in colours[:EXACT] for level in colour), *spread])
    each_once = Image.frombytes("RGB", (len(colours), 1), bytes(level for colour in colours for level in colour))
    nearest = each_once.quantize(palette=palette, dither=Image.Dither.NONE).tobytes()
    index = dict(zip(colours, nearest, strict=True)) | {colour: i for i, colour in enumerate(colours[:EXACT])}
    raw = iter(picture.tobytes())
    made = Image.frombytes("P", picture.size, bytes(index[pixel] for pixel in zip(raw, raw, raw, strict=True)))
    made.putpalette(palette.getpalette() or [])
    return made


def difference(stored: Image.Image, seen: Image.Image) -> float:
    """The share of two pictures that is not alike, 0..1; 1 when their sizes differ."""
    if stored.size != seen.size:
        return 1.0
    small = (max(1, stored.width // SHRINK), max(1, stored.height // SHRINK))
    pair = [each.resize(small, Image.Resampling.BOX) for each in (stored, seen)]
    red, green, blue = ImageChops.difference(*pair).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return sum(most.histogram()[NEAR + 1 :]) / (small[0] * small[1])
