"""What might help, as data."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from assets.activities import ActivitiesError, Activity, by_id, load, read
from assets.catalogue import FAMILIES
from assets.drawing.ink import INK
from assets.pictures import names
from assets.words import words
from tests.assets.looking import contrast

TWELVE = [
    "candle", "star", "push", "squeeze", "shake", "five", "hum", "draw", "mix", "bubbles", "story", "find_adult",
]  # fmt: skip


def test_the_twelve_activities_of_the_design_are_there() -> None:
    """Each once, found by its id, with a way to do it that lasts between half a minute and two."""
    assert [activity.id for activity in load()] == TWELVE
    assert list(by_id()) == TWELVE
    assert all(30 <= activity.seconds <= 120 for activity in load())


@pytest.mark.parametrize("activity", load(), ids=lambda activity: activity.id)
def test_each_activity_has_a_name_a_card_a_picture_and_a_tint_to_read_on(activity: Activity) -> None:
    """Nothing that a child or an adult is shown is missing."""
    assert words()[activity.word]
    assert words()[activity.card]
    assert activity.picture in names()
    assert contrast(INK, activity.tint) >= 7


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_every_feeling_at_every_step_has_something_of_its_own(family: str, step: int) -> None:
    """Three at least suit each family, and one of them plays: a child who needs no instruction finds something."""
    suiting = [activity for activity in load() if family in activity.suits and activity.step <= step]

    assert len(suiting) >= 3
    assert any(activity.play for activity in suiting)


@pytest.mark.parametrize("family", ["rain", "fire", "wobble", "mist"])
def test_a_hard_feeling_can_be_met_by_the_body_and_in_company(family: str) -> None:
    """Regulation comes before reasoning, and an adult may always be part of it."""
    tags = {activity.tag for activity in load() if family in activity.suits and activity.step == 1}

    assert {"body", "together"} <= tags


GOOD = files("assets").joinpath("activities.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('tag = "body"', 'tag = "mind"', "mind"),
        ("step = 1", "step = 7", "7"),
        ("seconds = 60", "seconds = 6000", "300"),
        ('"fire"', '"ice"', "ice"),
        ('tint = "#CFE8F5"', 'tint = "sky"', "tint"),
        ("play = true", "pley = true", "pley"),
        ("[candle]", "[candle", "TOML"),
    ],
)
def test_an_activity_that_cannot_be_is_refused_with_the_place_and_a_cure(before: str, after: str, told: str) -> None:
    """Whoever edits the file reads what to correct."""
    assert before in GOOD
    with pytest.raises(ActivitiesError, match=re.escape(told)) as caught:
        read(GOOD.replace(before, after, 1).encode(), "activities.toml")

    assert str(caught.value).startswith("activities.toml")
    assert str(caught.value).endswith(".")


def test_a_list_without_company_for_the_youngest_is_refused() -> None:
    """A framework's own list can't leave the smallest children alone."""
    with pytest.raises(ActivitiesError, match="'together' for step 1"):
        read(GOOD.replace('"together"', '"thinking"').encode(), "activities.toml")
