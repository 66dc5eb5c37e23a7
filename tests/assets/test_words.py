"""What the tablet says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

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
    """There is no digit and no number word to read."""
    counting = re.compile(r"\d|\b(two|three|four|five|ten|first|second|last)\b", re.IGNORECASE)

    assert [text for text in words().values() if counting.search(text)] == []


def test_words_are_short_and_clean() -> None:
    """A button's words fit a button; a sentence fits two lines; none begins or ends with a space."""
    for id, text in words().items():
        sentence = text.endswith((".", "!"))
        assert len(text) <= (90 if sentence else 40), id
        assert text == " ".join(text.split()), id
        assert "!" not in text, id


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
