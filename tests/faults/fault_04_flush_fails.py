"""The disk says that a flush failed: the screen must not say that it is saved (FAULTS 4)."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

from tests.bench.rows import Row, at_least, at_most, shown
from tests.faults import lives
from tests.faults.machine import lacking, skipped
from tests.faults.struck import Struck
from tests.faults.taps import Taps, acked, held
from tests.service.running import RunningService
from tests.sync.tablets import Hands, enrol, opened

TABLET, SERVICE = "fault.04.flush_fails.tablet", "fault.04.flush_fails.service"


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    if why := lacking("strace"):
        yield skipped("fault.04.flush_fails", why)
        return
    yield from row_4_tablet(folder / "tablet", failures=range(1, 3) if quick else range(1, 25))
    if not quick:
        yield from row_4_service(folder / "service", failures=range(1, 13))


def row_4_tablet(folder: Path, *, failures: range, taps: int = 6) -> Iterator[Row]:
    """One flush fails, and then from one on every flush: of the database, and of the journal."""
    refused = recovered = saved_without = 0
    with RunningService(folder / "service", clock=Hands()) as running:
        settings = enrol(running, folder / "tablet")
        made = Taps.of(running.pupils["2W"])
        made.begin_again(settings, running)
        for when in [f"{number}" for number in failures] + [f"{number}+" for number in failures]:
            first = made.give(taps)
            what = (settings.data, made.pupils, first, taps, False)
            with Struck(lives.tablet_morning, *what, inject=f"fdatasync:error=EIO:when={when}") as tablet:
                said = _told(tablet)
            made.confirmed |= {number for number, durable in said if durable}
            refused += sum(not durable for _, durable in said)
            if when == "1+":
                saved_without += sum(durable for _, durable in said)
            elif not when.endswith("+") and said and not said[-1][1]:
                recovered += 1
            made.begin_again(settings, running)
    yield shown(f"{TABLET}.failures", 2 * len(failures), "failures")
    yield at_least(f"{TABLET}.told_that_it_is_not_saved", refused, "taps", 1)
    yield at_most(f"{TABLET}.saved_while_no_flush_works", saved_without, "taps", 0)
    yield at_most(f"{TABLET}.no_tap_taken_after_one_failure", recovered, "times", 0)
    yield from made.rows(TABLET)


def _told(tablet: Struck) -> list[tuple[int, bool]]:
    """What a tablet said of each tap until it closed."""
    said = []
    while (heard := tablet.hear()) not in (None, "closed"):
        said.append(heard)
    return said


def row_4_service(folder: Path, *, failures: range) -> Iterator[Row]:
    """A flush of the service's fails: it acknowledges nothing, and takes the batch the next time."""
    forgotten = 0
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with RunningService(folder / "service", clock=Hands(), port=port) as running:
        settings = enrol(running, folder / "tablet")
    made = Taps.of(running.pupils["2W"])
    with opened(settings) as watched:
        for when in failures:
            inject = f"fdatasync:error=EIO:when={when}..{when + 2}"
            with Struck(lives.service_morning, str(running.settings.folder), port, inject=inject) as service:
                if service.hear() == "serving":
                    for _ in range(3):
                        made.make(watched)
                        watched.tablet.send_now()
                        threading.Event().wait(0.05)  # several batches, so that some meet the failure
            forgotten += len(acked(settings) - held(running.settings.folder))
        with running:
            watched.tablet.send_now()
            watched.all_delivered()
            made.make(watched)
            watched.all_delivered()
            made.look(running)
    yield shown(f"{SERVICE}.failures", len(failures), "failures")
    yield at_most(f"{SERVICE}.acknowledged_and_not_there", forgotten, "events", 0)
    yield from made.rows(SERVICE)
