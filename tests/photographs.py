"""Made-up photographs: one of our own drawn people before a wall, as a camera would hand it over."""

from __future__ import annotations

import io

from PIL import Image

from assets import pictures
from kiosk import raster

_WALLS = ("#86a8c8", "#c9a27e", "#8fb595", "#b79ac4", "#c4b07a")


def photograph(number: int, *, kind: str = "JPEG", size: tuple[int, int] = (480, 640)) -> bytes:
    """The file of a photograph; another number is another person."""
    wide, high = size
    image = Image.new("RGB", size, _WALLS[number % len(_WALLS)])
    image.paste("#6b6257", (0, high * 7 // 8, wide, high))
    person = raster.paint(pictures.picture(f"adult_{number % 8 + 1}"), wide, wide)
    image.paste(person, (0, high // 8), person)
    out = io.BytesIO()
    image.save(out, kind, **({"quality": 88} if kind == "JPEG" else {}))
    return out.getvalue()
