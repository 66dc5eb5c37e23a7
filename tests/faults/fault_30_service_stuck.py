"""A service that can't write: another process holds its file, or its disk is full (FAULTS 30).

That it is killed in the middle of a batch is the story of `fault_service`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

from sync.worker import Line
from tests.bench.rows import Row, at_most, shown
from tests.faults import taps
from tests.faults.between import Scene, scene
from tests.faults.machine import lacking, skipped, small_memory_disk
from tests.service.running import RunningService
from tests.sync.tablets import Hands


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    # A service that waits for its turn for a moment, where ten would only make the proof take longer.
    with patch("sync.service.db.engine.Database.__init__.__kwdefaults__", {"busy_s": 0.05}):
        yield from held(folder / "held", times=1 if quick else 20)
        if why := lacking("mount"):
            yield skipped("fault.30_disk_full", why)
            return
        yield from disk_full(folder / "full", times=1 if quick else 10)


def held(folder: Path, *, times: int) -> Iterator[Row]:
    """Another program has a transaction open on the service's file."""
    with scene(folder) as each:
        each.settled()
        for _ in range(times):
            other = sqlite3.connect(each.running.settings.folder / "service.db", isolation_level=None)
            with closing(other):
                other.execute("BEGIN IMMEDIATE")
                each.tap(3)
                each.watched.until(lambda: each.line is Line.DOWN)
                each.sees("it hid what waits", taps.waiting(each.settings) == 3)
                other.execute("ROLLBACK")
            each.watched.tablet.send_now()
            each.settled()
        yield from _honest(each, "fault.30_locked")


def disk_full(folder: Path, *, times: int) -> Iterator[Row]:
    """Not a byte is left where the service writes; then somebody makes room."""
    with (
        small_memory_disk(folder / "disk", "size=24m") as disk,
        scene(folder, running=RunningService(disk / "service", clock=Hands())) as each,
    ):
        each.settled()
        for _ in range(times):
            _fill(disk / "filler")
            each.tap(12)
            each.watched.until(lambda: each.line is Line.DOWN)
            (disk / "filler").unlink()
            each.watched.tablet.send_now()
            each.settled()
        yield from _honest(each, "fault.30_disk_full")


def _fill(file: Path) -> None:
    with file.open("wb", buffering=0) as filler:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    filler.write(b"\0" * size)
            except OSError:
                continue


def _honest(each: Scene, name: str) -> Iterator[Row]:
    """Every answer that was no acknowledgement said when to come back."""
    refusals = [answer for answer in each.proxy.answers if answer.split(b" ", 2)[1] >= b"400"]
    dumb = [answer for answer in refusals if b" 503 " not in answer or b"retry-after:" not in answer.lower()]
    yield shown(f"{name}.refusals", len(refusals), "answers")
    yield at_most(f"{name}.without_retry_after", len(dumb), "answers", 0)
    yield from each.rows(name)
