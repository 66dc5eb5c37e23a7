"""The pages of the picture stories as pixels: painted once, in a thread where there is time, and kept packed. No Kivy.

A page takes a tenth of a second to paint on a desk computer and more on a tablet, two megabytes as pixels and some
sixty kilobytes packed. So all pages that were ever looked at stay packed, and only what is on the screen is unpacked.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Iterable

from PIL import Image, ImageDraw

from assets import stories
from kiosk import raster

Wanted = tuple[str, int, int, int]
"""Story, page from 1, width and corner radius in pixels."""
_FINER = 4

_packed: dict[Wanted, bytes] = {}
_painting = threading.Lock()


def height(width: int) -> int:
    """How high a page of this width is, in pixels."""
    return round(width / stories.SHAPE)


def page(story: str, number: int, width: int, radius: int) -> Image.Image:
    """One page with round corners, RGBA; in any thread.

    Raises:
        KeyError: there is no such story.
        IndexError: it has no such page.
    """
    key = (story, number, width, radius)
    with _painting:
        if (packed := _packed.get(key)) is None:
            packed = _packed[key] = zlib.compress(_paint(*key).tobytes(), 1)
    return Image.frombytes("RGBA", (width, height(width)), zlib.decompress(packed))


def ready(wanted: Wanted) -> bool:
    """True when `page` would only have to unpack it."""
    return wanted in _packed


def paint_ahead(wanted: Iterable[Wanted]) -> threading.Thread:
    """Paint pages in a thread, in the order given. Returns the started thread."""
    missing = [key for key in wanted if key not in _packed]

    def paint_all() -> None:
        for key in missing:
            page(*key)

    thread = threading.Thread(target=paint_all, name="paint stories", daemon=True)
    thread.start()
    return thread


def held_bytes() -> int:
    """Memory that the packed pages take."""
    return sum(len(packed) for packed in tuple(_packed.values()))


def _paint(story: str, number: int, width: int, radius: int) -> Image.Image:
    painted = raster.paint(stories.page(story, number), width, height(width))
    mask = Image.new("L", (painted.width * _FINER, painted.height * _FINER), 0)
    far = (painted.width * _FINER - 1, painted.height * _FINER - 1)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, *far), radius * _FINER, fill=255)
    painted.putalpha(mask.reduce(_FINER))
    return painted
