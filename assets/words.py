"""The words of the tablet, by id, read once from `words/<language>.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

LANGUAGES = ("en",)


class WordsError(Exception):
    """A list of words can't be used; the message names the file and the cure."""


@lru_cache(maxsize=8)
def words(language: str = "en") -> Mapping[str, str]:
    """Every text of a language by its id, such as `feeling.happy` or `exit.not_sure`.

    Raises:
        WordsError: there is no such list, or an entry in it is not a text.
    """
    if language not in LANGUAGES:
        raise WordsError(f"there are no words for {language!r}; Daybreak has {', '.join(LANGUAGES)}")
    name = f"{language}.toml"
    return read(files("assets").joinpath("words", name).read_text(encoding="utf-8"), name)


def read(toml: str, name: str) -> Mapping[str, str]:
    """Read one list: tables of texts, an id being the table's name, a dot and the key.

    Raises:
        WordsError: not TOML, or an entry that is not a filled text in a table.
    """
    try:
        tables = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise WordsError(f"{name} is not TOML: {error}. Correct that line.") from error
    texts: dict[str, str] = {}
    for table, entries in tables.items():
        if not isinstance(entries, dict):
            raise WordsError(f"{name}: {table!r} stands outside a table. Put it under a [heading].")
        for key, text in entries.items():
            if not isinstance(text, str) or not text.strip():
                raise WordsError(f"{name}: {table}.{key} has no text. Write one between quotes.")
            texts[f"{table}.{key}"] = text
    return MappingProxyType(texts)
