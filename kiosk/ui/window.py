"""Everything that must be decided before Kivy's window exists: drawing, input, size, and refusing to draw unseen."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping, MutableMapping
from pathlib import Path

from kiosk.ui import fonts

UNSEEN = ("offscreen", "dummy")
"""SDL's drivers that draw where nobody looks."""


class NoScreenError(Exception):
    """There is nothing to draw on; the message says what to do."""


def prepare(
    size: tuple[int, int],
    *,
    offscreen: bool | None = False,
    fullscreen: bool = False,
    maxfps: int = 60,
    env: MutableMapping[str, str] = os.environ,
) -> str:
    """Set Kivy up for the tablet. Call it before any other part of `kiosk.ui` is imported.

    Args:
        size: the window, pixels; a full screen takes the panel's own size.
        offscreen: True draws unseen (demo, tests); False needs a display; None takes one if there is one.
        maxfps: frames a second while something moves, 1..120.

    Returns:
        How it will draw: `offscreen`, `x11` or `KMSDRM`.

    Raises:
        NoScreenError: a display is needed and there is none, or the window exists already.
        kiosk.ui.fonts.MissingPartsError: a font or the shaping library is missing.
    """
    if "kivy.core.window" in sys.modules and sys.modules["kivy.core.window"].Window is not None:
        raise NoScreenError("the screen was opened before it was set up: call prepare() before importing the screens")
    fonts.check()
    driver = driver_for(offscreen, env)
    env.update(
        SDL_VIDEODRIVER=driver,
        KIVY_NO_ARGS="1",
        KIVY_NO_CONFIG="1",
        KIVY_NO_FILELOG="1",
        KIVY_NO_CONSOLELOG="1",
        # Kivy would swallow stderr otherwise, and with it every traceback.
        KIVY_LOG_MODE="PYTHON",
        KIVY_NO_ENV_CONFIG="1",
        KIVY_WINDOW="sdl2",
        KIVY_TEXT="pil",
        KIVY_IMAGE="sdl2",
        KIVY_AUDIO="sdl2",
        KIVY_CLIPBOARD="dummy",
    )
    if driver == "offscreen":
        # Where nobody looks, nobody listens: no loudspeaker is needed, and none is used.
        env.setdefault("SDL_AUDIODRIVER", "dummy")
    _configure(size, driver, fullscreen=fullscreen, maxfps=maxfps)
    _leave_out_kivys_styles()
    if driver != "KMSDRM":
        # A missing touch driver is no news where another provider brings the touches.
        logging.getLogger("kivy").setLevel(logging.CRITICAL)
    return driver


def driver_for(offscreen: bool | None, env: Mapping[str, str]) -> str:
    """Choose SDL's video driver; see `prepare`.

    Raises:
        NoScreenError: a display is needed and there is none.
    """
    if offscreen:
        return "offscreen"
    if env.get("DISPLAY"):
        return "x11"
    if offscreen is None:
        return "offscreen"
    if any(Path("/dev/dri").glob("card*")):
        return "KMSDRM"
    raise NoScreenError(
        "There is no display to draw on. Start the tablet on its own screen (or under a compositor with Xwayland), "
        "or say that it shall draw unseen (offscreen = true)."
    )


def _configure(size: tuple[int, int], driver: str, *, fullscreen: bool, maxfps: int) -> None:
    from kivy.config import Config

    graphics = {
        "width": str(size[0]),
        "height": str(size[1]),
        "multisamples": "0",
        "maxfps": str(maxfps),
        "resizable": "0",
        "fullscreen": "auto" if fullscreen and driver != "offscreen" else "0",
        "show_cursor": "0" if fullscreen else "1",
        "allow_screensaver": "0",
    }
    for key, value in graphics.items():
        Config.set("graphics", key, value)
    for key, value in {"exit_on_escape": "0", "pause_on_minimize": "0"}.items():
        Config.set("kivy", key, value)
    # One touch must arrive once: exactly one provider, since SDL's mouse and evdev would both report it.
    for key, _ in Config.items("input"):
        Config.remove_option("input", key)
    if driver == "x11":
        Config.set("input", "mouse", "mouse,disable_multitouch")
    elif driver == "KMSDRM":
        Config.set("input", "touch", "probesysfs,provider=mtdev")
    # Keys and child-proofing: no settings panel, no inspector, no console.
    for key, _ in Config.items("modules"):
        Config.remove_option("modules", key)


def _leave_out_kivys_styles() -> None:
    """Let Kivy read our empty style sheet, once, instead of the rules for widgets that we never use."""
    import kivy

    kivys = kivy.kivy_data_dir
    kivy.kivy_data_dir = str(Path(__file__).parent / "style")
    try:
        import kivy.lang.builder
    finally:
        kivy.kivy_data_dir = kivys


def check_seen(driver: str, *, offscreen: bool) -> None:
    """Refuse to run a tablet whose window nobody can see: SDL falls back without a word.

    Raises:
        NoScreenError: drawing unseen although a screen was asked for.
    """
    if not offscreen and driver.lower() in UNSEEN:
        raise NoScreenError(
            f"SDL could not open the screen and would draw unseen ({driver}). Check that the tablet's user may use "
            "the display (groups video, render and input) and that no other program holds it."
        )
