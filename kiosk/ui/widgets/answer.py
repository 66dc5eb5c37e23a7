"""A card that answers on press: a picture, a word, and an ink border the moment it is touched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kivy.properties import BooleanProperty, ListProperty, NumericProperty, ObjectProperty, StringProperty

from kiosk.ui import pictures, text, theme
from kiosk.ui.metrics import Box, Metrics, turned
from kiosk.ui.widgets.kv import load_beside
from kiosk.ui.widgets.words import Placed

_TICK_MM = 6.8


@dataclass(frozen=True, slots=True)
class Option:
    """What a card offers. `says` is what is heard when it is touched; a sign says nothing and has no card."""

    says: str
    picture: str
    word: str
    tint: str = theme.CARD
    done: bool = False
    second: str = ""
    """Another picture beside the first, smaller: *more children* shows two of them."""
    sign: bool = False
    still: bool = False
    """A card that is only shown, such as the one a child takes to an adult: a touch on it says nothing."""
    share: float = 1.0
    """How much of its place the picture fills, 0..1: *how big?* shows one face in three sizes."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a card sets its contents; lengths in pixels."""

    em: int
    floor: int
    beside: bool = False
    """Words beside the picture, as on a wide low card."""
    round: bool = False
    """Ends as half circles."""
    picture_least: int = 0
    lines: int = 2


class Answer(Placed):
    """One card. It acts on press, so a small finger that slides off has still answered."""

    option = ObjectProperty(None, allownone=True)
    manner = ObjectProperty(None, allownone=True)
    metrics = ObjectProperty(None, allownone=True)
    chosen = BooleanProperty(False)
    reading = BooleanProperty(False)
    """True while the speaker says this card's word."""
    word_id = StringProperty("")
    """The id of the word, or of a recorded name; empty for a picture alone."""
    position = NumericProperty(0)
    said = StringProperty("")
    """The choice's name, for a test that looks for its card."""

    card = ObjectProperty(None, allownone=True)
    border = NumericProperty(0)
    ring = ObjectProperty(None, allownone=True)
    thick = NumericProperty(0)
    ring_border = NumericProperty(0)
    drawing = ObjectProperty(None, allownone=True)
    drawing_at = ListProperty([0, 0, 0, 0])
    second = ObjectProperty(None, allownone=True)
    second_at = ListProperty([0, 0, 0, 0])
    word = ObjectProperty(None, allownone=True)
    word_at = ListProperty([0, 0, 0, 0])
    tick = ObjectProperty(None, allownone=True)
    tick_at = ListProperty([0, 0, 0, 0])
    ring_at = ListProperty([0, 0, 0, 0])
    fitted = ObjectProperty(None, allownone=True)

    __events__ = ("on_press",)

    def offer(self, option: Option | None, box: Box | None, manner: Manner, position: int = 0) -> None:
        """Show an option in a place; None clears the card away."""
        self.manner, self.position = manner, position
        self.said = option.says if option else ""
        self.chosen = self.reading = False
        self.option = option
        place = box if option else None
        if place == self.box:
            self.lay()
        else:
            self.box = place

    def on_press(self) -> None:
        """Called the moment a finger comes down; the screen decides what it means."""

    def can_press(self, x: float, y: float) -> bool:
        """True for a place on this card, if it is one that answers."""
        return self.takes and bool(self.collide_point(x, y))

    @property
    def takes(self) -> bool:
        """True for a card that answers when it is chosen."""
        option: Option | None = self.option
        return option is not None and not option.sign and not option.still and self.box is not None

    # Places inside the card.

    def lay(self) -> None:
        option: Option | None = self.option
        box: Box | None = self.box
        if option is None or box is None:
            self.card = self.drawing = self.second = self.word = self.tick = self.fitted = None
            self.drawing_at = self.second_at = self.word_at = self.tick_at = [0, 0, 0, 0]
            return
        metrics: Metrics = self.metrics
        radius, edge = metrics.px(metrics.sizes.radius), metrics.px(metrics.sizes.edge)
        radius = (box.height - edge) // 2 if self.manner.round else min(radius, min(box.width, box.height) // 3)
        self.thick = metrics.px(metrics.sizes.ring * self.look.ring)
        self.border, self.ring_border = radius + edge + 1, radius + self.thick + 1
        outline = metrics.px(self.look.outline_mm)
        self.card = None if option.sign else pictures.card(self.look.tint(option.tint), radius, edge, outline)
        # A thicker border grows inwards, so that a chosen card is no more than a twentieth larger.
        out = metrics.px(metrics.sizes.ring) // 2
        self.ring = pictures.ring(radius, int(self.thick), out)
        self.ring_at = self._up(Box(-out, -out, box.width + 2 * out, box.height + 2 * out))
        inside = Box(0, 0, box.width, box.height - (0 if option.sign else edge))
        picture, words = self._beside(option, inside) if self.manner.beside else self._under(option, inside)
        self._draw(option, picture, words)
        self._tick(option, box, picture)

    def _tick(self, option: Option, card: Box, picture: Box) -> None:
        """A tick at the card's corner; on a sign, which has no card, at its picture's."""
        if not option.done:
            self.tick, self.tick_at = None, [0, 0, 0, 0]
            return
        side = min(self.metrics.px(_TICK_MM), card.width // 3)
        inset = side // 6
        right, top = (picture.right + side // 2, picture.y) if option.sign else (card.width - inset, inset)
        self.tick = pictures.texture("tick", side)
        self.tick_at = self._up(Box(right - side, top, side, side))

    def _under(self, option: Option, card: Box) -> tuple[Box, Box]:
        """The picture above, the word under it; both together in the middle of the card."""
        metrics, manner = self.metrics, self.manner
        # A low card spends its height on the picture and the word, not on its edges.
        pad = metrics.px(0.9 if card.height > manner.picture_least * 1.5 else 0.3)
        width = card.width - 2 * metrics.px(0.9)
        room = card.height - 2 * pad
        if not option.picture:
            self.fitted = fitted = self._fit(option.word, width, room, manner.lines)
            tall = fitted.height if fitted else 0
            return Box(0, 0, 1, 1), Box((card.width - width) // 2, (card.height - tall) // 2, width, tall)
        # A long word may take two fifths of the card. A name too long even for that takes more, in smaller letters:
        # it is drawn whole before its picture is drawn large.
        for share, smaller in ((0.4, 1.0), (0.72, 0.8)):
            most = max(manner.floor, room - max(manner.picture_least, round(room * (1 - share))))
            fitted = self._fit(option.word, width, most, manner.lines, smaller)
            if fitted is None or not fitted.cut:
                break
        self.fitted = fitted
        tall = fitted.height if fitted else 0
        side = max(manner.picture_least, min(width, room - tall))
        gap = max(0, min(metrics.px(0.8), room - tall - side))
        top = (card.height - side - gap - tall) // 2
        return (
            Box((card.width - side) // 2, top, side, side),
            Box((card.width - width) // 2, top + side + gap, width, tall),
        )

    def _beside(self, option: Option, card: Box) -> tuple[Box, Box]:
        """The picture at the left, the word beside it; both together in the middle of the card."""
        metrics, manner = self.metrics, self.manner
        pad, gap = metrics.px(1.4), metrics.px(1.6)
        if option.sign and option.done:
            gap += metrics.px(_TICK_MM) // 2  # the tick stands out from the picture by half
        side = max(manner.picture_least, min(card.height - 2 * metrics.px(1.4), card.width // 3))
        drawn = side + (round(side * 0.9) if option.second else 0)
        width = card.width - 2 * pad - drawn - gap
        fitted = self._fit(option.word, width, card.height - metrics.px(2), manner.lines)
        self.fitted = fitted
        used = fitted.width if fitted else 0
        left = max(pad, (card.width - drawn - gap - used) // 2)
        tall = fitted.height if fitted else 0
        return (
            Box(left, (card.height - side) // 2, side, side),
            Box(left + drawn + gap, (card.height - tall) // 2, used, tall),
        )

    def _fit(self, word: str, width: int, height: int, lines: int, smaller: float = 1.0) -> text.Fitted | None:
        if not word:
            return None
        manner = self.manner
        return text.fit(
            word,
            width - 2 * text.lean(manner.em),
            height,
            manner.em,
            floor=round(manner.floor * smaller),
            lines=lines,
            language=self.look.language,
        )

    def _draw(self, option: Option, picture: Box, words: Box) -> None:
        side = max(1, round(picture.width * option.share))
        self.drawing = self._picture(option.picture, side) if option.picture else None
        # A smaller picture stands on the same foot, so that sizes can be compared.
        self.drawing_at = self._up(Box(picture.x + (picture.width - side) // 2, picture.foot - side, side, side))
        if option.second:
            side = round(picture.width * 0.9)
            self.second = self._picture(option.second, side)
            self.second_at = self._up(Box(picture.right, picture.foot - side, side, side))
        else:
            self.second, self.second_at = None, [0, 0, 0, 0]
        if self.fitted is None:
            self.word, self.word_at = None, [0, 0, 0, 0]
            return
        align = text.beginning(self.look.mirrored) if self.manner.beside else "centre"
        self.word = pictures.words(self.fitted, self.look.ink, align)
        width, height = self.word.size
        self.word_at = self._up(Box(words.x + (words.width - width) // 2, words.y, width, height))

    def _picture(self, name: str, side: int) -> Any:
        return pictures.texture(name, side, mirrored=self.look.mirrored)

    def _up(self, inside: Box) -> list[int]:
        """A place inside the card, from where reading begins, as Kivy wants it: from the window's foot."""
        if self.look.mirrored:
            inside = turned(inside, int(self.width))
        return [int(self.x) + inside.x, int(self.top) - inside.foot, inside.width, inside.height]


load_beside(__file__)
