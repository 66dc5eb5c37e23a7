"""A row of dots that fill, one a round: how far it is, without a number."""

from __future__ import annotations

from kiosk.ui import theme
from kiosk.ui.activities.activity import Activity
from kiosk.ui.metrics import Form, turned

RIM, FULL = "#2C6AA6", "#5B9FDB"


class Dots:
    """`count` dots in the one place of the exits that an activity leaves free."""

    def __init__(self, activity: Activity, count: int, rim: str = RIM, full: str = FULL) -> None:
        self._activity = activity
        self._box = box = activity.metrics.exits(3)[0]
        self._side = side = min(activity.metrics.px(6.8), box.height, round(box.width / (count * 1.6)))
        line = max(2, round(side * 0.075))
        rims = ((rim, side), (theme.CARD, side - 2 * line))
        self._rims = [[activity.disc(colour, wide) for colour, wide in rims] for _ in range(count)]
        self._full = [activity.disc(full, side - 2 * line + 1) for _ in range(count)]

    def lay(self) -> None:
        """Take their places, once it is known for whom."""
        metrics, mirrored = self._activity.metrics, self._activity.mirrored
        box = turned(self._box, metrics.width) if mirrored else self._box
        pitch = self._side * 1.55
        y = self._activity.up(box.y + box.height / 2)
        for i, (rims, full) in enumerate(zip(self._rims, self._full, strict=True)):
            # Along the foot they begin at the edge; in the rail they stand in its middle.
            first = box.x + self._side / 2 + metrics.px(1)
            if metrics.form is not Form.FOOT:
                first = box.x + box.width / 2 - (len(self._full) - 1) / 2 * pitch
            x = first + i * pitch
            if mirrored:
                x = 2 * box.x + box.width - x
            for disc in (*rims, full):
                disc.at(x, y)

    def fill(self, done: float) -> None:
        """Show so many dots as full; part of one is a smaller disc in it."""
        for i, disc in enumerate(self._full):
            share = min(1.0, max(0.0, done - i))
            disc.alpha = 1.0 if share > 0 else 0.0
            disc.scale(max(0.05, share))
