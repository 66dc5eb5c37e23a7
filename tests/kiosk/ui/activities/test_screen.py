"""The screen around an activity: the exits, the fingers, the time, and what is told at the end."""

from __future__ import annotations

from kiosk.effects import Did
from kiosk.turn import AS_EVERYBODY, Child, Step, Turn
from kiosk.ui.activities import sprites
from kiosk.ui.activities.candle import CandleBreath
from kiosk.ui.activities.star import StarBreath
from kiosk.ui.screens.activity import ActivityScreen
from sync.protocol import ChildSettings
from tests.kiosk.ui.activities.playing import choose, playing
from tests.kiosk.ui.classroom import hex_of
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.kiosk import SIZES, Kiosk


def test_stop_tells_how_long_it_was_played(kiosk: Kiosk) -> None:
    """Whole seconds, and that it was not to the end."""
    choose(kiosk, "candle")
    kiosk.advance(7.6)
    kiosk.press("stop")

    assert kiosk.tablet.carried[-1] == Did("candle", 7, to_the_end=False)
    assert kiosk.at(Step.HOW_NOW)


def test_asking_for_a_grown_up_keeps_what_was_played(kiosk: Kiosk) -> None:
    """The request goes first of all; the activity is kept as stopped."""
    choose(kiosk, "star")
    kiosk.advance(5.2)
    kiosk.press("adult")

    assert kiosk.at(Step.ADULT)
    assert Did("star", 5, to_the_end=False) in kiosk.tablet.carried


def test_stop_is_in_reach_of_the_other_hand(kiosk: Kiosk) -> None:
    """A finger that plays does not keep another one from an exit, but does keep it from playing."""
    widget = choose(kiosk, "star")
    assert isinstance(widget, StarBreath)
    kiosk.advance(0.4)  # the pause after a change of screen
    playing_finger, second = kiosk.finger_at(150, 200), kiosk.finger_at(260, 300)
    playing_finger.down()
    second.down()
    trail = [light.place for light in widget._trail if light.alpha]
    second.up()
    stop = kiosk.finger("stop")
    stop.down()
    stop.up()
    kiosk.frames(2)
    playing_finger.to(170, 220)
    playing_finger.up()

    assert len(trail) == 1
    assert kiosk.at(Step.HOW_NOW)


def test_the_exits_stand_where_they_always_do(start: Start) -> None:
    """*I want a grown-up* keeps its corner, Stop stands beside it, and nothing of the room is under them."""
    for size in SIZES:
        kiosk = start(size)
        choose(kiosk, "candle")
        screen = kiosk.stage.screen
        assert isinstance(screen, ActivityScreen)
        stop, adult = kiosk.card("stop"), kiosk.card("adult")
        places = kiosk.metrics.exits(3)
        assert (stop.box, adult.box) == (places[1], places[2])
        assert adult.box == kiosk.metrics.exits(1)[0]
        room = screen.room
        assert all(room.right < box.x or room.foot < box.y for box in places)
        kiosk.close()


def test_a_moving_finger_keeps_the_turn_alive(kiosk: Kiosk) -> None:
    """A child who strokes the screen for longer than the wait is still there."""
    choose(kiosk, "five")
    for _ in range(3):
        kiosk.advance(0.4)
        finger = kiosk.finger_at(100, 60)
        finger.down()
        finger.up()
        kiosk.advance(60.0)
    assert kiosk.at(Step.ACTIVITY)
    widget = choose(kiosk, "star")
    finger = kiosk.finger_at(100, 200)
    kiosk.advance(0.4)
    finger.down()
    for step in range(30):
        finger.to(100 + step * 4, 200)
        kiosk.advance(1.2)
    assert widget.play is not None


def test_each_activity_has_its_own_wait_before_rest(kiosk: Kiosk) -> None:
    """Five things takes thinking: 90 s; after it other screens have their usual wait again."""
    choose(kiosk, "five")
    kiosk.advance(89.0)
    waited = kiosk.at(Step.ACTIVITY)
    kiosk.advance(1.5)

    assert waited
    assert kiosk.at(Step.REST)
    assert kiosk.tablet.carried[-1] == Did("five", 90, to_the_end=False)
    assert kiosk.kiosk.activity_rest_s is None


def test_an_activity_gets_what_is_known_of_the_child(kiosk: Kiosk) -> None:
    """The child's own face and animal, the class's adults, the words of their language."""
    widget = choose(kiosk, "candle", ChildSettings(language="pl"), feeling="cross", step=3)
    play = widget.play
    assert play is not None

    assert (play.feeling, play.step, play.picture) == ("cross", 3, kiosk.tablet.room.pupils[0].picture)  # type: ignore[union-attr]
    assert play.adults[0] == ("adult_1", "Miss Ola")
    assert play.settings.language == "pl"


def test_an_answer_without_a_face_breathes_as_calm(kiosk: Kiosk) -> None:
    """*Not sure* has no face to breathe with."""
    widget = choose(kiosk, "candle", feeling="not_sure")

    assert isinstance(widget, CandleBreath)
    assert widget._face.name == "calm"


def test_a_quiet_child_hears_nothing(kiosk: Kiosk) -> None:
    """The player handed to the activity is one that was never opened."""
    loud = choose(kiosk, "candle", AS_EVERYBODY).play
    reader = kiosk.stage.reader
    assert loud is not None
    assert loud.player is reader.player
    kiosk.kiosk.turn = Turn()
    quiet = choose(kiosk, "candle", ChildSettings(quiet=True)).play

    assert quiet is not None
    assert quiet.player is not reader.player
    assert quiet.player.play(reader.voice.touch("tap")) == 0.0


def test_pictures_are_painted_while_the_child_chooses(kiosk: Kiosk) -> None:
    """The three that are offered are painted off the screen's thread before one is chosen."""
    sprites.forget()
    kiosk.stage.prepare()
    kiosk.kiosk.turn = Turn(step=Step.HELP, child=Child(hex_of(0)), told=("sad",), offers=("push", "five", "hum"))
    kiosk.until(lambda: any(name == "prop_pusher" for name, _ in sprites._painted), "painting ahead")


def test_each_activity_is_built_once(kiosk: Kiosk) -> None:
    """The second child plays with the same widget, begun anew."""
    first = choose(kiosk, "push")
    kiosk.kiosk.turn = Turn()
    second = choose(kiosk, "push")

    assert first is second
    assert playing(kiosk).play is not None


def test_an_activity_of_a_newer_daybreak_can_be_left(kiosk: Kiosk) -> None:
    """A name that this tablet does not know shows the exits, and Stop works."""
    kiosk.kiosk.turn = Turn(step=Step.ACTIVITY, child=Child(hex_of(0)), told=("sad",), checked_in=True, activity="sing")
    kiosk.frames(2)
    kiosk.press("stop")

    assert not kiosk.at(Step.ACTIVITY)
