"""The seven other languages: whole, in their own letters, and honest about who has checked them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from assets import words as lists
from assets.words import ENGLISH, FOR_ADULTS, LANGUAGES, NOBODY, WordsError, read_list, words

OTHERS = [language for language in LANGUAGES if language != ENGLISH]
FOLDER = Path(lists.__file__).parent / "words"
LETTERS = {
    "pl": "LATIN",
    "ro": "LATIN",
    "uk": "CYRILLIC",
    "ur": "ARABIC",
    "ar": "ARABIC",
    "pa": "GURMUKHI",
    "bn": "BENGALI",
}
OURS = "tablet.name"
"""The name of the thing itself, the same everywhere."""
SAME = {"pl": {"control.stop"}}
"""Words that really are the same as in English."""
ENGLISH_WORDS = re.compile(
    r"\b(the|you|your|is|are|and|with|grown|picture|feeling|please|thank|not|how|what|tap|breath|away|in the)\b",
    re.IGNORECASE,
)


def own(language: str) -> dict[str, str]:
    """What a list says itself, without what English lends it."""
    return dict(read_list((FOLDER / f"{language}.toml").read_text(encoding="utf-8"), language).texts)


def for_children() -> set[str]:
    return {id for id in words() if id.partition(".")[0] not in FOR_ADULTS}


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_says_everything_that_a_child_meets_and_nothing_else(language: str) -> None:
    """After adding an English word, say it in every language too; a card for adults stays English."""
    said = set(own(language))

    assert for_children() - said == set()
    assert said - for_children() == set()


@pytest.mark.parametrize("language", OTHERS)
def test_no_english_is_left_over(language: str) -> None:
    """Neither a whole text nor a common word of it."""
    english = words()
    for id, text in own(language).items():
        if id == OURS or id in SAME.get(language, ()):
            continue
        assert text.casefold() != english[id].casefold(), id
        assert not ENGLISH_WORDS.search(text), (id, text)


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_is_written_in_its_own_letters(language: str) -> None:
    """Punjabi in Gurmukhi, Urdu in Arabic letters, and no look-alike of another alphabet."""
    for id, text in own(language).items():
        if id == OURS:
            continue
        scripts = {unicodedata.name(letter).split()[0] for letter in text if unicodedata.category(letter)[0] == "L"}
        assert scripts == {LETTERS[language]}, (id, text, scripts)


@pytest.mark.parametrize("language", OTHERS)
def test_texts_are_clean_and_as_short_as_the_english_ones(language: str) -> None:
    """Composed letters, single spaces, no exclamation, no digit, and room enough for every card."""
    for id, text in own(language).items():
        assert text == " ".join(unicodedata.normalize("NFC", text).split()), id
        assert not re.search(r"[!\d{}]", text), id
        assert len(text) <= max(22, 2.4 * len(words()[id])), (id, text)


@pytest.mark.parametrize("language", OTHERS)
def test_sentences_end_as_the_english_ones_do(language: str) -> None:
    """A question is a question in every language, a sentence a sentence.

    Arabic asks *where is your picture?* where English says *tap*: so no form tells a boy from a girl.
    """
    ends = {"?": "?؟", ".": ".।۔"}
    for id, text in own(language).items():
        wanted = ends.get(words()[id][-1])
        if wanted is None:
            assert text[-1] not in ends["."], (id, text)
        else:
            assert text[-1] in wanted, (id, text)


@pytest.mark.parametrize("language", OTHERS)
def test_two_feelings_never_have_one_word(language: str) -> None:
    """Whoever can read tells them apart."""
    feelings = [text for id, text in own(language).items() if id.startswith("feeling.")]

    assert len(set(feelings)) == len(feelings)


@pytest.mark.parametrize("language", OTHERS)
def test_a_list_says_who_has_checked_it(language: str) -> None:
    """The field is there, and it is never English's own silence."""
    head = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))

    assert "checked_by" in head
    assert LANGUAGES[language].checked_by == head["checked_by"]
    assert (LANGUAGES[language].checked_on is None) == (head["checked_by"] == NOBODY)


def test_every_list_is_a_language_with_its_own_name() -> None:
    """The names are what a speaker looks for, in the speaker's letters; two languages are read from the right."""
    assert {file.stem for file in FOLDER.glob("*.toml")} == set(LANGUAGES)
    assert [language.own_name for language in LANGUAGES.values()] == [
        "English", "Polski", "Română", "اردو", "العربية", "Українська", "ਪੰਜਾਬੀ", "বাংলা",
    ]  # fmt: skip
    assert [language.id for language in LANGUAGES.values() if language.rtl] == ["ur", "ar"]


def test_what_adults_read_stays_english() -> None:
    """A card that a child hands over is read by an adult of the school."""
    assert words("pl")["card.title"] == words()["card.title"]


def test_a_word_that_a_list_lacks_is_shown_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child never meets a hole where a word should be."""
    real = dict(read_list((FOLDER / "en.toml").read_text(encoding="utf-8"), "en.toml").texts)
    monkeypatch.setattr(
        lists,
        "read_list",
        lambda toml, name: lists.WordList(real if name == "en.toml" else {"greet.morning": "Dzień dobry"}),
    )
    lists._list.cache_clear()
    try:
        assert words("pl")["greet.morning"] == "Dzień dobry"
        assert words("pl")["ask.who"] == real["ask.who"]
    finally:
        lists._list.cache_clear()


def test_a_signed_list_says_who_and_when() -> None:
    """Staff can see that a speaker has read it."""
    told = read_list('checked_by = "A speaker"\nchecked_on = 2030-01-31\n[a]\nb = "c"', "xx.toml")

    assert (told.checked_by, told.checked_on) == ("A speaker", date(2030, 1, 31))


@pytest.mark.parametrize(
    "head",
    [
        'checked_by = "A speaker"',
        "checked_on = 2030-01-31",
        'checked_by = ""\nchecked_on = 2030-01-31',
        f'checked_by = "{NOBODY}"\nchecked_on = 2030-01-31',
        "checked_by = 3",
        'checked_by = "A speaker"\nchecked_on = "spring"',
    ],
)
def test_half_a_signature_is_refused(head: str) -> None:
    """Nobody may think that a list was checked when it was not."""
    with pytest.raises(WordsError, match="who and when"):
        read_list(f'{head}\n[a]\nb = "c"', "xx.toml")


PRAISE = {
    "pl": ("brawo", "świetnie", "super", "punkt", "wynik", "nagrod", "najlep", "musisz", "szybko"),
    "ro": ("bravo", "foarte bine", "punct", "scor", "premiu", "cel mai bun", "trebuie", "repede", "felicit"),
    "uk": ("молодець", "чудово", "балів", "очки", "нагород", "найкращ", "мусиш", "швидко"),
    "ar": ("أحسنت", "ممتاز", "نقاط", "نتيجة", "جائزة", "الأفضل", "يجب", "بسرعة"),
    "ur": ("شاباش", "بہترین", "نمبر", "نتیجہ", "انعام", "جلدی"),
    "pa": ("ਸ਼ਾਬਾਸ਼", "ਵਧੀਆ", "ਨੰਬਰ", "ਨਤੀਜਾ", "ਇਨਾਮ", "ਜਲਦੀ"),
    "bn": ("শাবাশ", "চমৎকার", "নম্বর", "ফলাফল", "পুরস্কার", "সেরা", "তাড়াতাড়ি"),
}


@pytest.mark.parametrize("language", OTHERS)
def test_no_language_praises_counts_or_hurries_a_child(language: str) -> None:
    """Every answer is met in the same voice, whatever it is said in."""
    told = {id: text.casefold() for id, text in own(language).items()}

    assert [(id, text) for id, text in told.items() if any(word in text for word in PRAISE[language])] == []
