"""What might help, the activity, and how it is then: with real touches, from a kept feeling to the last screen."""

from __future__ import annotations

import pytest

from kiosk.checkin import Step
from kiosk.effects import Did, RememberLater, SayHowNow
from tests.kiosk.ui.classroom import hex_of
from tests.kiosk.ui.kiosk import Kiosk

EXITS = ("not_now", "later", "adult", "me", "speaker", "")


def to_help(kiosk: Kiosk, feeling: str = "sad") -> list[str]:
    """Let a child say something unpleasant. Returns the three that are offered."""
    kiosk.to_feeling()
    kiosk.feel(feeling)
    kiosk.until_screen(Step.HELP)
    return [card.said for card in kiosk.cards() if card.said not in EXITS]


def test_three_are_offered_and_none_is_required(kiosk: Kiosk) -> None:
    """Three tinted cards and *not now*: one touch, and the child is thanked."""
    offered = to_help(kiosk)
    tints = [kiosk.card(id).option.tint for id in offered]

    assert len(offered) == 3
    assert "#FFFFFF" not in tints

    kiosk.press("not_now")
    kiosk.until_screen(Step.THANKS)
    assert not [effect for effect in kiosk.tablet.carried if isinstance(effect, Did)]


def test_later_today_is_remembered(kiosk: Kiosk) -> None:
    """Offered again at the second check-in."""
    to_help(kiosk)
    kiosk.press("later")
    kiosk.until_screen(Step.THANKS)

    assert RememberLater(hex_of(0)) in kiosk.tablet.carried


@pytest.mark.parametrize("now", ["easier", "same", "harder", "not_sure"])
def test_a_stopped_activity_asks_how_it_is_with_the_childs_own_face(kiosk: Kiosk, now: str) -> None:
    """Stop is in reach from the first moment; how it is now is one touch, and never remarked upon."""
    offered = to_help(kiosk)
    kiosk.press(offered[0])
    kiosk.until_screen(Step.ACTIVITY)
    kiosk.press("stop")
    kiosk.until_screen(Step.HOW_NOW)

    assert [kiosk.card(each).option.picture for each in ("easier", "same", "harder")] == [
        "easier:sad",
        "sad",
        "harder:sad",
    ]

    kiosk.press(now)
    kiosk.until_screen(Step.HARDER if now == "harder" else Step.THANKS)

    assert [type(effect) for effect in kiosk.tablet.carried[1:]] == [Did, SayHowNow]
    assert SayHowNow(offered[0], now) == kiosk.tablet.carried[-1]
    if now != "harder":
        assert kiosk.stage.screen.sentence == "Thank you for telling us."


def test_after_a_pleasant_feeling_it_is_one_small_tile(kiosk: Kiosk) -> None:
    """The thank-you comes first; who wants something to do finds it there."""
    kiosk.to_thanks(0, "happy")
    tile = kiosk.card("help")

    assert tile.word_id == "help.more"
    assert tile.width * tile.height < kiosk.metrics.width * kiosk.metrics.height / 10

    kiosk.press("help")
    kiosk.until_screen(Step.HELP)


def test_the_small_tile_is_not_offered_after_not_now(kiosk: Kiosk) -> None:
    """Asked once is enough."""
    to_help(kiosk)
    kiosk.press("not_now")
    kiosk.until_screen(Step.THANKS)

    assert "help" not in [card.said for card in kiosk.cards()]


def test_a_grown_up_is_in_reach_in_an_activity(kiosk: Kiosk) -> None:
    """The request goes at once, and what was played is kept with it."""
    offered = to_help(kiosk)
    kiosk.press(offered[0])
    kiosk.until_screen(Step.ACTIVITY)
    kiosk.press("adult")

    assert kiosk.at(Step.ADULT)
    assert kiosk.tablet.lit
