"""Flipped bytes, cut files, noise and nothing, in whichever file of an end (FAULTS 7)."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kiosk.store import FILE
from sync.service.context import open_service
from sync.service.errors import ServiceError
from tests.bench.rows import Row, at_least, shown
from tests.faults import lives
from tests.faults.struck import Struck
from tests.faults.taps import Taps
from tests.service.running import RunningService
from tests.sync.tablets import Hands, enrol

TABLET, SERVICE = "fault.07.damaged.tablet", "fault.07.damaged.service"
Damage = Callable[[Path, random.Random], None]


def noise(path: Path, chance: random.Random) -> None:
    path.write_bytes(chance.randbytes(max(5000, path.stat().st_size)))


def nothing(path: Path, _: random.Random) -> None:
    path.write_bytes(b"")


def header(path: Path, chance: random.Random) -> None:
    _over(path, 0, chance.randbytes(100))


def flipped(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(20 if data else 0):
        data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
    path.write_bytes(data)


def sector(path: Path, chance: random.Random) -> None:
    _over(path, chance.randrange(max(1, path.stat().st_size // 512)) * 512, bytes(512))


def cut_short(path: Path, chance: random.Random) -> None:
    os.truncate(path, chance.randrange(1 + path.stat().st_size))


def _over(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


DAMAGE: tuple[Damage, ...] = (noise, nothing, header, flipped, sector, cut_short)
FILES = (FILE, f"{FILE}-wal", f"{FILE}-shm", "journal")


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    damages = (noise, cut_short) if quick else DAMAGE * 3
    yield from row_7_tablet(folder / "tablet", damages, FILES[:2] if quick else FILES)
    yield from row_7_service(folder / "service")


def row_7_tablet(folder: Path, damages: Sequence[Damage], files: Sequence[str], *, seed: int = 2026) -> Iterator[Row]:
    """The power goes while events wait, one of the files is spoilt, and the tablet starts all the same."""
    chance = random.Random(seed)
    blows = 0
    with RunningService(folder / "service", clock=Hands()) as running:
        settings = enrol(running, folder / "tablet")
        made = Taps.of(running.pupils["2W"])
        for name in files:
            for damage in damages:
                running.stop()
                with Struck(lives.tablet_tapping, settings.data, made.pupils, made.next) as tablet:
                    for _ in range(6):
                        number, durable = tablet.hear()
                        assert durable
                        made.confirmed.add(number)
                made.give(40)  # it was killed some way on
                path = settings.data_dir / name
                damage(sorted(path.iterdir())[-1] if path.is_dir() else path, chance)
                blows += 1
                running.start()
                made.begin_again(settings, running)
        aside = len(list(settings.data_dir.glob("*.damaged")))
    yield shown(f"{TABLET}.blows", blows, "blows")
    yield shown(f"{TABLET}.put_aside", aside, "files")
    yield from made.rows(TABLET)


def row_7_service(folder: Path) -> Iterator[Row]:
    """A service whose file is spoilt does not serve: it says what to do, and leaves the file as it is."""
    with RunningService(folder / "service", clock=Hands()) as running:
        enrol(running, folder / "tablet")
    file = running.settings.folder / "service.db"
    whole, said = file.read_bytes(), 0
    for damage in (noise, nothing, header):
        damage(file, random.Random(2026))
        try:
            open_service(running.settings, clock=Hands(), environ={}).close()
        except ServiceError as error:
            said += "daybreak service restore FILE" in str(error)
        for beside in file.parent.glob("service.db-*"):
            beside.unlink()
        file.write_bytes(whole)
    yield at_least(f"{SERVICE}.said_with_a_cure", said, "sentences", 3)
