"""Frames, for as long as something moves: one interval of Kivy's clock, and none of it left when it stops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.clock import Clock

from kiosk.ui import idle

FRAMES_A_SECOND = 40
"""Asked for. Kivy's clock fires an interval late and never early, so that at least thirty come."""


class Ticker:
    """Calls `frame` for each frame between `start` and `stop`. Keep it: Kivy's clock does not."""

    def __init__(self, frame: Callable[[], None]) -> None:
        self._frame = frame
        self._event: Any = None

    @property
    def running(self) -> bool:
        return self._event is not None

    def start(self) -> None:
        """Begin to call; a second start changes nothing."""
        if self._event is None:
            idle.moving(True)
            self._event = Clock.schedule_interval(self._tick, 1 / FRAMES_A_SECOND)

    def stop(self) -> None:
        """Call no more; safe when nothing runs."""
        if self._event is not None:
            self._event.cancel()
            self._event = None
            idle.moving(False)

    def _tick(self, _dt: float) -> None:
        self._frame()
