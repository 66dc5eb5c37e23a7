"""Three covers to choose from, then six pictures with a sentence each, turned by a touch."""

from __future__ import annotations

import threading

import pytest

from assets import stories
from assets.words import LANGUAGES, words
from kiosk.turn import Step
from kiosk.ui.activities import storybook
from kiosk.ui.activities.story import PAUSE_S, SCAN_S, Story
from sync.protocol import ChildSettings
from tests.kiosk.ui.activities.playing import STILL, choose, leave, playing
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.kiosk import SIZES, Kiosk


def story(kiosk: Kiosk, settings: ChildSettings | None = None) -> Story:
    widget = choose(kiosk, "story", settings or ChildSettings())
    assert isinstance(widget, Story)
    kiosk.advance(kiosk.stage.gate.PAUSE_S)
    return widget


def touch(kiosk: Kiosk, place: tuple[float, float]) -> None:
    """A finger, and then, where it turned a page, the time until its picture is painted."""
    finger = kiosk.finger_at(*place)
    finger.down()
    kiosk.frames(1)
    finger.up()
    kiosk.frames(1)
    if kiosk.at(Step.ACTIVITY):
        opened(kiosk)


def opened(kiosk: Kiosk) -> None:
    """Wait for the picture of the open page."""
    widget = playing(kiosk)
    assert isinstance(widget, Story)

    def there() -> bool:
        if not widget.open:
            kiosk.advance(0.1)
        return widget.open

    kiosk.until(there, "the page")


@pytest.mark.parametrize("number", range(len(stories.STORIES)), ids=stories.STORIES)
def test_a_story_is_read_from_its_cover_to_its_end(kiosk: Kiosk, number: int) -> None:
    """Six pictures, each with its own sentence; a touch after the last ends it."""
    widget = story(kiosk)
    said = words()
    touch(kiosk, widget.covers[number].middle)
    id = stories.STORIES[number]
    for page in range(1, stories.PAGES + 1):
        assert widget.number == page
        assert widget._over.shown == (id, page)
        assert widget._words.text == said[f"story.{id}.{page}"]
        kiosk.advance(PAUSE_S + 0.01)
        touch(kiosk, widget._sheet.middle)

    assert kiosk.at(Step.HOW_NOW)


def test_a_double_tap_turns_one_page(kiosk: Kiosk) -> None:
    """A page stands for a moment before it can be turned."""
    widget = story(kiosk, STILL)
    touch(kiosk, widget.covers[0].middle)
    kiosk.advance(PAUSE_S + 0.01)
    touch(kiosk, widget._sheet.middle)
    touch(kiosk, widget._sheet.middle)

    assert widget.number == 2


def test_a_page_fades_in_over_the_one_before(kiosk: Kiosk) -> None:
    """And then nothing moves any more."""
    widget = story(kiosk)
    touch(kiosk, widget.covers[0].middle)
    kiosk.advance(PAUSE_S + 0.01)
    widget.hold()
    widget._turn()
    opened(kiosk)
    assert widget.moving
    assert widget._over.alpha < 1
    assert widget._under.shown == ("boat", 1)

    kiosk.kiosk.timers.advance(1.0)  # type: ignore[attr-defined]
    kiosk.until(lambda: not widget.moving, "the page to stand")
    assert widget._over.alpha == 1


def test_with_reduced_motion_a_page_is_there_at_once(kiosk: Kiosk) -> None:
    """No fading."""
    widget = story(kiosk, STILL)
    touch(kiosk, widget.covers[1].middle)
    kiosk.advance(PAUSE_S + 0.01)
    touch(kiosk, widget._sheet.middle)

    assert widget._over.alpha == 1
    assert not widget.moving


def test_the_title_and_each_sentence_are_spoken(kiosk: Kiosk) -> None:
    """By their ids, where a voice has them."""
    widget = story(kiosk)
    spoken: list[str] = []
    assert widget.play is not None
    object.__setattr__(widget.play, "speak", spoken.append)
    touch(kiosk, widget.covers[2].middle)
    kiosk.advance(PAUSE_S + 0.01)
    touch(kiosk, widget._sheet.middle)

    assert spoken == ["story.seed.1", "story.seed.2"]


def test_a_switch_chooses_a_cover_and_turns_the_pages(kiosk: Kiosk) -> None:
    """The border goes round the covers; the next press takes the one that has it."""
    widget = story(kiosk)
    widget.key()
    assert [card.chosen for card in widget.covers] == [True, False, False]
    kiosk.advance(SCAN_S)
    assert [card.chosen for card in widget.covers] == [False, True, False]
    widget.key()
    assert widget.story == "hedgehog"
    opened(kiosk)
    widget.key()
    assert widget.number == 2


def test_the_pages_are_let_go_when_the_story_is_left(kiosk: Kiosk) -> None:
    """Only packed pages stay, under two megabytes for all that were read."""
    widget = story(kiosk)
    touch(kiosk, widget.covers[0].middle)
    leave(kiosk)

    assert widget._over.shown is None
    assert widget._over._block.texture.size == (1, 1)
    assert all(front.shown is None for front in widget._fronts)
    for thread in threading.enumerate():
        if thread.name == "paint stories":
            thread.join(20)
    assert storybook.held_bytes() < 2 * 2**20


def test_covers_are_large_and_stand_inside_the_room(start: Start) -> None:
    """At least 20 mm each way, none over another, at every size; the page too is inside."""
    for size in SIZES:
        kiosk = start(size)
        widget = story(kiosk)
        least = kiosk.metrics.px(20)
        boxes = [card.box for card in widget.covers]
        assert all(min(box.width, box.height) >= least for box in boxes), size
        for box in (*boxes, widget._sheet.box):
            assert widget.box.x <= box.x < box.right <= widget.box.right
            assert widget.box.y <= box.y < box.foot <= widget.box.foot
        kiosk.close()


def test_every_sentence_fits_its_page_uncut(start: Start) -> None:
    """In every language, at every size."""
    for size in SIZES:
        kiosk = start(size)
        widget = story(kiosk)
        pages = [(id, page) for id in stories.STORIES for page in range(1, stories.PAGES + 1)]
        for language in LANGUAGES:
            for id, page in pages:
                widget._words.say(words(language)[f"story.{id}.{page}"], language=language)
                assert widget._words.fitted is not None
                assert not widget._words.fitted.cut, (size, language, id, page)
        kiosk.close()
