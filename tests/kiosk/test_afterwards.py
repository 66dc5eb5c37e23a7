"""What follows a kept check-in: how big, what about, what might help, and how it is then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.checkin import (
    AskAdult,
    CheckIn,
    Child,
    Did,
    Effect,
    Left,
    Played,
    RememberLater,
    SayHowNow,
    Step,
    TakeBack,
    Tapped,
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


# The activity, and how it is then.


def playing(talk: Conversation, feeling: str = "sad") -> str:
    """Let Amina choose the first thing she is offered."""
    talk.tells(AMINA, *(("not_sure", "not_sure") if feeling == "not_sure" else (feeling,)))
    choice = talk.turn.offers[0]
    talk.taps(choice)
    return choice


def test_an_activity_is_recorded_and_how_it_is_now_asked(talk: Conversation) -> None:
    """To its end or not."""
    chosen = playing(talk)
    talk.hears(Played(42, to_the_end=True))
    asked = talk.step
    talk.taps("easier")

    assert asked is Step.HOW_NOW
    assert added(talk) == [Did(chosen, 42, True), SayHowNow(chosen, "easier")]
    assert talk.step is Step.THANKS


def test_stop_is_always_in_reach_and_counts_what_was_played(talk: Conversation) -> None:
    """Stopping is no failure: the same question follows."""
    chosen = playing(talk)
    talk.hears(Tapped("stop", seconds=7))

    assert added(talk) == [Did(chosen, 7, False)]
    assert talk.step is Step.HOW_NOW


def test_walking_away_from_an_activity_records_it(talk: Conversation) -> None:
    """It was chosen, and played for a while."""
    chosen = playing(talk)
    talk.hears(Left(60))

    assert added(talk) == [Did(chosen, 60, False)]
    assert talk.turn == Turn()


@pytest.mark.parametrize(("heard", "told"), [(-3, 0), (10**9, 3600)])
def test_a_clock_that_jumped_tells_no_nonsense(talk: Conversation, heard: int, told: int) -> None:
    """No activity takes less than nothing or more than an hour."""
    chosen = playing(talk)
    talk.hears(Played(heard, to_the_end=True))

    assert added(talk) == [Did(chosen, told, True)]


def test_a_grown_up_can_be_asked_for_in_an_activity(talk: Conversation) -> None:
    """The time played is recorded with it."""
    chosen = playing(talk)
    followed = talk.hears(Tapped("adult", seconds=9))

    assert followed == (Did(chosen, 9, False), AskAdult(AMINA.pupil))
    assert talk.step is Step.ADULT


def test_without_a_face_there_is_nothing_to_compare(talk: Conversation) -> None:
    """After *not sure* an activity ends with thanks."""
    playing(talk, "not_sure")
    talk.hears(Played(30, to_the_end=False))

    assert talk.step is Step.THANKS


@pytest.mark.parametrize("answer", ["same", "not_sure"])
def test_the_same_and_not_sure_are_thanked_like_easier(talk: Conversation, answer: str) -> None:
    """In the same voice."""
    chosen = playing(talk)
    talk.hears(Played(30, to_the_end=True))
    talk.taps(answer)

    assert talk.effects[-1] == SayHowNow(chosen, answer)
    assert talk.step is Step.THANKS


def test_nobody_has_to_say_how_it_is_now(talk: Conversation) -> None:
    """*I don't want to say* records nothing here."""
    playing(talk)
    talk.hears(Played(30, to_the_end=True))

    assert talk.taps("not_say") == ()
    assert talk.step is Step.THANKS


@pytest.mark.parametrize(("choice", "step"), [("yes", Step.ADULT), ("no", Step.THANKS)])
def test_harder_offers_a_grown_up(talk: Conversation, choice: str, step: Step) -> None:
    """Yes is the request itself."""
    chosen = playing(talk)
    talk.hears(Played(30, to_the_end=True))
    talk.taps("harder")
    offered = talk.step
    followed = talk.taps(choice)

    assert offered is Step.HARDER
    assert SayHowNow(chosen, "harder") in talk.effects
    assert followed == ((AskAdult(AMINA.pupil),) if choice == "yes" else ())
    assert talk.step is step


def test_taking_back_after_all_that_withdraws_the_check_in_with_what_was_added(talk: Conversation) -> None:
    """One withdrawal covers its additions, and the child may answer again."""
    playing(talk)
    talk.hears(Played(30, to_the_end=True))
    talk.taps("easier")

    assert talk.taps("take_back") == (TakeBack(),)
    assert talk.turn == Turn(step=Step.FEELING, child=AMINA, page="2")


def test_a_request_taken_back_leaves_the_check_in_which_can_be_taken_back_then(talk: Conversation) -> None:
    """Each answer is withdrawn on its own, and nobody is asked a feeling twice."""
    talk.tells(AMINA, "happy")
    talk.taps("adult", "any_adult", "sit", "take_back")
    between = talk.step
    talk.taps("take_back")

    assert between is Step.THANKS
    assert talk.step is Step.FEELING
    assert [effect for effect in talk.effects if isinstance(effect, TakeBack)] == [TakeBack(), TakeBack()]
