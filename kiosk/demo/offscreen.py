"""The demo's tablet with no display: the same screens, store and delivery, drawn where nobody looks."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.demo.service import DemoError
from kiosk.settings import Settings
from kiosk.tablet import Tablet, open_tablet
from kiosk.ui import window
from sync.clock import SystemClock

if TYPE_CHECKING:
    from kiosk.demo.morning import Morning

_PATIENCE_S = 60.0


def play_morning(settings: Settings, pictures: Path, between: Callable[[int], None], *, children: int) -> Morning:
    """Open the enrolled tablet offscreen, let children check in, and wait until all of it is delivered.

    Raises:
        DemoError: the class or the last delivery did not come within a minute.
    """
    window.prepare(settings.window_size, offscreen=True)
    from kiosk.demo.morning import play  # the window must be prepared before its driver is imported
    from kiosk.demo.visits import VISITOR, in_turn
    from kiosk.ui.drive import Driver
    from kiosk.ui.metrics import Metrics
    from kiosk.ui.stage import Stage
    from kiosk.ui.state import KioskState
    from kiosk.ui.timers import KivyTimers

    tablet = open_tablet(settings, SystemClock(settings.clock_shift_s))
    try:
        _await(tablet, lambda: tablet.classroom() is not None, "the class list")
        state = KioskState(KivyTimers())
        stage = Stage(state, Metrics(*settings.window_size, settings.px_per_mm))
        driver = Driver(stage)
        state.attach(tablet)
        stage.prepare()
        classroom = tablet.classroom()
        assert classroom is not None  # awaited above
        present = [tile for tile in classroom.pupils if not tile.opted_out and not tile.visitor]
        come = [*in_turn(present[: children - 1]), VISITOR]
        morning = play(driver, come, pictures, told=_progress, between=between)
        _await(tablet, lambda: tablet.report().waiting == 0, "the last delivery")
        driver.close()
        state.close()
    finally:
        tablet.close()
    return morning


def _await(tablet: Tablet, so: Callable[[], bool], what: str) -> None:
    changed = threading.Event()
    tablet.watch(changed.set)
    waited = 0.0
    while not so():
        if waited > _PATIENCE_S:
            raise DemoError(f"The tablet waited a minute for {what}. Is the service still running?")
        changed.wait(0.2)
        changed.clear()
        waited += 0.2


def _progress(done: int, everybody: int) -> None:
    end = "\n" if done == everybody else ""
    print(f"\r  {done} of {everybody} children have been", end=end, file=sys.stderr, flush=True)  # noqa: T201
