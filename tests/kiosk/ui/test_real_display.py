"""One tablet on a real X server: a real click and a real key through SDL, and a loop that really sleeps."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
from Xlib import XK, X
from Xlib.display import Display
from Xlib.ext import xtest

_SCRIPT = """
import sys, threading
from kiosk.settings import Settings
from kiosk.ui import app
from tests.kiosk.ui.classroom import MemoryTablet, a_class

tablet = MemoryTablet(a_class(1))

def say(*words):
    print(*words, flush=True)

def on_stage(stage):
    from kivy.base import EventLoop, stopTouchApp
    from kivy.clock import Clock
    from kivy.core.window import Window
    from kiosk.ui import idle, timers

    passes = [0]
    idled = EventLoop.idle
    def counted():
        passes[0] += 1
        return idled()
    EventLoop.idle = counted

    def at_rest(dt):
        before = passes[0]
        Clock.schedule_once(lambda dt: ready(before), 2)

    def ready(before):
        say("passes", passes[0] - before)
        card = stage.screen.cards[0]
        say("hello", int(card.center_x), int(Window.height - card.center_y))

    def turned(kiosk, turn):
        say("step", turn.step.value)
        if turn.step.value == "who":
            # From another thread, as the store's answers come: the sleeping loop must hear it.
            threading.Timer(0.6, lambda: timers.later(woken)).start()

    def woken():
        say("woken")
        Clock.schedule_interval(bordered, 0.05)

    def bordered(dt):
        lit = sum(card.reading for card in stage.screen.cards)
        if lit:
            say("bordered", lit)
            stopTouchApp()
            return False

    stage.kiosk.bind(turn=turned)
    Clock.schedule_once(at_rest, 1)
    say("driver", idle.driver(idle.load_sdl()))

app.run(lambda: tablet, settings=Settings(), on_stage=on_stage)
say("closed", tablet.closed)
"""


@pytest.fixture
def display() -> Iterator[str]:
    """A virtual X server of our own, chosen by itself from the free ones."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "800x480x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    assert number, "Xvfb did not start; install it with: sudo apt-get install xvfb"
    yield f":{number}"
    server.terminate()
    server.wait(10)


def until(lines: IO[str], first: str) -> list[str]:
    """Read what the tablet says until a line begins with a word; what follows the word."""
    for line in lines:
        words = line.split()
        if words and words[0] == first:
            return words[1:]
    raise AssertionError(f"the tablet ended before it said {first!r}")


def click(display: str, x: int, y: int) -> None:
    """A real press and release of the first button, through the X server."""
    screen = Display(display)
    xtest.fake_input(screen, X.MotionNotify, x=x, y=y)
    xtest.fake_input(screen, X.ButtonPress, 1)
    xtest.fake_input(screen, X.ButtonRelease, 1)
    screen.sync()
    screen.close()


def strike(display: str, key: int) -> None:
    """A real press and release of a key, by X's keysym of it."""
    screen = Display(display)
    code = screen.keysym_to_keycode(key)
    xtest.fake_input(screen, X.KeyPress, code)
    xtest.fake_input(screen, X.KeyRelease, code)
    screen.sync()
    screen.close()


def test_a_real_click_says_hello_and_the_loop_sleeps_until_it_comes(display: str) -> None:
    """At rest the loop wakes a few times in two seconds, and still hears a finger, another thread and a switch."""
    root = Path(__file__).parents[3]
    env = {**os.environ, "DISPLAY": display, "PYTHONPATH": str(root)}
    env.pop("SDL_VIDEODRIVER", None)
    tablet = subprocess.Popen([sys.executable, "-c", _SCRIPT], stdout=subprocess.PIPE, text=True, env=env, cwd=root)
    assert tablet.stdout is not None
    try:
        assert until(tablet.stdout, "driver") == ["x11"]
        assert int(until(tablet.stdout, "passes")[0]) <= 12
        x, y = map(int, until(tablet.stdout, "hello"))
        click(display, x, y)

        assert until(tablet.stdout, "step") == ["who"]
        until(tablet.stdout, "woken")
        strike(display, XK.XK_space)

        assert until(tablet.stdout, "bordered") == ["1"]
        assert until(tablet.stdout, "closed") == ["True"]
        assert tablet.wait(20) == 0
    finally:
        tablet.kill()
        tablet.wait()
