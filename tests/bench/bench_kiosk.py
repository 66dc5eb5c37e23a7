"""What the tablet costs: its start against an empty window, and a save that is really on the disk."""

from __future__ import annotations

import os
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from nacl.public import PrivateKey

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
    yield from start(rounds=2 if quick else 9)
    yield from sealed_save(folder, saves=50 if quick else 1000)


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


def _cpu_s(which: str) -> float:
    """User and system seconds of one process, its own and no others'."""
    program = Path(__file__).with_name("first_frame.py")
    root = Path(__file__).parents[2]
    env = {**os.environ, "PYTHONPATH": str(root)}
    child = os.posix_spawn(sys.executable, [sys.executable, str(program), which], env)
    _, status, used = os.wait4(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, f"{which} drew no frame"
    return used.ru_utime + used.ru_stime
