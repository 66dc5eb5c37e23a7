"""The real cards on the real screens: their size on the glass, and the names on them."""

from __future__ import annotations

from itertools import combinations

import pytest

from kiosk.checkin import Step
from kiosk.ui.widgets.answer import Answer
from tests.kiosk.ui.classroom import MemoryTablet, a_class
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.kiosk import SIZES, Kiosk
from tests.kiosk.ui.test_text import ARABIC, BENGALI, LONG, MARKS, PUNJABI, UNBROKEN

EXITS = ("not_sure", "not_say", "adult", "more", "cant_find", "take_back", "finish", "no", "")
ASIDE = ("me", "speaker")
"""Touched by those who want to, and by nobody who is answering."""


def mm(kiosk: Kiosk, card: Answer) -> tuple[float, float]:
    return card.width / kiosk.metrics.px_per_mm, card.height / kiosk.metrics.px_per_mm


def gap(kiosk: Kiosk, one: Answer, other: Answer) -> float:
    across = max(one.x - other.right, other.x - one.right)
    return float(max(across, one.y - other.top, other.y - one.top) / kiosk.metrics.px_per_mm)


def measure(kiosk: Kiosk, least: float, between: float) -> None:
    """Every card on the screen that is up: its size, its place, and the distance to its neighbours."""
    cards = kiosk.cards()
    answers = [card for card in cards if card.said not in (*EXITS, *ASIDE)]
    for card in cards:
        assert card.x >= 0
        assert card.y >= 0
        assert card.right <= kiosk.metrics.width
        assert card.top <= kiosk.metrics.height
        if card in answers:
            assert min(mm(kiosk, card)) >= least
        else:
            assert max(mm(kiosk, card)) >= 19
            assert min(mm(kiosk, card)) >= (12.5 if card.said == "speaker" else 14)
    for one, other in combinations(answers, 2):
        assert gap(kiosk, one, other) >= between


@pytest.mark.parametrize("size", SIZES)
def test_every_card_of_a_turn_is_large_enough_for_a_small_finger(start: Start, size: tuple[int, int]) -> None:
    """Measured on the widgets themselves, on every screen of a turn and of a request."""
    kiosk = start(size, MemoryTablet(a_class(steps={1: 1})))
    kiosk.to_wall()
    measure(kiosk, 15, 3)
    kiosk.press("more")
    measure(kiosk, 15, 3)
    kiosk.find(1)
    measure(kiosk, 20, 5)
    kiosk.feel("not_okay")
    measure(kiosk, 20, 5)
    kiosk.press("me")
    measure(kiosk, 20, 5)
    kiosk.press("no")
    kiosk.find(0)
    measure(kiosk, 20, 5)
    kiosk.feel("my_body")
    measure(kiosk, 20, 5)
    kiosk.press("adult")
    measure(kiosk, 20, 5)
    kiosk.press("any_adult")
    measure(kiosk, 20, 5)
    kiosk.press("talk")
    kiosk.until_screen(Step.THANKS)
    measure(kiosk, 20, 5)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [1, 2, 7, 13, 24, 30])
def test_the_wall_holds_any_class(start: Start, size: tuple[int, int], count: int) -> None:
    """From one child to thirty: every page is turned, every child is met once."""
    kiosk = start(size, MemoryTablet(a_class(count)))
    kiosk.to_wall()
    met: list[str] = []
    while True:
        measure(kiosk, 15, 3)
        page = [card.said for card in kiosk.cards() if card.said not in (*EXITS, *ASIDE)]
        if page[0] in met:
            break
        met += page
        if not any(card.said == "more" for card in kiosk.cards()):
            break
        kiosk.press("more")

    assert count == len(met) == len(set(met))


@pytest.mark.parametrize("size", SIZES)
def test_any_name_is_drawn_whole_inside_its_tile(start: Start, size: tuple[int, int]) -> None:
    """80 letters, Arabic, Punjabi, Bengali, stacked marks: wrapped and shrunk, never cut, never over the edge."""
    names = (LONG, UNBROKEN, ARABIC, MARKS, PUNJABI, BENGALI, "Jo")
    kiosk = start(size, MemoryTablet(a_class(15, names=names)))
    kiosk.to_wall()
    tiles = [card for card in kiosk.cards() if card.said not in (*EXITS, *ASIDE)]

    for tile in tiles:
        x, y, width, height = tile.word_at
        assert not tile.fitted.cut
        assert tile.x <= x
        assert tile.y <= y
        assert x + width <= tile.right
        assert y + height <= tile.top
        letters = "".join("".join(tile.fitted.lines).split())
        assert letters == "".join(tile.option.word.split())
        picture = tile.drawing_at
        assert picture[1] >= y + height - 1
        assert picture[3] >= tile.height * 0.15


def test_a_card_answers_everywhere_inside_and_nowhere_outside(kiosk: Kiosk) -> None:
    """The corners answer too; the gap between two cards does not."""
    for along, up in ((0.02, 0.02), (0.98, 0.98)):
        kiosk.to_feeling()
        kiosk.press("calm", along, up)

        assert kiosk.kiosk.turn.held == "calm"

        kiosk.advance(25)
        kiosk.advance(10.1)
    kiosk.to_feeling()
    kiosk.advance(1)
    calm, happy = kiosk.card("calm"), kiosk.card("happy")
    between = kiosk.finger_at((calm.right + happy.x) / 2, calm.center_y)
    between.down()
    between.up()

    assert kiosk.kiosk.turn.held is None


def test_the_border_adds_less_than_a_twentieth(kiosk: Kiosk) -> None:
    """Nobody across the room can read what was chosen."""
    kiosk.to_feeling()
    card = kiosk.card("calm")

    assert card.ring_at[2] <= card.width * 1.05
    assert card.ring_at[3] <= card.height * 1.05
    assert card.thick >= 4
