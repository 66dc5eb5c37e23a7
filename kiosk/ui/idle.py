"""Waiting instead of polling: while nothing moves, the loop sleeps in SDL until a touch, a timer or `wake()`.

Kivy's own loop wakes some eighty times a second to find nothing to do. X11 and Wayland can wait for the next event;
SDL's offscreen and KMSDRM drivers only poll, so there Kivy's loop is kept at a modest rate.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from pathlib import Path
from typing import Any

import kivy
from kivy.base import EventLoop
from kivy.clock import Clock

CAP_S = 1.0
"""The longest sleep: a missed wake-up costs at most this."""
POLL_FPS = 20
"""Passes a second where the driver cannot wait."""
CAN_WAIT = ("x11", "wayland")
_HOT_PASSES = 2
"""Kivy hands a mouse event over one pass after it arrives; these passes follow without a pause."""
_SDL_USEREVENT = 0x8000
"""Kivy's window ignores this kind, so it does nothing but end a sleep."""


class _Event(ctypes.Structure):
    _fields_ = (("type", ctypes.c_uint32), ("rest", ctypes.c_ubyte * 124))


def load_sdl() -> ctypes.CDLL | None:
    """The SDL that Kivy's wheel brought along, or None where Kivy uses another."""
    found = sorted((Path(kivy.__file__).parent.parent / "Kivy.libs").glob("libSDL2-2-*"))
    if not found:
        return None
    sdl = ctypes.CDLL(str(found[0]))
    sdl.SDL_WaitEventTimeout.argtypes = [ctypes.c_void_p, ctypes.c_int]
    sdl.SDL_WaitEventTimeout.restype = ctypes.c_int
    sdl.SDL_PushEvent.argtypes = [ctypes.c_void_p]
    sdl.SDL_GetCurrentVideoDriver.restype = ctypes.c_char_p
    return sdl


def driver(sdl: ctypes.CDLL | None) -> str:
    """The name of the video driver in use, such as `x11` or `offscreen`; empty when unknown."""
    name = sdl.SDL_GetCurrentVideoDriver() if sdl is not None else None
    return name.decode() if isinstance(name, bytes) else ""


class SmartIdle:
    """Kivy's idle, replaced for as long as this is installed. One at a time; install it once the window exists."""

    def __init__(self, sdl: ctypes.CDLL | None) -> None:
        self._sdl = sdl
        self._kivys: Callable[[], Any] = Clock.idle
        self._kivys_fps: float = Clock._max_fps
        self._hot = 0
        self.waits = driver(sdl) in CAN_WAIT
        """True when the driver can wait; False when the loop is only slowed."""

    def install(self) -> None:
        global _current
        _current = self
        if self.waits:
            Clock.idle = self._idle
        else:
            Clock._max_fps = float(POLL_FPS)

    def uninstall(self) -> None:
        global _current
        _current = None
        Clock.idle = self._kivys
        Clock._max_fps = self._kivys_fps

    def moving(self, yes: bool) -> None:
        """While something moves, a loop that is only slowed goes at Kivy's own rate."""
        if not self.waits:
            Clock._max_fps = self._kivys_fps if yes else float(POLL_FPS)

    def wake(self) -> None:
        """End a sleep from any thread."""
        if self.waits and self._sdl is not None:
            self._sdl.SDL_PushEvent(ctypes.byref(_Event(_SDL_USEREVENT)))

    def _idle(self) -> Any:
        if self._hot:
            self._hot -= 1
            return self._without_pause()
        if self._at_rest():
            wait_s = self._until_due()
            if wait_s > 1 / 60 and self._sdl is not None:
                # A NULL event leaves what arrived in SDL's queue for Kivy's own poll.
                if self._sdl.SDL_WaitEventTimeout(None, int(wait_s * 1000)):
                    self._hot = _HOT_PASSES
                return self._without_pause()
        return self._kivys()

    def _without_pause(self) -> Any:
        fps, Clock._max_fps = Clock._max_fps, 0
        try:
            return self._kivys()
        finally:
            Clock._max_fps = fps

    @staticmethod
    def _at_rest() -> bool:
        window = EventLoop.window
        return (
            window is not None
            and EventLoop.status == "started"
            and not EventLoop.input_events
            and not window.canvas.needs_redraw
        )

    @staticmethod
    def _until_due() -> float:
        """Seconds until the next timer of Kivy's clock, at most `CAP_S`."""
        now = Clock.time()
        due = [event._last_dt + event.timeout - now for event in Clock.get_events() if event.timeout is not None]
        return float(max(0.0, min([CAP_S, *due])))


_current: SmartIdle | None = None


def wake() -> None:
    """End the loop's sleep, from any thread; nothing happens when it is not asleep."""
    if _current is not None:
        _current.wake()


def moving(yes: bool) -> None:
    """Something on the screen begins or ceases to move: frames are wanted, or sleep."""
    if _current is not None:
        _current.moving(yes)
