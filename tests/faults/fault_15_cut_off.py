"""No service, no name, no network, for a moment or for a term (FAULTS 15)."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from kiosk import identity
from kiosk.effects import AskAdult
from tests.bench.rows import Row, at_most, shown
from tests.faults.apart import Apart
from tests.faults.between import impatient, scene
from tests.faults.machine import lacking, skipped
from tests.faults.names import NameServer
from tests.faults.programs import Program
from tests.faults.taps import Taps
from tests.service.running import RunningService
from tests.sync.tablets import Hands, enrol, opened, stored

TERM = 65
"""School days."""
SCHOOL = "daybreak.school.example"


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    yield from refused(folder / "refused", times=1 if quick else 20)
    yield from without_a_name(folder / "name")
    yield from a_term(folder / "term", days=3 if quick else TERM)
    if why := lacking("unshare", "mount"):
        yield skipped("fault.15_no_network", why)
        return
    yield from swallowed(folder / "swallowed")
    if not quick:
        yield from no_network(folder / "none")


def refused(folder: Path, *, times: int) -> Iterator[Row]:
    """Nothing listens at the service's port; the lantern and what waits are shown as they are."""
    with scene(folder) as each:
        amina = each.running.pupils["2W"][0]
        for _ in range(times):
            each.settled()
            each.running.stop()
            each.tap(3)
            each.cut_off(waits=3)
            each.watched.carries_out(AskAdult(amina.id.hex))
            each.sees("the lantern stayed dark", each.watched.tablet.lantern())
            each.cut_off(waits=4)
            each.running.start()
            each.watched.tablet.send_now()
            each.settled()
            each.sees("the lantern went out by itself", each.watched.tablet.lantern())
        yield from each.rows("fault.15_refused")


class _Resolver:
    """The system's, which ponders some names for as long as `found` is not set."""

    def __init__(self) -> None:
        self.found = threading.Event()
        self.asked = threading.Event()
        self._ask = socket.getaddrinfo

    def __call__(self, host: str, *args: Any, **kwargs: Any) -> Any:
        if host == "localhost":
            self.asked.set()
            self.found.wait(30)
        return self._ask(host, *args, **kwargs)


@contextmanager
def _pondering() -> Iterator[_Resolver]:
    resolver = _Resolver()
    with patch("socket.getaddrinfo", resolver):
        yield resolver


def without_a_name(folder: Path) -> Iterator[Row]:
    """The resolver says that there is no such name, then nothing at all; then it finds it."""
    with RunningService(folder / "service", clock=Hands()) as running:
        settings = enrol(running, folder / "tablet")
        taps = Taps.of(running.pupils["2W"])
        right = identity.load(settings.data_dir)
        identity.save(settings.data_dir, identity.readdressed(right, "https://daybreak.invalid"))
        with impatient(settings) as watched:
            taps.make(watched, 3)
            taps.untrue += watched.tablet.report().waiting != 3
        identity.save(settings.data_dir, identity.readdressed(right, running.url.replace("127.0.0.1", "localhost")))
        with _pondering() as resolver, impatient(settings) as watched:
            assert resolver.asked.wait(10)
            taps.make(watched, 3)
            taps.untrue += watched.tablet.report().waiting != 6 or watched.tablet.reach().value != "offline"
            resolver.found.set()
            watched.tablet.send_now()
            watched.all_delivered()
        taps.begin_again(settings, running)
        yield from taps.rows("fault.15_no_name")


def a_term(folder: Path, *, days: int) -> Iterator[Row]:
    """Offline for a term, restarted every morning: each tap is there, under the day on which it was made."""
    hands = Hands()
    with RunningService(folder / "service", clock=hands) as running:
        settings = enrol(running, folder / "tablet")
        with opened(settings, hands) as watched:
            watched.until(lambda: watched.tablet.classroom() is not None)
        running.stop()
        taps = Taps.of(running.pupils["2W"])
        made: list[date] = []
        with patch("kiosk.device.clock.since_start_ms", lambda: int(hands.now().timestamp() * 1000)):
            day = 0
            while day < days:
                if hands.now().weekday() < 5:
                    with opened(settings, hands) as watched, patch.object(watched.tablet._stamps, "_vouched_ms", 0):
                        taps.make(watched, 6)
                        made += [hands.now().date()] * 6
                    day += 1
                hands.at += timedelta(days=1)
            running.start()
            taps.begin_again(settings, running)
        made.append(hands.now().date())
        wrong = sum(one.school_day != other for one, other in zip(stored(running), made, strict=True))
        yield shown("fault.15_term_offline.days", days, "days")
        yield at_most("fault.15_term_offline.wrong_day", wrong, "taps", 0)
        yield from taps.rows("fault.15_term_offline")


def swallowed(folder: Path) -> Iterator[Row]:
    """The name server swallows every question, then answers: taps wait for nothing, and go by themselves."""
    with RunningService(folder / "service", tls="own", names=SCHOOL) as running, NameServer() as names:
        settings = enrol(running, folder / "tablet")
        named = identity.readdressed(identity.load(settings.data_dir), running.url.replace("127.0.0.1", SCHOOL))
        identity.save(settings.data_dir, named)
        apart = Apart.of(running.pupils["2W"])
        with Program("tablet", settings.data, before=names.before(folder)) as tablet:
            apart.sees("it asked another name server", names.asked.wait(20))
            apart.tap(tablet, 6)
            state = tablet.ask("state")
            apart.sees("it hid what waits", state["waiting"] == 6)
            apart.sees("it promised a grown-up while cut off", state["reach"] == "offline")
            names.answers.set()
            apart.delivered(tablet)
            apart.tap(tablet, 2)
            apart.delivered(tablet)
            apart.taps.look(running)
        yield from apart.rows("fault.15_swallowed")


def no_network(folder: Path) -> Iterator[Row]:
    """Not even a loopback: a network namespace with nothing in it."""
    with RunningService(folder / "service", clock=Hands()) as running:
        settings = enrol(running, folder / "tablet")
        apart = Apart.of(running.pupils["2W"])
        unshare = shutil.which("unshare") or "/usr/bin/unshare"
        for _ in range(3):
            with Program("tablet", settings.data, before=(unshare, "-n")) as tablet:
                apart.tap(tablet, 6)
                state = tablet.ask("state")
                apart.sees("it hid what waits", state["waiting"] == len(apart.taps.confirmed))
                apart.sees("it promised a grown-up while cut off", state["reach"] == "offline")
        apart.taps.begin_again(settings, running)
        yield from apart.rows("fault.15_no_network")
