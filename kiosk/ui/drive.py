"""Drives the real screens step by step: frames, fingers, pictures. The demo's morning and the tests share it.

Nothing runs between two calls. Fingers are real motion events that take the window's own way to the widgets.
"""

from __future__ import annotations

import ctypes
import itertools
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.input.motionevent import MotionEvent
from PIL import Image

from kiosk.checkin import Step
from kiosk.ui.idle import load_sdl
from kiosk.ui.stage import Stage
from kiosk.ui.timers import HandTimers
from kiosk.ui.widgets.answer import Answer

_fingers = itertools.count(1)
_SDL_KEYDOWN = 0x300


class NotReachedError(AssertionError):
    """What was waited for did not happen in time."""


class Finger(MotionEvent):
    """One finger on the glass; pixels from the bottom left."""

    def __init__(self, x: float, y: float) -> None:
        place = {"x": x / max(1.0, Window.width - 1.0), "y": y / max(1.0, Window.height - 1.0)}
        super().__init__("drive", next(_fingers), place, is_touch=True, type_id="touch")
        self.profile = ["pos"]

    def depack(self, args: dict[str, float]) -> None:
        self.sx, self.sy = args["x"], args["y"]
        super().depack(args)

    def down(self) -> None:
        EventLoop.post_dispatch_input("begin", self)

    def to(self, x: float, y: float) -> None:
        """Move on the glass, pixels from the bottom left."""
        self.move({"x": x / max(1.0, Window.width - 1.0), "y": y / max(1.0, Window.height - 1.0)})
        EventLoop.post_dispatch_input("update", self)

    def slide(self, x: float, y: float) -> None:
        """Move to another place without leaving the glass."""
        self.move({"x": x / max(1.0, Window.width - 1.0), "y": y / max(1.0, Window.height - 1.0)})
        EventLoop.post_dispatch_input("update", self)

    def up(self) -> None:
        EventLoop.post_dispatch_input("end", self)


class _Key(ctypes.Structure):
    """SDL_KeyboardEvent, as SDL 2 lays it out."""

    _fields_ = (
        ("type", ctypes.c_uint32),
        ("timestamp", ctypes.c_uint32),
        ("window", ctypes.c_uint32),
        ("state", ctypes.c_uint8),
        ("repeat", ctypes.c_uint8),
        ("unused", ctypes.c_uint8 * 2),
        ("scancode", ctypes.c_int32),
        ("sym", ctypes.c_int32),
        ("mod", ctypes.c_uint16),
        ("rest", ctypes.c_ubyte * 90),
    )


def _push_key(name: str, *, down: bool) -> None:
    """Put a key, by SDL's name of it, into SDL's own queue, where a keyboard's would arrive."""
    sdl = load_sdl()
    assert sdl is not None  # Kivy's wheel brings it
    key = sdl.SDL_GetKeyFromName(name.encode())
    assert key, f"SDL knows no key {name!r}"
    kind = _SDL_KEYDOWN if down else _SDL_KEYDOWN + 1
    sdl.SDL_PushEvent(ctypes.byref(_Key(kind, state=down, scancode=sdl.SDL_GetScancodeFromKey(key), sym=key)))


class Driver:
    """A stage in the window, moved on by hand.

    With `HandTimers` in the stage's state, waiting is a matter of `advance`; with Kivy's, `until` waits in real time.
    """

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.kiosk = stage.kiosk
        self.flips = 0
        Window.add_widget(stage)
        Window.bind(on_flip=self._flipped, on_key_down=self._key_down, on_key_up=self._key_up)
        EventLoop.status = "started"
        self.frames(2)

    def close(self) -> None:
        """Take the stage out of the window again."""
        Window.unbind(on_flip=self._flipped, on_key_down=self._key_down, on_key_up=self._key_up)
        self.stage.leave()
        Window.remove_widget(self.stage)

    def _flipped(self, *_: Any) -> None:
        self.flips += 1

    def _key_down(self, _window: Any, key: int, *_: Any) -> bool:
        return self.stage.key_down(key)

    def _key_up(self, _window: Any, key: int, *_: Any) -> None:
        self.stage.key_up(key)

    # Time.

    def frames(self, count: int = 1) -> None:
        """Let the loop pass `count` times, without its pause."""
        for _ in range(count):
            fps, Clock._max_fps = Clock._max_fps, 0
            try:
                EventLoop.idle()
                Window.mainloop()
            finally:
                Clock._max_fps = fps

    def until(self, reached: Callable[[], bool], what: str = "what was waited for", timeout_s: float = 10.0) -> None:
        """Let the loop pass until something is so.

        Raises:
            NotReachedError: it was not so within `timeout_s` seconds of real time.
        """
        end = time.monotonic() + timeout_s
        while not reached():
            if time.monotonic() > end:
                raise NotReachedError(
                    f"{what} did not happen in {timeout_s:g} s; the screen is at {self.kiosk.turn.step}"
                )
            self.frames()
            if not reached():
                threading.Event().wait(0.001)

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass: at once with hand-turned timers, else by waiting."""
        timers = self.kiosk.timers
        if isinstance(timers, HandTimers):
            timers.advance(seconds)
            self.frames(2)
        else:
            end = timers.now() + seconds
            self.until(lambda: timers.now() >= end, "the time", timeout_s=seconds + 10)

    def until_screen(self, *steps: Step) -> None:
        """Wait for the conversation to stand at one of these steps, drawn and ready to be touched."""
        self.until(lambda: self.kiosk.turn.step in steps, " or ".join(step.value for step in steps))
        self.frames(2)

    # Fingers.

    def card(self, said: str) -> Answer:
        """The card on the screen that says `said`.

        Raises:
            LookupError: no such card is shown.
        """
        for card in self.cards():
            if card.said == said:
                return card
        shown = ", ".join(sorted(card.said for card in self.cards()))
        raise LookupError(f"{said!r} is not on the {self.kiosk.turn.step.value} screen; there are {shown}")

    def cards(self) -> list[Answer]:
        """Every card that is shown, signs included."""
        return list(self.stage.screen.cards)

    def finger(self, said: str, along: float = 0.5, up: float = 0.5) -> Finger:
        """A finger over a card, not yet down; `along` and `up` are 0..1 of the card."""
        card = self.card(said)
        return Finger(card.x + card.width * along, card.y + card.height * up)

    def finger_at(self, x: float, y: float) -> Finger:
        """A finger at a place of the window, pixels from the bottom left, not yet down."""
        return Finger(x, y)

    def press(self, said: str, along: float = 0.5, up: float = 0.5) -> None:
        """Touch a card as a child does: wait until the screen listens, down, a frame, up, a frame."""
        self._listening()
        finger = self.finger(said, along, up)
        finger.down()
        self.frames(1)
        finger.up()
        self.frames(2)

    def _listening(self) -> None:
        if not self.stage.gate.free:
            self.advance(self.stage.gate.PAUSE_S)
        self.until(lambda: self.stage.gate.free, "a screen that listens")

    # Keys.

    def key(self, key: str) -> None:
        """Press and let go of a key, such as `space` or `return`: a real event of SDL's queue."""
        self._listening()
        self.key_down(key)
        _push_key(key, down=False)
        self.frames(2)

    def key_down(self, key: str) -> None:
        """Press a key and hold it; again, and it is as a keyboard repeats one that is held."""
        _push_key(key, down=True)
        self.frames(2)

    # Pictures.

    def picture(self) -> Image.Image:
        """What the stage shows now, RGB.

        Drawn once more into a buffer of its own: an offscreen window keeps the buffer it was opened with.
        """
        self.frames(2)
        drawn = self.stage.export_as_image().texture
        self.frames(1)
        return Image.frombytes("RGBA", drawn.size, drawn.pixels).convert("RGB")

    def shot(self, path: Path) -> Path:
        """Save what the window shows as a PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.picture().save(path, optimize=True)
        return path
