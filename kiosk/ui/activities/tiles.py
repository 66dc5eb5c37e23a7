"""Small cards to tap inside an activity: a paper ground, a picture on it, and a border when it is the chosen one."""

from __future__ import annotations

from typing import Any

from kivy.graphics import BorderImage, Color

from kiosk.ui import pictures, theme
from kiosk.ui.metrics import Box, Metrics


class Card:
    """A card in a box, drawn on a canvas from `load` to `drop`. `chosen` puts the ink border round it."""

    def __init__(self, canvas: Any, metrics: Metrics, box: Box, colour: str = theme.CARD) -> None:
        self.box, self._colour = box, colour
        self._radius = min(metrics.px(metrics.sizes.radius), min(box.width, box.height) // 4)
        self._edge, self._thick = metrics.px(metrics.sizes.edge), metrics.px(metrics.sizes.ring)
        foot = metrics.height - box.foot
        out = self._thick
        self._paper = Color(1, 1, 1, 0)
        self._ink = Color(1, 1, 1, 0)
        self._ground = BorderImage(pos=(box.x, foot), size=(box.width, box.height))
        self._ring = BorderImage(pos=(box.x - out, foot - out), size=(box.width + 2 * out, box.height + 2 * out))
        self._ground.border = [self._radius + self._edge + 1] * 4
        self._ring.border = [self._radius + self._thick + 1] * 4
        for each in (self._paper, self._ground, self._ink, self._ring):
            canvas.add(each)
        self._height = metrics.height

    def load(self) -> None:
        """Be seen."""
        self._ground.texture = pictures.card(self._colour, self._radius, self._edge)
        self._ring.texture = pictures.ring(self._radius, self._thick)
        self._paper.a = 1.0

    def drop(self) -> None:
        """Be seen no more."""
        self._paper.a = self._ink.a = 0.0
        self._ground.texture = self._ring.texture = pictures.blank()

    @property
    def chosen(self) -> bool:
        return bool(self._ink.a)

    @chosen.setter
    def chosen(self, chosen: bool) -> None:
        self._ink.a = 1.0 if chosen else 0.0

    @property
    def middle(self) -> tuple[float, float]:
        """Y up, clear of the lower edge."""
        box = self.box
        return box.x + box.width / 2, self._height - (box.y + (box.height - self._edge) / 2)

    def holds(self, x: float, y: float) -> bool:
        """True for a place of the window on the card."""
        box = self.box
        return box.x <= x < box.right and box.y <= self._height - y < box.foot
