"""Photographs of children and adults, as small squares: decoded by Pillow in a thread of their own, within limits.

A photograph counts as ready once its square is here; until then, and for good when its file is broken, a screen shows
the drawn picture instead. Nothing is ever decoded in the screen's thread. No Kivy here.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageOps

from kiosk.media import PLACES
from sync.protocol import Classroom

log = logging.getLogger(__name__)

CHILD_PX, ADULT_PX = 224, 384
"""The side of a square: a tile of the wall is small, the adult who saw a request is shown large."""
MOST_BYTES = 16 * 2**20
"""Of all squares together: thirty children and eight adults need half of it."""
WIDEST = 4096
"""Pixels of the longer side of a file; larger ones are not decoded."""
_FACE_HIGH = 0.42
"""Where the middle of what is kept lies in a tall photograph, from its top: faces are above the middle."""


class Photos:
    """The photographs that a class's screens may show; every method returns at once.

    Args:
        folder: the tablet's own; a photograph's path is under it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._changed: Callable[[], None] = _nobody
        self._lock = threading.Lock()
        self._wanted: dict[str, int] = {}
        self._squares: dict[str, Image.Image] = {}
        self._broken: set[str] = set()
        self._decoding = False
        self._again = False

    def tell(self, changed: Callable[[], None]) -> None:
        """Call `changed`, from a thread, whenever photographs have become ready."""
        self._changed = changed

    def want(self, classroom: Classroom | None) -> frozenset[str]:
        """Make ready what a class may show, let go of the rest, and say which photographs are ready, by path.

        One whose file has not come is looked for again the next time.
        """
        named = [(tile.photo, CHILD_PX) for tile in classroom.pupils] if classroom else []
        named += [(adult.photo, ADULT_PX) for adult in classroom.adults] if classroom else []
        wanted = {path: side_px for path, side_px in named if PLACES.fullmatch(path)}
        with self._lock:
            self._wanted = wanted
            self._squares = {path: square for path, square in self._squares.items() if path in wanted}
            self._broken &= wanted.keys()
            if wanted.keys() - self._squares.keys() - self._broken:
                self._again = self._decoding
                if not self._decoding:
                    self._decoding = True
                    threading.Thread(target=self._decode_all, name="decode photos", daemon=True).start()
            return frozenset(self._squares)

    def square(self, path: str) -> Image.Image | None:
        """The square of a ready photograph, RGB; None for any other. May be called from any thread."""
        with self._lock:
            return self._squares.get(path)

    def _decode_all(self) -> None:
        tried: set[str] = set()
        came = False
        while (found := self._next(tried)) is not None:
            path, side_px = found
            tried.add(path)
            file = self._folder / path
            if not file.is_file():
                continue
            try:
                square = decode(file, side_px)
            except Exception as error:  # whatever a file does to its decoder, the drawn picture is shown
                log.info("a photo can't be shown: %s", type(error).__name__)
                with self._lock:
                    self._broken.add(path)
                continue
            with self._lock:
                if path in self._wanted:
                    self._squares[path] = square
                    came = True
        if came:
            self._changed()

    def _next(self, tried: set[str]) -> tuple[str, int] | None:
        """A photograph to decode, or None when there is none left; then the thread counts as ended."""
        with self._lock:
            if self._again:  # files may have come since they were looked for
                self._again = False
                tried.clear()
            held = sum(3 * square.width * square.height for square in self._squares.values())
            for path, side_px in self._wanted.items():
                known = path in tried or path in self._squares or path in self._broken
                if not known and held + 3 * side_px * side_px <= MOST_BYTES:
                    return path, side_px
            self._decoding = False
            return None


def decode(file: Path, side_px: int) -> Image.Image:
    """The middle of a photograph as an upright square, RGB.

    Raises:
        ValueError: it is wider or taller than `WIDEST`.
        Exception: whatever Pillow says of a file that is no whole JPEG or PNG.
    """
    with Image.open(file, formats=("JPEG", "PNG")) as opened:
        if max(opened.size) > WIDEST:
            raise ValueError(f"a side is longer than {WIDEST} pixels")
        opened.draft("RGB", (2 * side_px, 2 * side_px))  # a JPEG is read at a part of its size
        upright = ImageOps.exif_transpose(opened)
        square = ImageOps.fit(upright.convert("RGBA"), (side_px, side_px), centering=(0.5, _FACE_HIGH))
    ground = Image.new("RGBA", square.size, "white")
    ground.alpha_composite(square)
    return ground.convert("RGB")


def _nobody() -> None:
    """Nobody is told yet."""
