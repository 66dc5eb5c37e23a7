"""A row of dots that fill, one a round: how far it is, without a number."""

from __future__ import annotations

from kiosk.ui import theme
from kiosk.ui.activities.activity import Activity
from kiosk.ui.metrics import Box, Form

RIM, FULL = "#2C6AA6", "#5B9FDB"


class Dots:
    """`count` dots in the free corner at the foot of the screen, left of the exits or below the picture."""

    def __init__(self, activity: Activity, count: int, rim: str = RIM, full: str = FULL) -> None:
        box = _corner(activity)
        px = activity.metrics.px
        side = min(px(6.8), box.height, round(box.width / (count * 1.55)))
        gap = round(side * 0.55)
        self._full = []
        line = max(2, round(side * 0.075))
        for i in range(count):
            x, y = box.x + side / 2 + i * (side + gap), activity.up(box.y + box.height / 2)
            for colour, wide in ((rim, side), (theme.CARD, side - 2 * line)):
                activity.disc(colour, wide).at(x, y)
            self._full.append(activity.disc(full, side - 2 * line + 1))
            self._full[-1].at(x, y)

    def fill(self, done: float) -> None:
        """Show so many dots as full; part of one is a smaller disc in it."""
        for i, disc in enumerate(self._full):
            share = min(1.0, max(0.0, done - i))
            disc.alpha = 1.0 if share > 0 else 0.0
            disc.scale(max(0.05, share))


def _corner(activity: Activity) -> Box:
    """Beside the exits where they run along the foot, else the lower left corner of the room."""
    metrics, box = activity.metrics, activity.box
    edge = metrics.px(4)
    if metrics.form is Form.RAIL:
        high = metrics.px(8)
        return Box(box.x + edge, box.foot - high - edge // 2, round(box.width * 0.24), high)
    place = metrics.exits(3)[0]
    return Box(place.x + edge // 3, place.y, place.width - edge // 3, place.height)
