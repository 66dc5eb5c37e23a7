"""The conversation, rule by rule (DESIGN, section 2)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.checkin import (
    REST_S,
    THANKS_REST_S,
    AskAdult,
    CheckIn,
    Chose,
    Left,
    Settled,
    Step,
    Tapped,
    Turn,
    Turned,
)
from tests.kiosk.conversation import AMINA, GUIDE, LEO, OLDER, PAGES, Conversation


def test_three_taps_and_a_pause_record_a_check_in(talk: Conversation) -> None:
    """Hello, my picture, my feeling: that is all it takes."""
    talk.hears(Tapped("hello"), Chose(AMINA), Tapped("sad", position=3), Settled())

    assert talk.effects == [CheckIn(AMINA.pupil, ("sad",), 2, 3)]
    assert talk.step is Step.SAVING


def test_thanks_come_only_when_the_record_is_durable(talk: Conversation) -> None:
    """A child is thanked for what is on the disk, not for what is on its way."""
    talk.finds(AMINA)
    talk.feels("happy")
    before = talk.step
    talk.keeps()

    assert (before, talk.step) == (Step.SAVING, Step.THANKS)


def test_an_answer_that_cannot_be_written_is_not_thanked_for(talk: Conversation) -> None:
    """A full disk shows the card to take to an adult."""
    talk.finds(AMINA)
    talk.feels("sad")
    talk.keeps(durable=False)

    assert talk.step is Step.UNSAVED


def test_another_tap_before_the_pause_changes_the_answer(talk: Conversation) -> None:
    """Until it has settled, a tap can be bettered by another."""
    talk.finds(AMINA)
    talk.taps("happy", "sad")
    talk.hears(Settled())

    assert talk.effects == [CheckIn(AMINA.pupil, ("sad",), 2, 0)]


def test_a_second_finger_after_the_pause_changes_nothing(talk: Conversation) -> None:
    """The first answer that was taken stands."""
    talk.finds(AMINA)
    talk.feels("sad")
    talk.taps("happy")
    talk.hears(Settled())

    assert talk.effects == [CheckIn(AMINA.pupil, ("sad",), 2, 0)]


def test_leaving_before_the_pause_records_nothing(talk: Conversation) -> None:
    """A tap that was not taken is not an answer."""
    talk.finds(AMINA)
    talk.taps("sad")
    talk.hears(Left())

    assert talk.effects == []
    assert talk.turn == Turn()


@pytest.mark.parametrize("choice", ["not_sure", "not_say"])
def test_not_sure_and_not_say_are_answers_like_any_other(talk: Conversation, choice: str) -> None:
    """They are recorded, and thanked in the same voice."""
    talk.guide = replace(GUIDE, activities=())
    talk.tells(LEO, choice)

    assert talk.effects == [CheckIn(LEO.pupil, (choice,), 1, 0)]
    assert talk.step is Step.THANKS


def test_a_choice_that_is_not_on_the_screen_is_no_answer(talk: Conversation) -> None:
    """Only what is offered can be chosen."""
    talk.finds(LEO)
    talk.feels("excited", "happy")

    assert talk.effects == []
    assert talk.turn.page == "1"


def test_step_one_asks_okay_first_and_then_finer(talk: Conversation) -> None:
    """The youngest meet two faces, then the faces behind the one they chose."""
    talk.finds(LEO)
    talk.feels("not_okay", "scared")

    assert talk.effects == [CheckIn(LEO.pupil, ("scared",), 1, 0)]


def test_step_one_keeps_okay_when_the_child_leaves_half_way(talk: Conversation) -> None:
    """*Okay* is an answer in itself."""
    talk.finds(LEO)
    talk.feels("okay")
    talk.hears(Left())

    assert talk.effects == [CheckIn(LEO.pupil, ("okay",), 1, 0)]
    assert talk.turn == Turn()


def test_step_one_keeps_not_okay_when_the_child_asks_for_a_grown_up(talk: Conversation) -> None:
    """The confirmed half and the request are both kept, the request with its name."""
    talk.finds(LEO)
    talk.feels("not_okay")
    talk.taps("adult")

    assert talk.effects == [CheckIn(LEO.pupil, ("not_okay",), 1, 0), AskAdult(LEO.pupil)]


def test_my_body_alone_is_not_an_answer(talk: Conversation) -> None:
    """It only leads to the body's page; leaving there records nothing."""
    talk.finds(AMINA)
    talk.feels("my_body")
    talk.hears(Left())

    assert talk.effects == []


def test_my_body_leads_to_the_needs_of_the_body(talk: Conversation) -> None:
    """Hungry, poorly, tired and hurt are behind it."""
    talk.finds(AMINA)
    talk.feels("my_body", "hungry")

    assert talk.effects == [CheckIn(AMINA.pupil, ("hungry",), 2, 0)]


def test_an_older_child_meets_the_finest_page_there_is(talk: Conversation) -> None:
    """A ladder step without pages of its own shows those of the step below, and says so in the record."""
    talk.guide = replace(GUIDE, pages={id: page for id, page in PAGES.items() if id[0] in "12i"})
    talk.finds(OLDER)
    talk.feels("calm")

    assert talk.effects == [CheckIn(OLDER.pupil, ("calm",), 2, 0)]


def test_the_wall_turns_only_while_it_is_shown(talk: Conversation) -> None:
    """A late swipe elsewhere is nothing."""
    talk.taps("hello")
    talk.hears(Turned(1))
    shown = talk.turn.wall
    talk.hears(Chose(AMINA), Turned(2))

    assert shown == 1
    assert talk.step is Step.FEELING
    assert talk.turn.wall == 0


def test_a_child_who_has_finished_makes_room_for_the_next(talk: Conversation) -> None:
    """Nobody waits for the screen to rest, and finishing records nothing."""
    talk.tells(AMINA, "happy")

    assert talk.taps("finish") == ()
    assert talk.turn == Turn()


def test_rest_comes_after_25_s_and_on_the_last_screen_after_10(talk: Conversation) -> None:
    """Nothing about a child stays on the screen."""
    at_rest = talk.turn.rest_after_s
    talk.finds(AMINA)
    asked = talk.turn.rest_after_s
    talk.feels("happy")
    talk.keeps()

    assert (at_rest, asked, talk.turn.rest_after_s) == (None, REST_S, THANKS_REST_S)


def test_a_store_that_hangs_is_not_waited_for_for_ever(talk: Conversation) -> None:
    """Whoever still stands there is told that it is not kept, and the tablet goes to rest after that."""
    talk.finds(AMINA)
    talk.feels("sad")
    waits = talk.turn.rest_after_s
    talk.hears(Left())
    told = talk.step
    talk.hears(Left())

    assert waits is not None
    assert told is Step.UNSAVED
    assert talk.turn == Turn()
