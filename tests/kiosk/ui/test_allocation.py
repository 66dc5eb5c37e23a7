"""Screens are built once: a change of screen leaves no widget, no listener and no card behind."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from weakref import ref

import pytest
from kivy.uix.widget import Widget

from kiosk.turn import Turn
from kiosk.ui import pictures
from sync.protocol import ChildSettings
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.gallery import show, turns
from tests.kiosk.ui.kiosk import SIZES, Kiosk


@pytest.fixture(autouse=True)
def unpainted() -> Iterator[None]:
    """Only widgets are counted here."""
    with pictures.noting():
        yield


def widgets(kiosk: Kiosk) -> Counter[type]:
    """Every widget of every screen, by its class."""
    return Counter(type(widget) for screen in kiosk.stage.screens for widget in screen.walk())


def round_trip(kiosk: Kiosk, settings: ChildSettings) -> None:
    """Show every screen of a visit, and rest."""
    for turn in turns(settings).values():
        show(kiosk, turn)
    show(kiosk, Turn())


@pytest.mark.parametrize("size", SIZES)
def test_a_second_visit_to_every_screen_makes_no_widget(start: Start, size: tuple[int, int]) -> None:
    """All cards there will ever be stand ready after the first."""
    kiosk = start(size)
    round_trip(kiosk, ChildSettings())
    before = widgets(kiosk)
    round_trip(kiosk, ChildSettings())

    assert before == widgets(kiosk)


def test_every_look_and_language_is_worn_by_the_same_widgets(start: Start) -> None:
    """A child's own settings change what the cards show, not how many there are."""
    kiosk = start()
    round_trip(kiosk, ChildSettings())
    before = widgets(kiosk)
    for settings in (
        ChildSettings(larger_targets=True),
        ChildSettings(low_stimulus=True),
        ChildSettings(language="pl"),
    ):
        round_trip(kiosk, settings)

    assert before == widgets(kiosk)


def test_nothing_in_the_process_grows_with_the_screens_that_were_shown(start: Start) -> None:
    """Counted among all living objects, so that a widget that was let go and not forgotten is found too."""
    kiosk = start()
    for _ in range(2):
        round_trip(kiosk, ChildSettings())
    before = living()
    for _ in range(3):
        round_trip(kiosk, ChildSettings())

    assert living() <= before


def living() -> int:
    """Widgets that the process still holds."""
    gc.collect()
    return sum(issubclass(type(each), Widget) for each in gc.get_objects())


def test_a_stage_that_is_left_is_let_go() -> None:
    """Nothing keeps a closed stage or its screens alive, not even the state that outlives it."""
    kiosk = Kiosk()
    round_trip(kiosk, ChildSettings())
    kept: list[ref[Widget]] = [ref(kiosk.stage), *(ref(screen) for screen in kiosk.stage.screens)]
    kiosk.close()
    state = kiosk.kiosk
    del kiosk
    gc.collect()

    assert state is not None
    assert [each() for each in kept] == [None] * len(kept)
