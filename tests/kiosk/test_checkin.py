"""The conversation, rule by rule (DESIGN, section 2)."""

from __future__ import annotations

import pytest

from kiosk.checkin import (
    REST_S,
    THANKS_REST_S,
    AddToRequest,
    AskAdult,
    CheckIn,
    Child,
    Chose,
    Left,
    Settled,
    Step,
    TakeBack,
    Tapped,
    Tick,
    Turn,
    Turned,
)
from tests.kiosk.conversation import ADULT_ID, Conversation

AMINA = Child("a1" * 16, step=2)
LEO = Child("1e" * 16, step=1)
NOOR = Child("40" * 16, step=2, opted_out=True)
OLDER = Child("01" * 16, step=4)


@pytest.fixture
def talk() -> Conversation:
    """A tablet at rest."""
    return Conversation()


def test_three_taps_and_a_pause_record_a_check_in(talk: Conversation) -> None:
    """Hello, my picture, my feeling: that is all it takes."""
    talk.hears(Tapped("hello"), Chose(AMINA), Tapped("sad", position=3), Settled())

    assert talk.effects == [CheckIn(AMINA.pupil, ("sad",), 2, 3)]
    assert talk.step is Step.SAVING


def test_thanks_come_only_when_the_record_is_durable(talk: Conversation) -> None:
    """A child is thanked for what is on the disk, not for what is on its way."""
    talk.finds(Chose(AMINA))
    talk.feels("sad")
    before = talk.step
    talk.keeps()

    assert (before, talk.step) == (Step.SAVING, Step.THANKS)


def test_an_answer_that_cannot_be_written_is_not_thanked_for(talk: Conversation) -> None:
    """A full disk shows the card to take to an adult."""
    talk.finds(Chose(AMINA))
    talk.feels("sad")
    talk.keeps(durable=False)

    assert talk.step is Step.UNSAVED


def test_a_request_that_cannot_be_written_is_not_passed_over(talk: Conversation) -> None:
    """A child who waits for an adult must know when nobody was told."""
    talk.finds(Chose(AMINA))
    talk.taps("adult")
    talk.keeps(durable=False)

    assert talk.step is Step.UNSAVED


def test_another_tap_before_the_pause_changes_the_answer(talk: Conversation) -> None:
    """Until it has settled, a tap can be bettered by another."""
    talk.finds(Chose(AMINA))
    talk.taps("happy", "sad")
    talk.hears(Settled())

    assert talk.effects == [CheckIn(AMINA.pupil, ("sad",), 2, 0)]


def test_a_second_finger_after_the_pause_changes_nothing(talk: Conversation) -> None:
    """The first answer that was taken stands."""
    talk.finds(Chose(AMINA))
    talk.feels("sad")
    talk.taps("happy")
    talk.hears(Settled())

    assert talk.effects == [CheckIn(AMINA.pupil, ("sad",), 2, 0)]


def test_leaving_before_the_pause_records_nothing(talk: Conversation) -> None:
    """A tap that was not taken is not an answer."""
    talk.finds(Chose(AMINA))
    talk.taps("sad")
    talk.hears(Left())

    assert talk.effects == []
    assert talk.turn == Turn()


@pytest.mark.parametrize("choice", ["not_sure", "not_say"])
def test_not_sure_and_not_say_are_answers_like_any_other(talk: Conversation, choice: str) -> None:
    """They are recorded, and thanked in the same voice."""
    talk.finds(Chose(AMINA))
    talk.feels(choice)
    talk.keeps()

    assert talk.effects == [CheckIn(AMINA.pupil, (choice,), 2, 0)]
    assert talk.step is Step.THANKS


def test_a_choice_that_is_not_on_the_screen_is_no_answer(talk: Conversation) -> None:
    """Only what is offered can be chosen."""
    talk.finds(Chose(LEO))
    talk.feels("excited", "happy")

    assert talk.effects == []
    assert talk.turn.page == "1"


def test_step_one_asks_okay_first_and_then_finer(talk: Conversation) -> None:
    """The youngest meet two faces, then the faces behind the one they chose."""
    talk.finds(Chose(LEO))
    talk.feels("not_okay", "scared")

    assert talk.effects == [CheckIn(LEO.pupil, ("scared",), 1, 0)]


def test_step_one_keeps_okay_when_the_child_leaves_half_way(talk: Conversation) -> None:
    """*Okay* is an answer in itself."""
    talk.finds(Chose(LEO))
    talk.feels("okay")
    talk.hears(Left())

    assert talk.effects == [CheckIn(LEO.pupil, ("okay",), 1, 0)]
    assert talk.turn == Turn()


def test_step_one_keeps_not_okay_when_the_child_asks_for_a_grown_up(talk: Conversation) -> None:
    """The confirmed half and the request are both kept, the request with its name."""
    talk.finds(Chose(LEO))
    talk.feels("not_okay")
    talk.taps("adult")

    assert talk.effects == [CheckIn(LEO.pupil, ("not_okay",), 1, 0), AskAdult(LEO.pupil)]


def test_my_body_alone_is_not_an_answer(talk: Conversation) -> None:
    """It only leads to the body's page; leaving there records nothing."""
    talk.finds(Chose(AMINA))
    talk.feels("my_body")
    talk.hears(Left())

    assert talk.effects == []


def test_my_body_leads_to_the_needs_of_the_body(talk: Conversation) -> None:
    """Hungry, poorly, tired and hurt are behind it."""
    talk.finds(Chose(AMINA))
    talk.feels("my_body", "hungry")

    assert talk.effects == [CheckIn(AMINA.pupil, ("hungry",), 2, 0)]


def test_an_older_child_meets_the_finest_page_there_is(talk: Conversation) -> None:
    """A ladder step without pages of its own shows those of the step below, and says so in the record."""
    talk.finds(Chose(OLDER))
    talk.feels("calm")

    assert talk.effects == [CheckIn(OLDER.pupil, ("calm",), 2, 0)]


def test_the_first_tap_on_a_grown_up_is_the_request(talk: Conversation) -> None:
    """It goes before anything else is asked."""
    talk.finds(Chose(AMINA))

    assert talk.taps("adult") == (AskAdult(AMINA.pupil),)
    assert talk.step is Step.ADULT


def test_a_grown_up_can_be_asked_for_while_the_answer_is_being_written(talk: Conversation) -> None:
    """A slow card must not swallow a request."""
    talk.finds(Chose(AMINA))
    talk.feels("sad")

    assert talk.taps("adult") == (AskAdult(AMINA.pupil),)


def test_which_adult_and_how_only_add_to_the_request(talk: Conversation) -> None:
    """They follow it and never cancel it."""
    talk.finds(Chose(AMINA))
    talk.taps("adult", ADULT_ID, "sit")

    assert talk.effects == [AskAdult(AMINA.pupil), AddToRequest(adult=ADULT_ID), AddToRequest(how="sit")]
    assert talk.step is Step.THANKS


@pytest.mark.parametrize("choice", ["any_adult", "not_sure", "not_say"])
def test_any_grown_up_adds_nothing_to_the_request(talk: Conversation, choice: str) -> None:
    """Who does not mind, does not know or won't say which adult has asked all the same."""
    talk.finds(Chose(AMINA))
    talk.taps("adult", choice)

    assert talk.effects == [AskAdult(AMINA.pupil)]
    assert talk.step is Step.HOW


def test_tapping_a_grown_up_again_asks_only_once(talk: Conversation) -> None:
    """An anxious child taps more than once."""
    talk.finds(Chose(AMINA))
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
    talk.finds(Chose(AMINA))
    talk.taps("sad", "me", "no")
    talk.hears(Settled())

    assert talk.step is Step.WHO
    assert talk.effects == []


def test_not_you_answered_with_yes_goes_on_where_it_was(talk: Conversation) -> None:
    """A touch by mistake costs nothing."""
    talk.finds(Chose(AMINA))
    talk.taps("me", "yes")

    assert talk.turn == Turn(step=Step.FEELING, child=AMINA, page="2", before=Step.FEELING)


def test_a_half_way_answer_is_not_kept_while_not_you_is_open(talk: Conversation) -> None:
    """Whose answer it was is in doubt, so nobody's history gets it."""
    talk.finds(Chose(LEO))
    talk.feels("okay")
    talk.taps("me")
    talk.hears(Left())

    assert talk.effects == []


def test_a_check_in_under_the_wrong_picture_is_withdrawn(talk: Conversation) -> None:
    """It was not that child's."""
    talk.finds(Chose(AMINA))
    talk.feels("sad")
    talk.keeps()

    assert talk.taps("me", "no") == (TakeBack(check_in=True),)


def test_a_wrong_check_in_is_withdrawn_even_after_asking_for_a_grown_up(talk: Conversation) -> None:
    """The request stays and is given its right name; the feeling goes."""
    talk.finds(Chose(AMINA))
    talk.feels("sad")
    talk.keeps()
    talk.taps("adult")

    assert talk.taps("me", "no") == (TakeBack(check_in=True),)
    assert talk.hears(Chose(LEO)) == (AddToRequest(pupil=LEO.pupil),)


def test_an_answer_can_be_taken_back_and_given_again(talk: Conversation) -> None:
    """Until the next child's turn."""
    talk.finds(Chose(AMINA))
    talk.feels("happy")
    talk.keeps()
    taken_back = talk.taps("take_back")
    talk.feels("sad")

    assert taken_back == (TakeBack(),)
    assert talk.effects[-1] == CheckIn(AMINA.pupil, ("sad",), 2, 0)


def test_a_request_can_be_taken_back_and_made_again(talk: Conversation) -> None:
    """A withdrawn request does not block the next."""
    talk.finds(Chose(AMINA))
    talk.taps("adult", "any_adult", "talk", "take_back", "adult")

    assert talk.effects.count(AskAdult(AMINA.pupil)) == 2
    assert talk.effects.count(TakeBack()) == 1


def test_nothing_can_be_taken_back_twice(talk: Conversation) -> None:
    """One answer, one withdrawal."""
    talk.finds(Chose(AMINA))
    talk.feels("happy")
    talk.keeps()
    talk.taps("take_back", "take_back")

    assert talk.effects.count(TakeBack()) == 1


def test_an_opted_out_child_is_thanked_and_ticked_and_asked_nothing(talk: Conversation) -> None:
    """The same wall, the same tick, no feeling."""
    talk.finds(Chose(NOOR))

    assert talk.effects == [Tick(NOOR.pupil)]
    assert talk.step is Step.THANKS


def test_an_opted_out_child_keeps_the_grown_up(talk: Conversation) -> None:
    """Opting out of feelings is not opting out of help."""
    talk.finds(Chose(NOOR))
    talk.taps("adult")

    assert talk.effects[-1] == AskAdult(NOOR.pupil)


def test_the_wall_turns_only_while_it_is_shown(talk: Conversation) -> None:
    """A late swipe elsewhere is nothing."""
    talk.taps("hello")
    talk.hears(Turned(1))
    shown = talk.turn.wall
    talk.hears(Chose(AMINA), Turned(2))

    assert shown == 1
    assert talk.step is Step.FEELING
    assert talk.turn.wall == 0


def test_rest_comes_after_25_s_and_on_the_last_screen_after_10(talk: Conversation) -> None:
    """Nothing about a child stays on the screen."""
    at_rest = talk.turn.rest_after_s
    talk.finds(Chose(AMINA))
    asked = talk.turn.rest_after_s
    talk.feels("sad")
    talk.keeps()

    assert (at_rest, asked, talk.turn.rest_after_s) == (None, REST_S, THANKS_REST_S)
