"""What a conversation may ask and offer: the catalogue's pages and activities, as far as it needs to know them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assets.activities import Activity
from assets.catalogue import Asks, Catalogue, Feeling


@dataclass(frozen=True, slots=True)
class Page:
    """One screenful of feelings: ids in rows, and the page that an id leads to instead of being the last word."""

    rows: tuple[tuple[str, ...], ...]
    leads: Mapping[str, str]
    counts: frozenset[str] = frozenset()
    """Ids that lead on and yet are answers in themselves, kept if the child leaves half-way."""
    not_sure: str = ""
    """The page that *Not sure* leads to here (the body route); empty where it is taken at once."""
    up_to: int = 1
    """2 where a child may keep a face and choose a second."""

    def shows(self, choice: str) -> bool:
        """Whether a choice is one of the page's own."""
        return any(choice in row for row in self.rows)


Pages = Mapping[str, Page]
"""Pages by id; a ladder step starts at the page named after it (`"1"`, `"2"`), or at the one of the step below."""


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything the rules look up, for the check-in slot that is now."""

    pages: Pages
    feelings: Mapping[str, Feeling] = field(default_factory=dict)
    activities: Sequence[Activity] = ()
    """In the order of the catalogue."""
    abouts: Sequence[str] = ()
    asks: Mapping[int, Asks] = field(default_factory=dict)
    """By ladder step; a step that is not named asks nothing more."""
    secrets: Sequence[str] = ()
    """The nine pictures of which one is a child's own."""
    afterwards: bool = True
    """What might help is offered in this slot; not at the first one of a *quick morning*."""
    later: bool = True
    """*Later today* can be chosen: there is a later check-in today."""

    @classmethod
    def of(cls, told: Catalogue, activities: Sequence[Activity], secrets: Sequence[str]) -> Guide:
        """What the catalogue and the activities say, for a slot in which everything is offered."""
        pages = {
            id: Page(page.rows, page.leads, page.counts, page.not_sure or "", page.up_to)
            for id, page in told.pages.items()
        }
        return cls(pages, told.feelings, activities, told.abouts, told.steps, secrets)

    def start(self, step: int) -> int:
        """The ladder step whose first page a child of `step` meets: their own, or the nearest below that has one."""
        steps = [int(page) for page in self.pages if page.isdecimal()]
        return max((each for each in steps if each <= step), default=min(steps))

    def faces(self, answers: Sequence[str]) -> tuple[Feeling, ...]:
        """The feelings among answers; *not sure* and *I don't want to say* are none."""
        return tuple(self.feelings[each] for each in answers if each in self.feelings)

    def pleasant(self, answers: Sequence[str]) -> bool:
        """Whether all of the answers are pleasant feelings; a need of the body is none."""
        values = [each.value for each in self.faces(answers)]
        return bool(values) and all(value is not None and value > 0 for value in values)

    def asks_more(self, step: int, answers: Sequence[str]) -> Asks | None:
        """What a ladder step asks once this is kept; nothing where no face was told."""
        return self.asks.get(step) if self.faces(answers) else None
