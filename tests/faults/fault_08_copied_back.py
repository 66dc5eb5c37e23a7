"""Files that are missing, and an older copy laid in the place of a newer file (FAULTS 8)."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import select

from kiosk.settings import Settings
from kiosk.store import FILE
from sync.service.db.models import Device
from sync.worker import Line
from tests.bench.rows import Row, at_least, at_most, shown
from tests.faults import lives
from tests.faults.struck import Struck
from tests.faults.taps import Taps, acked, held, line
from tests.service.running import RunningService
from tests.sync.tablets import Hands, enrol, opened

TABLET, SERVICE = "fault.08.copied_back.tablet", "fault.08.copied_back.service"
CARD = "fault.08.copied_back.card"
MISSING = (("-wal",), ("-shm",), ("-wal", "-shm"), ("",), ("", "-wal", "-shm"))


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    yield from row_8_tablet(folder / "tablet", missing=MISSING[:1] if quick else MISSING * 6, older=1 if quick else 6)
    yield from row_8_card(folder / "card", times=1 if quick else 6)
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


def row_8_card(folder: Path, *, times: int) -> Iterator[Row]:
    """A whole card is copied back, journal and all: it gives numbers out twice, is found out, and nothing is lost.

    What it delivered since the copy was made is at the service already; enrolled again, it delivers what came after.
    """
    noticed = 0
    with RunningService(folder / "service", clock=Hands()) as running:
        made = Taps.of(running.pupils["2W"])
        for number in range(times):
            settings = enrol(running, folder / f"tablet-{number}")
            with opened(settings) as watched:
                made.make(watched, 3)
                watched.all_delivered()
            older = folder / f"older-{number}"
            shutil.copytree(settings.data_dir, older)
            with opened(settings) as watched:
                made.make(watched, 4)
                watched.all_delivered()
            shutil.rmtree(settings.data_dir)
            shutil.copytree(older, settings.data_dir)
            with opened(settings) as watched:
                made.make(watched, 2)
                watched.until(lambda watched=watched: line(watched) is Line.NOT_ALLOWED)  # type: ignore[misc]
                made.make(watched, 2)
                made.untrue += watched.tablet.reach().value != "offline"
            with running.service.db.read() as session:
                noticed += session.scalars(select(Device).where(Device.forked_at.is_not(None))).all() != []
            enrol(running, settings.data_dir)
            made.begin_again(settings, running)
    yield at_most(f"{CARD}.unnoticed", times - noticed, "cards", 0)
    # Two lives of one card share its numbers: the order between them is nobody's.
    yield from (row for row in made.rows(CARD) if not row.name.endswith(".out_of_order"))


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
