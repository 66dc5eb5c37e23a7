"""A term's backlog on one tablet, and a fleet that comes back in the same moment (FAULTS 32)."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import msgspec

from kiosk import identity
from kiosk.device.clock import Stamps
from kiosk.effects import AskAdult
from kiosk.record import Record
from kiosk.recorder import Now
from kiosk.settings import Settings
from sync.protocol import Trust
from sync.retry import Backoff
from sync.service.db.models import Pupil
from sync.worker import Pace
from tests.bench.rows import Row, at_most, shown
from tests.faults.fault_service import tally
from tests.faults.processes import ServiceProcess
from tests.faults.programs import Program
from tests.faults.taps import AGAIN_S
from tests.service.running import RunningService
from tests.sync.tablets import MONDAY, Hands, Watched, enrol, feeling, opened

DAYS = 65
"""School days of a term, and some."""
FLEET_PACE = Pace(look_s=20.0, backoff=Backoff(first_s=1.0, most_s=8.0))
"""As tablets are, but that the longest pause after a failure is eight seconds instead of sixty."""


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    if not quick:
        yield from one_tablet(folder / "one", events=50_000)
    yield from a_fleet(folder / "fleet", tablets=2 if quick else 30, events=130 if quick else 1_200)


def one_tablet(folder: Path, *, events: int) -> Iterator[Row]:
    """Its memory hardly grows, and children tap on while it drains."""
    service = ServiceProcess(folder / "service")
    with service.school as running:
        settings = enrol(running, folder / "tablet", address=service.url)
        pupils = running.pupils["2W"]
    service.turn_days(DAYS)
    _fill(settings, pupils, events)
    service.start()
    try:
        with Program("tablet", settings.data) as tablet:
            began = time.monotonic()
            drained = tablet.ask("drain", pupils[0].id.hex, patience_s=400)
            took = time.monotonic() - began
        service_mb = service.memory_mb()
    finally:
        service.kill()
    made = events + drained["taps"]
    yield at_most("fault.32_backlog.memory", drained["rise_mb"], "MB", 25)
    yield shown("fault.32_backlog.service_memory", service_mb, "MB")
    yield shown("fault.32_backlog.rate", events / took, "events/s")
    yield shown("fault.32_backlog.taps_meanwhile", drained["taps"], "taps")
    yield at_most("fault.32_backlog.not_confirmed", drained["not_kept"], "taps", 0)
    yield at_most("fault.32_backlog.tap", drained["slowest_s"], "s", AGAIN_S)
    yield at_most("fault.32_backlog.waiting", drained["waiting"] + drained["refused"], "events", 0)
    with RunningService(service.folder, clock=Hands()) as again:
        yield from tally("fault.32_backlog", settings, again, made)


def a_fleet(folder: Path, *, tablets: int, events: int) -> Iterator[Row]:
    """Every tablet of a school has a backlog, the service comes back, and one child asks for a grown-up."""
    service = ServiceProcess(folder / "service")
    with service.school as running:
        settings = [enrol(running, folder / f"tablet{n}", address=service.url) for n in range(tablets + 1)]
        pupils = running.pupils["2W"]
    service.turn_days(DAYS)
    for each in settings[:-1]:
        _fill(each, pupils, events)
    slowest, asked = 0.0, 0
    pause = threading.Event()
    with ExitStack() as stack:
        fleet = [stack.enter_context(opened(each, pace=FLEET_PACE)) for each in settings]
        asking = fleet[-1]
        pause.wait(1)  # all of them have failed, and rest
        service.start()
        began = time.monotonic()
        for watched in fleet:
            watched.tablet.send_now()
        while not asked or _waiting(fleet[:-1]):
            asked_at = time.monotonic()
            asking.carries_out(AskAdult(pupils[0].id.hex))
            asking.until(lambda: asking.tablet.report().waiting == 0, 60)
            slowest = max(slowest, time.monotonic() - asked_at)
            asked += 1
            assert time.monotonic() - began < 500
            pause.wait(0.25)
        took = time.monotonic() - began
        left = _waiting(fleet)
    service.kill()
    yield shown("fault.32_fleet.tablets", tablets, "tablets")
    yield shown("fault.32_fleet.rate", tablets * events / took, "events/s")
    yield shown("fault.32_fleet.requests", asked, "requests")
    yield at_most("fault.32_fleet.grown_up_heard", slowest, "s", 5)
    yield at_most("fault.32_fleet.waiting", left, "events", 0)
    missing = tablets * events + asked - service.stored()
    yield at_most("fault.32_fleet.lost", max(0, missing), "events", 0)
    yield at_most("fault.32_fleet.doubled_or_invented", max(0, -missing), "events", 0)


def _waiting(fleet: Sequence[Watched]) -> int:
    return sum(watched.tablet.report().waiting for watched in fleet)


def _fill(settings: Settings, pupils: Sequence[Pupil], events: int) -> None:
    """Let a tablet be offline for a term: so many check-ins, over all its days, each day a transaction."""
    hands = Hands()
    record = Record(settings.data_dir, identity.load(settings.data_dir), hands)
    moment = msgspec.structs.replace(Stamps(hands).now(), trust=int(Trust.SYNCED))
    a_day = -(-events // DAYS)
    try:
        for day in range(DAYS):
            many = min(a_day, events - day * a_day)
            if many <= 0:
                break
            at = MONDAY + timedelta(days=day)
            now = Now(msgspec.structs.replace(moment, utc_s=int(at.timestamp())), at.date().isoformat(), 0)
            told = threading.Event()
            record.carry_out(
                [feeling(pupils[number % len(pupils)].id) for number in range(many)],
                now,
                lambda durable, _urgent, told=told: told.set() if durable else None,  # type: ignore[misc]
            )
            assert told.wait(60)
    finally:
        record.close()
