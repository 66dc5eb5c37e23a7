"""What a school's own word may be, and which words are the school's to change."""

from __future__ import annotations

import pytest

from assets import own_words
from assets.own_words import OwnWordError, clean, known, longest, twins
from assets.words import LANGUAGES, words


def test_few_words_may_be_changed_and_none_that_explains_a_control() -> None:
    """The greeting, one question, the grown-up, the names of feelings, abouts and activities; no card for adults."""
    assert {"greet.morning", "ask.feeling", "exit.adult", "feeling.happy", "activity.candle", "about.home"} <= {
        *longest()
    }
    assert not {"exit.not_say", "exit.not_sure", "about.not_sure", "control.stop", "card.title"} & {*longest()}
    assert all(id in words() for id in longest())


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_words_hold_to_the_same_rule(language: str) -> None:
    """What we ask of a school we do ourselves, in every language, but for length."""
    for id in longest():
        assert clean(words(language)[id], 80) == words(language)[id]


@pytest.mark.parametrize(
    "text",
    [
        "Miss\u202eyppaH",  # turns the direction of reading
        "Ha\u2066ppy",
        "Ha\u200bppy",  # nothing to see
        "\u200dHappy",
        "Happy\nand sad",
        "Happy\tsad",
        "Happy\x00",
        "Happy 😀",
        "<b>Happy</b>",
        "{name}",
        "H" + "\u0301" * 4,  # marks piled up
        "\u0301",
        "\ud800",
        "\ue000",
        "幸せ",  # no letters for it on the tablet
    ],
)
def test_what_is_no_plain_text_is_refused(text: str) -> None:
    """In a sentence; nothing hidden, piled up or turned round reaches a child."""
    with pytest.raises(OwnWordError, match="plain punctuation"):
        clean(text, 30)


def test_a_word_is_tidied_and_its_length_is_counted_in_characters() -> None:
    """Spaces single, letters composed; joiners stay between the letters they join."""
    assert clean("  Cafe\u0301   time ", 12) == "Café time"
    assert clean("می\u200cخواهم", 12) == "می\u200cخواهم"
    with pytest.raises(OwnWordError, match="more than 5 characters"):
        clean("Joyful", 5)
    with pytest.raises(OwnWordError, match="more than 16 characters"):
        clean("a" * 1_000_000, 16)
    with pytest.raises(OwnWordError, match="no letters"):
        clean(" ?! ", 5)


def test_a_tablet_passes_over_what_it_cannot_use() -> None:
    """Another language, another word, a word that a page would have refused; the rest is taken."""
    told = {
        "en": {"feeling.happy": "Glad", "control.stop": "Never", "feeling.sad": "S\u202ead", "feeling.cross": "x" * 99},
        "xx": {"feeling.happy": "Glad"},
    }

    assert known(told) == {"en": {"feeling.happy": "Glad"}}


def test_two_pictures_never_say_the_same() -> None:
    """Within a kind: a child who hears the words could not tell them apart."""
    assert twins("en", {"feeling.sad": "happy"}) == ("feeling.happy", "feeling.sad")
    assert twins("en", {"feeling.sad": "Down", "feeling.lonely": "Down"}) == ("feeling.sad", "feeling.lonely")
    assert twins("en", {"feeling.sad": "Down"}) is None
    assert all(twins(language, {}) is None for language in LANGUAGES)
    assert list(own_words.parts()) == ["greeting", "question", "feeling", "about", "activity", "grown_up"]
