"""The tablet dies, or its file is spoilt: what it confirmed is delivered, and it takes taps again (FAULTS 1, 7)."""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from sync.service.db.models import CheckIn
from tests.bench.rows import Row, at_most, shown
from tests.faults.processes import TabletProcess
from tests.service.running import RunningService
from tests.sync.tablets import Hands, enrol, feeling, opened


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    yield from killed_between_tap_and_ack(folder / "killed", kills=6 if quick else 100)
    yield from replaced_by_garbage(folder / "garbage", times=2 if quick else 10)


def killed_between_tap_and_ack(folder: Path, *, kills: int, seed: int = 2026) -> Iterator[Row]:
    """SIGKILL at a random instant while children tap and the worker delivers, many times."""
    chance = random.Random(seed)
    pause = threading.Event()
    confirmed: list[tuple[bytes, int]] = []
    with RunningService(folder / "service", clock=Hands()) as running:
        settings = enrol(running, folder / "tablet")
        pupils = [pupil.id.bytes for pupil in running.pupils["2W"]]
        first = 0
        for _ in range(kills):
            tablet = TabletProcess(settings.data, pupils, first)
            confirmed.append(tablet.wait_for_the_first())
            pause.wait(chance.uniform(0.0, 0.04))
            confirmed += tablet.kill()
            first = confirmed[-1][1] + 2
        with opened(settings) as watched:
            watched.all_delivered()
        with running.service.db.read() as session:
            rows = session.execute(select(CheckIn.pupil_id, CheckIn.position)).all()
    there = Counter((row.pupil_id.bytes, row.position) for row in rows)
    yield shown("fault.tablet_killed.kills", kills, "kills")
    yield shown("fault.tablet_killed.confirmed", len(confirmed), "taps")
    yield at_most("fault.tablet_killed.lost", sum(tap not in there for tap in confirmed), "taps", 0)
    yield at_most("fault.tablet_killed.doubled", sum(count > 1 for count in there.values()), "taps", 0)


def replaced_by_garbage(folder: Path, *, times: int) -> Iterator[Row]:
    """The database becomes noise between two starts: seconds until a tap is durable again, by itself."""
    slowest = 0.0
    with RunningService(folder / "service", clock=Hands()) as running:
        settings = enrol(running, folder / "tablet")
        amina = running.pupils["2W"][0]
        for _ in range(times):
            (settings.data_dir / "tablet.db").write_bytes(os.urandom(50_000))
            began = time.monotonic()
            with opened(settings) as watched:
                assert watched.carries_out(feeling(amina.id))
                slowest = max(slowest, time.monotonic() - began)
                watched.all_delivered()
                aside = len(watched.tablet.report().put_aside)
                assert aside == 1
        kept = len(list(settings.data_dir.glob("*.damaged")))
        with running.service.db.read() as session:
            there = len(session.scalars(select(CheckIn.event_id)).all())
    yield at_most("fault.database_garbage.taps_again", slowest, "s", 5)
    yield at_most("fault.database_garbage.lost", times - there, "taps", 0)
    yield at_most("fault.database_garbage.not_kept", times - kept, "files", 0)
