"""What follows a kept check-in: how big, what about, and what might help."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.checkin import (
    CheckIn,
    Child,
    Effect,
    Left,
    RememberLater,
    Step,
    TellMore,
    Turn,
)
from tests.kiosk.conversation import AMINA, GUIDE, LEO, MILA, OLDER, Conversation

QUICK = replace(GUIDE, afterwards=False)


def added(talk: Conversation) -> list[Effect]:
    """What was recorded besides the check-in."""
    return [effect for effect in talk.effects if not isinstance(effect, CheckIn)]


@pytest.mark.parametrize("child", [MILA, OLDER])
def test_older_children_are_asked_how_big_and_what_it_is_about(talk: Conversation, child: Child) -> None:
    """Both are additions to a check-in that stands already."""
    talk.finds(child)
    talk.feels(*(("sad",) if child is MILA else ("rain", "sad")))
    before = list(talk.effects)
    talk.keeps()
    steps = [talk.step]
    talk.taps("3")
    steps.append(talk.step)
    talk.taps("friends")

    assert len(before) == 1
    assert steps == [Step.SIZE, Step.ABOUT]
    assert added(talk) == [TellMore(size=3), TellMore(about="friends")]


@pytest.mark.parametrize("leaves_out", ["skip", "not_sure", "not_say"])
def test_both_can_be_left_out(talk: Conversation, leaves_out: str) -> None:
    """Nothing is recorded of what was not said; *not sure* is one of the pictures of *about*."""
    talk.tells(MILA, "sad")
    talk.taps(leaves_out, leaves_out)

    assert added(talk) == ([TellMore(about="not_sure")] if leaves_out == "not_sure" else [])
    assert talk.step is Step.HELP


@pytest.mark.parametrize("child", [LEO, AMINA])
def test_younger_children_are_asked_neither(talk: Conversation, child: Child) -> None:
    """Three touches are enough."""
    talk.tells(child, *(("not_okay", "sad") if child is LEO else ("sad",)))

    assert talk.step is Step.HELP


@pytest.mark.parametrize("answer", ["not_sure", "not_say"])
def test_nobody_is_asked_how_big_not_sure_is(talk: Conversation, answer: str) -> None:
    """Only a face has a size."""
    talk.tells(MILA, *(("not_sure", "not_sure") if answer == "not_sure" else (answer,)))

    assert talk.step is (Step.HELP if answer == "not_sure" else Step.THANKS)


@pytest.mark.parametrize("touched", ["4", "0", "home", "sad", "", "1.0"])
def test_only_the_three_sizes_are_sizes(talk: Conversation, touched: str) -> None:
    """Whatever else comes is nothing."""
    talk.tells(MILA, "sad")
    talk.taps(touched)

    assert talk.step is Step.SIZE
    assert added(talk) == []


def test_leaving_half_way_keeps_what_was_said(talk: Conversation) -> None:
    """The check-in and the size stand, and nothing else."""
    talk.tells(MILA, "sad")
    talk.taps("2")
    talk.hears(Left())

    assert talk.effects == [CheckIn(MILA.pupil, ("sad",), 3, 0), TellMore(size=2)]
    assert talk.turn == Turn()


# What might help.


@pytest.mark.parametrize("feeling", ["sad", "tired", "cross"])
def test_an_unpleasant_feeling_is_offered_help(talk: Conversation, feeling: str) -> None:
    """Three things, offered and never required."""
    talk.tells(AMINA, feeling)

    assert talk.step is Step.HELP
    assert len(talk.turn.offers) == 3


def test_a_need_of_the_body_is_offered_help(talk: Conversation) -> None:
    """It has no value, so it is not pleasant."""
    talk.tells(AMINA, "my_body", "hungry")

    assert talk.step is Step.HELP


def test_a_mixed_pair_is_offered_help(talk: Conversation) -> None:
    """Proud and sad is not only pleasant."""
    talk.finds(OLDER)
    talk.feels("rain")
    talk.taps("sad", "another")
    talk.feels("sun", "proud")
    talk.keeps()
    talk.taps("skip", "skip")

    assert talk.step is Step.HELP


@pytest.mark.parametrize("answer", ["happy", "not_say"])
def test_after_a_pleasant_feeling_there_is_one_small_tile(talk: Conversation, answer: str) -> None:
    """It opens what the others are asked; it is not asked."""
    talk.tells(AMINA, answer)
    thanks, offers = talk.step, talk.turn.offers
    talk.taps("help")

    assert thanks is Step.THANKS
    assert len(offers) == 3
    assert talk.step is Step.HELP


@pytest.mark.parametrize("choice", ["not_now", "later", "not_sure", "not_say"])
def test_help_can_be_declined(talk: Conversation, choice: str) -> None:
    """And is not offered again in the same breath."""
    talk.tells(AMINA, "sad")
    talk.taps(choice)
    talk.taps("help")

    assert talk.step is Step.THANKS
    assert added(talk) == ([RememberLater(AMINA.pupil)] if choice == "later" else [])


def test_later_cannot_be_chosen_at_the_last_check_in(talk: Conversation) -> None:
    """There is no later today."""
    talk.guide = replace(GUIDE, later=False)
    talk.tells(AMINA, "sad")
    talk.taps("later")

    assert talk.step is Step.HELP
    assert added(talk) == []


@pytest.mark.parametrize("answer", ["happy", "not_say"])
def test_who_chose_later_is_offered_help_whatever_they_feel_now(talk: Conversation, answer: str) -> None:
    """It was promised."""
    talk.tells(replace(AMINA, later=True), answer)

    assert talk.step is Step.HELP


def test_on_a_quick_morning_help_waits_for_the_second_check_in(talk: Conversation) -> None:
    """No question and no tile; size and about are asked as always."""
    talk.guide = QUICK
    talk.tells(AMINA, "sad")
    first = (talk.step, talk.turn.offers)
    talk.turn = Turn()
    talk.tells(MILA, "sad")

    assert first == (Step.THANKS, ())
    assert talk.step is Step.SIZE
