"""The tablet opens quickly, refuses to draw unseen, and says what it lacks."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from kiosk.ui import fonts, window

_SCRIPT = """
import sys, threading
from kiosk.settings import Settings
from kiosk.ui import app
from tests.kiosk.ui.classroom import MemoryTablet

HEAVY = ("sqlalchemy", "requests", "nacl", "alembic", "litestar")
tablet = MemoryTablet()

def open_tablet():
    from kivy.core.window import Window
    print("heavy at the first frame:", sorted(m for m in HEAVY if m in sys.modules))
    print("opened off the screen's thread:", threading.current_thread() is not threading.main_thread())
    import sqlalchemy
    {trouble}
    return tablet

def on_stage(stage):
    from kivy.base import stopTouchApp
    from kivy.clock import Clock
    print("at rest with a class:", [card.said for card in stage.screen.cards])
    Clock.schedule_once(lambda dt: stopTouchApp(), 0.3)

app.run(open_tablet, settings=Settings(offscreen=True), on_stage=on_stage)
print("closed:", tablet.closed)
"""


def run(trouble: str = "") -> subprocess.CompletedProcess[str]:
    """Run the whole screen in a process of its own, until it stops itself."""
    script = textwrap.dedent(_SCRIPT).replace("{trouble}", trouble)
    root = Path(__file__).parents[3]
    env = {**os.environ, "PYTHONPATH": str(root)}
    env.pop("DISPLAY", None)
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, env=env, cwd=root)


def test_the_first_frame_is_drawn_before_the_store_or_the_network_is_imported() -> None:
    """A child sees the sunrise at once; the store opens behind it, and all is closed at the end."""
    done = run()

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "heavy at the first frame: []",
        "opened off the screen's thread: True",
        "at rest with a class: ['hello', 'speaker']",
        "closed: True",
    ]


def test_a_store_that_cannot_open_ends_the_run_with_its_own_error() -> None:
    """Staff read the cause; the window does not stay up without a record behind it."""
    done = run("raise OSError('the record is on a full disk')")

    assert done.returncode != 0
    assert "the record is on a full disk" in done.stderr


def test_without_a_display_the_tablet_refuses_rather_than_draws_unseen(tmp_path: Path) -> None:
    """A black screen in a classroom must not look like a running tablet."""
    if any(Path("/dev/dri").glob("card*")):
        assert window.driver_for(False, {}) == "KMSDRM"
    else:
        with pytest.raises(window.NoScreenError, match="offscreen"):
            window.driver_for(False, {})


def test_a_display_is_used_when_there_is_one() -> None:
    """X11 can wait for a touch, so it comes first; unseen only when asked or allowed."""
    assert window.driver_for(False, {"DISPLAY": ":0"}) == "x11"
    assert window.driver_for(None, {"DISPLAY": ":0"}) == "x11"
    assert window.driver_for(None, {}) == "offscreen"
    assert window.driver_for(True, {"DISPLAY": ":0"}) == "offscreen"


def test_a_silent_fall_back_of_sdl_is_noticed() -> None:
    """SDL draws offscreen without a word when it cannot open the screen."""
    for driver in ("offscreen", "dummy"):
        with pytest.raises(window.NoScreenError, match=driver):
            window.check_seen(driver, offscreen=False)
    window.check_seen("offscreen", offscreen=True)
    window.check_seen("x11", offscreen=False)


def test_the_screen_cannot_be_set_up_twice() -> None:
    """Settings that come after the window would be ignored in silence."""
    import kivy.core.window  # noqa: F401

    with pytest.raises(window.NoScreenError, match="before"):
        window.prepare((800, 480), offscreen=True)


def test_missing_fonts_and_shaping_are_named_with_their_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without them names would be drawn as boxes, or unjoined."""
    monkeypatch.setattr(fonts, "PLACES", ())
    monkeypatch.setattr("PIL.features.check", lambda feature: False)
    fonts.find.cache_clear()
    try:
        with pytest.raises(fonts.MissingPartsError) as raised:
            fonts.check()
    finally:
        fonts.find.cache_clear()

    assert "apt-get install fonts-noto-core fonts-sil-andika libfribidi0" in str(raised.value)
