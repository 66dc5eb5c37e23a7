"""Waiting, handed in: Kivy's clock on a tablet, a hand-turned one in a test or a demo."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any, Protocol

from kivy.clock import Clock


class Timer(Protocol):
    """A wait that can be called off; calling it off twice is safe."""

    def cancel(self) -> None: ...


class Timers(Protocol):
    """Calls something later, on the screen's thread."""

    def now(self) -> float:
        """Seconds, from any start."""
        ...

    def after(self, seconds: float, what: Callable[[], None]) -> Timer: ...


class KivyTimers:
    """Real time, by Kivy's clock."""

    def now(self) -> float:
        return float(Clock.get_time())

    def after(self, seconds: float, what: Callable[[], None]) -> Timer:
        event: Timer = Clock.schedule_once(lambda _dt: what(), seconds)
        return event


class HandTimers:
    """Time that passes only when `advance` says so."""

    def __init__(self) -> None:
        self._now = 0.0
        self._waits: list[_Wait] = []
        self._order = itertools.count()

    def now(self) -> float:
        return self._now

    def after(self, seconds: float, what: Callable[[], None]) -> Timer:
        wait = _Wait(self._now + seconds, next(self._order), what)
        self._waits.append(wait)
        return wait

    def advance(self, seconds: float) -> None:
        """Let time pass, calling what falls due, in order."""
        until = self._now + seconds
        while due := [w for w in self._waits if w.what is not None and w.at <= until]:
            wait = min(due, key=lambda w: (w.at, w.order))
            self._waits.remove(wait)
            self._now = wait.at
            assert wait.what is not None
            wait.what()
        self._now = until
        self._waits = [w for w in self._waits if w.what is not None]


class _Wait:
    def __init__(self, at: float, order: int, what: Callable[[], None]) -> None:
        self.at, self.order = at, order
        self.what: Callable[[], None] | None = what

    def cancel(self) -> None:
        self.what = None


def later(what: Callable[[], Any]) -> None:
    """Call something on the screen's thread in the next frame; may be called from any thread."""
    from kiosk.ui import idle

    Clock.schedule_once(lambda _dt: what(), 0)
    idle.wake()
