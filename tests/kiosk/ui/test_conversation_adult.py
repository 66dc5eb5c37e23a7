"""*I want a grown-up*, with real touches: sent on the first tap, told honestly, and asked about at the next visit."""

from __future__ import annotations

import pytest

from kiosk.checkin import AddToRequest, AskAdult, Step
from kiosk.effects import SayCame, SayHowNow
from kiosk.ports import Reach
from tests.kiosk.ui.classroom import hex_of
from tests.kiosk.ui.gallery import show, turns
from tests.kiosk.ui.kiosk import Kiosk


def test_an_answer_that_cannot_be_written_leads_to_a_grown_up(kiosk: Kiosk) -> None:
    """A child never sees an error: they see who can help."""
    kiosk.tablet.durable = False
    kiosk.to_feeling()
    kiosk.feel("sad")
    kiosk.until_screen(Step.UNSAVED)

    assert [card.said for card in kiosk.cards() if not card.option.still] == ["finish", "adult", "speaker"]


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
    ("reach", "words"),
    [
        (Reach.HERE, "We have told your grown-ups."),
        (Reach.OFFLINE, "take this card"),
        (Reach.OUT_OF_HOURS, "may not see this yet"),
    ],
)
def test_the_tablet_says_honestly_whether_a_grown_up_will_hear(kiosk: Kiosk, reach: Reach, words: str) -> None:
    """Told, or a big card to take to the nearest adult, with its words drawn large on it."""
    kiosk.tablet.reached = reach
    kiosk.to_feeling()
    kiosk.press("adult")
    kiosk.press("any_adult")
    kiosk.press("talk")
    kiosk.until_screen(Step.THANKS)

    screen = kiosk.stage.screen
    card = [card for card in kiosk.cards() if card.word_id == "card.title"]
    assert words in screen.sentence
    assert (screen.picture == "lantern_lit") == (reach is Reach.HERE) == (not card)
    if card:
        assert card[0].fitted.size >= kiosk.metrics.px(4)
        assert not card[0].can_press(*card[0].center)


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


def returning(kiosk: Kiosk) -> None:
    """Bring the first child, who asked at an earlier visit and was seen by Mr Reed, to the question about it."""
    show(kiosk, turns()["came"])


@pytest.mark.parametrize("said", ["yes", "no", "not_sure"])
def test_the_next_visit_asks_whether_a_grown_up_came(kiosk: Kiosk, said: str) -> None:
    """One touch records it, and then the feeling is asked as ever."""
    returning(kiosk)
    kiosk.press(said)
    kiosk.until_screen(Step.FEELING)

    assert [effect.came for effect in kiosk.tablet.carried if isinstance(effect, SayCame)] == [said]


def test_the_adult_who_saw_the_request_is_shown_large_and_without_a_name(kiosk: Kiosk) -> None:
    """A picture is enough; it says nothing when it is touched."""
    returning(kiosk)
    picture = next(card for card in kiosk.cards() if card.option.still)

    assert picture.option.picture == "adult_2"
    assert picture.option.word == ""
    assert picture.height >= kiosk.metrics.px(40)
    assert not picture.can_press(*picture.center)


def test_who_will_not_say_whether_anybody_came_need_not(kiosk: Kiosk) -> None:
    """Nothing is recorded, and the feeling is asked."""
    returning(kiosk)
    kiosk.press("not_say")

    assert kiosk.at(Step.FEELING)
    assert kiosk.tablet.carried == []


def test_harder_offers_a_grown_up(kiosk: Kiosk) -> None:
    """Yes is already the request; no is thanked like any other answer."""
    for said, step in (("no", Step.THANKS), ("yes", Step.ADULT)):
        show(kiosk, turns()["how_now"])
        kiosk.press("harder")
        kiosk.until_screen(Step.HARDER)
        kiosk.press(said)
        kiosk.until_screen(step)

    assert [type(effect) for effect in kiosk.tablet.carried] == [SayHowNow, SayHowNow, AskAdult]
