"""SIGKILL at every Nth call that changes the disk, of the tablet and of the service (FAULTS 1)."""

from __future__ import annotations

import itertools
import socket
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.rows import Row, at_least, at_most
from tests.faults import lives
from tests.faults.machine import lacking, skipped
from tests.faults.struck import CALLS, Struck
from tests.faults.taps import Taps, acked, held
from tests.service.running import RunningService
from tests.sync.tablets import Hands, Watched, enrol, opened

COARSER = {"openat": 20}
"""Programs open hundreds of files that they only read: every so many of them is enough."""
TABLET, SERVICE = "fault.01.killed_at_a_call.tablet", "fault.01.killed_at_a_call.service"


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    if why := lacking("strace"):
        yield skipped("fault.01.killed_at_a_call", why)
        return
    calls = CALLS[:1] if quick else CALLS
    taps, bar = (6, 2) if quick else (16, 250)
    yield from row_1_tablet(folder / "tablet", calls, taps=taps, step=25 if quick else 1, bar=bar)
    yield from row_1_service(folder / "service", calls, step=40 if quick else 1, bar=1 if quick else 250)


def row_1_tablet(folder: Path, calls: Sequence[str], *, step: int, bar: int, taps: int) -> Iterator[Row]:
    """Killed while it opens its record, writes taps, marks what was delivered and closes; then started again."""
    kills = 0
    with RunningService(folder / "service", clock=Hands()) as running:
        settings = enrol(running, folder / "tablet")
        made = Taps.of([*running.pupils["2W"], *running.pupils["RK"]])
        for call in calls:
            for when in itertools.count(1, step * COARSER.get(call, 1)):
                first = made.give(taps)
                what = (settings.data, made.pupils, first, taps, when % 2 == 1)
                with Struck(lives.tablet_morning, *what, inject=f"{call}:signal=KILL:when={when}") as tablet:
                    _listen(tablet, made)
                    killed = tablet.wait()
                made.begin_again(settings, running)
                if not killed:
                    break
                kills += 1
    yield at_least(f"{TABLET}.kills", kills, "kills", bar)
    yield from made.rows(TABLET)


def _listen(tablet: Struck, made: Taps) -> None:
    """Note what a tablet confirms until it is closed or dies."""
    while (said := tablet.hear()) not in (None, "closed"):
        number, durable = said
        if durable:
            made.confirmed.add(number)


def row_1_service(folder: Path, calls: Sequence[str], *, step: int, bar: int, taps: int = 2) -> Iterator[Row]:
    """Killed while it starts, stores a batch, reports and closes; what it acknowledged is in its file."""
    kills = forgotten = 0
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with RunningService(folder / "service", clock=Hands(), port=port) as running:
        settings = enrol(running, folder / "tablet")
    made = Taps.of(running.pupils["2W"])
    with opened(settings) as watched:
        for call in calls:
            for when in itertools.count(1, step * COARSER.get(call, 1)):
                made.make(watched, taps)
                inject = f"{call}:signal=KILL:when={when}"
                with Struck(lives.service_morning, str(running.settings.folder), port, inject=inject) as service:
                    if service.hear() == "serving":
                        _until_delivered_or_dead(watched, service)
                        if service.alive:
                            service.said.send("stop")
                    killed = service.wait()
                forgotten += len(acked(settings) - held(running.settings.folder))
                if not killed:
                    break
                kills += 1
        with running:
            watched.tablet.send_now()
            watched.all_delivered()
            made.make(watched)
            watched.all_delivered()
            made.look(running)
    yield at_least(f"{SERVICE}.kills", kills, "kills", bar)
    yield at_most(f"{SERVICE}.acknowledged_and_not_there", forgotten, "events", 0)
    yield from made.rows(SERVICE)


def _until_delivered_or_dead(watched: Watched, service: Struck) -> None:
    """Wait until nothing waits on the tablet, or the service has died."""

    def tell() -> None:
        service.wait()
        watched._changed.set()

    threading.Thread(target=tell, daemon=True).start()
    watched.tablet.send_now()
    watched.until(lambda: not service.alive or watched.tablet.report().waiting == 0)
