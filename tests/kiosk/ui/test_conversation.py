"""What a child's fingers do to the record, with real touches on real cards."""

from __future__ import annotations

import pytest

from kiosk.checkin import CheckIn, Step, TakeBack
from kiosk.ui import pictures
from tests.kiosk.ui.classroom import MemoryTablet, a_class, hex_of
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.gallery import show, turns
from tests.kiosk.ui.kiosk import SIZES, Kiosk


def test_three_taps_make_one_checkin(kiosk: Kiosk) -> None:
    """Hello, my picture, my feeling: saved, thanked, and ticked on the wall."""
    kiosk.to_thanks(0, "calm")

    assert [CheckIn(hex_of(0), ("calm",), 2, 0)] == kiosk.tablet.carried

    kiosk.advance(10.1)
    kiosk.to_wall()

    assert kiosk.card(hex_of(0)).option.done
    assert not kiosk.card(hex_of(1)).option.done


def test_tapping_another_face_within_a_moment_changes_the_answer(kiosk: Kiosk) -> None:
    """Until it has settled, an answer is the child's to change."""
    kiosk.to_feeling()
    kiosk.press("happy")
    kiosk.advance(1.0)
    kiosk.press("sad")
    kiosk.advance(1.0)

    assert kiosk.tablet.check_ins() == []

    kiosk.advance(0.6)
    kiosk.leave_out()

    assert [CheckIn(hex_of(0), ("sad",), 2, 4)] == kiosk.tablet.check_ins()


def test_two_fingers_on_two_faces_record_one_checkin(kiosk: Kiosk) -> None:
    """While one finger is down on a face, a second finger elsewhere is not heard."""
    kiosk.to_feeling()
    kiosk.advance(1)
    first, second = kiosk.finger("happy"), kiosk.finger("cross")
    first.down()
    second.down()
    kiosk.frames(2)
    second.up()
    first.up()
    kiosk.settle()
    kiosk.until_screen(Step.THANKS)

    assert [effect.answers for effect in kiosk.tablet.check_ins()] == [("happy",)]


def test_a_double_tap_on_hello_chooses_nobody(kiosk: Kiosk) -> None:
    """The second tap of a double tap never reaches the screen that follows."""
    first = kiosk.finger("hello")
    first.down()
    first.up()
    kiosk.frames(2)
    second = kiosk.finger(hex_of(0))
    second.down()
    second.up()
    kiosk.frames(2)

    assert kiosk.at(Step.WHO)
    assert kiosk.kiosk.turn.child is None


def test_a_second_finger_on_another_child_does_not_answer_for_them(kiosk: Kiosk) -> None:
    """The first tile latches the wall: the turn belongs to one child."""
    kiosk.to_wall()
    kiosk.advance(1)
    first, second = kiosk.finger(hex_of(0)), kiosk.finger(hex_of(1))
    first.down()
    second.down()
    kiosk.frames(2)

    assert kiosk.kiosk.turn.child.pupil == hex_of(0)

    first.up()
    second.up()


def test_the_border_shows_in_the_frame_of_the_touch_and_is_gone_when_taken(kiosk: Kiosk) -> None:
    """A child sees at once what they chose; nobody sees it afterwards."""
    kiosk.tablet.at_once = False
    kiosk.to_feeling()
    kiosk.advance(1)
    finger = kiosk.finger("tired")
    finger.down()

    assert kiosk.card("tired").chosen
    assert [card.said for card in kiosk.cards() if card.chosen] == ["tired"]

    finger.up()
    kiosk.settle()

    assert kiosk.at(Step.SAVING)
    assert not any(card.chosen for card in kiosk.cards())


def test_thank_you_waits_until_the_answer_is_durable(kiosk: Kiosk) -> None:
    """Saved is said only when it is."""
    kiosk.tablet.at_once = False
    kiosk.to_feeling()
    kiosk.feel("calm")

    assert kiosk.at(Step.SAVING)

    kiosk.tablet.answer()
    kiosk.until_screen(Step.THANKS)


@pytest.mark.parametrize("taken", ["not_sure", "not_say"])
def test_an_exit_is_an_answer_like_any_other(kiosk: Kiosk, taken: str) -> None:
    """Not sure and not saying are saved and thanked in the same words."""
    kiosk.to_thanks(0, "calm")
    words = kiosk.stage.screen.sentence
    kiosk.advance(10.1)
    kiosk.to_thanks(1, taken)

    assert (taken,) == kiosk.tablet.check_ins()[1].answers
    assert words == kiosk.stage.screen.sentence


@pytest.mark.parametrize("size", SIZES)
def test_every_screen_that_asks_offers_its_exits(start: Start, size: tuple[int, int]) -> None:
    """All three while a child is asked something, *I want a grown-up* on every screen of a turn."""
    kiosk = start(size)
    for name, turn in turns().items():
        with pictures.noting():
            show(kiosk, turn)
        said = [card.said for card in kiosk.cards()]
        words = {card.word_id for card in kiosk.cards()}

        assert {"exit.adult", "exit.asked"} & words, name
        if turn.step in (Step.CAME, Step.FEELING, Step.SIZE, Step.ABOUT, Step.HOW_NOW, Step.ADULT, Step.HOW):
            assert "not_sure" in said, name
            assert "not_say" in said, name
        if turn.step in (Step.SIZE, Step.ABOUT):
            assert "skip" in said, name


def test_take_back_withdraws_and_asks_again(kiosk: Kiosk) -> None:
    """A check-in can be taken back until the next child's turn."""
    kiosk.to_thanks(0, "cross")
    kiosk.press("take_back")

    assert TakeBack() == kiosk.tablet.carried[-1]
    assert kiosk.at(Step.FEELING)


def test_25_seconds_untouched_goes_back_to_rest_and_keeps_what_was_confirmed(start: Start) -> None:
    """A child who walks off after *not okay* has said so; a touch anywhere begins the wait again."""
    kiosk = start(tablet=MemoryTablet(a_class(steps={0: 1})))
    kiosk.to_feeling(0)
    kiosk.feel("not_okay")
    kiosk.advance(24)
    aside = kiosk.finger_at(2, 2)
    aside.down()
    aside.up()
    kiosk.advance(24)

    assert kiosk.at(Step.FEELING)

    kiosk.advance(1.1)

    assert kiosk.at(Step.REST)
    assert [effect.answers for effect in kiosk.tablet.check_ins()] == [("not_okay",)]


def test_finish_hands_the_tablet_to_the_next_child(kiosk: Kiosk) -> None:
    """Nobody has to wait for the last screen to leave by itself."""
    kiosk.to_thanks()
    kiosk.press("finish")

    assert kiosk.at(Step.REST)


def test_the_last_screen_leaves_after_10_seconds(kiosk: Kiosk) -> None:
    """The next child finds the sunrise."""
    kiosk.to_thanks()
    kiosk.advance(9.9)

    assert kiosk.at(Step.THANKS)

    kiosk.advance(0.2)

    assert kiosk.at(Step.REST)


def test_a_late_answer_of_the_store_does_not_touch_the_next_childs_turn(kiosk: Kiosk) -> None:
    """What became of one child's record is never told to another."""
    kiosk.tablet.at_once = False
    kiosk.to_feeling(0)
    kiosk.press("adult")
    kiosk.advance(25.1)
    kiosk.to_feeling(1)
    kiosk.feel("calm")
    late = kiosk.tablet.waiting.pop(0)
    late(False)
    kiosk.frames(3)

    assert kiosk.at(Step.SAVING)
