"""The service dies, or its answers do: each confirmed tap is there exactly once (FAULTS 1, 15, 18, 21)."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import select

from kiosk import identity
from kiosk.settings import Settings
from sync.service.db.models import CheckIn, Pupil
from tests.bench.rows import Row, at_most, shown
from tests.faults.processes import ServiceProcess
from tests.faults.proxy import Fault, FaultProxy
from tests.service.running import RunningService
from tests.sync.tablets import Hands, Watched, enrol, feeling, opened, stored

BATCH = 40


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    yield from killed_mid_batch(folder / "killed", kills=8 if quick else 120)
    yield from answers_lost(folder / "lost", faults=6 if quick else 60)


def killed_mid_batch(folder: Path, *, kills: int, seed: int = 2026) -> Iterator[Row]:
    """SIGKILL at a random instant of a delivery, many times, then one last start."""
    chance = random.Random(seed)
    service = ServiceProcess(folder / "service")
    with service.school as running:
        settings = enrol(running, folder / "tablet", address=service.url)
    children = running.pupils["2W"]
    pause = threading.Event()
    window_s = 0.0
    made = before_commit = after_commit = 0
    with opened(settings) as watched:
        for number in range(kills):
            service.start()
            if not window_s:
                window_s, made = _delivery_s(watched, children), BATCH
            watched.carries_out(*(feeling(chance.choice(children).id) for _ in range(BATCH)))
            watched.tablet._worker.look()  # now, not after the pause of the last failure
            pause.wait(chance.uniform(0.0, window_s * (0.25 if number % 2 else 1.0)))
            service.kill()
            made += BATCH
            waiting = watched.tablet.report().waiting
            before_commit += waiting > 0
            after_commit += service.stored() > made - waiting
        service.start()
        watched.all_delivered()
    service.kill()
    with RunningService(service.folder, clock=Hands()) as again:
        yield shown("fault.service_killed.kills", kills, "kills")
        yield shown("fault.service_killed.mid_batch", before_commit, "kills")
        yield shown("fault.service_killed.after_commit", after_commit, "kills")
        yield from tally("fault.service_killed", settings, again, made)


def _delivery_s(watched: Watched, children: list[Pupil]) -> float:
    """A little more than a whole delivery takes a service that has just started, in seconds."""
    began = time.monotonic()
    watched.carries_out(*(feeling(children[0].id) for _ in range(BATCH)))
    watched.tablet._worker.look()
    watched.all_delivered()
    return 1.2 * (time.monotonic() - began)


def answers_lost(folder: Path, *, faults: int) -> Iterator[Row]:
    """Every batch is stored, and its answer cut, halved or asked for twice before the tablet has it."""
    with (
        RunningService(folder / "service", clock=Hands()) as running,
        FaultProxy(running.url) as proxy,
        opened(enrol(running, folder / "tablet", address=proxy.url)) as watched,
    ):
        children = running.pupils["2W"]
        for number in range(faults):
            proxy.faults.append((Fault.DROP_ANSWER, Fault.HALF_ANSWER, Fault.TWICE)[number % 3])
            watched.carries_out(*(feeling(child.id) for child in children))
            watched.all_delivered()
        met = sum(fault is not Fault.NONE for fault in proxy.met)
        yield shown("fault.answer_lost.faults", met, "answers")
        yield from tally("fault.answer_lost", Settings(data=str(folder / "tablet")), running, faults * len(children))


def tally(name: str, settings: Settings, running: RunningService, made: int) -> Iterator[Row]:
    """Compare what the tablet made with what the service holds, event by event and as its pages count them."""
    with closing(sqlite3.connect(settings.data_dir / "tablet.db")) as database:
        here = {row[0] for row in database.execute("SELECT event_id FROM event")}
    there = [event.event_id.bytes for event in stored(running)]
    with running.service.db.read() as session:
        counted = [row.bytes for row in session.scalars(select(CheckIn.event_id))]
    identity.load(settings.data_dir)  # raises if the tablet is no longer enrolled
    yield shown(f"{name}.events", made, "events")
    yield at_most(f"{name}.lost", made - len(here & set(there) & set(counted)), "events", 0)
    yield at_most(f"{name}.doubled", len(there) + len(counted) - len(set(there)) - len(set(counted)), "events", 0)
    yield at_most(f"{name}.invented", len((set(there) | set(counted)) - here), "events", 0)
