"""Whose turn it is: secret pictures, earlier requests, children who opted out, and *not you*."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.checkin import (
    AskAdult,
    Asked,
    CheckIn,
    Child,
    Left,
    Played,
    SayCame,
    Step,
    TakeBack,
    Tapped,
    Tick,
    Turn,
)
from tests.kiosk.conversation import ADULT_ID, AMINA, GUIDE, MILA, NOOR, Conversation

SECRET = replace(AMINA, secret="moon")
REQUEST = "5e" * 16
ASKER = replace(AMINA, asked=Asked(REQUEST, ADULT_ID))


# The secret picture.


def test_the_right_secret_picture_opens_the_turn(talk: Conversation) -> None:
    """And is forgotten: it is asked once."""
    talk.finds(SECRET)
    asked = talk.step
    talk.taps("moon")

    assert asked is Step.OWN_PICTURE
    assert talk.step is Step.FEELING
    assert talk.turn.child == AMINA


def test_a_wrong_picture_may_be_tried_again_and_the_third_is_shown_to_an_adult(talk: Conversation) -> None:
    """Nobody is locked out: the card is taken to a grown-up, and then the tablet rests."""
    talk.finds(SECRET)
    steps = []
    for wrong in ("ball", "kite", "hat"):
        talk.taps(wrong)
        steps.append(talk.step)
    talk.taps("moon", "finish")

    assert steps == [Step.OWN_PICTURE, Step.OWN_PICTURE, Step.PICTURE_CARD]
    assert talk.turn == Turn()
    assert talk.effects == []


def test_who_does_not_know_their_picture_is_helped_at_once(talk: Conversation) -> None:
    """There is nothing to guess."""
    talk.finds(SECRET)
    talk.taps("not_sure")

    assert talk.step is Step.PICTURE_CARD


def test_what_is_no_picture_is_no_try(talk: Conversation) -> None:
    """A late touch of the screen before costs nothing."""
    talk.finds(SECRET)
    talk.taps("sad", "hello", "", "yes")

    assert (talk.step, talk.turn.tries) == (Step.OWN_PICTURE, 0)


@pytest.mark.parametrize("wrong", [0, 3])
def test_a_grown_up_can_be_asked_for_without_the_picture(talk: Conversation, wrong: int) -> None:
    """Help is never behind a secret."""
    talk.finds(SECRET)
    talk.taps(*["ball"] * wrong)

    assert talk.taps("adult") == (AskAdult(AMINA.pupil),)


def test_a_request_taken_back_does_not_open_the_way_past_the_picture(talk: Conversation) -> None:
    """It still has to be shown."""
    talk.finds(SECRET)
    talk.taps("adult", "any_adult", "sit", "take_back")

    assert talk.step is Step.OWN_PICTURE


# Did a grown-up come?


@pytest.mark.parametrize("came", ["yes", "no", "not_sure"])
def test_at_the_next_visit_a_child_is_asked_whether_somebody_came(talk: Conversation, came: str) -> None:
    """Once, and then how they feel."""
    talk.finds(ASKER)
    asked = talk.step
    talk.taps(came)

    assert asked is Step.CAME
    assert talk.effects == [SayCame(REQUEST, came)]
    assert talk.turn == Turn(step=Step.FEELING, child=AMINA, page="2")


def test_nobody_has_to_say_whether_somebody_came(talk: Conversation) -> None:
    """It is passed over, and nothing is recorded."""
    talk.finds(ASKER)
    talk.taps("not_say")

    assert talk.effects == []
    assert talk.step is Step.FEELING


def test_the_secret_picture_comes_before_what_is_known_of_the_child(talk: Conversation) -> None:
    """A friend must not see who was asked for."""
    talk.finds(replace(ASKER, secret="moon"))
    first = talk.step
    talk.taps("moon")

    assert (first, talk.step) == (Step.OWN_PICTURE, Step.CAME)


# Opted out.


def test_an_opted_out_child_meets_a_story_and_is_ticked(talk: Conversation) -> None:
    """The same wall, the same tick, something that others may choose too, and no feeling."""
    talk.finds(NOOR)
    told = (talk.step, talk.turn.activity)
    talk.hears(Played(50, to_the_end=True))

    assert told == (Step.ACTIVITY, "story")
    assert talk.effects == [Tick(NOOR.pupil)]
    assert talk.step is Step.THANKS


@pytest.mark.parametrize("ends", [Tapped("stop", seconds=4), Left(60)])
def test_a_story_stopped_or_left_records_nothing(talk: Conversation, ends: Tapped | Left) -> None:
    """There is no check-in that it could belong to."""
    talk.finds(NOOR)
    talk.hears(ends)

    assert talk.effects == [Tick(NOOR.pupil)]


def test_an_opted_out_child_can_ask_for_a_grown_up_in_the_story(talk: Conversation) -> None:
    """Opting out of feelings is not opting out of help."""
    talk.finds(NOOR)

    assert talk.hears(Tapped("adult", seconds=4)) == (AskAdult(NOOR.pupil),)


def test_on_a_quick_morning_an_opted_out_child_is_thanked_at_once(talk: Conversation) -> None:
    """Like everybody else, they are through quickly."""
    talk.guide = replace(GUIDE, afterwards=False)
    talk.finds(NOOR)

    assert talk.step is Step.THANKS
    assert talk.effects == [Tick(NOOR.pupil)]


def test_an_opted_out_child_is_asked_whether_somebody_came(talk: Conversation) -> None:
    """They asked, so they are heard."""
    talk.finds(replace(NOOR, asked=Asked(REQUEST)))
    talk.taps("no")

    assert talk.effects == [SayCame(REQUEST, "no"), Tick(NOOR.pupil)]


# Once more, and not you.


def test_a_child_may_check_in_again(talk: Conversation) -> None:
    """Each time is a check-in of its own."""
    talk.tells(AMINA, "sad")
    talk.hears(Left())
    talk.tells(AMINA, "happy")

    assert [effect.answers for effect in talk.effects if isinstance(effect, CheckIn)] == [("sad",), ("happy",)]


WAYS: dict[Step, tuple[str, ...]] = {
    Step.SIZE: (),
    Step.ABOUT: ("1",),
    Step.HELP: ("1", "home"),
    Step.ACTIVITY: ("1", "home", "candle"),
    Step.HOW_NOW: ("1", "home", "candle", "stop"),
    Step.HARDER: ("1", "home", "candle", "stop", "harder"),
    Step.ADULT: ("adult",),
    Step.HOW: ("adult", "any_adult"),
}


@pytest.mark.parametrize("step", WAYS)
def test_not_you_is_asked_on_every_step_with_a_child(talk: Conversation, step: Step) -> None:
    """Yes goes on where it was; no withdraws the check-in, whatever was added to it."""
    talk.tells(MILA, "sad")
    talk.taps(*WAYS[step])
    there = talk.turn
    talk.taps("me", "yes")
    back = talk.turn
    followed = talk.taps("me", "no")

    assert there.step is step
    assert replace(back, before=there.before) == there
    assert followed == (TakeBack(check_in=True),)
    assert talk.step is Step.WHO


@pytest.mark.parametrize("child", [SECRET, ASKER])
def test_not_you_before_anything_was_said_records_nothing(talk: Conversation, child: Child) -> None:
    """On the secret picture and on *did a grown-up come?*"""
    talk.finds(child)
    talk.taps("me", "no")

    assert talk.effects == []
    assert talk.step is Step.WHO
