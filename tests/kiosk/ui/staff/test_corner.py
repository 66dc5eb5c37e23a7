"""The way into the staff corner: hidden, held, and behind a PIN of our own keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.checkin import Step
from kiosk.pin import TRIES
from kiosk.ui.metrics import Metrics
from kiosk.ui.screens.staff_pin import CLOSE_S
from kiosk.ui.staff.corner import HOLD_S
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.kiosk import SIZES, Kiosk
from tests.kiosk.ui.staff.corner import PIN, Corner


@pytest.fixture
def corner(kiosk: Kiosk, tmp_path: Path) -> Corner:
    return Corner(kiosk, tmp_path)


def texts(kiosk: Kiosk) -> str:
    """Every text on the screen."""
    cards = [card.option.word for card in kiosk.cards()]
    return " ".join(
        [kiosk.stage.screen.question, *(line.text for line in kiosk.stage.screen._lines if line.box), *cards]
    )


def test_the_corner_held_and_the_right_pin_open_it(corner: Corner) -> None:
    """Three seconds, four digits, and staff are in."""
    corner.open()

    assert corner.kiosk.at(Step.STAFF)


def test_nothing_on_the_resting_screen_shows_the_way(corner: Corner) -> None:
    """No card is there, and holding draws nothing until the pad comes."""
    kiosk = corner.kiosk
    before = kiosk.picture()
    kiosk.advance(1)
    finger = kiosk.finger_at(10, kiosk.metrics.height - 10)
    finger.down()
    kiosk.advance(HOLD_S - 0.1)

    assert kiosk.picture().tobytes() == before.tobytes()
    assert not kiosk.stage.covered
    finger.up()


@pytest.mark.parametrize("place", [(0.5, 0.5), (0.3, 0.98), (0.02, 0.5)])
def test_elsewhere_holding_does_nothing(corner: Corner, place: tuple[float, float]) -> None:
    """Only the corner, 12 mm each way."""
    kiosk = corner.kiosk
    finger = kiosk.finger_at(place[0] * kiosk.metrics.width, place[1] * kiosk.metrics.height)
    finger.down()
    kiosk.advance(HOLD_S * 2)
    finger.up()

    assert not kiosk.stage.covered


def test_a_finger_that_leaves_or_slides_away_opens_nothing(corner: Corner) -> None:
    """A curious child lets go; a sliding arm is no hold."""
    kiosk = corner.kiosk
    corner.hold(HOLD_S - 0.2)
    kiosk.advance(HOLD_S)
    assert not kiosk.stage.covered

    finger = kiosk.finger_at(10, kiosk.metrics.height - 10)
    finger.down()
    finger.slide(kiosk.metrics.width / 2, 100)
    kiosk.advance(HOLD_S)
    assert not kiosk.stage.covered


def test_only_the_resting_screen_has_a_corner(corner: Corner) -> None:
    """Not the wall, where a child may stand."""
    corner.kiosk.to_wall()
    corner.hold()

    assert not corner.kiosk.stage.covered
    assert corner.kiosk.at(Step.WHO)


def test_a_wrong_pin_is_said_and_the_next_may_be_tried(corner: Corner) -> None:
    """Digits can be taken back; at most eight are taken."""
    corner.hold()
    corner.type("1111")
    assert "Wrong PIN" in texts(corner.kiosk)

    for key in ("1", "2", "clear", "clear", *PIN[:3], "9", "clear", PIN[3]):
        corner.kiosk.press(key)
    corner.type("")

    assert corner.kiosk.at(Step.STAFF)


def test_no_digit_is_ever_shown(corner: Corner) -> None:
    """A dot for each: whoever looks on learns no more than how many."""
    corner.hold()
    for digit in "24":
        corner.kiosk.press(digit)
    dots = [card for card in corner.kiosk.cards() if card.option.picture == "staff_typed"]

    assert len(dots) == 2
    assert texts(corner.kiosk).count("2") == 1


def test_pupils_who_guess_meet_a_wait(corner: Corner) -> None:
    """After five wrong tries there are no keys, for anybody."""
    corner.hold()
    for _ in range(TRIES):
        corner.type("1111")

    assert "Try again in 5 minutes" in texts(corner.kiosk)
    assert [card.said for card in corner.kiosk.cards()] == ["back"]


def test_without_a_pin_the_corner_says_how_to_set_one(kiosk: Kiosk, tmp_path: Path) -> None:
    """It stays shut: nobody finds it open by chance."""
    corner = Corner(kiosk, tmp_path, pin_set=False)
    corner.hold()

    assert "daybreak kiosk pin" in texts(kiosk)
    assert [card.said for card in kiosk.cards()] == ["back"]

    kiosk.press("back")
    assert "hello" in [card.said for card in kiosk.cards()]


def test_a_pad_that_nobody_touches_goes_away(corner: Corner) -> None:
    """And forgets what was typed."""
    corner.hold()
    corner.kiosk.press("2")
    corner.kiosk.advance(CLOSE_S + 0.1)
    assert not corner.kiosk.stage.covered

    corner.hold()
    assert not [card for card in corner.kiosk.cards() if card.option.picture == "staff_typed"]


def test_while_the_pad_is_up_a_switch_and_the_screen_below_do_nothing(corner: Corner) -> None:
    """A tap where *hello* was is a tap on the pad."""
    corner.hold()
    corner.kiosk.key("space")
    finger = corner.kiosk.finger_at(corner.kiosk.metrics.width / 2, corner.kiosk.metrics.height * 0.16)
    finger.down()
    finger.up()

    assert corner.kiosk.at(Step.REST)
    assert corner.kiosk.stage.covered


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_key_is_large_enough_for_a_finger(start: Start, tmp_path: Path, size: tuple[int, int]) -> None:
    """14 mm each way, 3 mm apart, nothing over another."""
    kiosk = start(size)
    Corner(kiosk, tmp_path).hold()
    metrics: Metrics = kiosk.metrics
    boxes = [card.box for card in kiosk.cards() if card.takes]

    assert len(boxes) == 13
    assert min(min(box.width, box.height) for box in boxes) >= metrics.px(14)
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            apart = max(other.x - one.right, one.x - other.right, other.y - one.foot, one.y - other.foot)
            assert apart >= metrics.px(2), (one, other)
