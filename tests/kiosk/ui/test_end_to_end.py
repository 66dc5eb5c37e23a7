"""Real fingers, the real tablet with its SQLite file, and a real service: what was tapped is what arrives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from kivy.core.window import Window

from kiosk.checkin import SETTLE_S, Step
from kiosk.ui.drive import Driver
from kiosk.ui.metrics import Metrics
from kiosk.ui.stage import Stage
from kiosk.ui.state import KioskState
from kiosk.ui.timers import HandTimers
from sync.service import own_words, tablet_settings
from sync.service.db.models import School, StoredEvent
from sync.service.tablet_settings import TabletSettings
from tests.service.running import RunningService
from tests.sync.tablets import Watched, enrol, opened, stored


class Morning:
    """A running service, an enrolled tablet, and its screens."""

    def __init__(self, running: RunningService, watched: Watched) -> None:
        self.running, self.watched = running, watched
        watched.until(lambda: watched.tablet.classroom() is not None)
        self.state = KioskState(HandTimers())
        self.driver = Driver(Stage(self.state, Metrics(800, 480, 5.2)))
        self.state.attach(watched.tablet)
        self.driver.frames(2)

    def begin(self, child: int) -> str:
        """Say hello as a child of 2W; the pupil's id."""
        pupil = self.running.pupils["2W"][child].id.hex
        self.driver.until_screen(Step.REST)
        self.driver.press("hello")
        self.driver.until_screen(Step.WHO)
        self.driver.press(pupil)
        self.driver.until_screen(Step.FEELING)
        return pupil

    def feel(self, feeling: str) -> None:
        self.driver.press(feeling)
        self.driver.advance(SETTLE_S)
        self.driver.until_screen(Step.THANKS)


@pytest.fixture
def morning(running: RunningService, tmp_path: Path) -> Iterator[Morning]:
    """A Monday morning in 2W, on a panel of 800x480."""
    Window.size = (800, 480)
    with opened(enrol(running, tmp_path / "tablet")) as watched:
        morning = Morning(running, watched)
        yield morning
        morning.driver.close()
        morning.state.close()


def kinds(events: list[StoredEvent]) -> list[str]:
    return [event.kind for event in events]


def test_a_morning_of_fingers_arrives_as_it_was_tapped(morning: Morning) -> None:
    """A feeling, an exit, a take-back and a request, in order, each once."""
    morning.begin(0)
    morning.feel("happy")
    morning.driver.press("finish")
    morning.begin(1)
    morning.feel("not_say")
    morning.driver.press("take_back")
    morning.driver.until_screen(Step.FEELING)
    morning.driver.press("adult")
    morning.driver.until_screen(Step.ADULT)
    morning.driver.press("any_adult")
    morning.driver.press("sit")
    morning.driver.until_screen(Step.THANKS)
    tablet = morning.watched.tablet
    morning.driver.until(lambda: tablet.report().waiting == 0, "the delivery")
    events = stored(morning.running)

    assert sorted(kinds(events)) == ["asked_for_adult", "checked_in", "checked_in", "chose_adult", "withdrew"]
    assert len({event.event_id for event in events}) == 5


def test_what_a_school_chooses_on_its_pages_is_what_a_child_meets(morning: Morning) -> None:
    """Its own words and its exits, kept by the tablet's record and shown at the next visit; nothing else changes."""
    service, tablet = morning.running.service, morning.watched.tablet
    with service.db.write() as session:
        school = session.get_one(School, service.school_id)
        before = dict(school.settings)
        own_words.keep(school, "en", {"feeling.happy": "Glad", "exit.adult": "I want my teacher"})
        tablet_settings.keep(school, TabletSettings(unsaid=False))
    try:
        tablet.send_now()
        morning.driver.until(lambda: bool(morning.state.classroom.words), "the school's words")
        morning.begin(0)
        shown = {card.said: card.option.word for card in morning.driver.cards()}
    finally:
        with service.db.write() as session:
            session.get_one(School, service.school_id).settings = before

    assert (shown["happy"], shown["sad"], shown["adult"]) == ("Glad", "Sad", "I want my teacher")
    assert "not_sure" in shown
    assert "not_say" not in shown


def test_a_tick_and_the_lantern_come_from_the_tablets_own_record(morning: Morning) -> None:
    """Known at once, whether or not the service has heard."""
    morning.running.stop()
    pupil = morning.begin(0)
    morning.feel("calm")
    morning.driver.press("adult")
    morning.driver.until_screen(Step.ADULT)
    morning.driver.press("not_sure")
    morning.driver.press("not_sure")
    morning.driver.until_screen(Step.THANKS)
    morning.driver.press("finish")
    morning.driver.until_screen(Step.REST)

    morning.driver.until(lambda: morning.state.lantern, "the lantern")
    morning.driver.frames(2)

    assert morning.driver.stage.screen.lit

    morning.driver.press("hello")
    morning.driver.until_screen(Step.WHO)

    assert morning.driver.card(pupil).option.done
