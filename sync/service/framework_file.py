"""Reads a framework pack strictly: what is wrong is said in sentences with the line, all of it at once.

A file may be anything that anybody uploads: it is measured before it is read, and its depth and its types cost nothing.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from typing import Any

from assets import activities
from assets.colour import contrast
from sync.service.errors import ServiceError
from sync.service.framework import Pack, Strand
from sync.service.plans import LONGEST_TAG

LIMIT = 16_000
"""Bytes of a pack: a generous page of text."""
MOST_STRANDS, MOST_TAGS = 12, 12
LONGEST_NAME, LONGEST_MEANS = 60, 160
MOST_SAID = 20
"""Faults that are told at once."""
_FEW = 5
"""Unknown words of one table that are told at once."""
LETTERS = "#FFFFFF"
READABLE = 4.5
"""The contrast that white letters need on a strand's colour (WCAG 2.2, AA)."""
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_STRAND = re.compile(r"\s*\[\[\s*[\"']?strand[\"']?\s*\]\]")


class FrameworkError(ServiceError):
    """A pack that cannot be used; `said` holds a sentence for each fault."""

    def __init__(self, *said: str) -> None:
        super().__init__(" ".join(said))
        self.said = said


def read(content: bytes) -> tuple[Pack, str]:
    """Read a pack; returns it and its text.

    Raises:
        FrameworkError: it is too large, no TOML, or holds what a pack does not; every fault is named.
    """
    if len(content) > LIMIT:
        raise FrameworkError(
            f"The file is larger than {LIMIT // 1000} KB. A framework of words is smaller: shorten it."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FrameworkError("The file is not plain text. Save it as text in UTF-8, then choose it again.") from None
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FrameworkError(f"The file is not TOML: {_tidy(str(error))}. Correct that line.") from None
    except (RecursionError, ValueError, OverflowError):  # brackets in brackets, numbers and dates beyond all bounds
        raise FrameworkError("The file holds something that no framework does. Begin again from the example.") from None
    return _Reader(text).pack(document), text


class _Reader:
    """Checks one document, and gathers what is wrong with it."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._starts = [number for number, line in enumerate(self._lines) if _STRAND.match(line)]
        self._said: list[str] = []
        self._labels: set[str] = set()

    def pack(self, document: Mapping[str, Any]) -> Pack:
        for key in sorted(document.keys() - {"name", "strand"})[:_FEW]:
            self._say(f"“{_tidy(key)}” is no part of a framework. Take it out, or put it under a [[strand]].")
        name = self._text(document.get("name", ""), "name", "", LONGEST_NAME)
        found = document.get("strand", [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            self._say("Each strand begins with a line [[strand]], with two brackets on each side.")
            found = []
        if len(found) > MOST_STRANDS:
            self._say(f"There are {len(found)} strands. Keep at most {MOST_STRANDS}: more cannot be told apart.")
        strands = tuple(self._strand(each, number) for number, each in enumerate(found[:MOST_STRANDS]))
        if strands and not name:
            self._say('Give the framework a name: a line such as name = "Ours" before the first strand.')
        if self._said:
            raise FrameworkError(*self._said[:MOST_SAID])
        return Pack(name, strands)

    def _strand(self, told: Mapping[str, Any], number: int) -> Strand:
        known = set(Strand.__struct_fields__)
        for key in sorted(told.keys() - known)[:_FEW]:
            self._say(f"{self._at(number, key)}: “{_tidy(key)}” is no part of a strand. It can be {_listed(known)}.")
        label = self._text(told.get("label", ""), "label", self._at(number, "label"), LONGEST_TAG, needed=True)
        self._once(label, self._at(number, "label"))
        means = self._text(told.get("means", ""), "means", self._at(number, "means"), LONGEST_MEANS)
        colour = self._colour(told.get("colour"), number)
        tags = self._texts(told.get("tags", []), "tags", number)
        for tag in tags:
            self._once(tag, self._at(number, "tags"))
        chosen = self._texts(told.get("activities", []), "activities", number)
        for each in chosen:
            if each not in activities.by_id():
                there = ", ".join(activities.by_id())
                self._say(f"{self._at(number, 'activities')}: there is no activity “{_tidy(each)}”. There are {there}.")
        return Strand(label, colour, means, tags, chosen)

    def _colour(self, value: object, number: int) -> str:
        at = self._at(number, "colour")
        if not isinstance(value, str) or not _COLOUR.fullmatch(value):
            self._say(f'{at}: write the colour as a # and six figures, such as colour = "#2F6B4F".')
            return LETTERS
        stands = contrast(value, LETTERS)
        if stands < READABLE:
            self._say(
                f"{at}: white letters cannot be read on {value}, which stands {stands:.1f} from white where {READABLE}"
                " is needed. Choose a darker one."
            )
        return value

    def _texts(self, value: object, field: str, number: int) -> tuple[str, ...]:
        at = self._at(number, field)
        if not isinstance(value, list):
            self._say(f'{at}: write {field} as a list, such as {field} = ["one", "two"].')
            return ()
        if len(value) > MOST_TAGS:
            self._say(f"{at}: at most {MOST_TAGS} stand here; there are {len(value)}.")
        return tuple(self._text(each, field, at, LONGEST_TAG, needed=True) for each in value[:MOST_TAGS])

    def _text(self, value: object, field: str, at: str, most: int, *, needed: bool = False) -> str:
        at = at or f"{self._line(0, len(self._lines), field)}{field}"
        if not isinstance(value, str):
            self._say(f"{at}: write words between quotes.")
            return ""
        text = " ".join(value.split())
        if needed and not text:
            self._say(f"{at}: write a word or two here.")
        elif len(text) > most:
            self._say(f"{at}: at most {most} characters can stand here; there are {len(text)}.")
        elif any(unicodedata.category(each)[0] == "C" for each in text):
            self._say(f"{at}: there is a sign in it that cannot be seen. Type it again.")
        elif "," in text and field == "tags":
            self._say(f"{at}: a label has no comma in it, for plans set commas between labels. Write two.")
        return text

    def _once(self, label: str, at: str) -> None:
        if label and label.casefold() in self._labels:
            self._say(f"{at}: “{_tidy(label)}” stands twice. A label belongs to one strand: take one out.")
        self._labels.add(label.casefold())

    def _at(self, number: int, field: str) -> str:
        """Where a fault is: the line if the field has one of its own, and the field of which strand."""
        if number < len(self._starts):
            start = self._starts[number]
            end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._lines)
            return f"{self._line(start, end, field) or f'Line {start + 1}, '}{_tidy(field)} of strand {number + 1}"
        return f"{_tidy(field).capitalize()} of strand {number + 1}"

    def _line(self, start: int, end: int, field: str) -> str:
        begins = re.compile(rf"\s*[\"']?{re.escape(field)}[\"']?\s*=")
        found = next((number for number in range(start, end) if begins.match(self._lines[number])), None)
        return "" if found is None else f"Line {found + 1}, "

    def _say(self, sentence: str) -> None:
        if len(self._said) < MOST_SAID:
            self._said.append(sentence)


def _tidy(text: str) -> str:
    """A short plain piece of what somebody else wrote, to be named in a sentence."""
    shown = "".join(each if unicodedata.category(each)[0] != "C" else " " for each in text[:80])
    return " ".join(shown.split())[:60]


def _listed(names: set[str]) -> str:
    *most, last = sorted(names)
    return f"{', '.join(most)} or {last}"
