"""The exits as a child meets them when a school or staff switched some off, with real touches on every panel."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.checkin import ADULT, AskAdult, Step
from kiosk.turn import Asked
from sync.protocol import ChildSettings
from tests.kiosk.ui.classroom import MemoryTablet, a_class, hex_of
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.kiosk import SIZES, Kiosk

WAYS = ("not_sure", "not_say", ADULT)


def ways_of(kiosk: Kiosk) -> list[str]:
    return [card.said for card in kiosk.cards() if card.said in WAYS]


@pytest.mark.parametrize("size", SIZES)
def test_a_childs_own_exits_are_shown_and_the_next_child_has_the_schools(start: Start, size: tuple[int, int]) -> None:
    """*I want a grown-up* stands in the same corner whatever stands beside it, and a touch on it asks."""
    room = replace(a_class(3, steps={0: 3, 1: 3, 2: 3}), unsure=False)
    room.pupils[1] = replace(room.pupils[1], settings=ChildSettings(unsure=True))
    room.pupils[2] = replace(room.pupils[2], settings=ChildSettings(unsaid=False))
    kiosk = start(size, MemoryTablet(room))
    corners = set()
    for child, ways in ((0, ["not_say", ADULT]), (1, list(WAYS)), (2, [ADULT])):
        kiosk.to_feeling(child)
        assert ways_of(kiosk) == ways
        corners.add((round(kiosk.card(ADULT).right), round(kiosk.card(ADULT).y)))
        kiosk.feel("sad")
        kiosk.until_screen(Step.SIZE)
        assert ways_of(kiosk) == ways
        kiosk.leave_out()
        kiosk.press("finish")
        kiosk.until_screen(Step.REST)
    assert len(corners) == 1

    kiosk.to_feeling(2)
    kiosk.press(ADULT)
    kiosk.until_screen(Step.ADULT)
    assert AskAdult(hex_of(2)) in kiosk.tablet.carried


def test_did_a_grown_up_come_keeps_a_way_out(start: Start) -> None:
    """Yes, no, and asking again; not even this question is without one."""
    room = replace(a_class(3), unsure=False, unsaid=False)
    kiosk = start((800, 480), MemoryTablet(room, asked={hex_of(0): Asked("5e" * 16)}))
    kiosk.to_wall()
    kiosk.find(0)
    kiosk.until_screen(Step.CAME)

    assert ways_of(kiosk) == [ADULT]
