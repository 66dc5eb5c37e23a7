"""The conversation when it is not only a feeling: a grown-up, the wrong picture, a change of mind."""

from __future__ import annotations

import pytest

from kiosk.checkin import AddToRequest, AskAdult, CheckIn, Chose, Left, Settled, Step, TakeBack, Turn
from tests.kiosk.conversation import ADULT_ID, AMINA, LEO, NOOR, Conversation


def test_a_request_that_cannot_be_written_is_not_passed_over(talk: Conversation) -> None:
    """A child who waits for an adult must know when nobody was told."""
    talk.finds(AMINA)
    talk.taps("adult")
    talk.keeps(durable=False)

    assert talk.step is Step.UNSAVED


def test_the_first_tap_on_a_grown_up_is_the_request(talk: Conversation) -> None:
    """It goes before anything else is asked."""
    talk.finds(AMINA)

    assert talk.taps("adult") == (AskAdult(AMINA.pupil),)
    assert talk.step is Step.ADULT


def test_a_grown_up_can_be_asked_for_while_the_answer_is_being_written(talk: Conversation) -> None:
    """A slow card must not swallow a request."""
    talk.finds(AMINA)
    talk.feels("sad")

    assert talk.taps("adult") == (AskAdult(AMINA.pupil),)


def test_which_adult_and_how_only_add_to_the_request(talk: Conversation) -> None:
    """They follow it and never cancel it."""
    talk.finds(AMINA)
    talk.taps("adult", ADULT_ID, "sit")

    assert talk.effects == [AskAdult(AMINA.pupil), AddToRequest(adult=ADULT_ID), AddToRequest(how="sit")]
    assert talk.step is Step.THANKS


def test_someone_who_is_not_in_the_pictures_can_be_wished_for(talk: Conversation) -> None:
    """Adults hear that it is none of those shown; the child says who."""
    talk.finds(AMINA)
    talk.taps("adult", "other_adult", "talk")

    assert talk.effects == [AskAdult(AMINA.pupil), AddToRequest(someone_else=True), AddToRequest(how="talk")]
    assert talk.step is Step.THANKS


@pytest.mark.parametrize("choice", ["any_adult", "not_sure", "not_say"])
def test_any_grown_up_adds_nothing_to_the_request(talk: Conversation, choice: str) -> None:
    """Who does not mind, does not know or won't say which adult has asked all the same."""
    talk.finds(AMINA)
    talk.taps("adult", choice)

    assert talk.effects == [AskAdult(AMINA.pupil)]
    assert talk.step is Step.HOW


def test_tapping_a_grown_up_again_asks_only_once(talk: Conversation) -> None:
    """An anxious child taps more than once."""
    talk.finds(AMINA)
    talk.taps("adult", "adult", "adult")

    assert talk.effects == [AskAdult(AMINA.pupil)]
    assert talk.step is Step.ADULT


def test_asking_from_the_wall_goes_at_once_and_the_asker_is_named_after(talk: Conversation) -> None:
    """Nobody has to find their picture first."""
    talk.taps("hello")
    first = talk.taps("adult")
    then = talk.hears(Chose(AMINA))

    assert first == (AskAdult(None),)
    assert then == (AddToRequest(pupil=AMINA.pupil),)
    assert talk.step is Step.ADULT


def test_asking_from_the_wall_needs_no_name(talk: Conversation) -> None:
    """*I don't want to say* who I am still reaches the adults."""
    talk.taps("hello", "adult", "not_say")

    assert talk.effects == [AskAdult(None)]
    assert talk.step is Step.ADULT


def test_a_child_who_cannot_find_their_picture_can_ask_for_a_grown_up(talk: Conversation) -> None:
    """The card to take to an adult has the same exit as every screen."""
    talk.taps("hello", "cant_find", "adult")

    assert talk.effects == [AskAdult(None)]


def test_touching_my_animal_asks_not_you_and_no_goes_back_to_the_wall(talk: Conversation) -> None:
    """The wrong picture is put right with two taps, and nothing was recorded."""
    talk.finds(AMINA)
    talk.taps("sad", "me", "no")
    talk.hears(Settled())

    assert talk.step is Step.WHO
    assert talk.effects == []


def test_not_you_answered_with_yes_goes_on_where_it_was(talk: Conversation) -> None:
    """A touch by mistake costs nothing."""
    talk.finds(AMINA)
    talk.taps("me", "yes")

    assert talk.turn == Turn(step=Step.FEELING, child=AMINA, page="2", before=Step.FEELING)


def test_a_half_way_answer_is_not_kept_while_not_you_is_open(talk: Conversation) -> None:
    """Whose answer it was is in doubt, so nobody's history gets it."""
    talk.finds(LEO)
    talk.feels("okay")
    talk.taps("me")
    talk.hears(Left())

    assert talk.effects == []


def test_a_check_in_under_the_wrong_picture_is_withdrawn(talk: Conversation) -> None:
    """It was not that child's."""
    talk.tells(AMINA, "sad")

    assert talk.taps("me", "no") == (TakeBack(check_in=True),)


def test_a_wrong_check_in_is_withdrawn_even_after_asking_for_a_grown_up(talk: Conversation) -> None:
    """The request stays and is given its right name; the feeling goes."""
    talk.tells(AMINA, "sad")
    talk.taps("adult")

    assert talk.taps("me", "no") == (TakeBack(check_in=True),)
    assert talk.hears(Chose(LEO)) == (AddToRequest(pupil=LEO.pupil),)


def test_an_answer_can_be_taken_back_and_given_again(talk: Conversation) -> None:
    """Until the next child's turn."""
    talk.tells(AMINA, "happy")
    taken_back = talk.taps("take_back")
    talk.feels("sad")

    assert taken_back == (TakeBack(),)
    assert talk.effects[-1] == CheckIn(AMINA.pupil, ("sad",), 2, 0)


def test_a_request_can_be_taken_back_and_made_again(talk: Conversation) -> None:
    """A withdrawn request does not block the next."""
    talk.finds(AMINA)
    talk.taps("adult", "any_adult", "talk", "take_back", "adult")

    assert talk.effects.count(AskAdult(AMINA.pupil)) == 2
    assert talk.effects.count(TakeBack()) == 1


def test_nothing_can_be_taken_back_twice(talk: Conversation) -> None:
    """One answer, one withdrawal."""
    talk.tells(AMINA, "happy")
    talk.taps("take_back", "take_back")

    assert talk.effects.count(TakeBack()) == 1


def test_an_opted_out_child_keeps_the_grown_up(talk: Conversation) -> None:
    """Opting out of feelings is not opting out of help."""
    talk.finds(NOOR)
    talk.taps("adult")

    assert talk.effects[-1] == AskAdult(NOOR.pupil)
