"""Children who are not on the wall, and those who can't come to the tablet: visitors, and an adult's entry."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.checkin import Asked, CheckIn, Chose, ForChild, Left, Opened, Step, Tick, Turn
from tests.kiosk.conversation import AMINA, LEO, MILA, NOOR, Conversation

ASKER = replace(AMINA, asked=Asked("5e" * 16))


def test_a_visitor_begins_on_the_page_of_those_who_are_not_on_the_wall(talk: Conversation) -> None:
    """Their blank tile is chosen for them."""
    talk.taps("hello", "cant_find")
    talk.hears(Chose(LEO))

    assert talk.turn == Turn(step=Step.FEELING, child=LEO, page="1")


def test_a_visitor_who_asked_first_is_named_with_the_request(talk: Conversation) -> None:
    """The adults see which blank tile asked."""
    talk.taps("hello", "adult", "cant_find")
    talk.hears(Chose(LEO))

    assert talk.step is Step.ADULT


def entry(talk: Conversation) -> None:
    """An adult opens the staff corner and checks in for a child."""
    talk.hears(Opened(), ForChild())


def test_an_adult_checks_in_for_a_child_and_the_record_says_so(talk: Conversation) -> None:
    """From the corner to the wall to the feeling to thanks: nothing to play, nothing to offer."""
    entry(talk)
    talk.hears(Chose(AMINA))
    talk.feels("sad")
    talk.keeps()

    assert talk.effects == [CheckIn(AMINA.pupil, ("sad",), 2, 0, by_adult=True)]
    assert (talk.step, talk.turn.offers) == (Step.THANKS, ())
    assert talk.taps("finish") == ()
    assert talk.turn == Turn()


def test_an_adult_is_asked_no_secret_and_not_whether_they_came(talk: Conversation) -> None:
    """Both are between the child and the tablet."""
    entry(talk)
    talk.hears(Chose(replace(ASKER, secret="moon")))

    assert talk.step is Step.FEELING


def test_an_adult_may_add_what_the_child_says_about_it(talk: Conversation) -> None:
    """How big and what about, where the child's step asks for it."""
    entry(talk)
    talk.hears(Chose(MILA))
    talk.feels("sad")
    talk.keeps()
    talk.taps("2", "home")

    assert talk.step is Step.THANKS


@pytest.mark.parametrize("way", [("take_back",), ("me", "no")])
def test_an_answer_given_again_is_still_the_adults(talk: Conversation, way: tuple[str, ...]) -> None:
    """Taking back and *not you* go back to the adult's own entry."""
    entry(talk)
    talk.hears(Chose(AMINA))
    talk.feels("sad")
    talk.keeps()
    talk.taps(*way)
    if way != ("take_back",):
        talk.hears(Chose(LEO))

    assert talk.turn.by_adult
    assert talk.step is Step.FEELING


def test_an_adult_does_not_open_a_story_for_a_child_who_opted_out(talk: Conversation) -> None:
    """They are ticked, and that is all."""
    entry(talk)
    talk.hears(Chose(NOOR))

    assert talk.effects == [Tick(NOOR.pupil)]
    assert talk.step is Step.THANKS


def test_the_staff_corner_opens_only_at_rest_and_closes(talk: Conversation) -> None:
    """Never over a child's turn."""
    talk.finds(AMINA)
    talk.hears(Opened(), ForChild())
    during = talk.step
    talk.hears(Left(), ForChild(), Opened())
    opened = talk.step
    talk.taps("finish")

    assert (during, opened, talk.step) == (Step.FEELING, Step.STAFF, Step.REST)
