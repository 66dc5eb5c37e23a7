"""The ladder: what each step asks, two feelings at once, the body route, and the tick."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.asking import can_keep, settle_s
from kiosk.checkin import SETTLE_S, AskAdult, CheckIn, Child, Left, Settled, Step, Tapped, Turn
from kiosk.turn import SETTLE_TWO_S
from tests.kiosk.conversation import AMINA, GUIDE, LEO, MILA, OLDER, Conversation

TICKS = replace(AMINA, tick=True)


@pytest.mark.parametrize("child", [LEO, AMINA, MILA, OLDER])
def test_each_step_begins_with_its_own_page(talk: Conversation, child: Child) -> None:
    """The ladder is set per child, never by a test."""
    talk.finds(child)

    assert talk.turn.page == str(child.step)


def test_step_four_asks_the_family_and_then_its_faces(talk: Conversation) -> None:
    """Two touches to one of twelve."""
    talk.finds(OLDER)
    talk.feels("rain", "lonely")

    assert talk.effects == [CheckIn(OLDER.pupil, ("lonely",), 4, 0)]


def test_a_family_alone_is_no_answer(talk: Conversation) -> None:
    """It only leads on; leaving there records nothing."""
    talk.finds(OLDER)
    talk.feels("rain")
    talk.hears(Left())

    assert talk.effects == []


def test_two_feelings_are_recorded_together_in_the_order_they_came(talk: Conversation) -> None:
    """Children of nine know that one can be sad and proud."""
    talk.finds(OLDER)
    talk.feels("rain")
    talk.taps("sad", "another")
    first_page = talk.turn.page
    talk.feels("sun", "proud")

    assert first_page == "4"
    assert talk.effects == [CheckIn(OLDER.pupil, ("sad", "proud"), 4, 0)]


@pytest.mark.parametrize("then", ["leaves", "settles on not sure", "settles on not say"])
def test_the_first_of_two_feelings_stands_alone_when_no_second_comes(talk: Conversation, then: str) -> None:
    """It was kept on purpose; a second was only offered."""
    talk.finds(OLDER)
    talk.taps("cross", "another")
    if then == "leaves":
        talk.hears(Left())
    else:
        talk.feels("not_sure" if "sure" in then else "not_say")

    assert talk.effects == [CheckIn(OLDER.pupil, ("cross",), 4, 0)]


def test_the_first_of_two_feelings_goes_with_a_request_for_a_grown_up(talk: Conversation) -> None:
    """Both are kept."""
    talk.finds(OLDER)
    talk.taps("cross", "another", "adult")

    assert talk.effects == [CheckIn(OLDER.pupil, ("cross",), 4, 0), AskAdult(OLDER.pupil)]


def test_a_third_feeling_and_the_same_twice_cannot_be_chosen(talk: Conversation) -> None:
    """Up to two."""
    talk.finds(OLDER)
    talk.taps("cross", "another", "cross")
    same = talk.turn.held
    talk.feels("sun")
    talk.taps("proud", "another")

    assert same is None
    assert talk.turn.kept == ("cross",)
    assert talk.turn.page == "4.sun"


def test_a_second_feeling_is_offered_only_on_step_four_and_only_after_a_face(talk: Conversation) -> None:
    """Not for a family, not for an exit, and not to a younger child."""
    offered = []
    for child, choice in ((AMINA, "sad"), (OLDER, "rain"), (OLDER, "not_sure"), (OLDER, "cross")):
        talk.turn = Turn()
        talk.finds(child)
        talk.taps(choice)
        offered.append(can_keep(talk.turn, GUIDE))
        talk.taps("another") if not offered[-1] else ()

        assert talk.turn.kept == ()

    assert offered == [False, False, False, True]


def test_there_is_longer_to_think_where_a_second_feeling_may_be_added(talk: Conversation) -> None:
    """Otherwise the face is taken before *another* can be found."""
    talk.finds(OLDER)
    nothing = settle_s(talk.turn, GUIDE)
    talk.taps("rain")
    family = settle_s(talk.turn, GUIDE)
    talk.taps("cross")
    face = settle_s(talk.turn, GUIDE)

    assert (nothing, family, face) == (None, SETTLE_S, SETTLE_TWO_S)


def test_back_returns_to_the_first_page_and_unsays_what_led_there(talk: Conversation) -> None:
    """A wrong family, or a wrong *okay*, is put right with one touch."""
    talk.finds(LEO)
    talk.feels("okay")
    talk.taps("back")
    talk.hears(Left())

    assert talk.effects == []


def test_back_on_the_first_page_changes_nothing(talk: Conversation) -> None:
    """There is nowhere to go back to."""
    talk.finds(AMINA)
    talk.taps("sad", "back")

    assert talk.turn.held == "sad"


# The body route.


@pytest.mark.parametrize("child", [AMINA, MILA, OLDER])
def test_not_sure_leads_to_the_body_and_from_there_to_a_face(talk: Conversation, child: Child) -> None:
    """Butterflies could be worried."""
    talk.finds(child)
    talk.feels("not_sure", "butterflies", "worried")

    assert [effect.answers for effect in talk.effects if isinstance(effect, CheckIn)] == [("worried",)]
    assert talk.step is Step.SAVING


@pytest.mark.parametrize("way", [(), ("hot",)])
def test_still_not_sure_is_a_fine_answer(talk: Conversation, way: tuple[str, ...]) -> None:
    """On the page of the body and on that of the faces."""
    talk.finds(AMINA)
    talk.feels("not_sure", *way, "not_sure")

    assert talk.effects == [CheckIn(AMINA.pupil, ("not_sure",), 2, 0)]


@pytest.mark.parametrize("way", [(), ("hot",)])
def test_leaving_the_body_route_keeps_not_sure(talk: Conversation, way: tuple[str, ...]) -> None:
    """It was said, and it is an answer like any other."""
    talk.finds(AMINA)
    talk.feels("not_sure", *way)
    talk.hears(Left())

    assert talk.effects == [CheckIn(AMINA.pupil, ("not_sure",), 2, 0)]


def test_going_back_from_the_body_route_takes_not_sure_back(talk: Conversation) -> None:
    """The child has thought of it."""
    talk.finds(AMINA)
    talk.feels("not_sure")
    talk.taps("back")
    talk.feels("sad")

    assert talk.effects == [CheckIn(AMINA.pupil, ("sad",), 2, 0)]


def test_the_youngest_are_not_asked_where_they_feel_it(talk: Conversation) -> None:
    """On step 1 *not sure* is taken at once."""
    talk.finds(LEO)
    talk.feels("not_sure")

    assert talk.effects == [CheckIn(LEO.pupil, ("not_sure",), 1, 0)]


# Tap, then tick.


def test_with_a_tick_nothing_is_taken_by_waiting(talk: Conversation) -> None:
    """However long the child looks at it."""
    talk.finds(TICKS)
    talk.taps("sad")
    waits = settle_s(talk.turn, GUIDE)
    talk.hears(Settled())

    assert waits is None
    assert talk.effects == []
    assert talk.turn.held == "sad"


def test_the_tick_takes_what_is_held_and_nothing_without_it(talk: Conversation) -> None:
    """Tap, change, tick."""
    talk.finds(TICKS)
    talk.taps("tick", "sad", "happy")
    talk.hears(Tapped("tick"))

    assert talk.effects == [CheckIn(AMINA.pupil, ("happy",), 2, 0)]
