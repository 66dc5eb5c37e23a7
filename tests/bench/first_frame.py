"""Opens a window and ends at its first frame: `empty` is the leanest Kivy can do, `tablet` is ours.

Run as a program, since what is measured is a process from its start.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import NoReturn

SIZE = (800, 480)


def empty(then: Callable[[], None] | None = None) -> None:
    """A Kivy window with one bare widget: the same driver, size and input as the tablet's, and nothing else."""
    os.environ |= {
        "SDL_VIDEODRIVER": "offscreen",
        "KIVY_NO_ARGS": "1",
        "KIVY_NO_CONFIG": "1",
        "KIVY_NO_FILELOG": "1",
        "KIVY_NO_CONSOLELOG": "1",
        "KIVY_NO_ENV_CONFIG": "1",
        "KIVY_WINDOW": "sdl2",
        "KIVY_TEXT": "pil",
        "KIVY_IMAGE": "sdl2",
        "KIVY_CLIPBOARD": "dummy",
    }
    from kivy.config import Config

    Config.set("graphics", "width", str(SIZE[0]))
    Config.set("graphics", "height", str(SIZE[1]))
    Config.set("graphics", "multisamples", "0")
    for section in ("input", "modules"):
        for key, _ in Config.items(section):
            Config.remove_option(section, key)
    from kivy.base import EventLoop, runTouchApp
    from kivy.core.window import Window
    from kivy.uix.widget import Widget

    EventLoop.ensure_window()
    Window.bind(on_flip=lambda *_: (then or _end)())
    runTouchApp(Widget())


def tablet() -> None:
    """The tablet's own start; the store is opened after the first frame, and that is where this ends."""
    from kiosk.settings import Settings
    from kiosk.ui.app import run

    run(_end, settings=Settings(offscreen=True, width=SIZE[0], height=SIZE[1]))


def _end() -> NoReturn:
    os._exit(0)


if __name__ == "__main__":
    {"empty": empty, "tablet": tablet}[sys.argv[1]]()
    sys.exit("no frame was drawn")
