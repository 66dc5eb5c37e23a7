"""What the tablet says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assets.activities import Activity, load
from assets.words import WordsError, read, words

ROOT = Path(__file__).parents[2]

FORBIDDEN = (
    "score", "streak", "badge", "rank", "point", "prize", "win", "well done", "good job", "great", "brilliant",
    "clever", "amazing", "proud of you", "best", "better", "risk", "wrong", "bad", "fail", "late", "yesterday",
    "missed", "must", "naughty", "don't worry", "cheer up", "smile", "hurry", "error",
)  # fmt: skip


@pytest.mark.parametrize("forbidden", FORBIDDEN)
def test_no_words_praise_judge_or_hurry_a_child(forbidden: str) -> None:
    """Every answer is met in the same voice."""
    pattern = re.compile(rf"\b{re.escape(forbidden)}\b", re.IGNORECASE)

    assert [id for id, text in words().items() if pattern.search(text)] == []


def test_no_words_count_anything() -> None:
    """There is no digit and no number word to read, but in what an activity says to do: breaths and things to find."""
    counting = re.compile(r"\d|\b(two|three|four|five|ten|first|second|last)\b", re.IGNORECASE)
    doing = ("do.", "card.", "activity.five")

    assert [id for id, text in words().items() if counting.search(text) and not id.startswith(doing)] == []


def test_words_are_short_and_clean() -> None:
    """A button's words fit a button; a sentence fits two lines; none begins or ends with a space."""
    cards = {activity.card for activity in load()}
    for id, text in words().items():
        sentence = text.endswith((".", "!", "?"))
        # A card is read by an adult, with time to do so.
        assert len(text) <= (160 if id in cards else 90 if sentence else 40), id
        assert text == " ".join(text.split()), id
        assert "!" not in text, id


@pytest.mark.parametrize("activity", load(), ids=lambda activity: activity.id)
def test_each_card_tells_an_adult_how_to_do_it_with_a_child(activity: Activity) -> None:
    """A few plain sentences that put the adult beside the child, and none that corrects them."""
    text = words()[activity.card]
    alone = re.compile(r"\b(make them|tell them|send|should|calm down|behave|quiet|stop)\b", re.IGNORECASE)
    beside = re.compile(r"\b(together|beside|side by side|with|near|close|sit|child's)\b", re.IGNORECASE)

    assert text.endswith(".")
    assert 2 <= text.count(".") <= 4
    assert beside.search(text)
    assert not alone.search(text)


def test_the_three_exits_say_what_the_design_says() -> None:
    """They are in the child's own voice."""
    said = words()

    assert said["exit.not_sure"] == "Not sure"
    assert said["exit.not_say"] == "I don't want to say"
    assert said["exit.adult"] == "I want a grown-up"


def test_every_word_the_tablet_asks_for_has_a_text() -> None:
    """Each id written in the tablet's code or layout is in the list."""
    tables = "|".join(sorted({id.split(".")[0] for id in words()}))
    written = re.compile(rf"""["']((?:{tables})\.[a-z_]+)["']""")
    asked = {
        id
        for path in (ROOT / "kiosk").rglob("*")
        if path.suffix in (".py", ".kv")
        for id in written.findall(path.read_text(encoding="utf-8"))
        if not id.endswith((".py", ".kv", ".toml", ".png", ".db", ".lock"))
    }

    assert asked - set(words()) == set()


def test_a_language_there_is_not_is_refused_by_name() -> None:
    """The message says which there are."""
    with pytest.raises(WordsError, match="Daybreak has en"):
        words("xx")


@pytest.mark.parametrize(
    ("toml", "told"),
    [('a = "b"', "outside a table"), ("[a]\nb = 3", r"a\.b has no text"), ('[a]\nb = ""', r"a\.b"), ("[a", "TOML")],
)
def test_a_list_of_words_that_cannot_be_used_is_refused_with_the_place(toml: str, told: str) -> None:
    """The message names the file and the entry."""
    with pytest.raises(WordsError, match=told) as caught:
        read(toml, "en.toml")

    assert "en.toml" in str(caught.value)
