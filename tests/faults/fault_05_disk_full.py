"""No room, or no room for another file, and then there is room again (FAULTS 5, and the disk of 30)."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.store import StoreError
from sync.worker import Line
from tests.bench.rows import Row, at_least, at_most
from tests.faults.apart import Apart
from tests.faults.machine import lacking, skipped, small_memory_disk
from tests.faults.programs import Program
from tests.faults.taps import AGAIN_S, Taps, line
from tests.service.running import RunningService
from tests.sync.tablets import Hands, Watched, enrol, opened

TABLET, FILES, SERVICE = "fault.05.disk_full.tablet", "fault.05.no_more_files.tablet", "fault.30.disk_full.service"
LIMIT = "fault.05.file_size_limit.tablet"


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    yield from row_5_limit(folder / "limit", times=1 if quick else 5)
    if why := lacking("mount", "umount"):
        yield skipped("fault.05.disk_full", why)
        return
    yield from row_5_tablet(folder / "tablet", times=1 if quick else 5)
    if not quick:
        yield from row_5_files(folder / "files")
    yield from row_30_service(folder / "service", times=1 if quick else 5)


def row_5_limit(folder: Path, *, times: int) -> Iterator[Row]:
    """A limit on the size of its files (`ulimit -f`) is met and lifted while the tablet runs: as with a full disk."""
    refused = shown_saved = 0
    with RunningService(folder / "service") as running:
        settings = enrol(running, folder / "tablet")
        apart = Apart.of(running.pupils["2W"])
        with Program("tablet", settings.data) as tablet:
            for _ in range(times):
                apart.tap(tablet, 3)
                apart.delivered(tablet)
                tablet.may_write(1)
                for _ in range(3):
                    kept = apart.tried(tablet)
                    refused, shown_saved = refused + (not kept), shown_saved + kept
                tablet.may_write(resource.RLIM_INFINITY)
                began = time.monotonic()
                while not apart.tried(tablet):
                    assert time.monotonic() - began < AGAIN_S
                apart.delivered(tablet)
            apart.taps.look(running)
        apart.taps.begin_again(settings, running)
    yield at_least(f"{LIMIT}.told_that_it_is_not_saved", refused, "taps", 3 * times)
    yield at_most(f"{LIMIT}.saved_beyond_it", shown_saved, "taps", 0)
    yield from apart.rows(LIMIT)


def row_5_tablet(folder: Path, *, times: int) -> Iterator[Row]:
    """A tablet whose disk is full says that it could not save; with room it saves, and nobody starts it again."""
    refused = shown_saved = 0
    with RunningService(folder / "service", clock=Hands()) as running, small_memory_disk(folder / "disk", "size=3m"):
        settings = enrol(running, folder / "disk" / "tablet")
        made = Taps.of(running.pupils["2W"])
        with opened(settings) as watched:
            for _ in range(times):
                made.make(watched, 3)
                with _filled(folder / "disk"):
                    while made.make(watched):
                        pass  # what the file has room for is saved still
                    refused += 1
                    kept = made.make(watched, 5)
                    refused += 5 - kept
                    shown_saved += kept
                began = time.monotonic()
                while not made.make(watched):
                    assert time.monotonic() - began < AGAIN_S
                made.slowest_s = max(made.slowest_s, time.monotonic() - began)
                watched.all_delivered()
            made.look(running)
        made.begin_again(settings, running)
    yield at_least(f"{TABLET}.told_that_it_is_not_saved", refused, "taps", 6 * times)
    yield at_most(f"{TABLET}.saved_on_a_full_disk", shown_saved, "taps", 0)
    yield from made.rows(TABLET)


def row_5_files(folder: Path) -> Iterator[Row]:
    """No inode is left: a running tablet goes on without its second copy; one that starts says why it can't."""
    with (
        RunningService(folder / "service", clock=Hands()) as running,
        small_memory_disk(folder / "disk", "size=8m,nr_inodes=40"),
    ):
        settings = enrol(running, folder / "disk" / "tablet")
        made = Taps.of(running.pupils["2W"])
        sentences = kept = 0
        with opened(settings) as watched, _no_more_files(folder / "disk"):
            kept += made.make(watched, 4)
            watched.all_delivered()
        for beside in settings.data_dir.glob("tablet.db-*"):
            beside.unlink()
        with _no_more_files(folder / "disk"):
            try:
                with opened(settings):
                    pass
            except StoreError as error:
                sentences += "Check that the disk has room" in str(error)
        made.begin_again(settings, running)
    yield at_least(f"{FILES}.saved_without_a_second_copy", kept, "taps", 4)
    yield at_least(f"{FILES}.said_with_a_cure", sentences, "sentences", 1)
    yield from made.rows(FILES)


def row_30_service(folder: Path, *, times: int) -> Iterator[Row]:
    """A service whose disk is full acknowledges nothing; the tablet says what waits, and delivers it afterwards."""
    untold = 0
    with (
        small_memory_disk(folder / "disk", "size=6m"),
        RunningService(folder / "disk" / "service", clock=Hands()) as running,
    ):
        settings = enrol(running, folder / "tablet")
        made = Taps.of(running.pupils["2W"])
        with opened(settings) as watched:
            for _ in range(times):
                made.make(watched, 2)
                watched.all_delivered()
                with _filled(folder / "disk"):
                    watched.until(lambda: _tapped_in_vain(made, watched))
                    untold += watched.tablet.report().waiting == 0
                watched.tablet.send_now()
                watched.all_delivered()
                made.look(running)
        made.begin_again(settings, running)
    yield at_most(f"{SERVICE}.waiting_not_shown", untold, "times", 0)
    yield from made.rows(SERVICE)


def _tapped_in_vain(made: Taps, watched: Watched) -> bool:
    """Whether the service has begun to refuse: what its open files had room for is stored still."""
    made.make(watched)
    return line(watched) is Line.DOWN


@contextmanager
def _filled(disk: Path) -> Iterator[None]:
    """Not a byte is left on a disk."""
    ballast = disk / "ballast"
    try:
        with ballast.open("wb", buffering=0) as file:
            for size in (1 << 16, 1 << 12, 1):
                try:
                    while file.write(bytes(size)) == size:
                        pass
                except OSError:
                    pass
        yield
    finally:
        ballast.unlink()


@contextmanager
def _no_more_files(disk: Path) -> Iterator[None]:
    """Not an inode is left on a disk."""
    made: list[Path] = []
    try:
        while True:
            path = disk / f"ballast-{len(made)}"
            try:
                path.touch(exist_ok=False)
            except OSError:
                break
            made.append(path)
        yield
    finally:
        for path in made:
            path.unlink()
