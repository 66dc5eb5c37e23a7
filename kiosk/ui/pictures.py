"""Baked textures: every picture, word and card is painted once by Pillow and kept for the card that shows it.

`image` may run in any thread; `texture` and the others belong to the screen's thread, which owns the graphics.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kivy.graphics.texture import Texture
from PIL import Image, ImageDraw, ImageOps

from kiosk.ui import text, theme

if TYPE_CHECKING:
    from assets.art import Picture

_KEEP = 400
"""Textures kept at most; the oldest untouched one goes first (about 60 kB each)."""
_FINER = 4
PHOTOS = "pictures/"
"""Begins the path of a photograph, as the service names it."""
_ROUND = 0.24
"""The radius of a photograph's corners, as a part of its side."""
_INNER = 0.93
"""How much of its place a photograph fills."""
_POINTING = frozenset({"back", "more", "skip", "take_back"})
"""Pictures that point to where reading goes, or where it came from."""


class _Shelf:
    """The last textures used, each baked once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, bake: Callable[[], Image.Image]) -> Any:
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        made = self._kept[key] = _upload(bake())
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return made

    def drop(self, which: Callable[[Hashable], bool]) -> None:
        for key in [each for each in self._kept if which(each)]:
            del self._kept[key]

    def clear(self) -> None:
        self._kept.clear()


def _no_photo(_: str) -> Image.Image | None:
    return None


_shelf = _Shelf(_KEEP)
_photo: Callable[[str], Image.Image | None] = _no_photo
_painted: dict[tuple[str, int], Image.Image] = {}
_noting: set[tuple[str, int]] | None = None
_painting = threading.Lock()


def named(name: str) -> Picture:
    """The picture of a name: a feeling's face, an animal, or any other; an empty one for a name of a newer Daybreak."""
    # Read here and not at the top: the first frame is drawn without any picture.
    from assets import catalogue, faces, pictures
    from assets.art import Picture

    if name in catalogue.load().feelings:
        return faces.face(name)
    return pictures.picture(name) if name in pictures.names() else Picture(())


def image(name: str, side_px: int) -> Image.Image:
    """A picture as pixels; kept until `texture` takes it, so that a thread can paint ahead."""
    key = (name, side_px)
    with _painting:
        if (ready := _painted.get(key)) is None:
            ready = _painted[key] = paint(name, side_px)
    return ready


def paint(name: str, side_px: int) -> Image.Image:
    """Paint a picture, or cut a photograph's square; in any thread, and kept nowhere."""
    from kiosk import raster

    if not is_photo(name):
        return raster.paint(named(name), side_px, side_px)
    square = _photo(name)
    return _rounded(square, side_px) if square is not None else Image.new("RGBA", (side_px, side_px), (0, 0, 0, 0))


def is_photo(name: str) -> bool:
    """Whether a name is a photograph's path on this tablet, and none of our drawn pictures."""
    return name.startswith(PHOTOS)


def photos_from(source: Callable[[str], Image.Image | None]) -> None:
    """Say who has the squares of photographs, by path; whoever is asked for one that is gone says None."""
    global _photo
    _photo = source


def keep_photos(ready: Collection[str]) -> None:
    """Let go of every texture of a photograph that is not among these."""

    def gone(key: Hashable) -> bool:
        name = key[0] if isinstance(key, tuple) else ""
        return isinstance(name, str) and is_photo(name) and name not in ready

    _shelf.drop(gone)
    with _painting:
        for key in [each for each in _painted if gone(each)]:
            del _painted[key]


def bake_ahead(wanted: Iterable[tuple[str, int]]) -> threading.Thread:
    """Paint what the next screens need, off the screen's thread. Returns the started thread."""

    def paint_all() -> None:
        for name, side_px in wanted:
            image(name, side_px)

    thread = threading.Thread(target=paint_all, name="bake pictures", daemon=True)
    thread.start()
    return thread


@contextmanager
def noting() -> Iterator[set[tuple[str, int]]]:
    """Within this, pictures are only noted down and not painted: a rehearsal, to learn what a screen will need."""
    global _noting
    _noting = set()
    try:
        yield _noting
    finally:
        _noting = None


def texture(name: str, side_px: int, *, mirrored: bool = False) -> Any:
    """The texture of a named picture, `side_px` pixels square.

    On a `mirrored` screen a picture that points the way is turned round; every other one stays as it is.
    """
    if _noting is not None:
        _noting.add((name, side_px))
        return blank()
    turns = mirrored and name in _POINTING

    def bake() -> Image.Image:
        painted = image(name, side_px)
        _painted.pop((name, side_px), None)
        return ImageOps.mirror(painted) if turns else painted

    return _shelf.get((name, side_px, turns), bake)


def words(fitted: text.Fitted, colour: str, align: text.Align = "centre") -> Any:
    """The texture of a fitted text."""
    return _shelf.get((fitted, colour, align), lambda: text.paint(fitted, colour, align))


def card(colour: str, radius_px: int, edge_px: int, outline_px: int = 0) -> Any:
    """A card's nine patches: round corners, and a lower edge in place of a shadow. Stretch it with `border(...)`.

    With `outline_px` a black border takes the place of the edge's colour, for a child who needs contrast.
    """
    shade = theme.EDGE if colour == theme.CARD else theme.darker(colour, 0.1)
    side = 2 * radius_px + edge_px + 4

    def bake() -> Image.Image:
        big = Image.new("RGBA", (side * _FINER, side * _FINER), (0, 0, 0, 0))
        pen = ImageDraw.Draw(big)
        far = side * _FINER - 1
        pen.rounded_rectangle((0, edge_px * _FINER, far, far), radius_px * _FINER, fill=shade)
        pen.rounded_rectangle((0, 0, far, far - edge_px * _FINER), radius_px * _FINER, fill=colour)
        if outline_px:
            pen.rounded_rectangle(
                (0, 0, far, far), radius_px * _FINER, fill=colour, outline=theme.BLACK, width=outline_px * _FINER
            )
        return big.reduce(_FINER)

    return _shelf.get(("card", colour, radius_px, edge_px, outline_px), bake)


def ring(radius_px: int, thick_px: int, out_px: int | None = None) -> Any:
    """The ink border of what was chosen, as nine patches around a clear middle.

    `out_px` of its thickness stand outside the card, by default half.
    """
    out = thick_px // 2 if out_px is None else out_px
    side = 2 * (radius_px + thick_px) + 4

    def bake() -> Image.Image:
        big = Image.new("L", (side * _FINER, side * _FINER), 0)
        far = side * _FINER - 1
        ImageDraw.Draw(big).rounded_rectangle(
            (0, 0, far, far), (radius_px + min(thick_px, 2 * out + 1)) * _FINER, outline=255, width=thick_px * _FINER
        )
        inked = Image.new("RGBA", (side, side), theme.INK)
        inked.putalpha(big.reduce(_FINER))
        return inked

    return _shelf.get(("ring", radius_px, thick_px, out), bake)


def disc(colour: str, side_px: int) -> Any:
    """A filled circle."""

    def bake() -> Image.Image:
        big = Image.new("L", (side_px * _FINER, side_px * _FINER), 0)
        ImageDraw.Draw(big).ellipse((0, 0, side_px * _FINER - 1, side_px * _FINER - 1), fill=255)
        round_one = Image.new("RGBA", (side_px, side_px), colour)
        round_one.putalpha(big.reduce(_FINER))
        return round_one

    return _shelf.get(("disc", colour, side_px), bake)


def _rounded(square: Image.Image, side_px: int) -> Image.Image:
    """A photograph with round corners, as far from the edge of its place as a drawn picture is."""
    inner = max(1, round(side_px * _INNER))
    cut = square.resize((inner, inner), Image.Resampling.LANCZOS, reducing_gap=2.0).convert("RGBA")
    mask = Image.new("L", (inner * _FINER, inner * _FINER), 0)
    far = inner * _FINER - 1
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, far, far), far * _ROUND, fill=255)
    cut.putalpha(mask.reduce(_FINER))
    placed = Image.new("RGBA", (side_px, side_px), (0, 0, 0, 0))
    placed.paste(cut, ((side_px - inner) // 2, (side_px - inner) // 2))
    return placed


def forget() -> None:
    """Let every texture go, as when the window's graphics are made anew."""
    _shelf.clear()
    _painted.clear()


def _upload(painted: Image.Image) -> Any:
    made = Texture.create(size=painted.size, colorfmt="rgba")
    made.blit_buffer(painted.tobytes(), colorfmt="rgba", bufferfmt="ubyte")
    made.flip_vertical()
    return made


@lru_cache(maxsize=1)
def blank() -> Any:
    """One clear pixel, for a place with nothing in it."""
    return _upload(Image.new("RGBA", (1, 1), (0, 0, 0, 0)))
