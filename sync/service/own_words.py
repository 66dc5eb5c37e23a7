"""The school's own words for its tablets: kept with the school's other settings, by language and id."""

from __future__ import annotations

from collections.abc import Mapping

from assets import own_words
from assets.own_words import OwnWordError
from assets.words import words
from sync.service.db.models import School
from sync.service.errors import ServiceError


class WordsError(ServiceError):
    """A form of words that cannot be kept, as a sentence with the cure."""


def of_school(school: School) -> dict[str, dict[str, str]]:
    """What the school says in its own way; nothing that this version would not send a tablet."""
    held = school.settings.get("words", {})
    if not isinstance(held, Mapping):
        return {}
    return own_words.known({language: texts for language, texts in held.items() if isinstance(texts, Mapping)})


def read(language: str, form: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """The words of a form, by id; an empty one, and one that is ours, is none. One that is not sent stays as it was.

    Raises:
        WordsError: a word that a child could not be shown, or two pictures that would say the same.
    """
    ours, found = words(language), {}
    for id, most in own_words.longest().items():
        written = form.get(id, before.get(id, ""))
        if not written.strip():
            continue
        try:
            text = own_words.clean(written, most)
        except OwnWordError as error:
            raise WordsError(f"What you wrote for “{words()[id]}” {error}.") from None
        if text != ours[id]:
            found[id] = text
    if (alike := own_words.twins(language, found)) is not None:
        first, second = (words()[id] for id in alike)
        raise WordsError(f"“{first}” and “{second}” would say the same. A child could not tell them apart: change one.")
    return found


def keep(school: School, language: str, texts: Mapping[str, str]) -> None:
    """Keep a language's words in place of those before; none gives the language ours again."""
    held = {**of_school(school), language: dict(texts)}
    school.settings = {**school.settings, "words": {each: said for each, said in held.items() if said}}
