"""One record that nobody can read, and bodies made to hurt (FAULTS 25)."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
from nacl.public import PrivateKey

from sync.protocol import MEDIA_TYPE
from sync.seal import key_id
from tests.bench.rows import Row, at_least, at_most, percentile, shown
from tests.faults.between import scene
from tests.faults.processes import ServiceProcess
from tests.service.tablets import Tablet
from tests.service.test_hostile_bodies import BODIES
from tests.sync.tablets import enrol, feeling, opened

BOMB = gzip.compress(b"\0" * 50_000_000)
HOSTILE = {
    **{name: (body, "") for name, (body, _) in BODIES.items()},
    "gzip bomb": (BOMB, "gzip"),
    "msgpack depth": (b"\x91" * 200_000, ""),
    "promised array": (b"\xdd\xff\xff\xff\xff", ""),
    "promised bytes": (b"\xc6\xff\xff\xff\xff" + b"x" * 100, ""),
    "nul in names": (b'{"store":"\\u0000\\u0000","utc_s":1,"events":[["\\u0000",1,"",""]]}', ""),
}


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    yield from poison(folder / "poison", rounds=1 if quick else 20)
    yield from refused_cheaply(folder / "hostile", rounds=1 if quick else 20)


def poison(folder: Path, *, rounds: int) -> Iterator[Row]:
    """A record sealed to a key that the school does not hold stands in the middle of a batch."""
    with scene(folder) as each:
        each.settled()
        recorder = each.watched.tablet._record._recorder
        right = (recorder._key_id, recorder._public_key)
        for _ in range(rounds):
            each.running.stop()
            each.tap(3)
            wrong = bytes(PrivateKey.generate().public_key)
            recorder._key_id, recorder._public_key = key_id(wrong), wrong
            each.watched.carries_out(replace(feeling(each.running.pupils["2W"][0].id), position=999))
            recorder._key_id, recorder._public_key = right
            each.tap(3)
            each.running.start()
            each.watched.tablet.send_now()
            each.settled()
        yield at_most("fault.25_poison.not_shown", rounds - each.watched.tablet.report().refused, "records", 0)
        yield from each.rows("fault.25_poison")


def refused_cheaply(folder: Path, *, rounds: int) -> Iterator[Row]:
    """Each of them costs the service little time and leaves no memory behind; the next child is served."""
    service = ServiceProcess(folder / "service")
    with service.school as running:
        tablet = Tablet(running)
        settings = enrol(running, folder / "tablet", address=service.url)
        pupils = running.pupils["2W"]
    service.start()
    took: list[float] = []
    statuses: list[int] = []
    try:
        with httpx.Client(timeout=20) as client, opened(settings) as watched:
            _send_all(client, service.url, tablet.headers, [], [])
            before = service.memory_mb()
            for _ in range(rounds):
                _send_all(client, service.url, tablet.headers, took, statuses)
                watched.carries_out(feeling(pupils[0].id))
                watched.all_delivered()
            rise = service.memory_mb() - before
    finally:
        service.kill()
    yield shown("fault.25_hostile.bodies", len(statuses), "bodies")
    refused = sum(400 <= status < 500 for status in statuses)
    yield at_least("fault.25_hostile.refused", refused / len(statuses), "share", 1)
    yield at_most("fault.25_hostile.p95", percentile(took, 0.95) * 1000, "ms", 500)
    yield at_most("fault.25_hostile.memory", rise, "MB", 25)
    yield at_most("fault.25_hostile.lost", rounds - service.stored(), "taps", 0)


def _send_all(client: httpx.Client, url: str, headers: dict[str, str], took: list[float], statuses: list[int]) -> None:
    for body, encoding in HOSTILE.values():
        for media in ("application/json", MEDIA_TYPE):
            said = {**headers, "content-type": media} | ({"content-encoding": encoding} if encoding else {})
            began = time.monotonic()
            statuses.append(client.post(f"{url}/v1/events", content=body, headers=said).status_code)
            took.append(time.monotonic() - began)
