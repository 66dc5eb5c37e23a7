"""Every save fails and every delivery too, at the finest level: the log stays small and names nobody (FAULTS 34).

`tests/security/test_canaries.py` looks for names, answers and tokens in the logs of ordinary days.
"""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from kiosk.settings import Settings
from sync import logs
from tests.bench.rows import Row, at_least, at_most
from tests.faults.struck import Struck
from tests.faults.taps import Taps, tap
from tests.service.running import CHILDREN, RunningService
from tests.sync.tablets import Hands, enrol, opened

NAME = "fault.34.logs"
MOST_BYTES = logs.MOST_BYTES * (logs.BEFORE + 1)


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    yield from row_34_storm(folder, taps=20 if quick else 3000)


def row_34_storm(folder: Path, *, taps: int) -> Iterator[Row]:
    """The service is gone and a table of the tablet's is, too: each tap is a traceback."""
    with RunningService(folder / "service", clock=Hands()) as running:
        settings = enrol(running, folder / "tablet")
        pupils = Taps.of(running.pupils["2W"]).pupils
        with opened(settings) as watched:
            watched.until(lambda: watched.tablet.classroom() is not None)
    token = (settings.data_dir / "identity.json").read_text().split('"token":"')[1].split('"')[0]
    with Struck(tablet_in_trouble, settings.data, pupils, str(folder / "log"), taps) as tablet:
        failed = tablet.hear(600)
        assert tablet.hear() == "closed"
    files = list(folder.glob("log*"))
    text = b"".join(file.read_bytes() for file in files)
    names = [name for _, children in CHILDREN.values() for name in children]
    canaries = [*names, token, "'sad'", '"sad"', *(pupil.hex() for pupil in pupils), *(str(pupil) for pupil in pupils)]
    yield at_least(f"{NAME}.told_that_it_is_not_saved", failed, "taps", taps)
    yield at_least(f"{NAME}.written", len(text), "bytes", 100 * taps / 10)
    yield at_most(f"{NAME}.most", sum(file.stat().st_size for file in files), "bytes", MOST_BYTES)
    yield at_most(f"{NAME}.canaries", sum(each.encode() in text for each in canaries), "words", 0)


def tablet_in_trouble(said: Connection, data: str, pupils: list[bytes], file: str, taps: int) -> None:
    """Tap on a tablet that can write nothing any more; say how often it told so."""
    logs.begin(file, level=10)
    failed = 0
    with opened(Settings(data=data), Hands()) as watched:
        store = watched.tablet._record._store
        watched.tablet._record._ask(lambda: store._connection.exec_driver_sql("PRAGMA query_only=ON").close())
        for number in range(taps):
            failed += not watched.carries_out(tap(pupils, number))
    said.send(failed)
    said.send("closed")
