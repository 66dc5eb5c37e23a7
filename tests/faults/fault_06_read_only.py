"""The disk can only be read: when the machine starts, and from one moment to the next (FAULTS 6)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk.store import StoreError
from sync.service import lock
from sync.service.errors import ServiceError
from tests.bench.rows import Row, at_least
from tests.faults.machine import disk, lacking, skipped
from tests.faults.taps import Taps
from tests.service.running import RunningService
from tests.sync.tablets import Hands, enrol, opened

NAME = "fault.06.read_only"


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    if why := lacking("mkfs.ext4", "mount", "umount", "findmnt"):
        yield skipped(NAME, why)
        return
    yield from row_6_tablet(folder / "tablet")
    if not quick:
        yield from row_6_service(folder / "service")


def row_6_tablet(folder: Path) -> Iterator[Row]:
    """A running tablet says that it can't save, one that starts says why; whole again, it misses nothing."""
    said = 0
    with RunningService(folder / "service", clock=Hands()) as running, disk(folder, "errors=remount-ro") as card:
        settings = enrol(running, card.folder / "tablet")
        made = Taps.of(running.pupils["2W"])
        with opened(settings) as watched:
            made.make(watched, 3)
            card.stumble()
            refused = 4 - made.make(watched, 4)
        try:
            with opened(settings):
                pass
        except StoreError as error:
            said += "Check that the disk has room" in str(error)
        card.unmount()
        card.mount("errors=remount-ro")
        made.begin_again(settings, running)
    yield at_least(f"{NAME}.tablet.told_that_it_is_not_saved", refused, "taps", 4)
    yield at_least(f"{NAME}.tablet.said_with_a_cure", said, "sentences", 1)
    yield from made.rows(f"{NAME}.tablet")


def row_6_service(folder: Path) -> Iterator[Row]:
    """A running service acknowledges nothing, one that starts says why; whole again, tablets deliver to it."""
    said = 0
    with disk(folder, "errors=remount-ro") as card:
        running = RunningService(card.folder / "service", clock=Hands())
        with running:
            settings = enrol(running, folder / "tablet")
        made = Taps.of(running.pupils["2W"])
        with opened(settings) as watched:
            with running:
                watched.tablet.send_now()
                made.make(watched, 2)
                watched.all_delivered()
                card.stumble()
                made.make(watched, 3)
                watched.tablet.send_now()
                waiting = watched.tablet.report().waiting
            try:
                with lock.held(running.settings.lock_file):
                    pass
            except ServiceError as error:
                said += "read-only" in str(error)
            card.unmount()
            card.mount()
            with running:
                watched.tablet.send_now()
                watched.all_delivered()
                made.look(running)
    yield at_least(f"{NAME}.service.shown_as_waiting", waiting, "events", 3)
    yield at_least(f"{NAME}.service.said_with_a_cure", said, "sentences", 1)
    yield from made.rows(f"{NAME}.service")
