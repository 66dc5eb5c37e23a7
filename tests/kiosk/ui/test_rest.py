"""At rest nothing moves, nothing is drawn, and nothing of anybody is shown."""

from __future__ import annotations

from kiosk.checkin import Step
from tests.kiosk.ui.classroom import NAMES
from tests.kiosk.ui.kiosk import Kiosk


def test_nothing_is_drawn_at_rest(kiosk: Kiosk) -> None:
    """Three hundred passes of the loop, not one frame."""
    kiosk.frames(10)
    drawn = kiosk.flips
    kiosk.frames(300)

    assert drawn == kiosk.flips


def test_nothing_is_drawn_while_a_screen_waits_for_an_answer(kiosk: Kiosk) -> None:
    """The wall and the question stand still; a held answer does too."""
    kiosk.to_feeling()
    kiosk.press("happy")
    kiosk.frames(10)
    drawn = kiosk.flips
    kiosk.frames(100)

    assert drawn == kiosk.flips


def test_looking_again_each_minute_draws_nothing_when_nothing_changed(kiosk: Kiosk) -> None:
    """An hour at rest costs no frame."""
    kiosk.advance(1)
    drawn = kiosk.flips
    kiosk.advance(3600)

    assert drawn == kiosk.flips


def test_noon_changes_the_greeting_by_itself(kiosk: Kiosk) -> None:
    """Good afternoon, though nobody has touched the tablet."""
    assert kiosk.stage.screen.greeting == "Good morning"

    kiosk.tablet.later = True
    kiosk.advance(60)

    assert kiosk.stage.screen.greeting == "Good afternoon"


def test_the_resting_screen_shows_no_name_and_no_feeling(kiosk: Kiosk) -> None:
    """After a turn the next child finds only the sunrise and one card."""
    kiosk.to_thanks(0, "sad")
    kiosk.advance(10.1)

    assert kiosk.at(Step.REST)
    assert [card.said for card in kiosk.cards()] == ["hello", "speaker"]
    shown = {card.option.word for card in kiosk.stage.screen.children if getattr(card, "option", None)}
    assert not shown & set(NAMES)


def test_thank_you_shows_no_name_and_no_feeling(kiosk: Kiosk) -> None:
    """The animal says whose turn it was; nothing says what was answered."""
    kiosk.to_thanks(0, "sad")
    screen = kiosk.stage.screen
    pictures = {screen.picture, *(card.option.picture for card in kiosk.cards())}
    words = {screen.title, screen.sentence, *(card.option.word for card in kiosk.cards())}

    assert "sad" not in pictures
    assert not any("sad" in word.lower() or "Aisha" in word for word in words)


def test_screens_are_built_once_however_many_turns_there_are(kiosk: Kiosk) -> None:
    """Thirty turns leave as many widgets as two: nothing leaks."""
    for child in (0, 1):
        kiosk.to_thanks(child, "calm")
        kiosk.press("finish")
    before = sum(1 for screen in kiosk.stage.screens for _ in screen.walk())
    for child in range(8):
        kiosk.to_thanks(child, "happy")
        kiosk.press("finish")

    assert before == sum(1 for screen in kiosk.stage.screens for _ in screen.walk())
