"""The way in: the top left corner of the resting screen, pressed and held. Nothing there can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui.timers import Timer

if TYPE_CHECKING:
    from kiosk.ui.stage import Stage

CORNER_MM = 12.0
HOLD_S = 3.0
"""Longer than a child's curious finger stays, and no longer than a grown-up's patience."""


class Corner:
    """Watches one finger in the corner of a stage."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._waiting: Timer | None = None

    def down(self, x: float, y: float) -> bool:
        """A finger came down; True when it is in the corner and may stay."""
        if self._stage.desk is None or not self._within(x, y):
            return False
        self.up()
        self._waiting = self._stage.kiosk.timers.after(HOLD_S, self._open)
        return True

    def moved(self, x: float, y: float) -> None:
        if not self._within(x, y):
            self.up()

    def up(self) -> None:
        """The finger has left: nothing happens."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _within(self, x: float, y: float) -> bool:
        side = self._stage.metrics.px(CORNER_MM)
        return x < side and y >= self._stage.metrics.height - side

    def _open(self) -> None:
        from kiosk.ui.screens.staff_pin import PinScreen

        self._waiting = None
        self._stage.cover(PinScreen)
