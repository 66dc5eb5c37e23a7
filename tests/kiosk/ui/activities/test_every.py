"""What holds for every activity there is: played, stroked, stopped and ended, it leaves nothing behind."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest
from kivy.clock import Clock

from kiosk.effects import Did
from kiosk.turn import Step
from kiosk.ui import activities
from kiosk.ui.activities import sprites
from kiosk.ui.activities.activity import Play
from kiosk.ui.activities.guided import Guided
from kiosk.ui.sound import Player
from kiosk.ui.timers import HandTimers
from sync.protocol import ChildSettings
from tests.kiosk.ui.activities.playing import STILL, choose, leave, pending, play_for, playing
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.kiosk import SIZES, Kiosk

EVERY = activities.ids()
LONGEST_S = 400.0


def events() -> list[Any]:
    """What Kivy's clock would still call again and again for an activity, those of earlier tests among it."""
    again = [(event, event.get_callback()) for event in Clock.get_events() if event.loop]
    return [event for event, call in again if getattr(call, "__module__", "").startswith("kiosk.ui.activities")]


def stroke(kiosk: Kiosk, chance: random.Random, times: int = 6) -> None:
    """Fingers come down, move and go, anywhere in the room but on an exit."""
    room = kiosk.stage.screen.room
    for _ in range(times):
        if not kiosk.at(Step.ACTIVITY):
            return
        x = room.x + room.width * chance.uniform(0.02, 0.98)
        y = kiosk.metrics.height - room.y - room.height * chance.uniform(0.02, 0.98)
        finger = kiosk.finger_at(x, y)
        finger.down()
        kiosk.frames(1)
        for _ in range(3):
            x, y = x + chance.uniform(-40, 40), y + chance.uniform(-40, 40)
            finger.to(x, y)
            kiosk.frames(1)
        finger.up()
        kiosk.advance(0.2)


@pytest.mark.parametrize("id", EVERY)
def test_an_activity_is_played_and_stopped_without_a_trace(kiosk: Kiosk, id: str) -> None:
    """Whatever was touched, Stop ends it: no timer, no frame, no sound is left."""
    timers, ticking = pending(kiosk), events()
    widget = choose(kiosk, id)
    stroke(kiosk, random.Random(id))
    kiosk.press("stop")
    kiosk.frames(2)

    assert not kiosk.at(Step.ACTIVITY)
    assert widget.play is None
    assert not widget.moving
    assert widget.parent is None
    leave(kiosk)
    assert pending(kiosk) <= timers + 1, "only the wait for an untouched screen may follow"
    assert [event for event in events() if event not in ticking] == []


@pytest.mark.parametrize("id", EVERY)
def test_an_activity_that_is_left_alone_ends_or_rests(kiosk: Kiosk, id: str) -> None:
    """Nobody is there: it comes to its own end, or the tablet goes back to rest."""
    ticking = events()
    widget = choose(kiosk, id)
    passed = 0.0
    while kiosk.at(Step.ACTIVITY) and passed < LONGEST_S:
        kiosk.advance(2.0)
        passed += 2.0

    assert not kiosk.at(Step.ACTIVITY), f"{id} went on for {LONGEST_S:g} s"
    assert widget.play is None
    assert [event for event in events() if event not in ticking] == []


@pytest.mark.parametrize("id", EVERY)
def test_twenty_playings_leave_an_activity_as_it_was(kiosk: Kiosk, id: str) -> None:
    """It is built once: no widget, no drawing instruction and no wait is added by playing it again."""

    def size() -> tuple[int, int, int]:
        widget = playing(kiosk)
        told = (len(list(widget.walk())), _instructions(widget.canvas), id_of(widget))
        leave(kiosk)
        return told

    chance = random.Random(1)
    choose(kiosk, id)
    stroke(kiosk, chance, 2)
    first = size()
    for number in range(19):
        choose(kiosk, id)
        stroke(kiosk, chance, number % 6 == 5)
        assert size() == first


@pytest.mark.parametrize("id", EVERY)
def test_nothing_moves_by_itself_for_a_child_for_whom_it_may_not(kiosk: Kiosk, id: str) -> None:
    """With reduced motion a frame comes with a touch, or with a step some seconds long; none comes in between."""
    widget = choose(kiosk, id, STILL)
    kiosk.frames(3)
    changes: list[float] = []
    timers = kiosk.kiosk.timers
    assert isinstance(timers, HandTimers)
    for tenth in range(160):
        if not kiosk.at(Step.ACTIVITY):
            break
        before = kiosk.flips
        timers.advance(0.1)
        kiosk.frames(1)
        assert not widget.moving
        if kiosk.flips > before:
            changes.append(tenth / 10)

    assert all(later - sooner >= 1.5 for sooner, later in pairwise(changes)), changes


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("id", EVERY)
def test_a_switch_plays_every_activity_at_every_size(start: Start, id: str, size: tuple[int, int]) -> None:
    """A child who scans comes to the end, or can play on for as long as they like, without any error."""
    kiosk = start(size)
    widget = choose(kiosk, id, ChildSettings(switches=1, quiet=True, low_stimulus=True))
    timers = kiosk.kiosk.timers
    assert isinstance(timers, HandTimers)
    for press in range(30):
        if widget.play is None:
            break
        widget.key()
        timers.advance(1.2)
        if press % 6 == 0:
            kiosk.frames(1)

    leave(kiosk)
    assert widget.play is None


@pytest.mark.parametrize("id", EVERY)
def test_ending_twice_is_safe_and_no_end_is_told_after_it(kiosk: Kiosk, id: str) -> None:
    """The screen may go at any moment, also twice."""
    told: list[str] = []
    timers = HandTimers()
    widget = choose(kiosk, id)
    words = kiosk.stage.screen._words
    leave(kiosk)
    widget.end()
    widget.begin(Play(timers, words, Player(timers), ended=lambda: told.append("ended")))
    timers.advance(1)
    widget.end()
    widget.end()
    timers.advance(LONGEST_S)

    assert told == []
    assert not widget.moving


@pytest.mark.parametrize("id", EVERY)
def test_the_sprites_of_an_activity_are_let_go_when_it_ends(kiosk: Kiosk, id: str) -> None:
    """Between two children an activity holds no picture of its own."""
    widget = choose(kiosk, id)
    play_for(kiosk, 1.0)
    leave(kiosk)

    assert not any(sprite._held for sprite in widget._sprites)
    assert sum(4 * side * side for _, side in sprites._kept) <= sprites._BYTES


@pytest.mark.parametrize("id", ["candle", "star", "push", "squeeze", "shake"])
def test_a_guided_activity_ends_by_itself_after_a_last_still_picture(kiosk: Kiosk, id: str) -> None:
    """All phases and two seconds more; a child who only watches is not sent to rest before."""
    widget = choose(kiosk, id)
    assert isinstance(widget, Guided)
    kiosk.advance(widget.phases.total_s + 1.9)

    assert kiosk.at(Step.ACTIVITY)
    assert not widget.moving
    assert widget.phases.total_s + 2 < widget.rest_s
    kiosk.advance(0.2)
    assert kiosk.at(Step.HOW_NOW)
    assert kiosk.tablet.carried[-1] == Did(id, int(widget.phases.total_s + 2), to_the_end=True)


def _instructions(canvas: object) -> int:
    found = getattr(canvas, "children", None)
    return 1 + sum(_instructions(each) for each in found) if found is not None else 1


def id_of(widget: object) -> int:
    return id(widget)
