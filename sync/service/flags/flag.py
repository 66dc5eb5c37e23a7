"""What a rule gives back: a reason to look, in words a teacher would say, and what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

import msgspec

from sync.service.flags.record import Day

Sufficiency = Literal["too little", "some", "plenty"]

NAME = "{name}"
"""Stands in a reason for the child's first name, so that a kept reason names nobody."""

RESTRICTED = frozenset({"R9"})
"""Rules whose flags only a practitioner and the DSL may see."""
AT_ONCE = frozenset({"R1", "R2", "R8", "R9"})
"""Rules that speak of this morning; the others speak of days."""


class Flag(msgspec.Struct, frozen=True):
    """A reason to look; never a finding, and nothing in it is a number for a child."""

    rule: str
    day: date
    since: date
    reason: str
    """Sentences in which `NAME` stands for the child's first name."""
    evidence: tuple[str, ...]
    """Event ids, in the order they happened."""
    sufficiency: Sufficiency = "plenty"
    rests_on: int = 0
    """Check-ins the rule had to go by."""
    label: bool = False
    """Not a flag but a label beside the pupil's name (R7)."""


def told_to(reason: str, given_name: str) -> str:
    """Return a reason with the child's first name in it."""
    return reason.replace(NAME, given_name)


def enough(days: int, *, some: int = 20, plenty: int = 40) -> Sufficiency:
    """Say how much a rule about a child's own usual had to go by, in days with a feeling."""
    return "plenty" if days >= plenty else "some" if days >= some else "too little"


def spoken_day(day: date, *, year: bool = False) -> str:
    """Return a date as a teacher says it, such as `Monday 16 November`."""
    said = f"{day:%A} {day.day} {day:%B}"
    return f"{said} {day.year}" if year else said


def spoken_list(words: Sequence[str], last: str = "and") -> str:
    """Return `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def feeling_word(feeling: str) -> str:
    """Return the word of a feeling as it stands in a sentence."""
    return feeling.replace("_", " ")


def mostly(days: Iterable[Day], many: int = 2) -> str:
    """Return the commonest feelings of some days, such as `sad or tired`; empty when only values are known."""
    counts = Counter(answer for day in days for answer in day.answers)
    return mostly_of(counts, many)


def mostly_of(counts: Counter[str], many: int = 2) -> str:
    """Return the commonest feelings, leaving out those chosen less than a third as often as the first."""
    common = counts.most_common(many)
    words = [feeling_word(feeling) for feeling, count in common if 3 * count >= common[0][1]]
    return spoken_list(words, "or") if words else ""


def events_of(days: Iterable[Day]) -> tuple[str, ...]:
    """Return the check-ins of some days as evidence."""
    return tuple(event for day in days for event in day.events)
