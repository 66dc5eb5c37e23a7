"""The adults of the class hide, a touch finds them, and another chooses who to go to."""

from __future__ import annotations

from kiosk.turn import Step
from kiosk.ui.activities.find_adult import MOST, NOBODY, FindAdult, Hide
from sync.protocol import Adult, ChildSettings
from tests.kiosk.ui.activities.playing import STILL, choose, leave
from tests.kiosk.ui.classroom import MemoryTablet, a_class
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.kiosk import SIZES, Kiosk


def find(kiosk: Kiosk, settings: ChildSettings | None = None) -> FindAdult:
    widget = choose(kiosk, "find_adult", settings or ChildSettings())
    assert isinstance(widget, FindAdult)
    kiosk.advance(kiosk.stage.gate.PAUSE_S)
    return widget


def a_class_with(count: int) -> MemoryTablet:
    room = a_class()
    adults = [Adult(bytes([i + 1]) * 16, f"Adult {i + 1}", f"adult_{i + 1}") for i in range(count)]
    return MemoryTablet(type(room)(**{**{f: getattr(room, f) for f in room.__struct_fields__}, "adults": adults}))


def touch(kiosk: Kiosk, hide: Hide) -> None:
    box = hide.box
    finger = kiosk.finger_at(box.x + box.width / 2, kiosk.metrics.height - (box.y + box.height / 2))
    finger.down()
    kiosk.frames(1)
    finger.up()
    kiosk.frames(1)


def test_every_adult_of_the_class_hides_and_is_found(start: Start) -> None:
    """Nobody is seen before they are touched; each is there afterwards."""
    kiosk = start(tablet=a_class_with(4))
    widget = find(kiosk, STILL)
    assert len(widget.hidden) == 4
    assert all(hide.adult.alpha == 0 for hide in widget.hidden)
    for hide in widget.hidden:
        touch(kiosk, hide)

    assert all(hide.found and hide.adult.alpha == 1 for hide in widget.hidden)
    assert [hide.adult.name for hide in widget.hidden] == [f"adult_{i}" for i in range(1, 5)]


def test_a_found_adult_is_chosen_by_a_touch_and_shown_large(start: Start) -> None:
    """Their picture, their name, and the sentence to show them."""
    kiosk = start(tablet=a_class_with(3))
    widget = find(kiosk)
    touch(kiosk, widget.hidden[1])
    kiosk.advance(1)
    assert widget._large.alpha == 0
    touch(kiosk, widget.hidden[1])

    assert widget.going == ("adult_2", "Adult 2")
    assert widget._large.name == "adult_2"
    assert widget._large.alpha == 1
    assert widget._name.text == "Adult 2"
    assert widget._told.text
    assert widget._told.fitted is not None
    assert not widget._told.fitted.cut


def test_the_card_ends_by_a_touch_or_by_itself(start: Start) -> None:
    """It stands long enough to be carried over and shown."""
    for touched in (True, False):
        kiosk = start(tablet=a_class_with(2))
        widget = find(kiosk, STILL)
        for _ in range(2):
            touch(kiosk, widget.hidden[0])
        assert widget.going is not None
        kiosk.advance(1.5)
        assert kiosk.at(Step.ACTIVITY)
        if touched:
            touch(kiosk, widget.hides[0])
        else:
            kiosk.advance(20)
        assert kiosk.at(Step.HOW_NOW)
        kiosk.close()


def test_where_no_adult_is_known_any_grown_up_hides(start: Start) -> None:
    """A neutral picture, and no name."""
    kiosk = start(tablet=a_class_with(0))
    widget = find(kiosk, STILL)
    assert len(widget.hidden) == 1
    for _ in range(2):
        touch(kiosk, widget.hidden[0])

    assert widget.going == NOBODY[0]
    assert widget._name.text == ""


def test_more_adults_than_places_show_the_first(start: Start) -> None:
    """Six hide at most."""
    kiosk = start(tablet=a_class_with(8))

    assert len(find(kiosk).hidden) == MOST


def test_no_adult_is_remembered_after_the_child(start: Start) -> None:
    """Their names and pictures go with the screen."""
    kiosk = start(tablet=a_class_with(3))
    widget = find(kiosk)
    for _ in range(2):
        touch(kiosk, widget.hidden[0])
    leave(kiosk)

    assert widget.going is None
    assert widget._name.text == ""
    assert {hide.adult.name for hide in widget.hides} == {"any_adult"}


def test_a_switch_finds_everybody_then_goes_to_the_first(start: Start) -> None:
    """One press each; a last one ends the card."""
    kiosk = start(tablet=a_class_with(2))
    widget = find(kiosk, STILL)
    for _ in range(2):
        widget.key()
    assert all(hide.found for hide in widget.hidden)
    widget.key()
    assert widget.going == ("adult_1", "Adult 1")
    widget.key()
    assert kiosk.at(Step.HOW_NOW)


def test_hiding_places_are_large_and_inside_the_room(start: Start) -> None:
    """At least 20 mm, none over another, for one adult to six, at every size."""
    for size in SIZES:
        kiosk = start(size)
        widget = find(kiosk, STILL)
        for count in range(1, MOST + 1):
            widget._adults = tuple((f"adult_{i + 1}", "") for i in range(count))
            widget._lay_out()
            boxes = [hide.box for hide in widget.hidden]
            assert min(box.width for box in boxes) >= kiosk.metrics.px(20), (size, count)
            assert all(box.x >= 0 and box.right <= widget.box.right for box in boxes), (size, count)
            assert all(box.foot <= widget.box.foot for box in boxes), (size, count)
            pairs = [(a, b) for a in boxes for b in boxes if a is not b]
            apart = [a.right <= b.x or b.right <= a.x or a.foot <= b.y or b.foot <= a.y for a, b in pairs]
            assert all(apart), (size, count)
        kiosk.close()
