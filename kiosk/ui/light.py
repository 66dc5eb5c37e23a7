"""How bright the screen is: the panel's own light, or a veil over the window where that cannot be set."""

from __future__ import annotations

from typing import Any

from kivy.core.window import Window
from kivy.graphics import Color, Rectangle

from kiosk.device.backlight import Backlight

_DARKEST = 0.8
"""How much of the light the veil takes at most: everything can still be read."""


class Light:
    """The light of one window. Belongs to the screen's thread."""

    def __init__(self, backlight: Backlight | None = None) -> None:
        self._backlight = backlight or Backlight()
        self._colour: Any = None

    def shine(self, share: float) -> None:
        """Light the screen by `share`, 0..1."""
        lit = self._backlight.set(share)
        self._veil(0.0 if lit else (1.0 - share) * _DARKEST)

    def _veil(self, dark: float) -> None:
        if self._colour is None:
            if not dark:
                return
            with Window.canvas.after:
                self._colour = Color(0, 0, 0, dark)
                Rectangle(pos=(0, 0), size=Window.size)
        self._colour.a = dark
