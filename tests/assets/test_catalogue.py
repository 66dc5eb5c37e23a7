"""The feelings and their pages."""

from __future__ import annotations

from importlib.resources import files

import pytest

from assets.catalogue import FAMILIES, CatalogueError, UnknownAnswerError, load, read, start_page, step_for_year
from assets.faces import faces
from assets.pictures import names
from assets.words import words

# The table of DESIGN, section 2, written out by hand.
VALUES = {
    "happy": 2,
    "excited": 2,
    "proud": 2,
    "silly": 1,
    "calm": 2,
    "okay": 1,
    "safe": 2,
    "muddled": None,
    "tired": -0.5,
    "lonely": -2,
    "sad": -1.5,
    "poorly": -1,
    "worried": -1.5,
    "scared": -2,
    "cross": -1.5,
    "not_okay": -1,
    "hungry": None,
    "hurt": None,
}
STEPS = {
    1: {"okay", "not_okay", "happy", "calm", "sad", "cross", "scared", "poorly"},
    2: {"happy", "calm", "tired", "sad", "scared", "cross", "hungry", "poorly", "hurt"},
    3: {"calm", "okay", "happy", "excited", "tired", "sad", "worried", "cross"},
    4: {
        "calm", "okay", "safe", "happy", "excited", "proud", "tired", "sad", "lonely", "worried", "scared", "cross",
    },
}  # fmt: skip


def test_every_feeling_has_the_value_the_design_gives_it() -> None:
    """Pleasantness is exactly as designed, and no feeling is added or lost."""
    assert {f.id: f.value for f in load().feelings.values()} == VALUES


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_each_ladder_step_offers_the_feelings_the_design_names(step: int) -> None:
    """A feeling's steps agree with the ladder."""
    assert {f.id for f in load().feelings.values() if step in f.steps} == STEPS[step]


def test_the_pages_of_steps_1_and_2_show_exactly_their_feelings() -> None:
    """Whatever a step offers can be reached from its first page, and nothing else can."""
    pages = load().pages
    for step in (1, 2):
        reached, waiting = set[str](), [start_page(step)]
        while waiting:
            page = pages[waiting.pop()]
            reached |= {id for row in page.rows for id in row}
            waiting += page.leads.values()

        assert reached & set(load().feelings) == STEPS[step]


def test_step_1_first_asks_only_okay_or_not_okay_and_both_count() -> None:
    """A child of three who stops after the first tap has answered."""
    page = load().pages["1"]

    assert page.rows == (("okay", "not_okay"),)
    assert page.leads == {"okay": "1.okay", "not_okay": "1.not_okay"}
    assert page.counts == {"okay", "not_okay"}


def test_my_body_leads_to_the_needs_of_the_body() -> None:
    """*My body* is a way on, not an answer."""
    catalogue = load()

    assert catalogue.pages["2"].leads == {"my_body": "2.body"}
    assert {id for row in catalogue.pages["2.body"].rows for id in row} == {"hungry", "poorly", "tired", "hurt"}
    assert not catalogue.knows("my_body")


def test_rows_run_from_low_energy_to_high_and_pleasant_above_unpleasant() -> None:
    """The order is the same on every page, so that a place never means more than its feeling."""
    feelings = load().feelings
    order = {"low": 0, "mixed": 1, "high": 2}
    for page in load().pages.values():
        rows = [[feelings[id] for id in row if id in feelings] for row in page.rows]
        for row in rows:
            energies = [order[f.energy] for f in row]
            assert energies == sorted(energies), page.id
        if len(rows) > 1:
            assert min(f.value or 0 for f in rows[0]) > max(f.value or 0 for f in rows[1]), page.id


def test_steps_3_and_4_meet_the_page_of_step_2_until_theirs_are_drawn() -> None:
    """No child of a later step is left without a page."""
    assert [start_page(step) for step in (1, 2, 3, 4)] == ["1", "2", "2", "2"]
    with pytest.raises(ValueError, match="1 to 4"):
        start_page(5)


def test_every_answer_and_way_on_has_a_word_and_a_picture() -> None:
    """Nothing a child is shown is without either."""
    catalogue, said, drawn = load(), words(), set(faces()) | set(names())
    for feeling in catalogue.feelings.values():
        assert said[feeling.word]
        assert feeling.id in faces()
        assert feeling.family == faces()[feeling.id].family
        assert feeling.family in FAMILIES
    for page in catalogue.pages.values():
        assert said[page.question]
        for id in (id for row in page.rows for id in row):
            assert said[f"feeling.{id}"]
            assert id in drawn


@pytest.mark.parametrize(
    ("answers", "value"),
    [
        (["happy"], 2),
        (["happy", "sad"], 0.25),
        (["hungry"], None),
        (["not_sure"], None),
        (["not_say"], None),
        (["muddled", "tired"], -0.5),
        ([], None),
    ],
)
def test_two_feelings_count_as_their_mean_and_some_answers_have_no_value(
    answers: list[str], value: float | None
) -> None:
    """The mean is over the answers that have a value; an exit never has one."""
    assert load().value(answers) == value


def test_an_answer_the_catalogue_does_not_know_is_refused() -> None:
    """A newer tablet's answer is not silently left out of a mean."""
    with pytest.raises(UnknownAnswerError, match="bored"):
        load().value(["happy", "bored"])


@pytest.mark.parametrize(
    ("year_group", "step"),
    [
        ("Nursery", 1), ("N2", 1), ("R", 1), ("reception", 1), ("KG", 1), ("0", 1), ("Year 1", 2), ("Y2", 2), ("01", 2),
        ("3", 3), ("Yr 4", 3), ("Y5", 4), ("06", 4), (" year 6 ", 4), ("7", 4),
    ],
)  # fmt: skip
def test_a_year_group_gives_the_ladder_step_of_its_age(year_group: str, step: int) -> None:
    """Year groups are read as schools and OneRoster files write them."""
    assert step_for_year(year_group) == step


@pytest.mark.parametrize("year_group", ["", "Owls", "Year", "6B7"])
def test_a_year_group_that_cannot_be_read_is_refused_with_the_cure(year_group: str) -> None:
    """The message says what to write instead."""
    with pytest.raises(ValueError, match="Year 1 to Year 6"):
        step_for_year(year_group)


GOOD = files("assets").joinpath("feelings.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("version = 1", "version = 1\ncolour = 3", "colour"),
        ('family = "sun",    steps = [1, 2, 3, 4], value = 2', 'family = "moon", steps = [1], value = 2', "moon"),
        ('steps = [1, 2, 3, 4], value = 2,    energy = "high"', 'steps = [9], value = 2, energy = "high"', "9"),
        ('value = 2,    energy = "high"', 'valu = 2, energy = "high"', "valu"),
        ('value = 2,    energy = "high"', 'value = 12, energy = "high"', "happy has the value 12"),
        ('rows = [["calm", "happy"]]', 'rows = [["calm", "joyful"]]', "joyful"),
        ('rows = [["calm", "happy"]]', 'rows = [["calm", "calm"]]', "only once"),
        ('leads = { my_body = "2.body" }', 'leads = { my_body = "2.soul" }', "2.soul"),
        ('counts = ["okay", "not_okay"]', 'counts = ["happy"]', "counts"),
        ("[pages.2]", "[pages.two]", "Add it"),
        ("version = 1", "version = ", "TOML"),
    ],
)
def test_a_catalogue_that_does_not_hold_together_is_refused_with_the_place_and_a_cure(
    before: str, after: str, told: str
) -> None:
    """An adult who edits the file reads what is wrong, not a traceback on a child's screen."""
    assert before in GOOD
    with pytest.raises(CatalogueError, match=told) as caught:
        read(GOOD.replace(before, after, 1).encode(), "feelings.toml")

    assert str(caught.value).startswith("feelings.toml")
    assert str(caught.value).endswith(".")
