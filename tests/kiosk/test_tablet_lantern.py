"""Whether somebody hears: the lantern, and what a child is told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.checkin import AddToRequest, AskAdult, TakeBack
from kiosk.ports import Reach
from kiosk.tablet import CONTACT_S
from sync.service import requests_
from sync.service.access import viewer_of
from sync.service.db.models import Role
from tests.service.running import RunningService
from tests.sync.tablets import Hands, Watched, enrol, feeling, opened, stored


def has_class(watched: Watched) -> None:
    """Wait until the class has come."""
    watched.until(lambda: watched.tablet.classroom() is not None)


def test_the_wrong_childs_check_in_is_withdrawn_and_the_request_stays(running: RunningService, tmp_path: Path) -> None:
    """*Not you?* after asking for a grown-up."""
    amina, bruno = running.pupils["2W"][:2]
    with opened(enrol(running, tmp_path / "tablet")) as watched:
        watched.carries_out(feeling(amina.id), AskAdult(amina.id.hex))
        watched.carries_out(TakeBack(check_in=True))
        watched.carries_out(AddToRequest(pupil=bruno.id.hex))
        lit = watched.tablet.lantern()
        watched.all_delivered()

    kinds = sorted(event.kind for event in stored(running))
    assert lit
    assert kinds == ["asked_for_adult", "checked_in", "chose_adult", "withdrew"]


def test_the_lantern_is_lit_offline_and_after_a_restart(running: RunningService, tmp_path: Path) -> None:
    """Until an adult acknowledges it."""
    settings = enrol(running, tmp_path / "tablet")
    running.stop()
    with opened(settings) as watched:
        before = watched.tablet.lantern()
        watched.carries_out(AskAdult(None))
        asked = watched.tablet.lantern()
    with opened(settings) as watched:
        restarted = watched.tablet.lantern()

    assert (before, asked, restarted) == (False, True, True)


@pytest.mark.parametrize("answered", ["seen", "met"])
def test_the_lantern_goes_out_when_an_adult_has_answered_on_a_page(
    running: RunningService, tmp_path: Path, answered: str
) -> None:
    """The reply comes with the class."""
    amina = running.pupils["2W"][0]
    with opened(enrol(running, tmp_path / "tablet")) as watched:
        watched.carries_out(AskAdult(amina.id.hex))
        watched.all_delivered()
        lit = watched.tablet.lantern()
        (event,) = stored(running)
        mark = requests_.mark_seen if answered == "seen" else requests_.mark_met
        with running.service.db.write() as session:
            viewer = viewer_of(session, running.service.school_id, running.staff[Role.CLASS_ADULT].id)
            assert viewer is not None
            mark(session, running.service, viewer, event.event_id)
        watched.until(lambda: not watched.tablet.lantern())

    assert lit


def test_the_lantern_goes_out_when_the_request_is_taken_back(running: RunningService, tmp_path: Path) -> None:
    """The child changed their mind; the adults still see that they asked."""
    with opened(enrol(running, tmp_path / "tablet")) as watched:
        watched.carries_out(AskAdult(None))
        watched.carries_out(TakeBack())
        lit = watched.tablet.lantern()
        watched.all_delivered()

    assert not lit
    assert [event.kind for event in stored(running)] == ["asked_for_adult", "withdrew"]


def test_a_child_is_told_honestly_whether_somebody_hears(
    running: RunningService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here within staffed hours, out of hours after them, offline when the service is silent."""
    clock = Hands()
    with opened(enrol(running, tmp_path / "tablet"), clock) as watched:
        has_class(watched)
        watched.until(lambda: watched.tablet.reach() is Reach.HERE)
        clock.at = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)
        evening = watched.tablet.reach()
        running.stop()
        watched.until(lambda: watched.tablet.reach() is Reach.OFFLINE)

    assert evening is Reach.OUT_OF_HOURS
    assert CONTACT_S <= 60


def test_the_greeting_follows_the_schools_own_noon(running: RunningService, tmp_path: Path) -> None:
    """In summer London is an hour ahead of UTC."""
    clock = Hands(datetime(2026, 6, 22, 11, 5, tzinfo=UTC))
    with opened(enrol(running, tmp_path / "tablet"), clock) as watched:
        before = watched.tablet.afternoon()
        has_class(watched)
        after = watched.tablet.afternoon()

    assert (before, after) == (False, True)
