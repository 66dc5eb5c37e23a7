"""Sky and hills, with or without the rising sun. No face in it: a face would be an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.properties import BooleanProperty, ListProperty
from kivy.uix.widget import Widget

from assets.art import through
from kiosk.ui.widgets.kv import load_beside

_FAR = ((-0.12, 0.76), (0.0, 0.70), (0.26, 0.617), (0.5, 0.676), (0.72, 0.727), (1.0, 0.625), (1.12, 0.57))
_NEAR = ((-0.12, 0.86), (0.0, 0.8125), (0.31, 0.752), (0.56, 0.80), (0.78, 0.842), (1.0, 0.7625), (1.12, 0.71))
_SUN_CENTRE = (0.5, 0.737)


class Landscape(Widget):
    """Fills its window; the hills are worked out anew only when its size changes."""

    sun = BooleanProperty(True)
    far = ListProperty([])
    near = ListProperty([])
    far_line = ListProperty([])
    near_line = ListProperty([])
    discs = ListProperty([0.0] * 12)
    """x, y and diameter of the glow's, the halo's and the sun's boxes."""

    def on_size(self, *_: Any) -> None:
        width, height = self.size
        # On a tall screen the same hills would be mountains: they are flattened about their middle.
        rise = min(1.0, width / height / 1.1) if height else 1.0
        self.far, self.far_line = _hill(_FAR, 0.68, rise, width, height)
        self.near, self.near_line = _hill(_NEAR, 0.80, rise, width, height)
        x, y = _SUN_CENTRE[0] * width, (1 - _SUN_CENTRE[1]) * height
        unit = min(height, width * 1.05)
        discs: list[float] = []
        for radius in (0.5375, 0.4, 0.25):
            half = radius * unit
            discs += [x - half, y - half, 2 * half, 2 * half]
        self.discs = discs


def _hill(
    points: Sequence[tuple[float, float]], middle: float, rise: float, width: float, height: float
) -> tuple[list[float], list[float]]:
    """A hill as the vertices of a strip down to the foot, and as the line of its crest."""
    placed = [(x * width, (1 - middle - (y - middle) * rise) * height) for x, y in points]
    crest = through(placed, close=False).flat(24)[0]
    strip: list[float] = []
    line: list[float] = []
    for x, y in crest:
        strip += [x, y, 0, 0, x, 0, 0, 0]
        line += [x, y]
    return strip, line


load_beside(__file__)
