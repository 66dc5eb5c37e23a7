"""The power is cut while children tap and while a batch is stored (FAULTS 2).

An ext4 disk on a loop mount is shut down without a flush at a random instant: what had not reached the disk is gone.
This does not model a card that says it has flushed and has not.
"""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

from tests.bench.rows import Row, at_least, at_most
from tests.faults import lives
from tests.faults.machine import Disk, lacking, skipped
from tests.faults.machine import disk as mounted
from tests.faults.struck import Life, Struck
from tests.faults.taps import Taps, acked, held
from tests.service.running import RunningService
from tests.sync.tablets import Hands, enrol, opened

TABLET, SERVICE = "fault.02.power_cut.tablet", "fault.02.power_cut.service"


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    if why := lacking("mkfs.ext4", "mount", "umount"):
        yield skipped("fault.02.power_cut", why)
        return
    yield from row_2_tablet(folder / "tablet", cuts=2 if quick else 200)
    yield from row_2_service(folder / "service", cuts=2 if quick else 200)


def row_2_tablet(folder: Path, *, cuts: int, life: Life = lives.tablet_tapping, seed: int = 2026) -> Iterator[Row]:
    """Database and journal lie on the disk; each cut is in the middle of tapping and delivering."""
    chance, pause = random.Random(seed), threading.Event()
    with mounted(folder) as disk, RunningService(folder / "service", clock=Hands()) as running:
        settings = enrol(running, disk.folder / "tablet")
        made = Taps.of(running.pupils["2W"])
        for _ in range(cuts):
            with Struck(life, settings.data, made.pupils, made.next) as tablet:
                _confirm(tablet, made, 1)
                pause.wait(chance.uniform(0.0, 0.05))
                _power_off(disk, tablet)
                _confirm(tablet, made, None)
            _restored(disk)
            made.begin_again(settings, running)
    yield at_least(f"{TABLET}.cuts", cuts, "cuts", cuts)
    yield from made.rows(TABLET)


def _confirm(tablet: Struck, made: Taps, wanted: int | None) -> None:
    """Note the taps that a tablet confirms: so many, or all it has said before it died."""
    while (said := tablet.hear()) is not None:
        number, durable = said
        made.given.add(number)
        made.given.add(number + 1)  # it may be on its way
        made.next = max(made.next, number + 2)
        if durable:
            made.confirmed.add(number)
        if wanted is not None and durable:
            return


def row_2_service(
    folder: Path,
    *,
    cuts: int,
    life: Life = lives.service_morning,
    taps: int = 4,
    seed: int = 2026,
    acknowledged: int = 0,
) -> Iterator[Row]:
    """The service's folder lies on the disk; each cut is in the middle of storing a batch.

    `acknowledged`: no cut comes before so many of its taps were acknowledged.
    """
    chance, pause = random.Random(seed), threading.Event()
    forgotten = 0
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with mounted(folder) as disk:
        with RunningService(disk.folder / "service", clock=Hands(), port=port) as running:
            settings = enrol(running, folder / "tablet")
        made = Taps.of(running.pupils["2W"])
        with opened(settings) as watched:
            for _ in range(cuts):
                with Struck(life, str(running.settings.folder), port) as service:
                    assert service.hear() == "serving"
                    watched.tablet.send_now()
                    safe = len(acked(settings)) + acknowledged
                    made.make(watched, taps)
                    watched.in_time(lambda safe=safe: len(acked(settings)) >= safe)  # type: ignore[misc]
                    pause.wait(chance.uniform(0.0, 0.04))
                    _power_off(disk, service)
                _restored(disk)
                forgotten += len(acked(settings) - held(running.settings.folder))
            with running:
                watched.tablet.send_now()
                watched.all_delivered()
                made.make(watched)
                watched.all_delivered()
                made.look(running)
    yield at_least(f"{SERVICE}.cuts", cuts, "cuts", cuts)
    yield at_most(f"{SERVICE}.acknowledged_and_not_there", forgotten, "events", 0)
    yield from made.rows(SERVICE)


def _power_off(disk: Disk, process: Struck) -> None:
    """Nothing that runs hears how a flush ended that was under way when the power went.

    The kernel tells some of these that all is well: a machine without power would tell nobody.
    """
    process.freeze()
    disk.cut()
    process.kill()


def _restored(disk: Disk) -> None:
    disk.unmount()
    disk.mount()
