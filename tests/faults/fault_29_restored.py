"""A service put back from an old backup, and a child erased while their record is still on its way (FAULTS 29, 33)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from kiosk.settings import Settings
from kiosk.store import FILE
from sync.service import backup, erasure, restoring, vault
from sync.service.db.models import CheckIn, Pupil
from tests.bench.rows import Row, at_most, shown
from tests.faults import taps
from tests.faults.taps import Taps
from tests.service.running import RunningService
from tests.sync.tablets import MONDAY, Hands, Watched, enrol, opened, stored


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    yield from restored(folder / "restored", rounds=1 if quick else 10)
    yield from erased(folder / "erased", late=2 if quick else 40)


def restored(folder: Path, *, rounds: int) -> Iterator[Row]:
    """By its own command, and by somebody who copied the file: what came since comes again, by itself."""
    with RunningService(folder / "service", clock=Hands()) as running:
        written = backup.make_recovery_key(running.settings)
        settings = enrol(running, folder / "tablet")
        made = Taps.of(running.pupils["2W"])
        database = running.settings.folder / backup.DATABASE
        vanished = 0
        with opened(settings) as watched:
            for number in range(rounds):
                made.make(watched, 3)
                _all_there(watched, running, made)
                file = backup.make(running.settings, folder / "copies", MONDAY + timedelta(minutes=2 * number))
                running.stop()
                shutil.copy(database, folder / "old.db")
                running.start()
                for by_hand in (False, True):
                    made.make(watched, 4)
                    _all_there(watched, running, made)
                    before = len(stored(running))
                    running.stop()
                    if by_hand:
                        shutil.copy(folder / "old.db", database)
                    else:
                        at = MONDAY + timedelta(minutes=2 * number + 1)
                        restoring.restore(running.settings, file, vault.read_key(written), at)
                    vanished += before - len(taps.held(running.settings.folder))
                    running.start()
                    _all_there(watched, running, made)
                    made.look(running)
        made.begin_again(settings, running)
        yield shown("fault.29_restored.vanished", vanished, "taps")
        yield from made.rows("fault.29_restored")


def _all_there(watched: Watched, running: RunningService, made: Taps) -> None:
    """Wait until the service holds every confirmed tap."""
    watched.tablet.send_now()
    watched.until(lambda: watched.tablet.report().waiting == 0 and len(stored(running)) == len(made.confirmed))


def erased(folder: Path, *, late: int) -> Iterator[Row]:
    """What a tablet still holds of the child is let go of: never revived, never in the way of the others."""
    with RunningService(folder / "service", clock=Hands()) as running:
        settings = enrol(running, folder / "tablet")
        amina = running.pupils["2W"][0].id
        made = Taps.of(running.pupils["2W"])
        with opened(settings) as watched:
            made.make(watched, 6)
            watched.all_delivered()
            running.stop()
            made.make(watched, 6 * late)  # the first of every six is the child's
            running.start()
            with running.service.db.write() as session:
                erasure.erase(session, running.service, amina, None)
            watched.tablet.send_now()
            watched.all_delivered()
            made.untrue += watched.tablet.report().refused != 0
            watched.until(lambda: _kept(settings) <= 5 * (late + 1))  # it is told which ids to drop with the class
        made.confirmed = {number for number in made.confirmed if number % 6}
        made.given = {number for number in made.given if number % 6}
        made.look(running)
        with running.service.db.read() as session:
            revived = session.scalars(select(CheckIn.event_id).where(CheckIn.pupil_id == amina)).all()
            children = session.scalars(select(Pupil.id).where(Pupil.id == amina)).all()
    yield at_most("fault.33_erased.revived", len(revived) + len(children), "records", 0)
    yield at_most("fault.33_erased.still_on_the_tablet", _kept(settings) - len(made.confirmed), "records", 0)
    yield from made.rows("fault.33_erased")


def _kept(settings: Settings) -> int:
    """How many records a tablet still has the sealed bytes of."""
    boxes = taps.asked(settings.data_dir / FILE, "SELECT event_id FROM event WHERE length(box) > 0")
    return len(boxes)
