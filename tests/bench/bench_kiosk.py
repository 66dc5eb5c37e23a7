"""What the tablet costs: its start against an empty window, and a save that is really on the disk."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from nacl.public import PrivateKey
from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest

from kiosk import identity
from kiosk.checkin import CheckIn
from kiosk.identity import Identity
from kiosk.settings import Settings
from kiosk.tablet import open_tablet
from sync.clock import SystemClock
from sync.seal import key_id
from tests.bench.rows import Row, at_most, percentile, shown

NOWHERE = "http://127.0.0.1:9"
"""No service answers there."""


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    yield from start(rounds=1 if quick else 9)
    yield from sealed_save(folder, saves=50 if quick else 1000)
    yield from memory(folder, rounds=1 if quick else 5)
    yield from at_rest(folder, seconds=1 if quick else 60)
    yield from touched(presses=2 if quick else 60)
    yield from screens(turns=3 if quick else 200)
    yield from many(folder, check_ins=60 if quick else 10_000)


def start(*, rounds: int) -> Iterator[Row]:
    """CPU seconds from the start of the process to its first frame, ours and an empty window by turns."""
    spent: dict[str, list[float]] = {"empty": [], "tablet": []}
    for which in spent:
        _cpu_s(which)  # warm: files in memory, bytecode compiled
    for _ in range(rounds):
        for which, seconds in spent.items():
            seconds.append(_cpu_s(which))
    empty, ours = statistics.median(spent["empty"]), statistics.median(spent["tablet"])
    yield shown("kiosk.start.empty_window", empty * 1000, "ms CPU")
    yield shown("kiosk.start.tablet", ours * 1000, "ms CPU")
    yield at_most("kiosk.start.ratio", ours / empty, "times", 1.3)


def sealed_save(folder: Path, *, saves: int) -> Iterator[Row]:
    """From a screen's wish to the answer that it is durable: sealed, committed, synced; milliseconds."""
    public = bytes(PrivateKey.generate().public_key)
    who = Identity(NOWHERE, os.urandom(16), "token", "Sunnybank", "2W", key_id(public), public)
    identity.save(folder, who)
    tablet = open_tablet(Settings(data=str(folder)), SystemClock())
    took: list[float] = []
    try:
        for number in range(saves + 20):
            told = threading.Event()
            answers: list[tuple[bool, float]] = []

            def then(durable: bool, answers: list[tuple[bool, float]] = answers, told: threading.Event = told) -> None:
                answers.append((durable, time.perf_counter()))
                told.set()

            effect = CheckIn(f"{number % 30:032x}", ("sad",), 2, 3)
            began = time.perf_counter()
            tablet.carry_out([effect], then)
            told.wait()
            durable, ended = answers[0]
            assert durable
            took.append((ended - began) * 1000)
        assert tablet.report().waiting == saves + 20
        assert tablet.report().version == version("daybreak")
    finally:
        tablet.close()
    took = took[20:]
    yield shown("kiosk.save.median", statistics.median(took), "ms")
    yield at_most("kiosk.save.p99", percentile(took, 0.99), "ms", 10)


def memory(folder: Path, *, rounds: int) -> Iterator[Row]:
    """MB of a tablet that has loaded all it ever loads against an empty window's, by turns; shared pages by share."""
    held: dict[str, list[float]] = {"empty": [], "loaded": []}
    sounds = 0.0
    for _ in range(rounds):
        held["empty"].append(_asked("empty")["pss_mb"])
        found = _asked("loaded", str(folder))
        held["loaded"].append(found["pss_mb"])
        sounds = max(sounds, found["sounds_mb"])
    empty, ours = statistics.median(held["empty"]), statistics.median(held["loaded"])
    yield shown("kiosk.memory.empty_window", empty, "MB")
    yield shown("kiosk.memory.tablet", ours, "MB")
    yield at_most("kiosk.memory.ratio", ours / empty, "times", 1.8)
    yield at_most("kiosk.memory.sounds", sounds, "MB", 16)


def at_rest(folder: Path, *, seconds: int) -> Iterator[Row]:
    """A tablet that nobody touches, on a real display, its service away."""
    with display() as name:
        found = _asked("rest", str(folder), str(seconds), DISPLAY=name)
    yield at_most("kiosk.rest.frames", found["frames"], "frames", 0)
    yield at_most("kiosk.rest.passes", found["passes"], "in 5 s", 15)
    yield at_most("kiosk.rest.cpu", found["cpu_percent"], "% of a core", 0.2)


def touched(*, presses: int) -> Iterator[Row]:
    """From a press on a real display to the frame that answers it, milliseconds: two feelings by turns."""
    took: list[float] = []
    with display() as name:
        program = _program("touch", DISPLAY=name)
        assert program.stdout is not None
        lines = (json.loads(line) for line in program.stdout)
        cards = next(line["cards"] for line in lines if "cards" in line)
        screen = Display(name)
        try:
            for number in range(presses + 4):
                x, y = cards[number % 2]
                xtest.fake_input(screen, X.MotionNotify, x=x, y=y)
                screen.sync()
                time.sleep(0.35)  # a child's pace; the loop is asleep again
                began = time.monotonic()
                xtest.fake_input(screen, X.ButtonPress, 1)
                screen.sync()
                took.append((next(line["flip"] for line in lines if line.get("flip", 0) >= began) - began) * 1000)
                xtest.fake_input(screen, X.ButtonRelease, 1)
                screen.sync()
        finally:
            screen.close()
            program.kill()
            program.wait()
    yield at_most("kiosk.touch.median", statistics.median(took[4:]), "ms", 12)
    yield shown("kiosk.touch.p95", percentile(took[4:], 0.95), "ms")


def screens(*, turns: int) -> Iterator[Row]:
    """Turns through the real screens: nothing that they make may stay."""
    found = _asked("turns", str(turns))
    yield at_most("kiosk.screens.widgets_kept", found["widgets"], "widgets", 0)
    yield at_most("kiosk.screens.objects_kept", max(0.0, found["kept"]), "a turn", 1)
    yield shown("kiosk.screens.turn", found["cpu_ms"], "ms CPU")


def many(folder: Path, *, check_ins: int) -> Iterator[Row]:
    """Check-ins one after another, as fast as the record takes them."""
    found = _asked("checkins", str(folder), str(check_ins))
    yield shown("kiosk.checkins.rate", found["a_second"], "/s")
    yield at_most("kiosk.checkins.growth", max(0.0, found["grown_mb"]), "MB", 2)


def _program(*words: str, **env: str) -> subprocess.Popen[str]:
    """`tablet_program.py`, running."""
    root = Path(__file__).parents[2]
    whole = {**os.environ, "PYTHONPATH": str(root), "SDL_AUDIODRIVER": "dummy", **env}
    program = Path(__file__).with_name("tablet_program.py")
    return subprocess.Popen(
        [sys.executable, str(program), *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=whole
    )


def _asked(*words: str, **env: str) -> dict[str, float]:
    """What `tablet_program.py` said when it was done."""
    program = _program(*words, **env)
    told, _ = program.communicate(timeout=1800)
    assert program.returncode == 0, f"{words[0]} could not be measured"
    found: dict[str, float] = json.loads(told.splitlines()[-1])
    return found


@contextmanager
def display() -> Iterator[str]:
    """A virtual X server of our own."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "800x480x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


def _cpu_s(which: str) -> float:
    """User and system seconds of one process, its own and no others'."""
    program = Path(__file__).with_name("first_frame.py")
    root = Path(__file__).parents[2]
    env = {**os.environ, "PYTHONPATH": str(root)}
    child = os.posix_spawn(sys.executable, [sys.executable, str(program), which], env)
    _, status, used = os.wait4(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, f"{which} drew no frame"
    return used.ru_utime + used.ru_stime
