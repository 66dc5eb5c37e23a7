"""The activity, and how it is then: always stoppable, never praised, and taken back with its check-in."""

from __future__ import annotations

import pytest

from kiosk.checkin import (
    AskAdult,
    CheckIn,
    Did,
    Effect,
    Left,
    Played,
    SayHowNow,
    Step,
    TakeBack,
    Tapped,
    Turn,
)
from tests.kiosk.conversation import AMINA, Conversation


def added(talk: Conversation) -> list[Effect]:
    """What was recorded besides the check-in."""
    return [effect for effect in talk.effects if not isinstance(effect, CheckIn)]


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
