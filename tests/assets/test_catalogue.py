"""The feelings and their pages."""

from __future__ import annotations

from importlib.resources import files

import pytest

from assets.catalogue import FAMILIES, SECRET_PICTURES, CatalogueError, UnknownAnswerError, load, read, step_for_year
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


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_the_pages_of_a_step_show_exactly_its_feelings(step: int) -> None:
    """Whatever a step offers can be reached from its first page, and nothing else can."""
    assert reached(str(step)) & set(load().feelings) == STEPS[step]


def reached(page: str) -> set[str]:
    """Every id shown on a page and on those it leads to, *Not sure* aside."""
    pages, shown, waiting = load().pages, set[str](), [page]
    while waiting:
        page_ = pages[waiting.pop()]
        shown |= {id for row in page_.rows for id in row}
        waiting += page_.leads.values()
    return shown


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
        if len(rows) > 1 and all(rows):
            assert min(f.value or 0 for f in rows[0]) > max(f.value or 0 for f in rows[1]), page.id


def test_step_4_asks_for_the_family_first_and_lets_a_child_choose_two() -> None:
    """A family leads on and is no answer; fire has one face, which is shown at once."""
    catalogue = load()
    first = catalogue.pages["4"]

    assert set(first.leads) == {"leaf", "sun", "rain", "wobble"}
    assert not any(catalogue.knows(family) for family in first.leads)
    for family, page in first.leads.items():
        faces_ = [id for row in catalogue.pages[page].rows for id in row]
        assert {catalogue.feelings[id].family for id in faces_} == {family}
    assert {page.up_to for id, page in catalogue.pages.items() if id.startswith("4")} == {2}
    assert {page.up_to for id, page in catalogue.pages.items() if not id.startswith("4")} == {1}


def test_not_sure_leads_from_step_2_on_to_where_the_body_feels_it() -> None:
    """The youngest are taken at their word; on the body route *still not sure* is taken too."""
    pages = load().pages
    for id, page in pages.items():
        on_the_way = id.startswith("inside")
        assert page.not_sure == ("inside" if id[0] in "234" else None), id
        assert page.not_sure_word == ("exit.still_not_sure" if on_the_way else "exit.not_sure"), id


def test_every_sensation_offers_two_or_three_faces() -> None:
    """*Could it be one of these?* is a short question, and no sensation has only one meaning."""
    pages = load().pages
    assert set(pages["inside"].leads) == {"butterflies", "hot", "heavy", "wobbly", "tight", "buzzing"}
    for page in pages["inside"].leads.values():
        shown = [id for row in pages[page].rows for id in row]
        assert 2 <= len(shown) <= 3
        assert set(shown) <= set(load().feelings)
        assert not pages[page].leads


def test_steps_3_and_4_ask_how_big_and_about_what() -> None:
    """Step 4 may leave both out; the younger are not asked."""
    steps = load().steps

    assert {step: (asks.size, asks.about, asks.optional, asks.up_to) for step, asks in steps.items()} == {
        1: (False, False, False, 1),
        2: (False, False, False, 1),
        3: (True, True, False, 1),
        4: (True, True, True, 2),
    }
    assert load().abouts == (
        "home", "friends", "school_work", "playtime", "sleep", "hungry", "body", "something_happened", "not_sure",
    )  # fmt: skip


def test_nine_secret_pictures_and_every_about_are_drawn_and_named() -> None:
    """No child is asked about a picture that is not there."""
    assert len(set(SECRET_PICTURES)) == 9
    for id in SECRET_PICTURES:
        assert id in names()
        assert words()[f"picture.{id}"]
        assert id not in load().feelings
    for id in load().abouts:
        assert f"about_{id}" in names()
        assert words()[f"about.{id}"]


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
        assert said[page.not_sure_word]
        for id in (id for row in page.rows for id in row):
            assert said[catalogue.word(id)]
            assert catalogue.picture(id) in drawn


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
        ('not_sure = "inside"', 'not_sure = "outside"', "outside"),
        ('buzzing" }\nstill', 'buzzing" }\nnot_sure = "2"\nstill', "take"),
        ('"inside"\nup_to = 2', '"inside"\nup_to = 3', "3"),
        ("3 = { size = true", "5 = { size = true", "step '5'"),
        ('"home", "friends"', '"home", "home"', "twice"),
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
