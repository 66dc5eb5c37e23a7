"""What the way to the adults costs: events that are durable on the tablet until they are durable on the service.

The service runs in a process of its own, with everything on: opened, validated, flags updated, committed, answered.
"""

from __future__ import annotations

import statistics
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import msgspec
from nacl.bindings import crypto_box_seal_open
from nacl.public import PrivateKey, SealedBox
from sqlalchemy import select

from kiosk import identity
from kiosk.device.clock import Stamps
from kiosk.record import Record
from kiosk.recorder import Now
from kiosk.settings import Settings
from sync.client import Client
from sync.protocol import Classroom, Moment, Report, Trust
from sync.service import roster
from sync.service.db.models import Pupil, SchoolClass
from sync.service.roster import Roster, RosterClass, RosterPupil
from sync.worker import Line, Pace, Worker
from tests.bench.rows import Row, at_least, at_most, percentile, shown
from tests.bench.service_program import ServiceProgram
from tests.faults.processes import ServiceProcess
from tests.faults.proxy import FaultProxy
from tests.service.running import RunningService
from tests.sync.tablets import Hands, enrol, feeling, opened, stored

CLASS = 30
TERM = 65
"""School days that a tablet may have been offline; its children answered several times a day."""
BOX_US = 32.0
"""What opening a sealed box cost on the machine for which the bars in events and milliseconds were set."""
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

    def moment(self) -> Moment:
        return Stamps(Hands()).now()

    def report(self) -> Report:
        return Report(version="bench", utc_s=self.utc_s(), waiting=0, refused=0, clock=Trust.SYNCED, disk_free_mb=1000)

    def classroom_came(self, classroom: Classroom) -> None:
        pass

    def fetch_media(self, client: Client) -> None:
        pass

    def line_changed(self, line: Line) -> None:
        pass

    def delivered(self, count: int) -> None:
        self._left -= count
        if self._left <= 0:
            self.done.set()


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    rounds, backlog = (3, 600) if quick else (200, 10_000)
    service = ServiceProcess(folder / "service")
    with service.school as running:
        pupils = _class_of_thirty(running)
        settings = enrol(running, folder / "tablet", classroom="3B", address=service.url)
    service.start()
    try:
        yield from wire(service, settings, pupils)
        yield from batches_of_thirty(service, settings, pupils, rounds=rounds)
    finally:
        service.kill()
    last_day = rounds + WARM + TERM
    with ServiceProgram(service.folder, service.port, days=last_day) as program:
        program.settle()  # what it does at every start is counted by itself
        yield from drain(settings, pupils, events=backlog, first=rounds + WARM)
        yield at_most("sync.service.memory", program.held_mb(), "MB", 110)
    starts = [started_s(service, last_day) for _ in range(1 if quick else 5)]
    yield at_most("sync.service.start", statistics.median(starts), "s", 1)
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
        return list(
            session.scalars(select(Pupil.id).where(Pupil.class_id == running.classes["3B"], Pupil.source == "csv"))
        )


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


def batches_of_thirty(
    service: ServiceProcess, settings: Settings, pupils: list[uuid.UUID], *, rounds: int
) -> Iterator[Row]:
    """A morning of a class, durable here, until it is stored, answered and marked; milliseconds, one a day."""
    took: list[float] = []
    with _Line(settings) as line:
        for day in range(1, rounds + WARM + 1):
            service.turn_days(day)
            line.make_durable(pupils, day)
            took.append(line.deliver_s(CLASS) * 1000)
    yield shown("sync.batch30.median", statistics.median(took[WARM:]), "ms")
    slow_ms = percentile(took[WARM:], 0.95)
    yield at_most("sync.batch30.p95", slow_ms, "ms", 10)
    yield at_most("sync.batch30.p95_by_box", slow_ms * 1000 / opening_us(), "openings", 10_000 / BOX_US)


def drain(settings: Settings, pupils: list[uuid.UUID], *, events: int, first: int) -> Iterator[Row]:
    """The backlog of a term offline in batches of five hundred, from the first request to the last mark."""
    rounds = -(-events // CLASS)
    with _Line(settings) as line:
        for number in range(rounds):
            here = pupils[: min(CLASS, events - number * CLASS)]
            line.make_durable(here, first + 1 + number * TERM // rounds)
        seconds = line.deliver_s(events)
    yield at_least("sync.drain.rate", events / seconds, "events/s", 8000)
    yield at_most("sync.drain.by_box", seconds / events * 1e6 / opening_us(), "openings/event", 1e6 / 8000 / BOX_US)


def opening_us() -> float:
    """What opening one sealed box costs this machine, at this moment: the measure of how fast it is."""
    key = PrivateKey.generate()
    public, private = bytes(key.public_key), bytes(key)
    box = SealedBox(key.public_key).encrypt(bytes(64))
    began = time.perf_counter()
    for _ in range(1000):
        crypto_box_seal_open(box, public, private)
    return (time.perf_counter() - began) * 1000


def started_s(service: ServiceProcess, days: int) -> float:
    """Seconds that the program takes to its first answer, holding all that it was sent."""
    with ServiceProgram(service.folder, service.port, days=days) as program:
        return program.start_s


class _Line:
    """A record and a worker, and a hand on the switch between them."""

    def __init__(self, settings: Settings) -> None:
        who = identity.load(settings.data_dir)
        self._host = Counting()
        self._record = Record(settings.data_dir, who, Hands())
        client = Client(who.service, who.token, whole_s=120)
        self._worker = Worker(client, self._record, self._host, pace=Pace(look_s=3600, report_s=3600))
        self._moment = msgspec.structs.replace(Stamps(Hands()).now(), trust=int(Trust.SYNCED))
        self._go = self._worker.start

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._worker.stop()
        self._record.close()

    def make_durable(self, pupils: list[uuid.UUID], day: int) -> None:
        """One check-in of each, so many days after Monday."""
        moment = msgspec.structs.replace(self._moment, utc_s=self._moment.utc_s + day * 86_400)
        told = threading.Event()
        said: list[bool] = []

        def then(durable: bool, _urgent: bool) -> None:
            said.append(durable)
            told.set()

        self._record.carry_out([feeling(pupil) for pupil in pupils], Now(moment, "2026-11-23", 0), then)
        assert told.wait(30)
        assert said == [True]

    def deliver_s(self, events: int) -> float:
        """Let the worker go, and return the seconds until that many were answered and marked."""
        self._host.expect(events)
        began = time.perf_counter()
        self._go()
        assert self._host.done.wait(300), "the backlog never drained"
        self._go = self._worker.nudge
        return time.perf_counter() - began
