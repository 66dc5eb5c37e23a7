"""A term's backlog goes out in bounded memory, and a child who taps meanwhile does not wait (FAULTS 11, 32)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from kiosk import identity
from kiosk.ids import Names
from kiosk.settings import Settings
from kiosk.store import Change, Sealed, open_store
from sync.seal import seal
from tests.bench.rows import Row, at_most, percentile, shown
from tests.faults.struck import Struck
from tests.faults.taps import Taps, held, tap
from tests.service.running import RunningService
from tests.service.tablets import checked_in
from tests.sync.tablets import MONDAY, Hands, enrol, opened

NAME = "fault.11.memory"
TOGETHER = 500
TERM = 90
"""Days over which the backlog was tapped."""
DAY_S = 86_400
MB = 1 << 20


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    yield from row_11_backlog(folder, events=1000 if quick else 50_000)


def row_11_backlog(folder: Path, *, events: int) -> Iterator[Row]:
    """Events that wait since last term; one tap after the other while they are delivered."""
    with RunningService(folder / "service", clock=Hands()) as running:
        settings = enrol(running, folder / "tablet")
        who, children = identity.load(settings.data_dir), running.pupils["2W"]
        at, names = int(MONDAY.timestamp()), Names()
        store = open_store(settings.data_dir, MONDAY)
        for number in range(events // TOGETHER):
            day = at - DAY_S * (TERM - number * TERM * TOGETHER // events)
            boxes = [seal(checked_in(child.id, utc_s=day), who.public_key) for child in children]
            some = (Sealed(names().bytes, who.key_id, boxes[each % len(boxes)]) for each in range(TOGETHER))
            store.apply(Change(events=tuple(some)), at)
        store.close()
        pupils = Taps.of(children).pupils
        began = time.monotonic()
        with Struck(tablet_draining, settings.data, pupils) as tablet:
            rise, took, made = tablet.hear(600)
        drained_s = time.monotonic() - began
        there = len(held(running.settings.folder))
    yield shown(f"{NAME}.backlog", events, "events")
    yield shown(f"{NAME}.drained", events / drained_s, "events/s")
    yield at_most(f"{NAME}.rise", rise / MB, "MB", 60)
    yield at_most(f"{NAME}.saved_meanwhile_p99", 1000 * percentile(took, 0.99), "ms", 1000)
    yield at_most(f"{NAME}.lost", events + made - there, "events", 0)


def tablet_draining(said: Connection, data: str, pupils: list[bytes]) -> None:
    """Open, tap until the backlog is gone, and say by how much memory rose, how long taps took and how many."""
    before, most, number = _resident(), 0, 0
    took = []
    with opened(Settings(data=data), Hands()) as watched:
        while watched.tablet.report().waiting > 3:
            began = time.monotonic()
            assert watched.carries_out(tap(pupils, number % 5000))  # a place on a screen is below 1000
            took.append(time.monotonic() - began)
            number += 1
            most = max(most, _resident())
        watched.all_delivered()
    said.send((most - before, took or [0.0], number))


def _resident() -> int:
    """Bytes of memory this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
