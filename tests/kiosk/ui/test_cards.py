"""The real cards on the real screens: their size on the glass, and the names on them."""

from __future__ import annotations

from itertools import combinations
from unicodedata import normalize

import pytest

from assets.words import LANGUAGES
from kiosk.ui import pictures
from kiosk.ui.metrics import Box
from kiosk.ui.text import Fitted, lean
from kiosk.ui.widgets.answer import Answer
from kiosk.ui.widgets.words import Placed, Words
from sync.protocol import ChildSettings
from tests.kiosk.ui.classroom import MemoryTablet, a_class
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.gallery import show, turns
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


def beside_the_answers(kiosk: Kiosk) -> list[Box]:
    """The places of exits, controls, the animal and the speaker: smaller than answers."""
    places = kiosk.metrics
    exits = [box for count in (1, 2, 3) for animal in (True, False) for box in places.exits(count, animal=animal)]
    return [*exits, *places.controls, places.animal, places.speaker, places.wall_speaker]


def measure(kiosk: Kiosk, least: float, between: float) -> None:
    """Every card on the screen that is up: its size, its place, and the distance to its neighbours."""
    cards = kiosk.cards()
    answers = [card for card in cards if card.box not in beside_the_answers(kiosk)]
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
    """Measured on the widgets themselves, on every screen of a visit."""
    kiosk = start(size)
    with pictures.noting():
        for turn in turns().values():
            show(kiosk, turn)
            measure(kiosk, 20, 5)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_cut_off_in_any_language(start: Start, size: tuple[int, int], language: str) -> None:
    """On every screen of a visit every word is drawn whole, unbroken, and inside its own card or line."""
    kiosk = start(size)
    with pictures.noting():
        for name, turn in turns(ChildSettings(language=language)).items():
            show(kiosk, turn)
            for card in kiosk.cards():
                drawn_whole(f"{name}: {card.word_id}", card.option.word, card.fitted, card.word_at, card)
                assert card.fitted is None or card.fitted.size >= kiosk.metrics.px(2.1), name
            for line in kiosk.stage.screen.walk():
                if isinstance(line, Words) and line.text:
                    drawn_whole(f"{name}: {line.text}", line.text, line.fitted, line.drawn, line)


def drawn_whole(what: str, said: str, fitted: Fitted | None, drawn: list[int], within: Placed) -> None:
    """A text's letters are all there, no word is broken, and the ink lies inside its place."""
    if not said:
        return
    assert fitted is not None, what
    assert not fitted.cut, what
    assert " ".join(fitted.lines).split() == normalize("NFC", said).split(), what
    x, y, width, height = drawn
    clear = lean(fitted.size)  # free of ink at each side of what is painted
    assert within.x <= x + clear, what
    assert within.y <= y, what
    assert x + width - clear <= within.right, what
    assert y + height <= within.top, what


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("looks", [{"larger_targets": True}, {"low_stimulus": True}, {"high_contrast": True}])
def test_a_childs_own_look_keeps_every_size(start: Start, size: tuple[int, int], looks: dict[str, bool]) -> None:
    """Larger, calmer or clearer: never smaller than a finger, and 30 mm where targets are larger."""
    kiosk = start(size)
    larger = looks.get("larger_targets", False)
    with pictures.noting():
        for name, turn in turns(ChildSettings(**looks)).items():  # type: ignore[arg-type]
            show(kiosk, turn)
            measure(kiosk, 30 if larger and name != "thanks_to_do" else 20, 5)


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
