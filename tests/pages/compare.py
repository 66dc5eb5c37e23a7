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
        seen.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(stored, optimize=True)
        return ""
    if not stored.exists():
        return f"{name}: no stored picture; look at the page, then run with --renew-pictures"
    share = difference(Image.open(stored).convert("RGB"), seen)
    if share <= SHARE:
        return ""
    SEEN.mkdir(parents=True, exist_ok=True)
    seen.save(SEEN / f"{name}.png")
    return f"{name}: {share:.1%} of it looks different; see build/pictures/pages/{name}.png"


def difference(stored: Image.Image, seen: Image.Image) -> float:
    """The share of two pictures that is not alike, 0..1; 1 when their sizes differ."""
    if stored.size != seen.size:
        return 1.0
    small = (max(1, stored.width // SHRINK), max(1, stored.height // SHRINK))
    pair = [each.resize(small, Image.Resampling.BOX) for each in (stored, seen)]
    red, green, blue = ImageChops.difference(*pair).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return sum(most.histogram()[NEAR + 1 :]) / (small[0] * small[1])
