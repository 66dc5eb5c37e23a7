"""The feelings and the pages that ask for them, read once from `feelings.toml` and checked.

Both ends use it: the tablet to ask, the service to understand the answers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import msgspec

Energy = Literal["low", "high", "mixed"]

FAMILIES = ("sun", "leaf", "rain", "fire", "wobble", "mist")
EXIT_ANSWERS = ("not_sure", "not_say")
"""Answers of every page that have no value: they are thanked like any other."""

STEPS = (1, 2, 3, 4)
"""The ladder. A step's first page has the step's number for its id."""
SECRET_PICTURES = ("ball", "boat", "hat", "key", "kite", "moon", "shell", "spoon", "umbrella")
"""The nine pictures of which a child may have one as a secret; ids of `assets.pictures`, words `picture.<id>`."""


class CatalogueError(Exception):
    """The catalogue's file can't be used; the message names the place and the cure."""


class UnknownAnswerError(CatalogueError, ValueError):
    """An answer that this catalogue does not know, perhaps from a newer one."""


@dataclass(frozen=True, slots=True)
class Feeling:
    """One feeling: `value` is pleasantness -2..2, or None where an answer has none."""

    id: str
    family: str
    steps: tuple[int, ...]
    value: float | None
    energy: Energy
    word: str
    """The id of its word in `assets.words`."""


@dataclass(frozen=True, slots=True)
class FeelingPage:
    """One screenful: ids in rows, and the pages that some of them lead to."""

    id: str
    question: str
    """The id of the question in `assets.words`."""
    rows: tuple[tuple[str, ...], ...]
    leads: Mapping[str, str]
    counts: frozenset[str]
    not_sure: str | None
    """The page that *Not sure* leads to; None where it is taken as the answer."""
    not_sure_word: str
    """What *Not sure* is called here: on the body route it is *Still not sure*."""
    up_to: int
    """How many feelings a child may choose."""


@dataclass(frozen=True, slots=True)
class Asks:
    """What a ladder step asks beside the feeling."""

    size: bool
    about: bool
    optional: bool
    """Both may be skipped without an answer of any kind."""
    up_to: int
    """How many feelings a child may choose."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All feelings and pages of one version."""

    version: int
    feelings: Mapping[str, Feeling]
    pages: Mapping[str, FeelingPage]
    abouts: tuple[str, ...]
    """What a feeling may be about; pictures `about_<id>`, words `about.<id>`."""
    steps: Mapping[int, Asks]
    """What each of the four ladder steps asks."""

    def word(self, id: str) -> str:
        """The id in `assets.words` of what a page shows: a feeling, a family, a sensation, or *my body*."""
        return f"{self._kind(id)}.{id}"

    def picture(self, id: str) -> str:
        """The id in `assets.pictures` of what a page shows; a feeling's is its own id."""
        kind = self._kind(id)
        return id if kind == "feeling" else f"{kind}_{id}"

    def _kind(self, id: str) -> str:
        if id in self.feelings:
            return "feeling"
        if id in FAMILIES:
            return "family"
        return "inside" if f"inside.{id}" in self.pages else "feeling"

    def knows(self, answer: str) -> bool:
        """True for a feeling and for *not sure* and *I don't want to say*."""
        return answer in self.feelings or answer in EXIT_ANSWERS

    def value(self, answers: Sequence[str]) -> float | None:
        """The mean of the values of the answers that have one, -2..2; None when none has.

        Raises:
            UnknownAnswerError: an id that is neither a feeling nor an exit.
        """
        for answer in answers:
            if not self.knows(answer):
                raise UnknownAnswerError(f"{answer!r} is no answer of catalogue {self.version}")
        known = [self.feelings[a].value for a in answers if a in self.feelings]
        values = [v for v in known if v is not None]
        return sum(values) / len(values) if values else None


# Before year 1: nursery and reception as schools write them, and the grades of OneRoster files.
_EARLY = re.compile(r"(?:n|nursery|r|reception|rec|eyfs|fs|f|foundation|pre-?school|ps|pk|pr|it|kg|tk)\s*[0-2]?")
_YEAR = re.compile(r"(?:y|yr|year)?\s*0*(\d{1,2})")


def step_for_year(year_group: str) -> int:
    """The ladder step for a year group as a school writes it: `Nursery`, `R`, `Year 1`, `Y4`, `06`.

    Ages decide, never a test: before year 1 is step 1, years 1 and 2 step 2, 3 and 4 step 3, from 5 on step 4.

    Raises:
        ValueError: no year group can be read in it.
    """
    text = year_group.strip().lower()
    if _EARLY.fullmatch(text):
        return 1
    found = _YEAR.fullmatch(text)
    if not found:
        raise ValueError(f"{year_group!r} is no year group; write Nursery, Reception or Year 1 to Year 6")
    return min(4, (int(found[1]) + 1) // 2 + 1)


@lru_cache(maxsize=1)
def load() -> Catalogue:
    """The catalogue that came with this Daybreak; read and checked once."""
    return read(files("assets").joinpath("feelings.toml").read_bytes(), "feelings.toml")


class _FeelingRow(msgspec.Struct, forbid_unknown_fields=True):
    family: Literal["sun", "leaf", "rain", "fire", "wobble", "mist"]
    steps: list[Literal[1, 2, 3, 4]]
    energy: Energy
    value: float | None = None


class _PageRow(msgspec.Struct, forbid_unknown_fields=True):
    question: str
    rows: list[list[str]]
    leads: dict[str, str] = {}
    counts: list[str] = []
    not_sure: str | None = None
    still: bool = False
    up_to: Literal[1, 2] = 1


class _AsksRow(msgspec.Struct, forbid_unknown_fields=True):
    size: bool = False
    about: bool = False
    optional: bool = False


class _File(msgspec.Struct, forbid_unknown_fields=True):
    version: int
    abouts: list[str]
    asks: dict[str, _AsksRow]
    feelings: dict[str, _FeelingRow]
    pages: dict[str, _PageRow]


def read(toml: bytes, name: str) -> Catalogue:
    """Read a catalogue and check that it holds together.

    Raises:
        CatalogueError: a key, an id or a value that can't be; the message says where and what to do.
    """
    try:
        told = msgspec.toml.decode(toml, type=_File)
    except msgspec.ValidationError as error:
        raise CatalogueError(f"{name}: {error}. Correct or remove that entry.") from error
    except msgspec.DecodeError as error:
        raise CatalogueError(f"{name} is not TOML: {error}. Correct that line.") from error
    feelings = {
        id: Feeling(id, row.family, tuple(row.steps), row.value, row.energy, f"feeling.{id}")
        for id, row in told.feelings.items()
    }
    pages = {id: _page(id, row) for id, row in told.pages.items()}
    for feeling in feelings.values():
        _check_feeling(feeling, name)
    for page in pages.values():
        _check_page(page, feelings, pages, name)
    for step in STEPS:
        if str(step) not in pages:
            raise CatalogueError(f"{name}: ladder step {step} starts at page '{step}', which is missing. Add it.")
    for written in told.asks.keys() - set(map(str, STEPS)):
        raise CatalogueError(f"{name}: `asks` names step {written!r}. The ladder has steps 1 to 4.")
    if len(set(told.abouts)) != len(told.abouts):
        raise CatalogueError(f"{name}: `abouts` names something twice. Remove one of them.")
    steps = {step: _asks(told.asks.get(str(step), _AsksRow()), pages[str(step)]) for step in STEPS}
    return Catalogue(told.version, feelings, pages, tuple(told.abouts), steps)


def _page(id: str, row: _PageRow) -> FeelingPage:
    word = "exit.still_not_sure" if row.still else "exit.not_sure"
    rows = tuple(map(tuple, row.rows))
    return FeelingPage(id, row.question, rows, row.leads, frozenset(row.counts), row.not_sure, word, row.up_to)


def _asks(row: _AsksRow, first: FeelingPage) -> Asks:
    return Asks(row.size, row.about, row.optional, first.up_to)


def _check_feeling(feeling: Feeling, name: str) -> None:
    if feeling.value is not None and not -2 <= feeling.value <= 2:
        raise CatalogueError(
            f"{name}: {feeling.id} has the value {feeling.value:g}. Give a pleasantness from -2 to 2, or none."
        )


def _check_page(
    page: FeelingPage, feelings: Mapping[str, Feeling], pages: Mapping[str, FeelingPage], name: str
) -> None:
    shown = [id for row in page.rows for id in row]
    where = f"{name}: page {page.id!r}"
    if not shown or len(set(shown)) != len(shown):
        raise CatalogueError(f"{where} must show at least one answer, and each only once.")
    for id in shown:
        if id not in feelings and id not in page.leads:
            raise CatalogueError(f"{where} shows {id!r}, which is no feeling. Add the feeling, or a page it leads to.")
    for id, target in page.leads.items():
        if id not in shown or target not in pages:
            raise CatalogueError(f"{where}: {id!r} leads to {target!r}. Show the one and add the other.")
    if page.not_sure is not None and page.not_sure not in pages:
        raise CatalogueError(f"{where}: *Not sure* leads to {page.not_sure!r}, which is no page. Add it.")
    if page.not_sure is not None and pages[page.not_sure].not_sure is not None:
        raise CatalogueError(f"{where}: {page.not_sure!r} must take *Not sure* as an answer. Remove its `not_sure`.")
    for id in page.counts:
        if id not in page.leads or id not in feelings:
            raise CatalogueError(f"{where} counts {id!r}, which is no feeling that leads on. Remove it from `counts`.")
