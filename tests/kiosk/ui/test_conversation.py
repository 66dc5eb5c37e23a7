"""What a child's fingers do to the record, with real touches on real cards."""

from __future__ import annotations

import pytest

from kiosk.checkin import AddToRequest, AskAdult, CheckIn, Step, TakeBack, Tick
from kiosk.ports import Reach
from tests.kiosk.ui.classroom import MemoryTablet, a_class, hex_of
from tests.kiosk.ui.conftest import Start
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
    kiosk.until_screen(Step.THANKS)

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


def test_an_answer_that_cannot_be_written_leads_to_a_grown_up(kiosk: Kiosk) -> None:
    """A child never sees an error: they see who can help."""
    kiosk.tablet.durable = False
    kiosk.to_feeling()
    kiosk.feel("sad")
    kiosk.until_screen(Step.UNSAVED)

    assert [card.said for card in kiosk.cards()] == ["finish", "adult", "speaker"]


@pytest.mark.parametrize("taken", ["not_sure", "not_say"])
def test_an_exit_is_an_answer_like_any_other(kiosk: Kiosk, taken: str) -> None:
    """Not sure and not saying are saved and thanked in the same words."""
    kiosk.to_thanks(0, "calm")
    words = kiosk.stage.screen.sentence
    kiosk.advance(10.1)
    kiosk.to_thanks(1, taken)

    assert (taken,) == kiosk.tablet.check_ins()[1].answers
    assert words == kiosk.stage.screen.sentence


def asking_screens(kiosk: Kiosk) -> dict[str, tuple[Step, list[str]]]:
    """Walk every screen that asks, and note the exits it offers."""
    seen: dict[str, tuple[Step, list[str]]] = {}

    def note(name: str) -> None:
        exits = ("not_sure", "not_say", "adult", "cant_find", "take_back", "finish", "no")
        seen[name] = (kiosk.kiosk.turn.step, [card.said for card in kiosk.cards() if card.said in exits])

    kiosk.to_wall()
    note("who")
    kiosk.press("cant_find")
    note("cant_find")
    kiosk.press("no")
    kiosk.find(1)
    note("1")
    kiosk.feel("not_okay")
    note("1.not_okay")
    kiosk.press("me")
    note("not_you")
    kiosk.press("no")
    kiosk.find(0)
    note("2")
    kiosk.feel("my_body")
    note("2.body")
    kiosk.feel("hungry")
    kiosk.until_screen(Step.THANKS)
    note("thanks")
    return seen


@pytest.mark.parametrize("size", SIZES)
def test_every_screen_that_asks_offers_its_exits(start: Start, size: tuple[int, int]) -> None:
    """Three exits while a child is asked how they feel; a grown-up on every screen of a turn."""
    kiosk = start(size, MemoryTablet(a_class(steps={1: 1})))
    seen = asking_screens(kiosk)
    three = ["not_sure", "not_say", "adult"]

    assert seen["who"][1] == ["cant_find", "adult"]
    assert seen["cant_find"][1] == ["no", "adult"]
    assert seen["not_you"][1] == ["no", "adult"]
    assert [three] * 4 == [seen[page][1] for page in ("1", "1.not_okay", "2", "2.body")]
    assert seen["thanks"][1] == ["take_back", "finish", "adult"]


def test_the_first_tap_on_a_grown_up_is_already_the_request(kiosk: Kiosk) -> None:
    """What follows adds to it and never cancels it."""
    kiosk.to_feeling()
    kiosk.press("adult")

    assert [AskAdult(hex_of(0))] == kiosk.tablet.carried
    assert kiosk.at(Step.ADULT)

    adult = kiosk.tablet.room.adults[1].adult.hex()  # type: ignore[union-attr]
    kiosk.press(adult)
    kiosk.press("sit")
    kiosk.until_screen(Step.THANKS)

    assert [AddToRequest(adult=adult), AddToRequest(how="sit")] == kiosk.tablet.carried[1:]


@pytest.mark.parametrize("said", ["not_sure", "not_say"])
def test_which_grown_up_and_how_may_stay_unsaid(kiosk: Kiosk, said: str) -> None:
    """An exit while a request is open adds nothing to it and takes nothing away."""
    kiosk.to_feeling()
    kiosk.press("adult")
    kiosk.press(said)

    assert kiosk.at(Step.HOW)

    kiosk.press(said)
    kiosk.until_screen(Step.THANKS)

    assert [AskAdult(hex_of(0))] == kiosk.tablet.carried


@pytest.mark.parametrize(
    ("reach", "picture", "words"),
    [
        (Reach.HERE, "lantern_lit", "We have told your grown-ups."),
        (Reach.OFFLINE, "card", "take this card"),
        (Reach.OUT_OF_HOURS, "card", "may not see this yet"),
    ],
)
def test_the_tablet_says_honestly_whether_a_grown_up_will_hear(
    kiosk: Kiosk, reach: Reach, picture: str, words: str
) -> None:
    """Told, or a big card to take to the nearest adult."""
    kiosk.tablet.reached = reach
    kiosk.to_feeling()
    kiosk.press("adult")
    kiosk.press("any_adult")
    kiosk.press("talk")
    kiosk.until_screen(Step.THANKS)

    assert picture == kiosk.stage.screen.picture
    assert words in kiosk.stage.screen.sentence


def test_the_lantern_is_lit_on_the_resting_screen_while_a_request_waits(kiosk: Kiosk) -> None:
    """Lit by the request, out when an adult has acknowledged it."""
    assert not kiosk.stage.screen.lit

    kiosk.to_wall()
    kiosk.press("adult")
    kiosk.advance(25.1)

    assert kiosk.at(Step.REST)
    assert kiosk.stage.screen.lit

    kiosk.tablet.lit = False
    kiosk.tablet.watchers[0]()
    kiosk.until(lambda: not kiosk.stage.screen.lit)


def test_a_request_from_the_wall_learns_who_asked(kiosk: Kiosk) -> None:
    """The request goes first; the picture touched after it names the child."""
    kiosk.to_wall()
    kiosk.press("adult")
    kiosk.find(3)

    assert [AskAdult(None), AddToRequest(pupil=hex_of(3))] == kiosk.tablet.carried
    assert kiosk.at(Step.ADULT)


def test_take_back_withdraws_and_asks_again(kiosk: Kiosk) -> None:
    """A check-in can be taken back until the next child's turn."""
    kiosk.to_thanks(0, "cross")
    kiosk.press("take_back")

    assert TakeBack() == kiosk.tablet.carried[-1]
    assert kiosk.at(Step.FEELING)


def test_not_you_gives_the_turn_to_the_right_child(kiosk: Kiosk) -> None:
    """Touching the animal asks; no leads back to the wall and keeps nothing of the wrong child."""
    kiosk.to_feeling(0)
    kiosk.press("me")
    kiosk.press("yes")

    assert kiosk.at(Step.FEELING)

    kiosk.press("me")
    kiosk.press("no")
    kiosk.find(2)
    kiosk.feel("happy")
    kiosk.until_screen(Step.THANKS)

    assert [hex_of(2)] == [effect.pupil for effect in kiosk.tablet.check_ins()]


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


def test_a_tablet_without_a_class_says_so_and_does_nothing_else(start: Start) -> None:
    """Staff read that it is not set up; there is no dead button."""
    kiosk = start(tablet=MemoryTablet(None))

    assert "not set up" in kiosk.stage.screen.notice
    assert kiosk.cards() == []


def test_a_child_who_opted_out_meets_thank_you_and_can_ask_for_a_grown_up(kiosk: Kiosk) -> None:
    """No feeling is asked; the wall ticks them like anybody, and nothing of it leaves the tablet."""
    room = a_class(2)
    room.pupils[0] = type(room.pupils[0])(room.pupils[0].pupil, "Aisha", "bear", 2, opted_out=True)
    kiosk.tablet.room = room
    kiosk.kiosk.look()
    kiosk.to_wall()
    kiosk.find(0)

    assert kiosk.at(Step.THANKS)
    assert [card.said for card in kiosk.cards()] == ["me", "finish", "adult", "speaker"]
    assert kiosk.tablet.carried == [Tick(hex_of(0))]
