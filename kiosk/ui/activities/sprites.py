"""Pictures that move: painted once, then only shifted, turned, stretched and faded, which costs next to nothing.

A sprite has its picture from `load` to `drop`; between two children nothing is held but the shelf of what was painted
last. Places are in window pixels, y up.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kivy.graphics import Color, InstructionGroup, PopMatrix, PushMatrix, Rectangle, Rotate, Scale, Translate
from kivy.graphics.texture import Texture
from PIL import Image, ImageDraw

from kiosk.ui import pictures, text, theme
from kiosk.ui.metrics import Box

if TYPE_CHECKING:
    from assets.art import Picture

_BYTES = 12 * 2**20
"""Of painted sprites kept at most: two activities or so; the longest untouched go first."""
_DISC = 256
_FINER = 4

Wanted = tuple[str, int]
_painted: dict[Wanted, Image.Image] = {}
_kept: OrderedDict[Wanted, Any] = OrderedDict()
_painting = threading.Lock()


def paint(name: str, side_px: int) -> Image.Image:
    """A picture's pixels; in any thread. Kept until a sprite takes it."""
    key = (name, side_px)
    with _painting:
        if (ready := _painted.get(key)) is None:
            from kiosk import raster

            photo = pictures.is_photo(name)
            ready = pictures.paint(name, side_px) if photo else raster.paint(drawn(name), side_px, side_px)
            _painted[key] = ready
    return ready


def drawn(name: str) -> Picture:
    """The picture of a prop, a feeling's face or any other."""
    from assets.pictures import props

    return props.prop(name) if name in props.PROPS else pictures.named(name)


def paint_ahead(wanted: Iterable[Wanted]) -> threading.Thread:
    """Paint in a thread what an activity will need and no shelf holds yet. Returns the started thread."""
    missing = [key for key in wanted if key not in _kept]

    def paint_all() -> None:
        for name, side_px in missing:
            paint(name, side_px)

    thread = threading.Thread(target=paint_all, name="paint activities", daemon=True)
    thread.start()
    return thread


def forget_painted() -> None:
    """Let go of what was painted ahead and not used after all."""
    with _painting:
        _painted.clear()


def forget() -> None:
    """Let every painted sprite go, as when the window's graphics are made anew."""
    forget_painted()
    _kept.clear()
    Disc._texture = None


def texture(name: str, side_px: int) -> Any:
    """The texture of a named picture, from the shelf of the activities. On the screen's thread."""
    key = (name, side_px)
    if key in _kept:
        _kept.move_to_end(key)
        return _kept[key]
    image = paint(name, side_px)
    with _painting:
        _painted.pop(key, None)
    made = _kept[key] = upload(image)
    held = sum(4 * side * side for _, side in _kept)
    while held > _BYTES and len(_kept) > 1:
        (_, side), _ = _kept.popitem(last=False)
        held -= 4 * side * side
    return made


def upload(image: Image.Image) -> Any:
    """An RGBA image as a texture, upright, smooth when stretched."""
    made = Texture.create(size=image.size, colorfmt="rgba")
    made.blit_buffer(image.tobytes(), colorfmt="rgba", bufferfmt="ubyte")
    made.flip_vertical()
    return made


class Sprite:
    """One picture on a canvas. Set its places once in a while or every frame: only transforms change."""

    def __init__(
        self,
        canvas: Any,
        name: str = "",
        side_px: int = 1,
        pivot: tuple[float, float] = (50, 50),
        high_px: int | None = None,
    ) -> None:
        """Args:
        name: of the picture; empty for a plain block of colour, set by `tint`.
        side_px: as large as it is painted; `scale` makes it smaller without loss.
        pivot: the point of the picture, in its own 100 by 100 units with y down, that stands at the sprite's place
            and about which it turns.
        high_px: for a plain block that is not square.
        """
        self.name, self.side = name, side_px
        self._rgb = (1.0, 1.0, 1.0)
        self._alpha = 1.0
        self._held = False
        high = high_px or side_px
        group = InstructionGroup()
        self._move, self._turn, self._grow = Translate(0, 0, 0), Rotate(angle=0, axis=(0, 0, 1)), Scale(1, 1, 1)
        self._colour = Color(1, 1, 1, 1)
        self._block = Rectangle(pos=(-pivot[0] / 100 * side_px, -(1 - pivot[1] / 100) * high), size=(side_px, high))
        for each in (PushMatrix(), self._move, self._turn, self._grow, self._colour, self._block, PopMatrix()):
            group.add(each)
        canvas.add(group)

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """What it needs painted."""
        return ((self.name, self.side),) if self.name else ()

    def show(self, name: str) -> None:
        """Another picture in its place; painted now if it has to be."""
        self.name = name
        self.load()

    def load(self) -> None:
        """Take the picture."""
        if self.name:
            self._held = True
            self._block.texture = texture(self.name, self.side)

    def drop(self) -> None:
        """Let the picture go; the place stays empty until `load`."""
        if self._held:
            self._held = False
            self._block.texture = pictures.blank()

    # Where and how; setting what it is already costs nothing.

    def at(self, x: float, y: float) -> None:
        """Stand there: window pixels, y up."""
        if self._move.x != x or self._move.y != y:
            self._move.xy = (x, y)

    @property
    def place(self) -> tuple[float, float]:
        return self._move.x, self._move.y

    @property
    def angle(self) -> float:
        """Degrees clockwise about the pivot."""
        return float(-self._turn.angle)

    @angle.setter
    def angle(self, degrees: float) -> None:
        if self._turn.angle != -degrees:
            self._turn.angle = -degrees

    def scale(self, across: float, up: float | None = None) -> None:
        """As large as this, of the size it was painted; below 0 it is mirrored."""
        up = across if up is None else up
        if self._grow.x != across or self._grow.y != up:
            self._grow.xyz = (across, up, 1)

    @property
    def alpha(self) -> float:
        return self._alpha

    @alpha.setter
    def alpha(self, alpha: float) -> None:
        """0 (not seen) .. 1."""
        alpha = min(1.0, max(0.0, alpha))
        if self._alpha != alpha:
            self._alpha = alpha
            self._colour.rgba = (*self._rgb, alpha)

    def tint(self, colour: str) -> None:
        """`#RRGGBB`; the picture is multiplied by it, so white ones take it on."""
        self._rgb = theme.rgba(colour)[:3]
        self._colour.rgba = (*self._rgb, self._alpha)


class Disc(Sprite):
    """A soft-edged disc of one colour; `side_px` is its diameter."""

    _texture: Any = None

    def __init__(self, canvas: Any, colour: str, side_px: int) -> None:
        super().__init__(canvas, "", side_px)
        self.tint(colour)

    def load(self) -> None:
        self._block.texture = disc()

    def drop(self) -> None:
        self._block.texture = pictures.blank()


def disc() -> Any:
    """One white disc for every colour and size."""
    if Disc._texture is None:
        big = Image.new("L", (_DISC * _FINER, _DISC * _FINER), 0)
        ImageDraw.Draw(big).ellipse((_FINER, _FINER, (_DISC - 1) * _FINER, (_DISC - 1) * _FINER), fill=255)
        white = Image.new("RGBA", (_DISC, _DISC), theme.CARD)
        white.putalpha(big.reduce(_FINER))
        Disc._texture = upload(white)
    return Disc._texture


class Saying:
    """A line of words in a box: what to do now."""

    def __init__(self, canvas: Any, window_height: int, box: Box, em: int, floor: int, lines: int = 2) -> None:
        self.box, self._height, self._em, self._floor, self._lines = box, window_height, em, floor, lines
        self._block = Rectangle(pos=(0, 0), size=(1, 1))
        canvas.add(Color(1, 1, 1, 1))
        canvas.add(self._block)
        self.text = ""
        self.fitted: text.Fitted | None = None

    def say(self, words: str, colour: str = theme.INK, language: str = "en") -> None:
        """Show these words; empty for none."""
        self.text, self.fitted = words, None
        if not words:
            self._block.texture = pictures.blank()
            return
        box = self.box
        self.fitted = text.fit(
            words,
            box.width - 2 * text.lean(self._em),
            box.height,
            self._em,
            floor=self._floor,
            bold=True,
            lines=self._lines,
            language=language,
        )
        painted = pictures.words(self.fitted, colour)
        width, height = painted.size
        self._block.texture = painted
        self._block.size = (width, height)
        self._block.pos = (
            box.x + (box.width - width) // 2,
            self._height - box.foot + (box.height - height) // 2,
        )
