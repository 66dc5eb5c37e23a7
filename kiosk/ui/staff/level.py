"""A bar that shows how much: how loud, how bright."""

from __future__ import annotations

from kivy.properties import ListProperty, NumericProperty

from kiosk.ui.widgets.kv import load_beside
from kiosk.ui.widgets.words import Placed


class Level(Placed):
    """A bar in the middle of its box, filled from the left by `share`, 0..1."""

    share = NumericProperty(0)
    thick = NumericProperty(1)
    bar = ListProperty([0, 0, 0, 0])

    def lay(self) -> None:
        self.thick = max(4, int(self.height * 0.3))
        self.bar = [int(self.x), int(self.y + (self.height - self.thick) / 2), int(self.width), self.thick]


load_beside(__file__)
