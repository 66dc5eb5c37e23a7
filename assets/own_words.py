"""The few words that a school may say in its own way, and what such a word may be: plain letters, short enough.

Both ends hold to it: the page refuses in a sentence what is none, and a tablet passes it over.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from assets.words import LANGUAGES, words

GREETING = ("greet.morning", "greet.afternoon")
QUESTION = ("ask.feeling",)
GROWN_UP = ("exit.adult", "adult.any", "ask.came", "ask.harder")
_TABLES = ("feeling", "activity", "about")
_NOT = "about.not_sure"
"""Stands where *Not sure* always does, and says what that says."""
SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC", "GURMUKHI", "BENGALI")
"""What the tablet has letters for."""
SIGNS = frozenset(".,!?'’‘“”\"-–…:;&()/،؟۔।")
_JOINERS = "\u200c\u200d"
"""Between two letters these choose a letter's shape; anywhere else they would be an unseen difference."""
_MOST_MARKS = 3


class OwnWordError(Exception):
    """A word that a school can't use, as a sentence with the cure."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words of one kind, by id, and how long each may be, in characters."""

    ids: tuple[str, ...]
    longest: int


@cache
def parts() -> Mapping[str, Part]:
    """What may be changed, in the order of a visit."""
    ours = words()
    tables = {table: tuple(id for id in ours if id.startswith(f"{table}.") and id != _NOT) for table in _TABLES}
    return {
        "greeting": Part(GREETING, 24),
        "question": Part(QUESTION, 44),
        "feeling": Part(tables["feeling"], 16),
        "about": Part(tables["about"], 22),
        "activity": Part(tables["activity"], 26),
        "grown_up": Part(GROWN_UP, 32),
    }


@cache
def longest() -> Mapping[str, int]:
    """Every id that may be changed, and how many characters its word may have."""
    return {id: part.longest for part in parts().values() for id in part.ids}


def clean(text: str, most: int) -> str:
    """The text as it is kept: composed, its spaces single.

    Raises:
        OwnWordError: it holds nothing to read, more than `most` characters, or anything but letters, digits and plain
            punctuation: no line breaks, no signs that turn the direction of reading, no pictures.
    """
    text = " ".join(unicodedata.normalize("NFC", text[: 4 * most + 100]).split(" ")).strip()
    text = " ".join(part for part in text.split(" ") if part)
    if len(text) > most:
        raise OwnWordError(f"has more than {most} characters. Find a shorter one")
    marks = 0
    for place, character in enumerate(text):
        kind = unicodedata.category(character)
        marks = marks + 1 if kind in ("Mn", "Mc") else 0
        if not _plain(character, kind, text, place) or marks > _MOST_MARKS or (marks and not place):
            raise OwnWordError("may hold letters, digits and plain punctuation, and nothing else. Write it again")
    if not any(unicodedata.category(each)[0] == "L" for each in text):
        raise OwnWordError("has no letters in it. Write a word, or leave it empty for ours")
    return text


def known(told: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """What of a school's words can be used here, by language and id; what cannot is left out."""
    usable: dict[str, dict[str, str]] = {}
    for language, texts in told.items():
        if language not in LANGUAGES:
            continue
        for id, text in texts.items():
            if id in longest() and _usable(text, longest()[id]):
                usable.setdefault(language, {})[id] = text
    return usable


def twins(language: str, texts: Mapping[str, str]) -> tuple[str, str] | None:
    """Two ids of one kind that would say the same thing, so that a child could not tell them apart; None for none."""
    ours = words(language)
    for part in parts().values():
        said: dict[str, str] = {}
        for id in part.ids:
            word = texts.get(id, ours[id]).casefold()
            # Two of our own that are alike in a language are not the school's to mend.
            if (other := said.setdefault(word, id)) != id and (id in texts or other in texts):
                return other, id
    return None


def _usable(text: str, most: int) -> bool:
    try:
        return clean(text, most) == text
    except OwnWordError:
        return False


def _plain(character: str, kind: str, text: str, place: int) -> bool:
    if kind[0] == "L":
        name = unicodedata.name(character, "")
        return name.split(" ", 1)[0].split("-", 1)[0] in SCRIPTS
    if character in _JOINERS:
        beside = text[place - 1 : place] + text[place + 1 : place + 2]
        return place > 0 and len(beside) == 2 and all(unicodedata.category(each)[0] in "LM" for each in beside)
    return kind in ("Mn", "Mc", "Nd") or character == " " or character in SIGNS
