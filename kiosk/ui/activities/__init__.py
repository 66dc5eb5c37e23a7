"""The activities a child may choose: one widget each, found by the activity's id."""

from __future__ import annotations

from importlib import import_module

from kiosk.ui.activities.activity import Activity
from kiosk.ui.metrics import Box, Metrics

_WIDGETS: dict[str, str] = {
    "candle": "candle:CandleBreath",
    "star": "star:StarBreath",
    "push": "push:PushTheWall",
    "squeeze": "squeeze:SqueezeAndLetGo",
    "shake": "shake:ShakeItOut",
    "five": "five:FiveThings",
    "hum": "hum:Hum",
    "draw": "draw:DrawTheFeeling",
    "mix": "mix:MixColours",
    "bubbles": "bubbles:Bubbles",
    "story": "story:Story",
    "find_adult": "find_adult:FindAdult",
}
"""The class of each activity, `module:Class`, read when the activity is first chosen."""


def build(id: str, metrics: Metrics, box: Box) -> Activity:
    """Build one activity's widget.

    Raises:
        KeyError: there is no such activity.
    """
    module, name = _WIDGETS[id].split(":")
    widget: type[Activity] = getattr(import_module(f"kiosk.ui.activities.{module}"), name)
    return widget(metrics, box)


def ids() -> tuple[str, ...]:
    """Every activity that has a widget."""
    return tuple(_WIDGETS)


__all__ = ["Activity", "build", "ids"]
