"""The ladder's four steps and the body route, with real touches: finer pages, two feelings, the tick, and what may be
added."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.checkin import CheckIn, Step
from kiosk.effects import TellMore
from kiosk.ui.metrics import LARGER_MM
from sync.protocol import ChildSettings
from tests.kiosk.ui.classroom import MemoryTablet, a_class, hex_of
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.kiosk import SIZES, Kiosk

SHAPES = {"leaf", "sun", "rain", "wobble", "cross"}


def at_step(
    start: Start, step: int, settings: ChildSettings | None = None, size: tuple[int, int] = (800, 480)
) -> Kiosk:
    """A tablet whose first child is on a ladder step, asked how they feel."""
    room = a_class(3, steps={0: step})
    if settings:
        room.pupils[0] = replace(room.pupils[0], settings=settings)
    kiosk = start(size, MemoryTablet(room))
    kiosk.to_feeling(0)
    return kiosk


def told(kiosk: Kiosk) -> list[tuple[int | None, str | None]]:
    return [(effect.size, effect.about) for effect in kiosk.tablet.carried if isinstance(effect, TellMore)]


def faces(kiosk: Kiosk) -> list[str]:
    """What the answers on the screen say, in their order."""
    others = ("not_sure", "not_say", "adult", "me", "speaker", "back", "tick", "another", "")
    return [card.said for card in kiosk.cards() if card.said not in others]


def test_step_3_asks_how_big_and_what_about(start: Start) -> None:
    """Eight faces, the child's own face in three sizes, eight pictures; each answer is one addition."""
    kiosk = at_step(start, 3)
    assert len(faces(kiosk)) == 8

    kiosk.feel("worried")
    kiosk.until_screen(Step.SIZE)
    sizes = [kiosk.card(size) for size in ("1", "2", "3")]
    drawn = [card.drawing_at[2] for card in sizes]
    assert {card.option.picture for card in sizes} == {"worried"}
    assert drawn[0] < drawn[1] < drawn[2]

    kiosk.press("3")
    kiosk.until_screen(Step.ABOUT)
    kiosk.press("friends")
    kiosk.until_screen(Step.HELP)

    assert [CheckIn(hex_of(0), ("worried",), 3, 6)] == kiosk.tablet.check_ins()
    assert told(kiosk) == [(3, None), (None, "friends")]


@pytest.mark.parametrize("out", ["skip", "not_sure", "not_say"])
def test_how_big_and_what_about_may_be_left_out(start: Start, out: str) -> None:
    """Skipping is one touch; the check-in stands as it is."""
    kiosk = at_step(start, 3)
    kiosk.feel("happy")
    kiosk.until_screen(Step.SIZE)
    kiosk.press(out)
    kiosk.until_screen(Step.ABOUT)
    kiosk.press(out)
    kiosk.until_screen(Step.THANKS)

    assert {about for _, about in told(kiosk)} <= {"not_sure"}
    assert all(size is None for size, _ in told(kiosk))


def test_step_4_asks_the_family_and_then_its_faces(start: Start) -> None:
    """Each family has its own shape; fire has one face, so it stands there itself."""
    kiosk = at_step(start, 4)
    assert set(faces(kiosk)) == SHAPES

    kiosk.feel("wobble")
    assert faces(kiosk) == ["worried", "scared"]

    kiosk.press("back")
    assert set(faces(kiosk)) == SHAPES

    kiosk.feel("rain")
    kiosk.press("lonely")
    kiosk.advance(3.1)
    kiosk.leave_out()

    assert [effect.answers for effect in kiosk.tablet.check_ins()] == [("lonely",)]


def test_two_feelings_at_once(start: Start) -> None:
    """*Another* keeps the first face, shown small where *another* stood; both are one check-in."""
    kiosk = at_step(start, 4)
    kiosk.feel("sun")
    kiosk.press("proud")
    place = kiosk.card("another").box
    kiosk.press("another")

    kept = next(card for card in kiosk.cards() if card.option.picture == "proud")
    assert kept.box == place
    assert kept.option.sign
    assert set(faces(kiosk)) == SHAPES

    kiosk.feel("wobble")
    kiosk.press("worried")
    assert "another" not in [card.said for card in kiosk.cards()]
    kiosk.settle()
    kiosk.leave_out()

    assert [effect.answers for effect in kiosk.tablet.check_ins()] == [("proud", "worried")]


def test_a_kept_face_can_not_be_chosen_twice(start: Start) -> None:
    """It stands ticked on its page and does not answer."""
    kiosk = at_step(start, 4)
    kiosk.press("cross")
    kiosk.press("another")
    cross = next(card for card in kiosk.cards() if card.option.picture == "cross" and not card.option.sign)

    assert cross.option.done
    assert not cross.can_press(*cross.center)


def test_tap_then_tick_waits_for_the_tick(start: Start) -> None:
    """Nothing is taken by itself; the tick stands in one place and only while something is held."""
    kiosk = at_step(start, 3, ChildSettings(tick=True))
    assert "tick" not in [card.said for card in kiosk.cards()]

    kiosk.press("sad")
    place = kiosk.card("tick").box
    kiosk.advance(20)
    kiosk.press("happy")
    assert kiosk.card("tick").box == place
    assert kiosk.tablet.check_ins() == []

    kiosk.press("tick")
    kiosk.leave_out()
    assert [effect.answers for effect in kiosk.tablet.check_ins()] == [("happy",)]


def test_nothing_moves_when_the_tick_comes(start: Start) -> None:
    """Its place was kept free."""
    for size in SIZES:
        kiosk = at_step(start, 4, ChildSettings(tick=True), size)
        before = {card.said: card.box for card in kiosk.cards()}
        kiosk.press("cross")
        after = {card.said: card.box for card in kiosk.cards()}

        assert {said: after[said] for said in before} == before
        assert set(after) - set(before) == {"tick", "another"}
        kiosk.close()


def test_not_sure_leads_to_the_body_and_still_not_sure_is_an_answer(start: Start) -> None:
    """Six sensations, then two or three faces; not knowing is fine all the way."""
    kiosk = at_step(start, 2)
    kiosk.feel("not_sure")
    assert set(faces(kiosk)) == {"heavy", "tight", "hot", "wobbly", "butterflies", "buzzing"}
    assert kiosk.card("not_sure").word_id == "exit.still_not_sure"

    kiosk.feel("butterflies")
    assert 2 <= len(faces(kiosk)) <= 3

    kiosk.feel("not_sure")
    kiosk.until_screen(Step.HELP)
    assert [effect.answers for effect in kiosk.tablet.check_ins()] == [("not_sure",)]


def test_a_face_found_by_the_body_is_taken_like_any_other(start: Start) -> None:
    """Could it be worried? It could."""
    kiosk = at_step(start, 3)
    kiosk.feel("not_sure")
    kiosk.feel("tight")
    kiosk.feel("worried")
    kiosk.leave_out()

    assert [effect.answers for effect in kiosk.tablet.check_ins()] == [("worried",)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("settings", [ChildSettings(larger_targets=True), ChildSettings(low_stimulus=True)])
def test_larger_or_fewer_cards_come_in_pages(start: Start, size: tuple[int, int], settings: ChildSettings) -> None:
    """Every face is met by turning on, and can be taken; after the last page comes the first."""
    kiosk = at_step(start, 3, settings, size)
    met: list[str] = []
    pages = 0
    while not set(faces(kiosk)) - {"more"} <= set(met):
        shown = faces(kiosk)
        cards = [kiosk.card(said) for said in shown]
        if settings.larger_targets:
            assert min(min(card.width, card.height) for card in cards) >= LARGER_MM * kiosk.metrics.px_per_mm
        else:
            assert len(cards) <= 4
        met += [said for said in shown if said != "more"]
        pages += 1
        if "more" in shown:
            kiosk.press("more")
    assert len(met) == len(set(met)) == 8

    if pages > 1:
        kiosk.press("more")
    face = next(said for said in faces(kiosk) if said != "more")
    kiosk.feel(face)
    kiosk.until_screen(Step.SIZE)
    assert [effect.answers for effect in kiosk.tablet.check_ins()] == [(face,)]
