"""The service stands still, the line hangs, the whole tablet is paused: taps are taken all the same (FAULTS 10)."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.rows import Row, at_least, at_most, percentile
from tests.faults import lives
from tests.faults.struck import Struck
from tests.faults.taps import AGAIN_S, Taps
from tests.service.running import RunningService
from tests.sync.tablets import Hands, enrol, opened

NAME = "fault.10.hangs"


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    yield from row_10_service_stands_still(folder / "service", taps=30 if quick else 300)
    yield from row_10_tablet_paused(folder / "tablet", times=2 if quick else 20)


def row_10_service_stands_still(folder: Path, *, taps: int) -> Iterator[Row]:
    """SIGSTOP: the worker hangs in a request, and saving a tap takes no longer; SIGCONT, and all is delivered."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with RunningService(folder / "service", clock=Hands(), port=port) as running:
        settings = enrol(running, folder / "tablet")
    made, took = Taps.of(running.pupils["2W"]), []
    with opened(settings) as watched, Struck(lives.service_morning, str(running.settings.folder), port) as service:
        assert service.hear() == "serving"
        watched.tablet.send_now()
        made.make(watched, 2)
        watched.all_delivered()
        service.freeze()
        for _ in range(taps):
            began = time.monotonic()
            made.make(watched)
            took.append(time.monotonic() - began)
        waiting = watched.tablet.report().waiting
        service.thaw()
        watched.all_delivered()
        service.said.send("stop")
        assert service.hear() == "closed"
    with running:
        made.look(running)
    yield at_most(f"{NAME}.service.saved_p99", 1000 * percentile(took, 0.99), "ms", 1000)
    yield at_least(f"{NAME}.service.shown_as_waiting", waiting, "events", taps)
    yield from made.rows(f"{NAME}.service")


def row_10_tablet_paused(folder: Path, *, times: int) -> Iterator[Row]:
    """SIGSTOP and SIGCONT of the whole tablet, wherever it is: it goes on by itself."""
    pause = threading.Event()
    with RunningService(folder / "service", clock=Hands()) as running:
        settings = enrol(running, folder / "tablet")
        made = Taps.of(running.pupils["2W"])
        with Struck(lives.tablet_tapping, settings.data, made.pupils, 0) as tablet:
            for _ in range(times):
                tablet.freeze()
                pause.wait(0.05)
                while tablet.said.poll():
                    made.confirmed.add(tablet.said.recv()[0])
                tablet.thaw()
                began = time.monotonic()
                number, durable = tablet.hear(AGAIN_S)
                assert durable
                made.confirmed.add(number)
                made.slowest_s = max(made.slowest_s, time.monotonic() - began)
            tablet.freeze()
            while tablet.said.poll():
                made.confirmed.add(tablet.said.recv()[0])
        made.give(max(made.confirmed) + 3)
        made.begin_again(settings, running)
    yield at_least(f"{NAME}.tablet.pauses", times, "pauses", times)
    yield from made.rows(f"{NAME}.tablet")
