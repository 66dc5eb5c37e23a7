"""The picture stories: all drawn, each page different, each with its sentence, and none that frightens or praises."""

from __future__ import annotations

import pytest
from PIL import ImageChops, ImageStat

from assets import stories
from assets.words import words
from kiosk import raster

EVERY = [(story, number) for story in stories.STORIES for number in range(1, stories.PAGES + 1)]


def test_there_are_three_stories_of_six_pictures() -> None:
    """Enough to choose from, short enough for a morning."""
    assert len(stories.STORIES) == 3
    assert stories.PAGES == 6


@pytest.mark.parametrize(("story", "number"), EVERY)
def test_every_page_is_drawn_from_edge_to_edge(story: str, number: int) -> None:
    """No corner stays clear, and there is much to look at."""
    painted = raster.paint(stories.page(story, number), 160)

    assert painted.size == (160, 120)
    assert painted.getchannel("A").getextrema() == (255, 255)
    assert len(painted.convert("RGB").quantize(64).getcolors() or ()) >= 24


def test_no_two_pages_look_alike() -> None:
    """Each turn of a page shows something new."""
    painted = [raster.paint(stories.page(*each), 100).convert("RGB") for each in EVERY]
    for i, one in enumerate(painted):
        for other in painted[i + 1 :]:
            assert max(ImageStat.Stat(ImageChops.difference(one, other)).mean) > 4


def test_every_page_has_one_short_sentence() -> None:
    """At most ten words, so that it can be heard while looking."""
    said = words()
    for story, number in EVERY:
        assert 3 <= len(said[f"story.{story}.{number}"].split()) <= 10
    assert all(said[f"story.{story}"] for story in stories.STORIES)


def test_every_story_has_somebody_who_stays_near() -> None:
    """The whale, the rabbit and the worm come in the middle and are there at the end."""
    said = words()
    for story, friend in (("boat", "whale"), ("hedgehog", "Rabbit"), ("seed", "Worm")):
        told = " ".join(said[f"story.{story}.{number}"] for number in range(1, 7))
        assert friend in told


def test_a_page_that_is_not_there_is_refused() -> None:
    """A mistake in the code, not an empty picture."""
    with pytest.raises(IndexError):
        stories.page("boat", 7)
    with pytest.raises(KeyError):
        stories.page("dragon", 1)
    assert all(1 <= stories.cover(story) <= stories.PAGES for story in stories.STORIES)
