"""A text in a box, and a picture in a box: neither can be touched."""

from __future__ import annotations

from typing import Any

from kivy.properties import BooleanProperty, ListProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.ui import pictures, text, theme
from kiosk.ui.metrics import Box, turned
from kiosk.ui.widgets.kv import load_beside


class Placed(Widget):
    """A widget with a place on the screen. Set `window_height` and `box`, and it stands there.

    Boxes are as they lie on a screen that is read from the left; in a mirrored look the widget turns its own round.
    """

    box = ObjectProperty(None, allownone=True)
    """A `Box` in pixels from the top left, or None to stand nowhere."""
    window_height = NumericProperty(0)
    glass = NumericProperty(0)
    """The window's width in pixels, needed by a mirrored look."""
    look = ObjectProperty(theme.USUAL)

    def wear(self, look: theme.Look, glass: int) -> None:
        """Take on a look, on glass of this many pixels across."""
        self.glass, self.look = glass, look

    def on_look(self, *_: Any) -> None:
        self.on_box()

    def on_box(self, *_: Any) -> None:
        box = self.box
        if box is None:
            self.pos, self.size = (-10000, -10000), (0, 0)
        else:
            if self.look.mirrored:
                box = turned(box, self.glass)
            self.size = (box.width, box.height)
            self.pos = (box.x, self.window_height - box.foot)
        self.lay()

    def lay(self) -> None:
        """Put the contents in their places again."""


class Words(Placed):
    """A text, fitted into its box."""

    text = StringProperty("")
    em = NumericProperty(0)
    """Letter size wished for, pixels."""
    floor = NumericProperty(0)
    bold = BooleanProperty(False)
    lines = NumericProperty(2)
    align = StringProperty("centre")
    """`centre`, or `left` for the side where reading begins."""
    colour = StringProperty("")
    """Empty for the look's own ink."""
    texture = ObjectProperty(None, allownone=True)
    drawn = ListProperty([0, 0, 0, 0])
    """Where the letters are drawn: x, y, width, height, y up."""
    fitted = ObjectProperty(None, allownone=True)

    def on_text(self, *_: Any) -> None:
        self.lay()

    def lay(self) -> None:
        box: Box | None = self.box
        if box is None or not self.text or self.em <= 0:
            self.texture, self.drawn, self.fitted = None, [0, 0, 0, 0], None
            return
        fitted = text.fit(
            self.text,
            box.width - 2 * text.lean(int(self.em)),
            box.height,
            int(self.em),
            floor=int(self.floor or self.em // 2),
            bold=self.bold,
            lines=int(self.lines),
            language=self.look.language,
        )
        self.fitted = fitted
        align = text.beginning(self.look.mirrored) if self.align == "left" else "centre"
        self.texture = pictures.words(fitted, self.colour or self.look.ink, align)
        width, height = self.texture.size
        lean = text.lean(fitted.size)
        left = {"left": -lean, "right": box.width - width + lean}.get(align, (box.width - width) // 2)
        self.drawn = [int(self.x) + left, int(self.y) + (box.height - height) // 2, width, height]


class Drawing(Placed):
    """A named picture, as large a square as its box holds."""

    name = StringProperty("")
    texture = ObjectProperty(None, allownone=True)
    drawn = ListProperty([0, 0, 0, 0])

    def on_name(self, *_: Any) -> None:
        self.lay()

    def lay(self) -> None:
        box: Box | None = self.box
        if box is None or not self.name:
            self.texture, self.drawn = None, [0, 0, 0, 0]
            return
        side = min(box.width, box.height)
        self.texture = pictures.texture(self.name, side)
        self.drawn = [int(self.x) + (box.width - side) // 2, int(self.y) + (box.height - side) // 2, side, side]


load_beside(__file__)
