"""A tablet, its service and what lies between the two; a child taps on whatever happens there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kiosk import identity
from kiosk.ports import Reach
from kiosk.record import Record
from kiosk.settings import Settings
from kiosk.tablet import Tablet
from sync.client import Client
from sync.clock import Clock
from sync.worker import Line, Pace
from tests.bench.rows import Row, at_most
from tests.faults import taps
from tests.faults.proxy import Fault, FaultProxy
from tests.faults.taps import AGAIN_S, Taps
from tests.service.running import RunningService
from tests.sync.tablets import QUICK, Hands, Watched, enrol, opened


@contextmanager
def impatient(settings: Settings, clock: Clock | None = None, *, pace: Pace = QUICK) -> Iterator[Watched]:
    """An enrolled tablet, open, whose client gives up in tenths of seconds."""
    clock = clock or Hands()
    who = identity.load(settings.data_dir)
    client = Client(who.service, who.token, authority=who.authority, connect_s=0.5, read_s=0.3, whole_s=0.6)
    tablet = Tablet(settings, clock, Record(settings.data_dir, who, clock), client, pace)
    try:
        yield Watched(tablet)
    finally:
        tablet.close()


@dataclass
class Scene:
    """One tablet that stays open while faults strike between it and the service."""

    running: RunningService
    proxy: FaultProxy
    settings: Settings
    watched: Watched
    taps: Taps
    untrue: list[str] = field(default_factory=list)
    """What the tablet showed that was not so."""
    slowest_s: float = 0.0
    """The longest that a child waited for *saved*, whatever the network did."""

    @property
    def line(self) -> Line:
        return taps.line(self.watched)

    def tap(self, count: int = 3) -> None:
        """Children tap; each must be told that it is kept, whatever the network does."""
        for _ in range(count):
            began = time.monotonic()
            confirmed = self.taps.make(self.watched)
            self.slowest_s = max(self.slowest_s, time.monotonic() - began)
            self.sees("a tap was not confirmed", confirmed == 1)

    def sees(self, otherwise: str, so: bool) -> None:
        """Note what is not so."""
        if not so:
            self.untrue.append(otherwise)

    def strike(self, *faults: Fault | bytes, count: int = 3) -> None:
        """Let faults strike the next deliveries, tap, wait until all is through, and look at everything."""
        self.proxy.faults.extend(faults)
        self.tap(count)
        self.settled()
        while self.proxy.faults:  # some are no more than slow, and the next delivery meets the rest
            self.tap(1)
            self.settled()

    def cut_off(self, waits: int) -> None:
        """Wait until the tablet knows that it is cut off: it must say so, and how much waits."""
        self.watched.tablet.send_now()
        self.watched.until(lambda: self.line is Line.DOWN)
        self.sees("it promised a grown-up while cut off", self.watched.tablet.reach() is Reach.OFFLINE)
        self.sees("it hid what waits", self.watched.tablet.report().waiting == waits == taps.waiting(self.settings))

    def settled(self, patience_s: float = 30.0) -> None:
        """Wait until nothing waits: the tablet must say so, and the service must hold it all."""
        self.watched.until(self._through, patience_s)
        self.sees("it believed that things wait", taps.waiting(self.settings) == 0)
        self.taps.look(self.running)

    def _through(self) -> bool:
        tablet = self.watched.tablet
        return tablet.report().waiting == 0 and tablet.reach() is Reach.HERE

    def rows(self, name: str) -> Iterator[Row]:
        """The five invariants as rows."""
        for each in self.untrue:
            print(f"{name}: {each}")
        self.taps.untrue += len(self.untrue)
        yield from self.taps.rows(name)
        yield at_most(f"{name}.tap", self.slowest_s, "s", AGAIN_S)


@contextmanager
def scene(folder: Path, *, patient: bool = False, running: RunningService | None = None) -> Iterator[Scene]:
    """A running service (a new one, unless one is given), a proxy before it, and a tablet behind that.

    `patient` gives the tablet the product's own limits instead of tenths of seconds.
    """
    with running or RunningService(folder / "service", clock=Hands()) as school, FaultProxy(school.url) as proxy:
        settings = enrol(school, folder / "tablet", address=proxy.url)
        with (opened if patient else impatient)(settings) as watched:
            yield Scene(school, proxy, settings, watched, Taps.of(school.pupils["2W"]))
