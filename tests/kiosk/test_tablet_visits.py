"""What a tablet remembers of a child between two visits: with a real service, and nothing of it on the disk."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from kiosk.checkin import AskAdult, RememberLater, SayCame, TakeBack
from kiosk.turn import Asked
from sync.service import requests_
from sync.service.access import viewer_of
from sync.service.db.models import Role
from tests.service.running import RunningService
from tests.sync.tablets import Hands, Watched, enrol, feeling, opened, stored


def has_class(watched: Watched) -> None:
    """Wait until the class has come."""
    watched.until(lambda: watched.tablet.classroom() is not None)


def now_of(running: RunningService) -> datetime:
    """The service's time: what it says of a request is measured by it."""
    return running.service.clock.now()


def seen(running: RunningService) -> None:
    """An adult of the class has seen the one request there is."""
    (request,) = (event for event in stored(running) if event.kind == "asked_for_adult")
    with running.service.db.write() as session:
        viewer = viewer_of(session, running.service.school_id, running.staff[Role.CLASS_ADULT].id)
        assert viewer is not None
        requests_.mark_seen(session, running.service, viewer, request.event_id)


def states(watched: Watched) -> list[str]:
    """What the service says of the requests of this week."""
    classroom = watched.tablet.classroom()
    return [reply.state for reply in classroom.replies] if classroom else []


def test_a_child_is_asked_about_an_earlier_request_after_five_minutes_and_once(
    running: RunningService, tmp_path: Path
) -> None:
    """With the adult who saw it, from what the service says; the answer is believed before it has arrived."""
    amina = running.pupils["2W"][0]
    clock = Hands(now_of(running))
    with opened(enrol(running, tmp_path / "tablet"), clock) as watched:
        watched.carries_out(AskAdult(amina.id.hex))
        watched.all_delivered()
        seen(running)
        watched.until(lambda: not watched.tablet.lantern())
        at_once = watched.tablet.asked_before(amina.id.hex)
        clock.move(minutes=6)
        later = watched.tablet.asked_before(amina.id.hex)
        assert later is not None
        watched.carries_out(SayCame(later.request, "yes"))
        told = watched.tablet.asked_before(amina.id.hex)
        watched.all_delivered()

    assert at_once is None
    assert later == Asked(later.request, running.staff[Role.CLASS_ADULT].id.hex)
    assert told is None
    assert [event.kind for event in stored(running)] == ["asked_for_adult", "adult_came"]


def test_nobody_came_lights_the_lantern_until_an_adult_has_seen_it_again(
    running: RunningService, tmp_path: Path
) -> None:
    """What the service knew before does not put it out."""
    amina = running.pupils["2W"][0]
    clock = Hands(now_of(running))
    with opened(enrol(running, tmp_path / "tablet"), clock) as watched:
        watched.carries_out(AskAdult(amina.id.hex))
        watched.all_delivered()
        seen(running)
        watched.until(lambda: not watched.tablet.lantern())
        clock.move(minutes=6)
        asked = watched.tablet.asked_before(amina.id.hex)
        assert asked is not None
        watched.carries_out(SayCame(asked.request, "no"))
        lit = watched.tablet.lantern()
        watched.until(lambda: states(watched) == ["asked"])
        still = watched.tablet.lantern()
        seen(running)
        watched.until(lambda: not watched.tablet.lantern())

    assert (lit, still) == (True, True)


def test_later_today_is_offered_after_lunch_and_not_tomorrow(running: RunningService, tmp_path: Path) -> None:
    """Not in the same morning, not after a restart: it is kept in memory only."""
    amina, bruno = (pupil.id for pupil in running.pupils["2W"][:2])
    clock = Hands()
    settings = enrol(running, tmp_path / "tablet")
    with opened(settings, clock) as watched:
        has_class(watched)
        watched.carries_out(feeling(amina), RememberLater(amina.hex))
        watched.carries_out(feeling(bruno), RememberLater(bruno.hex), TakeBack(check_in=True))
        morning = (watched.tablet.slot(), watched.tablet.chose_later(amina.hex))
        clock.move(hours=4)
        afternoon = (
            watched.tablet.slot(),
            watched.tablet.chose_later(amina.hex),
            watched.tablet.chose_later(bruno.hex),
        )
        clock.move(hours=24)
        tomorrow = watched.tablet.chose_later(amina.hex)
        clock.move(hours=-24)
    with opened(settings, clock) as watched:
        restarted = watched.tablet.chose_later(amina.hex)

    assert morning == (0, False)
    assert afternoon == (1, True, False)
    assert (tomorrow, restarted) == (False, False)


def test_who_was_here_is_known_in_every_slot_of_the_day(running: RunningService, tmp_path: Path) -> None:
    """By a check-in, or by asking for a grown-up without one."""
    amina, bruno = (pupil.id for pupil in running.pupils["2W"][:2])
    clock = Hands()
    with opened(enrol(running, tmp_path / "tablet"), clock) as watched:
        has_class(watched)
        watched.carries_out(feeling(amina))
        watched.carries_out(AskAdult(bruno.hex))
        clock.move(hours=4)
        here, done = watched.tablet.here_today(), watched.tablet.done()
        clock.move(hours=24)
        tomorrow = watched.tablet.here_today()

    assert here == {amina.hex, bruno.hex}
    assert done == frozenset()
    assert tomorrow == frozenset()


def test_a_tile_that_a_visitor_has_used_is_never_given_to_another(running: RunningService, tmp_path: Path) -> None:
    """The service says so to every tablet of the class, and has another blank one ready."""
    with opened(enrol(running, tmp_path / "tablet")) as watched, opened(enrol(running, tmp_path / "other")) as other:
        has_class(watched)
        classroom = watched.tablet.classroom()
        assert classroom is not None
        blank = next(tile for tile in classroom.pupils if tile.visitor)

        def used() -> bool:
            known = other.tablet.classroom()
            return known is not None and any(tile.pupil == blank.pupil and tile.used for tile in known.pupils)

        before = blank.used or used()
        watched.carries_out(AskAdult(blank.pupil.hex()))
        watched.all_delivered()
        other.until(used)

    assert not before
