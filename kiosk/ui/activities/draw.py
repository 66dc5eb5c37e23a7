"""Draw the feeling: eight colours, three brushes, a fresh page. What was drawn is kept nowhere and shown to nobody.

Every stroke is painted into one texture and then forgotten, so an hour of drawing takes no more memory or time than a
minute. When the activity ends the texture is painted over.
"""

from __future__ import annotations

import math
from typing import Any, ClassVar

from kivy.graphics import Color, Fbo, PopMatrix, PushMatrix, Rectangle, Rotate, Scale, Translate
from PIL import Image

from kiosk.ui import theme
from kiosk.ui.activities.activity import Activity, Play
from kiosk.ui.activities.sprites import disc, upload
from kiosk.ui.activities.tiles import Card
from kiosk.ui.metrics import Box, Metrics

COLOURS = ("#2E2A4F", "#E5484D", "#F5872B", "#FFC928", "#45A955", "#3D7FDB", "#8453BE", "#F27AA8")
BRUSHES_MM = (1.6, 4.0, 9.0)
PAPER = "#FFFFFF"
_TILE_MM = 15.0
_GAP_MM = 1.2
_NEW_PAGE = "new_page"
_SOFT = 16
"""Rows of the texture of a straight stroke; the outermost are clear, which makes its edges smooth."""
_SEED_MM, _SEED_TURN = 4.4, 2.39996
"""A switch draws a sunflower, dot by dot: how far apart, and the turn from one to the next."""
_SEEDS_A_COLOUR = 6


class Paper:
    """A sheet to paint on, `width` by `height` pixels: one texture, and a brush of a fixed number of instructions."""

    def __init__(self, width: int, height: int) -> None:
        self.size = (width, height)
        self._fbo = Fbo(size=self.size, with_stencilbuffer=False)
        self._fbo.clear_color = theme.rgba(PAPER)
        self._paint = Color(1, 1, 1, 1)
        self._to, self._turn, self._grow = Translate(0, 0, 0), Rotate(angle=0, axis=(0, 0, 1)), Scale(1, 1, 1)
        self._line = Rectangle(pos=(0, -0.5), size=(1, 1))
        self._dot = Rectangle(pos=(0, 0), size=(1, 1))
        for each in (PushMatrix(), self._paint, self._to, self._turn, self._grow, self._line, PopMatrix(), self._dot):
            self._fbo.add(each)
        self._made_ready = False
        self.clean = True
        """True until the first stroke, and again on a fresh page."""

    @property
    def texture(self) -> Any:
        return self._fbo.texture

    @property
    def pixels(self) -> bytes:
        """What is on the sheet, RGBA, for tests."""
        return bytes(self._fbo.pixels)

    @property
    def instructions(self) -> int:
        """How much there is to draw for one stroke: always the same."""
        return len(self._fbo.children)

    def wipe(self) -> None:
        """A fresh page: every pixel is paper again."""
        self._fbo.bind()
        self._fbo.clear_buffer()
        self._fbo.release()
        self.clean = True

    def stroke(self, start: tuple[float, float], end: tuple[float, float], wide: float, colour: str) -> None:
        """Paint from one point to another, with round ends; the same point twice is a dot."""
        if not self._made_ready:
            self._line.texture, self._dot.texture = _soft_line(), disc()
            self._made_ready = True
        self._paint.rgba = theme.rgba(colour)
        self._to.xy = start
        self._turn.angle = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))
        # The soft rows at both edges are no part of the stroke's width.
        self._grow.xyz = (max(0.01, math.dist(start, end)), wide * _SOFT / (_SOFT - 2), 1)
        self._dot.size = (wide, wide)
        self._dot.pos = (end[0] - wide / 2, end[1] - wide / 2)
        self._fbo.draw()
        self.clean = False


def _soft_line() -> Any:
    """A white strip whose edges fade within a row."""
    strip = Image.new("RGBA", (2, _SOFT), (255, 255, 255, 255))
    for x in range(2):
        for y in (0, _SOFT - 1):
            strip.putpixel((x, y), (255, 255, 255, 0))
    return upload(strip)


class DrawTheFeeling(Activity):
    """Draw the feeling."""

    id: ClassVar[str] = "draw"
    ground: ClassVar[str] = "#F6DDE7"
    rest_s: ClassVar[float] = 90.0

    def __init__(self, metrics: Metrics, box: Box) -> None:
        super().__init__(metrics, box)
        px = metrics.px
        side, least = px(_TILE_MM), px(_GAP_MM)
        around = Box(box.x + px(2), box.y + px(2), box.width - px(4), box.height - px(4))
        count = len(COLOURS) + len(BRUSHES_MM) + 1
        columns = max(n for n in (3, 4, 6, 12) if n * side + (n - 1) * least <= around.width)
        rows = count // columns
        gap = min(px(3), (around.width - columns * side) // max(1, columns - 1))
        side_x = min(px(22), (around.width - (columns - 1) * gap) // columns)
        top = around.foot - rows * side - (rows - 1) * least
        left = around.x + (around.width - columns * side_x - (columns - 1) * gap) // 2
        places = [
            Box(left + i % columns * (side_x + gap), top + i // columns * (side + least), side_x, side)
            for i in range(count)
        ]
        sheet = Box(around.x, around.y, around.width, top - px(2) - around.y)
        self._sheet_card = Card(self.canvas, metrics, sheet)
        inner = sheet.inset(px(2))
        self.paper_box = inner
        self.paper = Paper(inner.width, inner.height)
        self._shown = Rectangle(pos=(inner.x, self.up(inner.foot)), size=(inner.width, inner.height))
        self._veil = Color(1, 1, 1, 0)
        self.canvas.add(self._veil)
        self.canvas.add(self._shown)
        hint = Box(inner.x, inner.y + inner.height // 2 - px(8), inner.width, px(16))
        self._hint = self.saying(hint)
        self.cards: dict[str, Card] = {}
        names = [*COLOURS, *(f"brush_{i}" for i in range(len(BRUSHES_MM))), _NEW_PAGE]
        for name, place in zip(names, places, strict=True):
            self.cards[name] = Card(self.canvas, metrics, place)
            self._put(name, round(side * 0.84))
        self.colour, self.brush = COLOURS[0], 1
        self._last: tuple[float, float] | None = None
        self._seeds = 0

    def _put(self, name: str, side: int) -> None:
        card = self.cards[name]
        if name == _NEW_PAGE:
            self.sprite(_NEW_PAGE, side).at(*card.middle)
        elif name in COLOURS:
            blob = self.sprite("paint_blob", side)
            blob.tint(name)
            blob.at(*card.middle)
        else:
            dot = self.disc(theme.INK, min(side, self.metrics.px(BRUSHES_MM[int(name[-1])])))
            dot.at(*card.middle)

    def begin(self, play: Play) -> None:
        super().begin(play)
        self.paper.wipe()
        self._shown.texture = self.paper.texture
        self._veil.a = 1.0
        for card in (self._sheet_card, *self.cards.values()):
            card.load()
        self._choose(COLOURS[0])
        self._choose("brush_1")
        self._seeds = 0
        self.say(self._hint, "do.draw")

    def end(self) -> None:
        super().end()
        self._last = None
        self._veil.a = 0.0
        # Not one pixel of it outlives the activity.
        self.paper.wipe()
        for card in (self._sheet_card, *self.cards.values()):
            card.drop()

    def press(self, x: float, y: float) -> bool:
        if self.play is None:
            return False
        for name, card in self.cards.items():
            if card.holds(x, y):
                self._choose(name)
                return True
        point = self._on_paper(x, y)
        if not (0 <= point[0] <= self.paper.size[0] and 0 <= point[1] <= self.paper.size[1]):
            return False
        self._draw(point, point)
        self._last = point
        return True

    def drag(self, x: float, y: float) -> None:
        if self._last is None or self.play is None:
            return
        point = self._on_paper(x, y)
        self._draw(self._last, point)
        self._last = point
        self.play.touched()

    def lift(self) -> None:
        self._last = None

    def key(self) -> None:
        """A switch draws a sunflower from its middle outwards, one seed a press, the colours in turn."""
        if self.play is None:
            return
        step = self.metrics.px(_SEED_MM)
        width, height = self.paper.size
        reach = step * math.sqrt(self._seeds)
        if reach > min(width, height) / 2 - step:
            self._seeds = 0
            reach = 0.0
            self._fresh()
        turn = self._seeds * _SEED_TURN
        point = (width / 2 + reach * math.cos(turn), height / 2 + reach * math.sin(turn))
        self._choose(COLOURS[self._seeds // _SEEDS_A_COLOUR % len(COLOURS)])
        self._draw(point, point)
        self._seeds += 1

    # Painting.

    def _on_paper(self, x: float, y: float) -> tuple[float, float]:
        return x - self.paper_box.x, y - self.up(self.paper_box.foot)

    def _draw(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        if self.paper.clean:
            self._hint.say("")
        self.paper.stroke(start, end, self.metrics.px(BRUSHES_MM[self.brush]), self.colour)
        self.canvas.ask_update()

    def _choose(self, name: str) -> None:
        if name == _NEW_PAGE:
            self._fresh()
            return
        chosen_from = COLOURS if name in COLOURS else tuple(each for each in self.cards if each.startswith("brush_"))
        for each in chosen_from:
            self.cards[each].chosen = each == name
        if name in COLOURS:
            self.colour = name
        else:
            self.brush = int(name[-1])

    def _fresh(self) -> None:
        self.paper.wipe()
        self.canvas.ask_update()
