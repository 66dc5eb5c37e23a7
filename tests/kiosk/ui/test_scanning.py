"""Choosing with one or two switches: real keys, hand-turned time, the real screens."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.checkin import Step
from kiosk.ui.scanning import STAYS_S, USUAL_S
from sync.protocol import ChildSettings, Classroom
from tests.kiosk.ui.classroom import MemoryTablet, a_class, hex_of
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.hearing import bordered
from tests.kiosk.ui.kiosk import Kiosk


def with_switches(switches: int, *, count: int = 30, tick: bool = False) -> Classroom:
    """A class whose first child uses switches."""
    room = a_class(count)
    settings = ChildSettings(switches=switches, tick=tick)  # type: ignore[arg-type]
    first = msgspec.structs.replace(room.pupils[0], settings=settings)
    return msgspec.structs.replace(room, pupils=[first, *room.pupils[1:]])


@pytest.fixture
def scanning(start: Start) -> Kiosk:
    """A class of thirty, one of them with one switch."""
    return start((800, 480), MemoryTablet(with_switches(1)))


def wait_for(kiosk: Kiosk, said: str, *, alone: bool = True) -> None:
    """Let the border go round until it is on a card (`alone`: on no other)."""
    for _ in range(200):
        now = bordered(kiosk)
        if said in now and (len(now) == 1 or not alone):
            return
        kiosk.advance(USUAL_S / 3)
    raise AssertionError(f"the border never came to {said}")


def answers(kiosk: Kiosk) -> list[str]:
    """What the cards say that are no animal, in their order."""
    return [card.said for card in kiosk.cards() if card.said != "me"]


def choose(kiosk: Kiosk, said: str) -> None:
    wait_for(kiosk, said)
    kiosk.key("space")


def find_first(kiosk: Kiosk) -> None:
    """From rest to the first child's own picture, with one switch."""
    kiosk.key("space")
    kiosk.until_screen(Step.WHO)
    wait_for(kiosk, hex_of(0), alone=False)
    kiosk.key("space")
    choose(kiosk, hex_of(0))


def test_one_switch_leads_from_rest_through_a_whole_turn(scanning: Kiosk) -> None:
    """Hello, a row of the wall, the own picture, a feeling, and on to the end: one key all the way."""
    find_first(scanning)
    scanning.until_screen(Step.FEELING)
    choose(scanning, "calm")
    scanning.settle()

    assert [effect.answers for effect in scanning.tablet.check_ins()] == [("calm",)]
    scanning.until_screen(Step.THANKS)
    choose(scanning, "finish")
    assert scanning.at(Step.REST)


def test_the_wall_is_scanned_row_by_row_and_then_picture_by_picture(scanning: Kiosk) -> None:
    """Thirty single pictures would take longer than a lesson has patience."""
    scanning.key("return")
    rows = [bordered(scanning)]
    scanning.advance(2 * USUAL_S)
    rows.append(bordered(scanning))

    assert len(rows[0]) == len(rows[1]) > 1
    assert not set(rows[0]) & set(rows[1])

    scanning.key("return")

    assert bordered(scanning) == rows[1][:1]


def test_a_row_that_was_chosen_by_mistake_lets_go_by_itself(scanning: Kiosk) -> None:
    """After two rounds the rows are shown again."""
    scanning.key("space")
    row = bordered(scanning)
    scanning.key("space")
    scanning.advance(USUAL_S * (2 * len(row) + 1))

    assert len(bordered(scanning)) > 1


def test_scanning_begins_with_the_turn_of_a_child_who_uses_a_switch(scanning: Kiosk) -> None:
    """An adult may find the picture; the question is the child's own."""
    scanning.to_feeling(0)

    shown = []
    for wait_s in (2 * USUAL_S, USUAL_S, USUAL_S):
        shown += bordered(scanning)
        scanning.advance(wait_s)

    assert shown == answers(scanning)[:3]


def test_nothing_is_scanned_for_a_child_who_touches(scanning: Kiosk) -> None:
    """No border, and nothing drawn while the screen waits."""
    scanning.to_feeling(1)
    scanning.frames(5)
    drawn = scanning.flips
    scanning.advance(USUAL_S * 4)

    assert bordered(scanning) == []
    assert scanning.flips == drawn


def test_with_two_switches_nothing_moves_until_a_key_does(start: Start) -> None:
    """Space goes on, enter takes."""
    kiosk = start((800, 480), MemoryTablet(with_switches(2)))
    kiosk.to_feeling(0)
    kiosk.advance(USUAL_S * 8)

    first, second, third, *_ = answers(kiosk)

    assert bordered(kiosk) == [first]

    kiosk.key("space")
    kiosk.key("tab")

    assert bordered(kiosk) == [third]

    for _ in range(len(kiosk.cards()) - 1):
        kiosk.key("space")
    kiosk.key("return")
    kiosk.settle()

    assert [effect.answers for effect in kiosk.tablet.check_ins()] == [(second,)]


def test_the_border_goes_round_to_the_exits_and_the_speaker_and_begins_again(start: Start) -> None:
    """Every answer that a finger can reach, a switch can."""
    kiosk = start((1280, 800), MemoryTablet(with_switches(2)))
    kiosk.to_feeling(0)
    seen = []
    for _ in kiosk.cards():
        seen += bordered(kiosk)
        kiosk.key("space")

    assert sorted(seen) == sorted(card.said for card in kiosk.cards())
    assert seen[-2:] == ["speaker", "me"]
    assert bordered(kiosk) == seen[:1]


def test_with_tick_the_tick_is_the_first_that_is_offered_after_an_answer(start: Start) -> None:
    """A hit by mistake is passed by; the border comes round again."""
    kiosk = start((800, 480), MemoryTablet(with_switches(1, tick=True)))
    kiosk.to_feeling(0)
    choose(kiosk, "calm")

    assert bordered(kiosk) == ["tick"]
    assert kiosk.tablet.check_ins() == []

    kiosk.key("space")
    assert [effect.answers for effect in kiosk.tablet.check_ins()] == [("calm",)]


def test_a_key_that_is_held_down_is_one_press(scanning: Kiosk) -> None:
    """A hand that rests on its switch chooses nothing twice."""
    scanning.to_feeling(0)
    scanning.advance(0.3)
    scanning.key_down("space")
    for _ in range(30):
        scanning.advance(0.1)
        scanning.key_down("space")

    assert len(scanning.tablet.check_ins()) == 1


def test_other_keys_do_nothing(scanning: Kiosk) -> None:
    """A keyboard that lies about is no switch."""
    for key in ("a", "escape", "f1"):
        scanning.key(key)

    assert scanning.at(Step.REST)


def test_a_finger_ends_the_scanning_that_a_stray_key_began(scanning: Kiosk) -> None:
    """The next child touches, and is not hurried along."""
    scanning.key("space")
    assert bordered(scanning)

    scanning.press(hex_of(1))
    scanning.until_screen(Step.FEELING)

    assert bordered(scanning) == []


def test_a_child_who_began_with_a_key_goes_on_with_it(scanning: Kiosk) -> None:
    """Staff may not have set the switch yet; the child still gets through."""
    scanning.key("space")
    wait_for(scanning, hex_of(1), alone=False)
    scanning.key("space")
    choose(scanning, hex_of(1))
    scanning.until_screen(Step.FEELING)

    assert len(bordered(scanning)) == 1


def test_a_turn_by_switch_does_not_end_before_two_minutes(scanning: Kiosk) -> None:
    """Going round takes time; an empty chair is still noticed."""
    scanning.key("space")
    scanning.advance(STAYS_S - 1)
    assert scanning.at(Step.WHO)

    scanning.advance(30)
    assert scanning.at(Step.REST)
    assert bordered(scanning) == []

    scanning.to_feeling(0)
    scanning.advance(STAYS_S - 1)
    assert scanning.at(Step.FEELING)


def test_the_speaker_can_be_chosen_and_scanning_waits_for_its_end(scanning: Kiosk) -> None:
    """Without a loudspeaker nothing is read, and the border goes on."""
    scanning.to_feeling(0)
    choose(scanning, "speaker")
    scanning.advance(USUAL_S * 2)

    assert scanning.at(Step.FEELING)
    assert len(bordered(scanning)) == 1
