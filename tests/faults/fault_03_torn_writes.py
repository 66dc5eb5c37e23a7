"""Torn and reordered sectors: every disk that a power cut could leave is opened again (FAULTS 3).

The writes of a real tablet's record and of a real service's ingest are recorded through strace and replayed: after
each call as it is, and several times with any sectors since the last flush left out.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import select

from kiosk import identity
from kiosk.store import open_store
from kiosk.store.tables import event
from sync.protocol import Envelope, EventBatch
from sync.seal import seal
from tests.bench.rows import Row, at_least, at_most, shown
from tests.faults import lives, recorded
from tests.faults.machine import lacking, skipped
from tests.faults.taps import held
from tests.service.running import RunningService
from tests.service.tablets import checked_in
from tests.sync.tablets import MONDAY, Hands, enrol

TABLET, SERVICE = "fault.03.torn_writes.tablet", "fault.03.torn_writes.service"
Look = Callable[[Path], dict[bytes, bytes]]
"""What a folder holds when it is opened again: the bytes of each event."""


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    if why := lacking("strace"):
        yield skipped("fault.03.torn_writes", why)
        return
    yield from row_3_tablet(folder / "tablet", step=29 if quick else 1, times=1 if quick else 4)
    yield from row_3_service(folder / "service", step=29 if quick else 1, times=1 if quick else 4)


def row_3_tablet(folder: Path, *, step: int, times: int, events: int = 12) -> Iterator[Row]:
    """Database, write-ahead log and journal of a tablet that taps, settles and closes."""
    home = folder / "tablet"
    home.mkdir(parents=True)
    open_store(home, MONDAY).close()
    disk = recorded.Disk(home)
    boxes = [os.urandom(112) for _ in range(events)]
    calls = recorded.record(home, folder / "trace", lives.tablet_writing, str(home), boxes)
    aside = 0

    def look(image: Path) -> dict[bytes, bytes]:
        nonlocal aside
        store = open_store(image, MONDAY)
        aside += bool(store.put_aside())
        with store._connection.begin():
            found = {row.event_id: row.box for row in store._connection.execute(select(event.c.event_id, event.c.box))}
        store.close()
        return found

    each = [[(box[:16], box)] for box in boxes]
    yield from _replayed(TABLET, folder, disk, calls, each, look, step, times)
    yield shown(f"{TABLET}.rebuilt", aside, "disks")


def row_3_service(folder: Path, *, step: int, times: int, batches: int = 6) -> Iterator[Row]:
    """Database and write-ahead log of a service that stores batches."""
    with RunningService(folder / "service", clock=Hands()) as running:
        who = identity.load(enrol(running, folder / "tablet").data_dir)
        children = running.pupils["2W"]
    sent = []
    for number in range(batches):
        made = [checked_in(child.id, utc_s=int(MONDAY.timestamp())) for child in children]
        boxes = [seal(each, who.public_key) for each in made]
        envelopes = [
            Envelope(os.urandom(6) + b"\x40\0\x80" + os.urandom(7), number * 10 + place, who.key_id, box)
            for place, box in enumerate(boxes, 1)
        ]
        sent.append(EventBatch(b"a-record", int(MONDAY.timestamp()), envelopes))
    home = running.settings.folder
    disk = recorded.Disk(home)
    calls = recorded.record(home, folder / "trace", lives.service_storing, str(home), who.token, sent)

    def look(image: Path) -> dict[bytes, bytes]:
        with closing(sqlite3.connect(image / "service.db")) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "the file is damaged"
        return dict.fromkeys(held(image), b"")

    each = [[(one.event_id, b"") for one in batch.events] for batch in sent]
    yield from _replayed(SERVICE, folder, disk, calls, each, look, step, times)


def _replayed(
    name: str,
    folder: Path,
    disk: recorded.Disk,
    calls: list[recorded.Call],
    confirmed: list[list[tuple[bytes, bytes]]],
    look: Look,
    step: int,
    times: int,
) -> Iterator[Row]:
    """Open every image; what was confirmed before it must be in it, unchanged, and nothing that was never written."""
    chance = random.Random(2026)
    given = dict(pair for each in confirmed for pair in each)
    disks = lost = invented = 0
    for number, call in enumerate(calls):
        disk.follow(call)
        if number % step:
            continue
        for torn in (None, *(chance for _ in range(times))):
            image = folder / "image"
            disk.write_out(image, torn)
            found = look(image)
            shutil.rmtree(image)
            disks += 1
            lost += sum(found.get(key) != box for each in confirmed[: disk.said] for key, box in each)
            invented += sum(given.get(key) != box for key, box in found.items())
    yield shown(f"{name}.calls", len(calls), "calls")
    yield at_least(f"{name}.confirmed", disk.said, "times", len(confirmed))
    yield shown(f"{name}.disks", disks, "disks")
    yield at_most(f"{name}.lost", lost, "events", 0)
    yield at_most(f"{name}.invented", invented, "events", 0)
