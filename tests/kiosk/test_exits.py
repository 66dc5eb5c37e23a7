"""Which ways out a question has: as the school chose, as staff chose for a child, and never none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from msgspec.structs import replace as struct_replace

from kiosk.checkin import ADULT, EXITS, AskAdult, Effect, Heard, SayHowNow, Step, Tapped, Turn, answer
from kiosk.exits import exits_of, shut
from sync.protocol import ChildSettings
from tests.kiosk.chance import DAYS, Day, play
from tests.kiosk.conversation import AMINA, GUIDE, MILA, Conversation
from tests.kiosk.ui.classroom import a_class

ONLY_ADULT = (ADULT,)


@pytest.mark.parametrize(
    ("school", "own", "left"),
    [
        ((True, True), (None, None), EXITS),
        ((False, True), (None, None), ("not_say", ADULT)),
        ((True, False), (None, None), ("not_sure", ADULT)),
        ((False, False), (None, None), ONLY_ADULT),
        ((False, False), (True, None), ("not_sure", ADULT)),
        ((True, True), (None, False), ("not_sure", ADULT)),
        ((True, True), (False, False), ONLY_ADULT),
    ],
)
def test_a_childs_own_choice_goes_before_the_schools_and_the_grown_up_stays(
    school: tuple[bool, bool], own: tuple[bool | None, bool | None], left: tuple[str, ...]
) -> None:
    """Two of the three can be switched off; nothing can say so of the third."""
    room = struct_replace(a_class(1), unsure=school[0], unsaid=school[1])

    assert exits_of(ChildSettings(unsure=own[0], unsaid=own[1]), room) == left


def test_a_tablet_that_knows_no_school_yet_has_all_three() -> None:
    """A snapshot of before this setting says nothing, and nothing is taken away."""
    assert exits_of(ChildSettings(), None) == EXITS


@pytest.mark.parametrize("exit", ["not_sure", "not_say"])
def test_an_exit_that_is_not_shown_cannot_be_tapped(exit: str) -> None:
    """A late finger on where it stood changes nothing, on any question."""
    talk = Conversation()
    talk.finds(replace(MILA, exits=ONLY_ADULT))
    for step, onward in ((Step.FEELING, "sad"), (Step.SIZE, "2"), (Step.ABOUT, "home")):
        assert talk.step is step
        before = talk.turn
        assert talk.taps(exit) == ()
        assert talk.turn == before
        talk.feels(onward) if step is Step.FEELING else talk.taps(onward)
        if step is Step.FEELING:
            talk.keeps()


def test_what_is_an_answer_and_no_exit_stays() -> None:
    """*Not sure* to *How is it now?*, and to the secret picture that a child does not know."""
    talk = Conversation()
    talk.finds(replace(AMINA, exits=ONLY_ADULT, secret="moon"))
    talk.taps("not_sure")
    assert talk.step is Step.PICTURE_CARD

    talk = Conversation()
    talk.tells(replace(AMINA, exits=ONLY_ADULT), "sad")
    talk.taps("candle", "stop")
    assert talk.step is Step.HOW_NOW
    assert not shut(talk.turn, "not_sure")
    assert talk.taps("not_sure") == (SayHowNow("candle", "not_sure"),)


def test_who_asked_from_the_wall_need_not_say_who_they_are() -> None:
    """Nobody's settings hold there: it is the way on from asking, and a request is never held up."""
    talk = Conversation()
    talk.taps("hello", "adult", "not_say")

    assert talk.step is Step.ADULT


@given(DAYS)
@settings(max_examples=120, deadline=None)
def test_while_a_feeling_is_asked_there_is_a_way_out_besides_one(day: Day) -> None:
    """Whatever was switched off: a grown-up can be asked for, and that is a request at once."""

    def seen(_before: Turn, _heard: Heard, after: Turn, _effects: tuple[Effect, ...]) -> None:
        if after.child is not None:
            assert after.child.exits[-1] == ADULT
        if after.step is Step.FEELING:
            assert not shut(after, ADULT)
            left, effects = answer(after, Tapped(ADULT), GUIDE)
            assert left.step is not Step.FEELING
            assert any(isinstance(each, AskAdult) for each in effects)

    play(day, seen)


@given(DAYS)
@settings(max_examples=120, deadline=None)
def test_no_check_in_holds_an_exit_that_was_not_shown(day: Day) -> None:
    """Nothing is recorded that the child's own screens did not offer."""

    def seen(before: Turn, _heard: Heard, after: Turn, _effects: tuple[Effect, ...]) -> None:
        if before.step is Step.FEELING and after.child is not None:
            assert not {"not_sure", "not_say"} & {*after.told, after.held} - {*after.child.exits}

    play(day, seen)
