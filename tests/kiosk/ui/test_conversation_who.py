"""Whose turn it is: the wall, the secret picture, visitors, and children who are not asked."""

from __future__ import annotations

from dataclasses import replace

from msgspec.structs import replace as changed

from assets.catalogue import SECRET_PICTURES
from kiosk.checkin import Step, Tick
from kiosk.turn import VISITOR
from sync.protocol import Tile
from tests.kiosk.ui.classroom import MemoryTablet, a_class, hex_of
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.gallery import show, somebody, turns
from tests.kiosk.ui.kiosk import Kiosk


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


def test_a_tablet_without_a_class_says_so_and_does_nothing_else(start: Start) -> None:
    """Staff read that it is not set up; there is no dead button."""
    kiosk = start(tablet=MemoryTablet(None))

    assert "not set up" in kiosk.stage.screen.notice
    assert kiosk.cards() == []


def test_a_child_who_opted_out_meets_a_picture_story_and_can_ask_for_a_grown_up(kiosk: Kiosk) -> None:
    """No feeling is asked; the wall ticks them like anybody, and nothing of it leaves the tablet."""
    room = a_class(2)
    room.pupils[0] = changed(room.pupils[0], opted_out=True)
    kiosk.tablet.room = room
    kiosk.kiosk.look()
    kiosk.to_wall()
    kiosk.find(0)

    assert kiosk.at(Step.ACTIVITY)
    assert {"stop", "adult"} <= {card.said for card in kiosk.cards()}

    kiosk.press("stop")
    kiosk.until_screen(Step.THANKS)

    assert [card.said for card in kiosk.cards()] == ["me", "finish", "adult", "speaker"]
    assert kiosk.tablet.carried == [Tick(hex_of(0))]


def test_the_right_secret_picture_opens_the_turn(kiosk: Kiosk) -> None:
    """Nine pictures, three by three; the right one asks how the child feels."""
    show(kiosk, replace(turns()["own_picture"], child=replace(somebody(), asked=None)))
    shown = [card for card in kiosk.cards() if card.said in SECRET_PICTURES]

    assert len(shown) == 9
    assert len({card.x for card in shown}) == len({card.y for card in shown}) == 3

    kiosk.press("moon")

    assert kiosk.at(Step.FEELING)


def test_a_wrong_secret_picture_is_met_gently_and_the_third_with_a_card(kiosk: Kiosk) -> None:
    """Let's try again, twice; then a card to take to an adult, and nothing is recorded."""
    show(kiosk, turns()["own_picture"])
    for _ in range(2):
        kiosk.press("boat")
        assert kiosk.at(Step.OWN_PICTURE)
        assert kiosk.stage.screen.question == "Let's try again"
        assert not any(card.chosen for card in kiosk.cards())
    kiosk.press("key")

    assert kiosk.at(Step.PICTURE_CARD)
    assert any(card.word_id == "card.title" for card in kiosk.cards())
    kiosk.press("finish")
    assert kiosk.at(Step.REST)
    assert kiosk.tablet.carried == []


def test_a_double_tap_is_one_wrong_picture(kiosk: Kiosk) -> None:
    """The second tap of a double tap is not a second try."""
    show(kiosk, turns()["own_picture"])
    kiosk.advance(1)
    for _ in range(2):
        finger = kiosk.finger("boat")
        finger.down()
        finger.up()
        kiosk.frames(2)

    assert kiosk.kiosk.turn.tries == 1


def with_visitors(kiosk: Kiosk) -> list[str]:
    """Give the class two blank tiles. Returns their ids."""
    room = a_class(5)
    blank = [Tile(bytes([9]) * 15 + bytes([n]), "", "visitor", 2, visitor=True) for n in (1, 2)]
    kiosk.tablet.room = changed(room, pupils=[*room.pupils, *blank])
    kiosk.kiosk.look()
    return [tile.pupil.hex() for tile in blank]


def test_blank_tiles_wait_behind_i_am_new_here(kiosk: Kiosk) -> None:
    """The wall shows the class; a new child finds their way from *I can't find me*, as long as a tile is left."""
    ids = with_visitors(kiosk)
    kiosk.to_wall()
    assert not {card.said for card in kiosk.cards()} & set(ids)

    kiosk.press("cant_find")
    assert VISITOR in [card.said for card in kiosk.cards()]

    kiosk.tablet.marks = set(ids)
    kiosk.kiosk.look()
    assert VISITOR not in [card.said for card in kiosk.cards()]


def test_a_visitor_who_has_been_here_stands_on_the_wall_without_a_name(kiosk: Kiosk) -> None:
    """Ticked like any other, to be found again."""
    ids = with_visitors(kiosk)
    kiosk.tablet.marks = {ids[0]}
    kiosk.kiosk.look()
    kiosk.to_wall()
    tile = kiosk.card(ids[0])

    assert tile.option.word == ""
    assert tile.option.done
    assert ids[1] not in {card.said for card in kiosk.cards()}


def test_a_visitor_checks_in_like_any_child(kiosk: Kiosk) -> None:
    """*I am new here* begins a turn with the next blank tile."""
    ids = with_visitors(kiosk)
    kiosk.to_wall()
    kiosk.press("cant_find")
    kiosk.press(VISITOR)
    kiosk.until_screen(Step.FEELING)
    kiosk.feel("happy")
    kiosk.leave_out()

    assert [effect.pupil for effect in kiosk.tablet.check_ins()] == ids[:1]
