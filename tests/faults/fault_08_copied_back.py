"""Files that are missing, and an older copy laid in the place of a newer file (FAULTS 8)."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path

from kiosk.settings import Settings
from kiosk.store import FILE
from tests.bench.rows import Row, at_least, shown
from tests.faults import lives
from tests.faults.struck import Struck
from tests.faults.taps import Taps, acked, held
from tests.service.running import RunningService
from tests.sync.tablets import Hands, enrol, opened

TABLET, SERVICE = "fault.08.copied_back.tablet", "fault.08.copied_back.service"
MISSING = (("-wal",), ("-shm",), ("-wal", "-shm"), ("",), ("", "-wal", "-shm"))


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    yield from row_8_tablet(folder / "tablet", missing=MISSING[:1] if quick else MISSING * 6, older=1 if quick else 6)
    if not quick:
        yield from row_8_service(folder / "service", times=10)


def row_8_tablet(folder: Path, *, missing: Sequence[tuple[str, ...]], older: int) -> Iterator[Row]:
    """The log or the whole database is gone, or is an older one; no event is lost and no number given twice."""
    blows = 0
    with RunningService(folder / "service", clock=Hands()) as running:
        settings = enrol(running, folder / "tablet")
        made = Taps.of(running.pupils["2W"])
        made.begin_again(settings, running)
        shutil.copy2(settings.data_dir / FILE, folder / "older")
        for suffixes in missing:
            _killed_with_some_waiting(running, settings, made)
            for suffix in suffixes:
                (settings.data_dir / (FILE + suffix)).unlink()
            made.begin_again(settings, running)
            blows += 1
        for _ in range(older):
            _killed_with_some_waiting(running, settings, made)
            for beside in settings.data_dir.glob(f"{FILE}*"):
                beside.unlink()
            shutil.copy2(folder / "older", settings.data_dir / FILE)
            made.begin_again(settings, running)
            blows += 1
    yield shown(f"{TABLET}.blows", blows, "blows")
    yield from made.rows(TABLET)


def _killed_with_some_waiting(running: RunningService, settings: Settings, made: Taps) -> None:
    running.stop()
    with Struck(lives.tablet_tapping, settings.data, made.pupils, made.next) as tablet:
        for _ in range(4):
            number, durable = tablet.hear()
            assert durable
            made.confirmed.add(number)
    made.give(30)  # it was killed some way on
    running.start()


def row_8_service(folder: Path, *, times: int) -> Iterator[Row]:
    """The service is killed and its log, with acknowledged events in it, is gone: tablets send them again."""
    missed = 0
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with RunningService(folder / "service", clock=Hands(), port=port) as running:
        settings = enrol(running, folder / "tablet")
    made = Taps.of(running.pupils["2W"])
    with opened(settings) as watched:
        for _ in range(times):
            with Struck(lives.service_morning, str(running.settings.folder), port) as service:
                assert service.hear() == "serving"
                watched.tablet.send_now()
                made.make(watched, 3)
                watched.all_delivered()
            for suffix in ("-wal", "-shm"):
                (running.settings.folder / f"service.db{suffix}").unlink()
            missed += len(acked(settings) - held(running.settings.folder))
            with running:
                watched.tablet.send_now()
                watched.until(lambda: acked(settings) <= held(running.settings.folder))
                watched.all_delivered()
                made.look(running)
    yield at_least(f"{SERVICE}.missed_and_sent_again", missed, "events", times)
    yield from made.rows(SERVICE)
