"""The words of the tablet, by id, read once from `words/<language>.toml`.

Every list but the English one begins with `checked_by`: "nobody yet", or who speaks the language and has read the
whole list, with `checked_on`, the day. Whoever changes a text puts "nobody yet" back.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

ENGLISH = "en"
NOBODY = "nobody yet"
"""Who has checked a list of words that no speaker of the language has read."""
FOR_ADULTS = ("card", "staff")
"""Tables that adults of the school read; they are in the English list only, and the same for every child."""


class WordsError(Exception):
    """A list of words can't be used; the message names the file and the cure."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language that a child can be met in."""

    id: str
    own_name: str
    """Its name as its speakers write it."""
    rtl: bool = False
    """Read from the right: the whole screen is mirrored."""

    @property
    def checked_by(self) -> str:
        """Who has read the whole list, or `NOBODY`."""
        return _list(self.id).checked_by

    @property
    def checked_on(self) -> date | None:
        """When; None while nobody has."""
        return _list(self.id).checked_on


LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {
        language.id: language
        for language in (
            Language(ENGLISH, "English"),
            Language("pl", "Polski"),
            Language("ro", "Română"),
            Language("ur", "اردو", rtl=True),
            Language("ar", "العربية", rtl=True),
            Language("uk", "Українська"),
            Language("pa", "ਪੰਜਾਬੀ"),
            Language("bn", "বাংলা"),
        )
    }
)


@dataclass(frozen=True, slots=True)
class WordList:
    """One file of words."""

    texts: Mapping[str, str]
    checked_by: str = NOBODY
    checked_on: date | None = None


def words(language: str = ENGLISH) -> Mapping[str, str]:
    """Every text of a language by its id, such as `feeling.happy` or `exit.not_sure`; texts for adults in English.

    Raises:
        WordsError: there is no such list, or an entry in it is not a text.
    """
    return _list(language).texts


@lru_cache(maxsize=len(LANGUAGES))
def _list(language: str) -> WordList:
    if language not in LANGUAGES:
        raise WordsError(f"there are no words for {language!r}; Daybreak has {', '.join(LANGUAGES)}")
    name = f"{language}.toml"
    told = read_list(files("assets").joinpath("words", name).read_text(encoding="utf-8"), name)
    if language == ENGLISH:
        return told
    # A word that an older list lacks is better shown in English than not at all.
    return replace(told, texts=MappingProxyType({**words(), **told.texts}))


def read(toml: str, name: str) -> Mapping[str, str]:
    """The texts of one list; see `read_list`."""
    return read_list(toml, name).texts


def read_list(toml: str, name: str) -> WordList:
    """Read one list: tables of texts, an id being the table's name, a dot and the key.

    Raises:
        WordsError: not TOML, an entry that is not a filled text in a table, or half a signature.
    """
    try:
        tables = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise WordsError(f"{name} is not TOML: {error}. Correct that line.") from error
    checked_by, checked_on = _signature(tables.pop("checked_by", NOBODY), tables.pop("checked_on", None), name)
    texts: dict[str, str] = {}
    for table, entries in tables.items():
        if not isinstance(entries, dict):
            raise WordsError(f"{name}: {table!r} stands outside a table. Put it under a [heading].")
        for key, text in entries.items():
            if not isinstance(text, str) or not text.strip():
                raise WordsError(f"{name}: {table}.{key} has no text. Write one between quotes.")
            texts[f"{table}.{key}"] = text
    return WordList(MappingProxyType(texts), checked_by, checked_on)


def _signature(by: object, on: object, name: str) -> tuple[str, date | None]:
    if by == NOBODY and on is None:
        return NOBODY, None
    if isinstance(by, str) and by.strip() and by != NOBODY and isinstance(on, date):
        return by, on
    raise WordsError(
        f'{name}: a checked list says who and when: checked_by = "a name" and checked_on = 2030-01-31. '
        f'Until then it says checked_by = "{NOBODY}".'
    )
