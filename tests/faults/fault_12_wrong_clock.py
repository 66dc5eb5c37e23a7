"""A clock that is wrong by years, on the tablet or on the service (FAULTS 12)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from kiosk import identity
from kiosk.settings import Settings
from sync.joining import join
from sync.service.db.models import StoredEvent
from tests.bench.rows import Row, at_most, shown
from tests.faults.apart import Apart
from tests.faults.machine import skipped
from tests.faults.programs import Program, at, no_other_time
from tests.faults.taps import Taps
from tests.service.running import RunningService
from tests.sync.tablets import MONDAY, Hands, enrol, opened, stored

TIMES = ("1970-01-02 08:40:00", "2090-06-01 12:00:00", "2001-02-28 23:59:58", "2038-01-19 03:14:05")


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    yield from by_hand(folder / "by_hand")
    if quick:
        return
    if why := no_other_time():
        yield skipped("fault.12_wrong_clock", why)
        return
    yield from on_the_tablet(folder / "tablet")
    yield from on_the_service(folder / "service", TIMES[:2])


def by_hand(folder: Path) -> Iterator[Row]:
    """The same dates on a clock of ours, for machines that can't give a program another time."""
    with RunningService(folder / "service", clock=Hands()) as running:
        settings = enrol(running, folder / "tablet")
        taps = Taps.of(running.pupils["2W"])
        for time in TIMES:
            with opened(settings, Hands(datetime.fromisoformat(time).replace(tzinfo=UTC))) as watched:
                taps.make(watched, 3)
                watched.all_delivered()
        taps.look(running)
        days = [event.school_day for event in stored(running)]
    yield at_most("fault.12_by_hand.wrong_day", sum(day != MONDAY.date() for day in days), "taps", 0)
    yield from taps.rows("fault.12_by_hand")


def on_the_tablet(folder: Path) -> Iterator[Row]:
    """Nobody has set its clock: the morning is kept under the right day all the same, tapped offline or not."""
    with RunningService(folder / "service", clock=Hands(), tls="own") as running:
        settings = enrol(running, folder / "tablet")
        apart = Apart.of(running.pupils["2W"])
        for time in TIMES:
            running.stop()
            with Program("tablet", settings.data, env={**at(f"@{time}"), "TZ": "Pacific/Auckland"}) as tablet:
                apart.tap(tablet, 3)
                state = tablet.ask("state")
                apart.sees("it hid what waits", state["waiting"] == 3)
                apart.sees("it promised a grown-up while cut off", state["reach"] == "offline")
                running.start()
                apart.tap(tablet, 3)
                apart.delivered(tablet)
            apart.taps.look(running)
        days = [event.school_day for event in stored(running)]
        yield shown("fault.12_wrong_clock.times", len(TIMES), "dates")
        yield at_most("fault.12_wrong_clock.wrong_day", sum(day != MONDAY.date() for day in days), "taps", 0)
        yield from apart.rows("fault.12_wrong_clock")


def on_the_service(folder: Path, times: tuple[str, ...]) -> Iterator[Row]:
    """It is enrolled with, delivered to and restarted under a date that is wrong, then right."""
    for number, time in enumerate(times):
        place = folder / str(number)
        with Program("service", str(place / "service"), "0", env=at(f"@{time}")) as service:
            answer, authority = join(service.began["url"], service.began["code"], "0.1")
            port = service.began["url"].rpartition(":")[2]
            identity.save(place / "tablet", identity.Identity.enrolled(service.began["url"], answer, authority))
            apart = Apart([bytes.fromhex(pupil) for pupil in service.began["pupils"]])
            with opened(Settings(data=str(place / "tablet"))) as watched:
                apart.taps.make(watched, 6)
                watched.all_delivered()
        with RunningService(place / "service", clock=Hands(), port=int(port), tls="own") as running:
            apart.taps.begin_again(Settings(data=str(place / "tablet")), running)
            kept: list[StoredEvent] = stored(running)
            yield shown(f"fault.12_service_{time[:4]}.events", len(kept), "events")
            yield from apart.rows(f"fault.12_service_{time[:4]}")
        shutil.rmtree(place)
