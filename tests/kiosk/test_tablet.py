"""What the screens ask of a tablet, answered by a real one with a real service."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.checkin import AddToRequest, AskAdult, Effect, TakeBack, Tick
from kiosk.identity import IdentityError
from kiosk.ports import Reach
from kiosk.settings import Settings
from kiosk.store import StoreError
from kiosk.tablet import open_tablet
from sync.clock import SystemClock
from tests.service.running import RunningService
from tests.sync.tablets import Hands, Watched, carried_out, enrol, feeling, opened, stored


def has_class(watched: Watched) -> None:
    """Wait until the class has come."""
    watched.until(lambda: watched.tablet.classroom() is not None)


def test_the_class_comes_from_the_service_without_surnames(running: RunningService, tmp_path: Path) -> None:
    """First names, pictures and steps, of this tablet's class only."""
    with opened(enrol(running, tmp_path / "tablet")) as watched:
        has_class(watched)
        classroom = watched.tablet.classroom()

    assert classroom is not None
    children = [tile for tile in classroom.pupils if not tile.visitor]
    assert {tile.name for tile in children} == {pupil.given_name for pupil in running.pupils["2W"]}
    assert {tile.pupil for tile in children} == {pupil.id.bytes for pupil in running.pupils["2W"]}


def test_the_class_is_still_known_after_a_start_without_the_service(running: RunningService, tmp_path: Path) -> None:
    """A tablet in a school without network shows its wall."""
    settings = enrol(running, tmp_path / "tablet")
    with opened(settings) as watched:
        has_class(watched)
    running.stop()
    with opened(settings) as watched:
        known, reach = watched.tablet.classroom(), watched.tablet.reach()

    assert known is not None
    assert sum(not tile.visitor for tile in known.pupils) == len(running.pupils["2W"])
    assert reach is Reach.OFFLINE


def test_a_child_who_checked_in_is_ticked_for_this_slot_only(running: RunningService, tmp_path: Path) -> None:
    """After lunch the wall is fresh, and so is the next morning."""
    amina = running.pupils["2W"][0]
    clock = Hands()
    with opened(enrol(running, tmp_path / "tablet"), clock) as watched:
        has_class(watched)
        watched.carries_out(feeling(amina.id))
        morning = watched.tablet.done()
        clock.move(hours=4)
        afternoon = watched.tablet.done()
        clock.at = datetime(2026, 11, 24, 8, 40, tzinfo=UTC)
        next_day = watched.tablet.done()

    assert morning == {amina.id.hex}
    assert not afternoon
    assert not next_day


def test_ticks_of_yesterday_are_forgotten_without_the_service(running: RunningService, tmp_path: Path) -> None:
    """A tablet that is offline for days keeps no history of who was there."""
    amina, bruno = running.pupils["2W"][:2]
    clock = Hands()
    with opened(enrol(running, tmp_path / "tablet"), clock) as watched:
        has_class(watched)
        running.stop()
        watched.carries_out(feeling(amina.id))
        clock.move(days=1)
        watched.carries_out(feeling(bruno.id))
        kept = watched.tablet._record.marks

    assert {mark.pupil for mark in kept} == {bruno.id.bytes}


def test_ticks_survive_a_restart(running: RunningService, tmp_path: Path) -> None:
    """A tablet that was pulled out of the wall knows who has been there."""
    amina = running.pupils["2W"][0]
    settings = enrol(running, tmp_path / "tablet")
    with opened(settings) as watched:
        has_class(watched)
        watched.carries_out(feeling(amina.id))
    with opened(settings) as watched:
        assert watched.tablet.done() == {amina.id.hex}


def test_an_opted_out_child_is_ticked_and_nothing_is_recorded(running: RunningService, tmp_path: Path) -> None:
    """Their tile looks like any other, and the service hears nothing."""
    amina = running.pupils["2W"][0]
    with opened(enrol(running, tmp_path / "tablet")) as watched:
        has_class(watched)
        watched.carries_out(Tick(amina.id.hex))
        done, waiting = watched.tablet.done(), watched.tablet.report().waiting

    assert done == {amina.id.hex}
    assert waiting == 0
    assert stored(running) == []


def test_taking_back_clears_the_tick_that_it_made(running: RunningService, tmp_path: Path) -> None:
    """And leaves the tick of an earlier check-in that still stands."""
    amina = running.pupils["2W"][0]
    with opened(enrol(running, tmp_path / "tablet")) as watched:
        has_class(watched)
        watched.carries_out(feeling(amina.id))
        watched.carries_out(TakeBack())
        cleared = watched.tablet.done()
        watched.carries_out(feeling(amina.id))
        watched.carries_out(feeling(amina.id))
        watched.carries_out(TakeBack())
        stands = watched.tablet.done()

    assert not cleared
    assert stands == {amina.id.hex}


def test_taking_back_what_was_never_recorded_is_nothing(running: RunningService, tmp_path: Path) -> None:
    """And adding to a request that was never made neither."""
    with opened(enrol(running, tmp_path / "tablet")) as watched:
        durable = watched.carries_out(TakeBack(), TakeBack(check_in=True), AddToRequest(how="talk"))
        waiting = watched.tablet.report().waiting

    assert (durable, waiting) == (True, 0)


def test_a_failed_write_is_said_and_keeps_nothing_of_it(running: RunningService, tmp_path: Path) -> None:
    """An id that is none can't be recorded: no event, no tick, and the tablet goes on."""
    amina = running.pupils["2W"][0]
    impossible: Effect = AddToRequest(adult="no hex")
    with opened(enrol(running, tmp_path / "tablet")) as watched:
        has_class(watched)
        durable = watched.carries_out(feeling(amina.id), AskAdult(amina.id.hex), impossible)
        done, lit, waiting = watched.tablet.done(), watched.tablet.lantern(), watched.tablet.report().waiting
        again = watched.carries_out(feeling(amina.id))

    assert (durable, done, lit, waiting, again) == (False, frozenset(), False, 0, True)


def test_a_closed_tablet_says_that_nothing_was_kept(running: RunningService, tmp_path: Path) -> None:
    """And closing twice is safe."""
    with opened(enrol(running, tmp_path / "tablet")) as watched:
        tablet = watched.tablet
    tablet.close()

    assert carried_out(tablet, [AskAdult(None)]) is False


def test_a_screens_own_trouble_stops_neither_the_record_nor_the_line(running: RunningService, tmp_path: Path) -> None:
    """A watcher that raises is logged, and the next child is served."""
    with opened(enrol(running, tmp_path / "tablet")) as watched:

        def broken() -> None:
            raise RuntimeError("a screen went wrong")

        watched.tablet.watch(broken)
        watched.carries_out(feeling(running.pupils["2W"][0].id))
        watched.all_delivered()

    assert len(stored(running)) == 1


def test_two_tablets_cannot_share_one_record(running: RunningService, tmp_path: Path) -> None:
    """The second says so, and the first goes on."""
    settings = enrol(running, tmp_path / "tablet")
    with opened(settings) as watched:
        with pytest.raises(StoreError, match="already running"):
            open_tablet(settings, SystemClock())

        assert watched.carries_out(AskAdult(None))


def test_a_tablet_that_is_not_enrolled_does_not_open(tmp_path: Path) -> None:
    """It says how to enrol it."""
    with pytest.raises(IdentityError, match="not enrolled"):
        open_tablet(Settings(data=str(tmp_path)), SystemClock())
