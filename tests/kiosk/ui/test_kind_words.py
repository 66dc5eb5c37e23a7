"""Every string a child can meet, in every language: no score, no streak, no praise, no count, no comparison."""

from __future__ import annotations

import re
import unicodedata

import pytest

from assets.words import FOR_ADULTS, LANGUAGES, words
from kiosk.turn import Step
from kiosk.ui import pictures
from kiosk.ui.widgets.words import Words
from sync.protocol import ChildSettings
from tests.kiosk.ui.classroom import ADULTS, NAMES
from tests.kiosk.ui.conftest import Start
from tests.kiosk.ui.gallery import show, turns

NEVER = {
    "en": (
        r"scores?|points?|marks?|badges?|medals?|trophy|prizes?|rewards?|streaks?|in a row|levels?|rank\w*|records?"
        r"|win|wins|won|winner|lose|lost|losing|beat|champion|top of|fastest|best|better than|most of all|ahead of"
        r"|well done|good job|great|brilliant|amazing|awesome|excellent|fantastic|super\w*|perfect|clever"
        r"|good (boy|girl)|proud of you|congratulations|hooray|correct|wrong|mistake|fail\w*|try harder|you did it"
        r"|you missed|yesterday|so far|times today|days? ago|how many|total|count\w*|risk\w*|should|must|naughty|hurry"
    ),
    "pl": r"brawo|świetnie|wspaniale|dobra robota|punkt\w*|wynik\w*|nagrod\w*|wygra\w*|przegra\w*|rekord\w*|odznak\w*",
    "ro": r"bravo|felicitări|foarte bine|bine lucrat|punct(e|aj)?|scor\w*|premi\w*|recompens\w*|câștig\w*|record\w*",
    "ur": r"شاباش|بہت اچھے|بہت خوب|اسکور|انعام|جیت|نمبر",
    "ar": r"أحسنت|ممتاز|رائع|نقاط|جائزة|فوز|نتيجة|بطل",
    "uk": r"молодець|чудово|браво|бал(и|ів)|рахунок|перемо\w*|приз|нагород\w*|рекорд\w*",
    "pa": r"ਸ਼ਾਬਾਸ਼|ਬਹੁਤ ਵਧੀਆ|ਸਕੋਰ|ਇਨਾਮ|ਜਿੱਤ|ਅੰਕ",
    "bn": r"সাবাস|শাবাশ|দারুণ|খুব ভালো|স্কোর|পুরস্কার|জিত|নম্বর",
}
"""Whole words that no child is shown, by language; English ones in no language's list either."""
_INSIDE = r"[\w\u0300-\u036f\u064b-\u065f\u0900-\u0dff]"
"""What the inside of a word is made of: letters, and the marks that `\\w` leaves out."""


def forbidden(text: str, language: str) -> str:
    """The first forbidden word of a text, or the first digit; empty when there is none."""
    text = unicodedata.normalize("NFC", text)
    for listed in {"en", language}:
        pattern = unicodedata.normalize("NFC", NEVER[listed])
        if found := re.search(rf"(?<!{_INSIDE})(?:{pattern})(?!{_INSIDE})", text, re.IGNORECASE):
            return found[0]
    return next((letter for letter in text if unicodedata.category(letter) == "Nd"), "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_praises_scores_or_counts(language: str) -> None:
    """Read in every list, the sentences of activities and stories among them."""
    assert language in NEVER
    told = words(language)
    for_children = [id for id in told if id.partition(".")[0] not in FOR_ADULTS]

    assert len(for_children) > 100
    assert {id: found for id in for_children if (found := forbidden(told[id], language))} == {}


@pytest.mark.parametrize(
    "text", ["Well done!", "You scored 3", "5 days in a row", "Great job", "Your best yet", "You missed yesterday", "٣"]
)
def test_the_list_of_forbidden_words_is_not_blind(text: str) -> None:
    """What a child must never read is found."""
    assert forbidden(text, "en")


@pytest.mark.parametrize("text", ["Brawo, Olu", "شاباش", "أحسنت", "ਸ਼ਾਬਾਸ਼", "সাবাস", "Молодець", "Bravo"])
def test_praise_is_found_in_other_scripts_too(text: str) -> None:
    """Whole words are found beside marks and commas."""
    assert any(forbidden(text, language) for language in NEVER)


def test_screens_say_only_what_the_lists_say(start: Start) -> None:
    """No sentence is hidden in the code: every text that is drawn is a listed word, or somebody's name."""
    kiosk = start()
    listed = set(words("en").values()) | set(NAMES) | set(ADULTS)
    with pictures.noting():
        for turn in turns().values():
            show(kiosk, turn)
            drawn = {card.option.word for card in kiosk.cards() if card.option.word}
            drawn |= {line.text for line in kiosk.stage.screen.walk() if isinstance(line, Words) and line.text}

            assert drawn <= listed


def test_no_screen_shows_a_name_beside_a_feeling(start: Start) -> None:
    """From the moment a feeling is asked the child's animal stands for the child."""
    kiosk = start()
    with pictures.noting():
        for name, turn in turns(ChildSettings()).items():
            if turn.step is Step.ADULT:  # the names of grown-ups
                continue
            show(kiosk, turn)
            drawn = " ".join(
                [*(card.option.word for card in kiosk.cards())]
                + [line.text for line in kiosk.stage.screen.walk() if isinstance(line, Words)]
            )

            assert not [each for each in NAMES if re.search(rf"\b{each}\b", drawn)], name
