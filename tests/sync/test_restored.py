"""Real tablets and a real service, when one of the two went back in time, was copied, or has a new key."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from kiosk.settings import Settings
from kiosk.tablet import Tablet
from sync.service import backup, erasure, restoring, vault
from sync.service.db.models import CheckIn, Device, StoredEvent
from sync.worker import Line
from tests.service.running import RunningService
from tests.sync.tablets import Hands, Watched, enrol, feeling, opened, stored

NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)


def check_ins(running: RunningService) -> list[CheckIn]:
    with running.service.db.read() as session:
        return list(session.scalars(select(CheckIn).order_by(CheckIn.at)))


def delivered(running: RunningService, watched: Watched, count: int) -> Callable[[], bool]:
    """Whether this many events are on the service and none waits here."""
    return lambda: watched.tablet.report().waiting == 0 and len(stored(running)) == count


def morning(watched: Watched, running: RunningService, count: int = 6) -> None:
    for pupil in running.pupils["2W"][:count]:
        assert watched.carries_out(feeling(pupil.id))


def test_a_restored_service_gets_back_what_came_after_its_backup(tmp_path: Path) -> None:
    """Nobody at the tablet does anything: it hears of the new epoch and sends again what it still has."""
    with RunningService(tmp_path / "school", clock=Hands()) as running:
        settings = enrol(running, tmp_path / "tablet")
        with opened(settings) as watched:
            morning(watched, running, 2)
            watched.until(delivered(running, watched, 2))
            written = backup.make_recovery_key(running.settings)
            file = backup.make(running.settings, tmp_path / "copies", NOW)
            morning(watched, running, 4)
            watched.until(delivered(running, watched, 6))
            before = {each.event_id for each in stored(running)}
            running.stop()
            restoring.restore(running.settings, file, vault.read_key(written), NOW)
            running.start()
            watched.until(delivered(running, watched, 6))
            after = stored(running)

    assert {each.event_id for each in after} == before
    assert len(after) == 6


def test_a_file_that_was_copied_back_in_silence_is_noticed_too(tmp_path: Path) -> None:
    """No new epoch: the service holds less than it said."""
    with RunningService(tmp_path / "school", clock=Hands()) as running:
        settings = enrol(running, tmp_path / "tablet")
        with opened(settings) as watched:
            morning(watched, running, 2)
            watched.until(delivered(running, watched, 2))
            running.stop()
            database = running.settings.folder / "service.db"
            shutil.copy(database, tmp_path / "old.db")
            running.start()
            morning(watched, running, 3)
            watched.until(delivered(running, watched, 5))
            watched.in_time(lambda: _held(settings) == 5)
            running.stop()
            shutil.copy(tmp_path / "old.db", database)
            running.start()
            watched.until(delivered(running, watched, 5))

    assert len(check_ins(running)) == 5


def test_a_new_key_reaches_the_tablets_by_itself(tmp_path: Path) -> None:
    """From the next contact on they seal to it; after a restart too."""
    with RunningService(tmp_path / "school", clock=Hands()) as running:
        settings = enrol(running, tmp_path / "tablet")
        with opened(settings) as watched:
            watched.until(lambda: watched.tablet.classroom() is not None)
            running.service.keys.rotate()
            new = running.service.public_key
            watched.until(lambda: _sealing_to(watched.tablet) == new)
            morning(watched, running, 1)
            watched.until(delivered(running, watched, 1))
        with opened(settings) as watched:
            assert _sealing_to(watched.tablet) == new
            morning(watched, running, 2)
            watched.until(delivered(running, watched, 3))

    assert len(check_ins(running)) == 3


def _held(settings: Settings) -> int:
    """How far the service said that it holds the tablet's record."""
    with sqlite3.connect(f"file:{settings.data_dir / 'tablet.db'}?mode=ro", uri=True) as database:
        return int(database.execute("SELECT held FROM meta").fetchone()[0])


def _sealing_to(tablet: Tablet) -> bytes:
    return tablet._record._recorder._public_key


def test_an_erased_child_leaves_the_tablets_disk(tmp_path: Path) -> None:
    """The sealed bytes too: from the database, its log and the journal."""
    with RunningService(tmp_path / "school", clock=Hands()) as running:
        settings = enrol(running, tmp_path / "tablet")
        amina = running.pupils["2W"][0]
        with opened(settings) as watched:
            morning(watched, running, 2)
            watched.until(delivered(running, watched, 2))
            boxes = _boxes(settings)
            with running.service.db.write() as session:
                erasure.erase(session, running.service, amina.id, None)
            watched.until(lambda: len(_boxes(settings)) == 1)
    everything = b"".join(path.read_bytes() for path in settings.data_dir.rglob("*") if path.is_file())

    assert len(boxes) == 2
    assert sum(box in everything for box in boxes) == 1


def _boxes(settings: Settings) -> list[bytes]:

    with sqlite3.connect(f"file:{settings.data_dir / 'tablet.db'}?mode=ro", uri=True) as database:
        return [row[0] for row in database.execute("SELECT box FROM event WHERE length(box) > 0")]


def test_two_tablets_from_one_card_are_noticed_and_both_enrolled_again(tmp_path: Path) -> None:
    """No child's answer is lost, and none is counted twice."""
    with RunningService(tmp_path / "school", clock=Hands()) as running:
        first = enrol(running, tmp_path / "one")
        with opened(first) as watched:
            morning(watched, running, 2)
            watched.until(delivered(running, watched, 2))
        shutil.copytree(first.data_dir, tmp_path / "two")
        second = Settings(data=str(tmp_path / "two"))
        with opened(first) as one:
            morning(one, running, 1)
            one.until(delivered(running, one, 3))
        with opened(second) as two:
            morning(two, running, 1)
            two.until(lambda: two.tablet._worker.line is Line.NOT_ALLOWED)
            morning(two, running, 3)  # the class goes on tapping while staff fetch a code
        with running.service.db.read() as session:
            forked = [device.forked_at is not None for device in session.scalars(select(Device))]
        for settings in (first, second):
            enrol(running, settings.data_dir)
        with opened(first) as one, opened(second) as two:
            morning(one, running, 1)
            morning(two, running, 1)
            one.until(lambda: one.tablet.report().waiting == 0)
            two.until(delivered(running, two, 9))
            names = {one.tablet._record.store_id, two.tablet._record.store_id}
        with running.service.db.read() as session:
            fresh = [device.forked_at for device in session.scalars(select(Device)) if device.forked_at is None]

    assert forked == [True]
    assert len(names) == 2
    assert len(fresh) == 2
    assert len(check_ins(running)) == 9
    assert len({(each.store, each.seq) for each in stored(running)}) == 8, "one number was given out twice, and noticed"


def test_a_revoked_tablet_keeps_what_waits_and_delivers_it_when_enrolled_again(tmp_path: Path) -> None:
    """Under its new name; nothing twice."""
    with RunningService(tmp_path / "school", clock=Hands()) as running:
        settings = enrol(running, tmp_path / "tablet")
        with opened(settings) as watched:
            morning(watched, running, 2)
            watched.until(delivered(running, watched, 2))
            with running.service.db.write() as session:
                session.scalars(select(Device)).one().revoked_at = NOW
            watched.until(lambda: watched.tablet._worker.line is Line.NOT_ALLOWED)
            morning(watched, running, 3)
        enrol(running, settings.data_dir)
        with opened(settings) as watched:
            watched.until(delivered(running, watched, 5))

    assert len(check_ins(running)) == 5


def test_a_morning_with_the_date_wrong_is_kept_under_the_right_one(tmp_path: Path) -> None:
    """The tablet's clock stands in 1970, nobody has set it; the service's clock says Monday."""
    wrong = Hands(datetime(1970, 1, 2, 8, 40, tzinfo=UTC))
    with RunningService(tmp_path / "school", clock=Hands()) as running:
        settings = enrol(running, tmp_path / "tablet")
        with opened(settings, wrong) as watched:
            morning(watched, running, 2)
            watched.until(delivered(running, watched, 2))
        with running.service.db.read() as session:
            days = set(session.scalars(select(StoredEvent.school_day)))

    assert days == {Hands().now().date()}
