"""Compares a drawn screen with its stored picture: blind to smoothing, awake to anything a child would see."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageChops, ImageStat

STORED = Path(__file__).parent / "pictures"
SEEN = Path(__file__).parents[3] / "build" / "pictures"
_BLOCK = 4
_BLOCK_MOST = 56
"""How far one block of 4 by 4 pixels may differ in one channel, 0..255: half a stroke of a letter is more."""
_MEAN_MOST = 1.5
"""How far all pixels may differ on average, 0..255."""
_COLOURS = 96


def differs(seen: Image.Image, stored: Image.Image) -> str:
    """Say how two pictures differ; empty when a child would see no difference."""
    if seen.size != stored.size:
        return f"it is {seen.width}x{seen.height}, stored is {stored.width}x{stored.height}"
    blocks = ImageChops.difference(seen.convert("RGB").reduce(_BLOCK), stored.convert("RGB").reduce(_BLOCK))
    stat = ImageStat.Stat(blocks)
    most, mean = max(high for _, high in stat.extrema), max(stat.mean)
    if most > _BLOCK_MOST:
        box = blocks.convert("L").point(lambda level: 255 * (level > _BLOCK_MOST // 2)).getbbox() or (0, 0, 0, 0)
        place = tuple(side * _BLOCK for side in box)
        return f"it differs by {most} at {place}"
    return f"it differs by {mean:.1f} on average" if mean > _MEAN_MOST else ""


def check(seen: Image.Image, size: str, name: str, *, renew: bool) -> str:
    """Compare a screen with `pictures/<size>/<name>.png`, or store it there; empty when all is well.

    A picture that is missing or differs is also written below `build/pictures`, to be looked at.
    """
    stored = STORED / size / f"{name}.png"
    if renew:
        _write(seen, stored)
        return ""
    told = differs(seen, Image.open(stored)) if stored.exists() else "no picture of it is stored"
    if not told:
        return ""
    _write(seen, SEEN / size / f"{name}.png")
    return f"{size}/{name}: {told}; see build/pictures/{size}/{name}.png"


def _write(seen: Image.Image, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    few = seen.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
