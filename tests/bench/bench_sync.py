"""What the way to the adults costs: events that are durable on the tablet until they are durable on the service.

The service runs in a process of its own, with everything on: opened, validated, flags updated, committed, answered.
"""

from __future__ import annotations

import itertools
import statistics
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import msgspec
from sqlalchemy import select

from kiosk import identity
from kiosk.checkin import CheckIn
from kiosk.device.clock import Stamps
from kiosk.record import Record
from kiosk.recorder import Now
from kiosk.settings import Settings
from sync.client import Client
from sync.protocol import Classroom, Report, Trust
from sync.service import roster
from sync.service.db.models import Pupil, SchoolClass
from sync.service.roster import Roster, RosterClass, RosterPupil
from sync.worker import Line, Pace, Worker
from tests.bench.rows import Row, at_least, at_most, percentile, shown
from tests.faults.processes import ServiceProcess
from tests.faults.proxy import FaultProxy
from tests.service.running import RunningService
from tests.sync.tablets import Hands, enrol, feeling, opened, stored

CLASS = 30
DAYS = itertools.count(-1000)
"""School days on which classes answer, from long ago on."""
WARM = 5
"""Batches that are not counted: connections open, statements are compiled."""


class Counting:
    """A tablet as far as the worker needs one; says when a number of events has been delivered and marked."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self._left = 0

    def expect(self, count: int) -> None:
        """Wait for this many more."""
        self._left = count
        self.done.clear()

    def utc_s(self) -> int:
        return int(Hands().now().timestamp())

    def report(self) -> Report:
        return Report(version="bench", utc_s=self.utc_s(), waiting=0, refused=0, clock=Trust.SYNCED, disk_free_mb=1000)

    def classroom_came(self, classroom: Classroom) -> None:
        pass

    def line_changed(self, line: Line) -> None:
        pass

    def delivered(self, count: int) -> None:
        self._left -= count
        if self._left <= 0:
            self.done.set()


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    rounds, backlog = (10, 1000) if quick else (200, 10_000)
    service = ServiceProcess(folder / "service")
    with service.school as running:
        pupils = _class_of_thirty(running)
        settings = enrol(running, folder / "tablet", classroom="3B", address=service.url)
    service.start()
    try:
        yield from wire(service, settings, pupils)
        yield from batches_of_thirty(settings, pupils, rounds=rounds)
        yield from drain(settings, pupils, events=backlog)
    finally:
        service.kill()
    with service.school as again:
        kept = len(stored(again))
    yield at_most("sync.lost", CLASS + (rounds + WARM) * CLASS + backlog - kept, "events", 0)


def _class_of_thirty(running: RunningService) -> list[uuid.UUID]:
    """A class as large as classes are."""
    children = tuple(RosterPupil(f"3B-{n}", f"Child{n}", "B", "3B", "3") for n in range(CLASS))
    imported = Roster("csv", "3b.csv", (RosterClass("3B", "3B", "3"),), children, complete=False)
    roster.import_roster(running.service, imported)
    with running.service.db.read() as session:
        running.classes["3B"] = session.scalars(select(SchoolClass.id).where(SchoolClass.name == "3B")).one()
        return list(session.scalars(select(Pupil.id).where(Pupil.class_id == running.classes["3B"])))


def wire(service: ServiceProcess, settings: Settings, pupils: list[uuid.UUID]) -> Iterator[Row]:
    """Bytes of one request with a class of thirty, heads included, for each event; and of the answer."""
    who = identity.load(settings.data_dir)
    with FaultProxy(service.url) as proxy:
        identity.save(settings.data_dir, identity.readdressed(who, proxy.url))
        with opened(settings) as watched:
            watched.carries_out(*(feeling(pupils[number % len(pupils)]) for number in range(CLASS)))
            watched.all_delivered()
        sent, answered = proxy.sizes[0]
    identity.save(settings.data_dir, who)
    yield at_most("sync.wire.request", sent / CLASS, "B/event", 150)
    yield shown("sync.wire.answer", answered / CLASS, "B/event")


def batches_of_thirty(settings: Settings, pupils: list[uuid.UUID], *, rounds: int) -> Iterator[Row]:
    """A class's events, durable on the tablet, until they are stored, answered and marked; milliseconds."""
    took: list[float] = []
    for began, ended in _deliveries(settings, pupils, [CLASS] * (rounds + WARM)):
        took.append((ended - began) * 1000)
    yield shown("sync.batch30.median", statistics.median(took[WARM:]), "ms")
    yield at_most("sync.batch30.p95", percentile(took[WARM:], 0.95), "ms", 10)


def drain(settings: Settings, pupils: list[uuid.UUID], *, events: int) -> Iterator[Row]:
    """A backlog in batches of five hundred, from the first request to the last mark."""
    ((began, ended),) = _deliveries(settings, pupils, [events])
    yield at_least("sync.drain.rate", events / (ended - began), "events/s", 8000)


def _deliveries(settings: Settings, pupils: list[uuid.UUID], sizes: list[int]) -> Iterator[tuple[float, float]]:
    """Make each number of events durable, then let the worker go, and time it.

    A class answers once a day: each round of thirty is a day later than the one before, as it is in a school.
    """
    who = identity.load(settings.data_dir)
    clock, host = Hands(), Counting()
    record = Record(settings.data_dir, who, clock)
    worker = Worker(Client(who.service, who.token), record, host, pace=Pace(look_s=3600, report_s=3600))
    moment = msgspec.structs.replace(Stamps(clock).now(), trust=int(Trust.SYNCED))
    begin = worker.start
    try:
        for size in sizes:
            for at in range(0, size, CLASS):
                then = msgspec.structs.replace(moment, utc_s=moment.utc_s + next(DAYS) * 86_400)
                effects = [feeling(pupil) for pupil in pupils[: min(CLASS, size - at)]]
                _make_durable(record, effects, Now(then, "2026-11-23", 0))
            host.expect(size)
            began = time.perf_counter()
            begin()
            assert host.done.wait(300), "the backlog never drained"
            yield began, time.perf_counter()
            begin = worker.nudge
    finally:
        worker.stop()
        record.close()


def _make_durable(record: Record, effects: list[CheckIn], now: Now) -> None:
    told = threading.Event()
    said: list[bool] = []

    def then(durable: bool, _urgent: bool) -> None:
        said.append(durable)
        told.set()

    record.carry_out(effects, now, then)
    assert told.wait(30)
    assert said == [True]
