"""A tablet taken out of use, a stolen token, guessed codes, a copied card (FAULTS 26, 27, 28)."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
from sqlalchemy import select

from kiosk import identity
from kiosk.settings import Settings
from sync import pin
from sync.protocol import Enrol
from sync.service.db.models import Device
from sync.worker import Line
from tests.bench.rows import Row, at_most, shown
from tests.faults import taps
from tests.faults.proxy import FaultProxy
from tests.faults.taps import Taps
from tests.service.running import RunningService
from tests.service.tablets import PACKED
from tests.sync.tablets import Hands, Watched, enrol, opened, stored


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    with RunningService(folder / "service", clock=Hands()) as running:
        yield from revoked(running, folder / "revoked", rounds=1 if quick else 20)
    with RunningService(folder / "service", clock=Hands()) as running:
        yield from stolen(running, folder / "stolen")
        yield from guessed(running)
    with RunningService(folder / "another", clock=Hands()) as running:
        yield from copied(running, folder / "copied", rounds=1 if quick else 10)


def revoked(running: RunningService, folder: Path, *, rounds: int) -> Iterator[Row]:
    """It keeps what waits and says that it is not allowed; enrolled again it delivers, without a person's help."""
    made = Taps.of(running.pupils["2W"])
    settings = enrol(running, folder)
    for _ in range(rounds):
        with opened(settings) as watched:
            made.make(watched, 2)
            watched.all_delivered()
            _revoke(running)
            made.make(watched, 3)
            watched.until(lambda watched=watched: taps.line(watched) is Line.NOT_ALLOWED)  # type: ignore[misc]
            made.make(watched, 2)
            made.untrue += watched.tablet.report().waiting != 5 or watched.tablet.reach().value != "offline"
        enrol(running, folder)
        made.begin_again(settings, running)
    yield from made.rows("fault.26_revoked")


def stolen(running: RunningService, folder: Path) -> Iterator[Row]:
    """A request that was overheard is sent again: nothing is counted twice, and after the revocation nothing at all."""
    made = Taps.of(running.pupils["2W"])
    before = len(stored(running))
    with FaultProxy(running.url) as proxy:
        settings = enrol(running, folder, address=proxy.url)
        with opened(settings) as watched:
            made.make(watched, 6)
            watched.all_delivered()
        requests = list(proxy.overheard)
    answers = [_again(running, each) for each in requests]
    after = len(stored(running)) - before
    token = identity.load(settings.data_dir).token
    _revoke(running)
    answers_then = [_again(running, each) for each in requests]
    asked = httpx.get(f"{running.url}/v1/classroom", headers={"authorization": f"Bearer {token}"}, verify=False)
    yield shown("fault.27_replayed.requests", len(requests), "requests")
    yield at_most("fault.27_replayed.not_answered", sum(status != 200 for status in answers), "requests", 0)
    yield at_most("fault.27_replayed.doubled", after - 6, "taps", 0)
    yield at_most("fault.27_stolen.answered", sum(status != 401 for status in answers_then), "requests", 0)
    yield at_most("fault.27_stolen.told", int(asked.status_code != 401), "classes", 0)


def guessed(running: RunningService) -> Iterator[Row]:
    """A code works once; and after a hundred wrong ones, the right one no more."""
    used, alive = running.enrolment_code(), running.enrolment_code()
    with httpx.Client(verify=False) as client:

        def tried(code: str) -> int:
            said = msgspec.msgpack.encode(Enrol(code, "0.1"))
            return client.post(f"{running.url}/v1/enrol", content=said, headers=PACKED).status_code

        first, second = tried(used), tried(used)
        guesses = [tried("".join(secrets.choice(pin.ALPHABET) for _ in range(pin.LENGTH))) for _ in range(100)]
        late = tried(alive)
        fresh = tried(running.enrolment_code())
    yield at_most("fault.27_code_reused.enrolled", int((first, second) != (200, 403)), "tablets", 0)
    yield at_most("fault.27_code_guessed.enrolled", sum(status == 200 for status in (*guesses, late)), "tablets", 0)
    yield at_most("fault.27_code_guessed.locked_out", int(fresh != 200), "tablets", 0)


def copied(running: RunningService, folder: Path, *, rounds: int) -> Iterator[Row]:
    """Two tablets from one card tap on: it is noticed, both are enrolled again, every tap is there once."""
    made = Taps.of(running.pupils["2W"])
    whose: dict[int, Path] = {}
    noticed = 0
    for number in range(rounds):
        one, two = (Settings(data=str(folder / f"{number}{name}")) for name in ("one", "two"))
        enrol(running, one.data_dir)
        with opened(one) as watched:
            made.make(watched, 2)
            watched.all_delivered()
        shutil.copytree(one.data_dir, two.data_dir)
        for settings in (one, two):
            whose |= dict.fromkeys(range(made.next, made.next + 3), settings.data_dir)
            with opened(settings) as watched:
                made.make(watched, 3)
                watched.until(lambda watched=watched: _known_or_not(watched))  # type: ignore[misc]
        with running.service.db.read() as session:
            noticed += session.scalars(select(Device).where(Device.forked_at.is_not(None))).all() != []
        for settings in (one, two):
            enrol(running, settings.data_dir)
            made.begin_again(settings, running)
    made.disordered = _out_of_order(running, made, whose)
    yield at_most("fault.28_copied_card.unnoticed", rounds - noticed, "copies", 0)
    yield from made.rows("fault.28_copied_card")


def _out_of_order(running: RunningService, made: Taps, whose: dict[int, Path]) -> int:
    """Taps that stand before an earlier one of the same tablet, though two tablets gave out the same numbers."""
    last: dict[tuple[bytes, Path], int] = {}
    out = 0
    for event in stored(running):
        number = taps.number(made.pupils, event.content)
        if number in whose:
            key = (event.store, whose[number])
            out += number < last.get(key, -1)
            last[key] = number
    return out


def _known_or_not(watched: Watched) -> bool:
    """All is delivered, or the tablet has been told that it may not."""
    return watched.tablet.report().waiting == 0 or taps.line(watched) is Line.NOT_ALLOWED


def _revoke(running: RunningService) -> None:
    """Take every tablet out of use."""
    with running.service.db.write() as session:
        for device in session.scalars(select(Device).where(Device.revoked_at.is_(None))):
            device.revoked_at = running.service.clock.now()


def _again(running: RunningService, request: bytes) -> int:
    """The status with which an overheard request is answered."""
    head, _, body = request.partition(b"\r\n\r\n")
    said = dict(line.decode().split(": ", 1) for line in head.split(b"\r\n")[1:])
    kept = {name: value for name, value in said.items() if name.lower() in ("authorization", "content-type")}
    return httpx.post(f"{running.url}/v1/events", content=body, headers=kept, verify=False).status_code
