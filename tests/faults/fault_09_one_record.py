"""One record, one process, one connection that writes (FAULTS 9).

SQLite before 3.51.3 can lose a log when two connections write and checkpoint at once. Here only one ever does, whatever
the version; both ends are watched from inside while they live a morning.
"""

from __future__ import annotations

import contextlib
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from kiosk.store import StoreError
from sync.service import lock
from sync.service.errors import ServiceError
from tests.bench.rows import Row, at_least, at_most, shown
from tests.faults import lives
from tests.faults.struck import Struck
from tests.faults.taps import Taps
from tests.service.running import RunningService
from tests.sync.tablets import Hands, enrol, opened

NAME = "fault.09.one_record"


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    major, minor, patch = sqlite3.sqlite_version_info
    yield shown(f"{NAME}.sqlite_version", major * 1_000_000 + minor * 1000 + patch, "version")
    yield from row_9_tablet(folder / "tablet")
    if not quick:
        yield from row_9_service(folder / "service")


def row_9_tablet(folder: Path) -> Iterator[Row]:
    """A second tablet on a folder says that there is one; the first never notices."""
    with RunningService(folder / "service", clock=Hands()) as running:
        settings = enrol(running, folder / "tablet")
        made = Taps.of(running.pupils["2W"])
        refused = 0
        with opened(settings) as watched:
            for _ in range(5):
                try:
                    with opened(settings):
                        pass
                except StoreError as error:
                    refused += "already running" in str(error)
                made.make(watched)
            watched.all_delivered()
        what = (settings.data, made.pupils, made.give(6), 6, True)
        with Struck(lives.tablet_counted, *what) as counted:
            while isinstance(said := counted.hear(), tuple):
                made.confirmed |= {said[0]} if said[1] else set()
            assert said == "closed"
            writing, others = counted.hear()
        made.look(running)
    yield at_least(f"{NAME}.tablet.second_refused", refused, "starts", 5)
    yield at_most(f"{NAME}.tablet.connections_that_write", writing, "connections", 1)
    yield at_most(f"{NAME}.tablet.other_connections", others, "connections", 0)
    yield from made.rows(f"{NAME}.tablet")


def row_9_service(folder: Path) -> Iterator[Row]:
    """A second service on a folder says that there is one; of the first's connections one writes and checkpoints."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with RunningService(folder / "service", clock=Hands(), port=port) as running:
        settings = enrol(running, folder / "tablet")
    made = Taps.of(running.pupils["2W"])
    refused = 0
    with opened(settings) as watched, Struck(lives.service_counted, str(running.settings.folder), port) as counted:
        assert counted.hear() == "serving"
        with contextlib.suppress(ServiceError), lock.held(running.settings.lock_file):
            refused -= 1
        refused += 1
        watched.tablet.send_now()
        made.make(watched, 20)
        watched.all_delivered()
        counted.said.send("stop")
        assert counted.hear() == "closed"
        writing, others = counted.hear()
    with running:
        made.look(running)
    yield at_least(f"{NAME}.service.second_refused", refused, "starts", 1)
    yield at_most(f"{NAME}.service.connections_that_write", writing, "connections", 1)
    yield at_most(f"{NAME}.service.others_that_could", others, "connections", 0)
    yield from made.rows(f"{NAME}.service")
