"""Where the resting screen's light and greeting stand. No Kivy here."""

from __future__ import annotations

from kiosk.ui.metrics import Box, Form, Metrics

GREETING_EM = 2.0
"""How many times as large as a question the greeting is."""
GREETING_FLOOR_MM = 6.0


def light_box(metrics: Metrics) -> Box:
    """The lantern's place.

    On a tall screen the speaker stands where it always does; on a wide one beside the button, for the greeting needs
    the line.
    """
    light = metrics.px(25 if metrics.form is Form.FOOT else 17)
    right = metrics.speaker.x - metrics.px(4) if metrics.form is Form.TALL else metrics.width - metrics.px(13)
    return Box(right - light, metrics.px(3), light, light)


def greeting_box(metrics: Metrics) -> Box:
    """The greeting's place, in the middle and clear of the lantern."""
    light, px, tall = light_box(metrics), metrics.px, metrics.form is Form.TALL
    top = light.foot + px(3) if tall else round(metrics.height * 0.1)
    side = px(6) if tall else light.width + px(15)
    return Box(side, top, metrics.width - 2 * side, px(22 if tall else 20))
