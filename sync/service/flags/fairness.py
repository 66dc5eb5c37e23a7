"""Precision and fairness from what staff did: which flags led to something, and on whom they fell.

Groups of fewer than five children are hidden, and never to be worked out by subtraction: when what is hidden would be
one group, or fewer than five children in all, the next smallest group is hidden with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

ACTED = frozenset({"spoke", "support", "dsl"})
"""Ways of closing a flag that mean it led to something."""
NOT_COUNTED = frozenset({"duplicate"})
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Child:
    """What fairness asks about a child; `send` and `eal` are None where nobody has said."""

    pupil: str
    year: str = ""
    send: bool | None = None
    eal: bool | None = None


@dataclass(frozen=True, slots=True)
class Raised:
    """A flag and what became of it."""

    pupil: str
    rule: str
    closed: str | None = None
    """The reason it was closed with; None while it is open."""


@dataclass(frozen=True, slots=True)
class Precision:
    """How often a rule's flags led to something."""

    rule: str
    raised: int
    closed: int
    acted: float | None
    """Share of the closed ones, 0..1; None under five."""


@dataclass(frozen=True, slots=True)
class Share:
    """How often flags fell on a group; None where hidden."""

    group: str
    children: int | None
    flagged: float | None
    """Share of the group's children with at least one flag, 0..1."""
    acted: float | None
    """Share of the group's closed flags that led to something; None under five closed ones too."""


def precision(raised: Iterable[Raised]) -> list[Precision]:
    """Return each rule's precision, by the rule's name."""
    by_rule: dict[str, list[Raised]] = defaultdict(list)
    for flag in raised:
        by_rule[flag.rule].append(flag)
    return [Precision(rule, len(flags), len(_closed(flags)), _acted(flags)) for rule, flags in sorted(by_rule.items())]


def by_group(children: Iterable[Child], raised: Iterable[Raised], by: Literal["year", "send", "eal"]) -> list[Share]:
    """Return how flags fell on the groups of one kind, in the groups' order; children nobody knows of are a group."""
    members: dict[str, set[str]] = defaultdict(set)
    for child in children:
        members[_group(child, by)].add(child.pupil)
    of_pupil: dict[str, list[Raised]] = defaultdict(list)
    for flag in raised:
        of_pupil[flag.pupil].append(flag)
    secret = hidden({group: len(pupils) for group, pupils in members.items()})
    shares = []
    for group, pupils in sorted(members.items()):
        if group in secret:
            shares.append(Share(group, None, None, None))
            continue
        flagged = sum(pupil in of_pupil for pupil in pupils)
        theirs = [flag for pupil in pupils for flag in of_pupil.get(pupil, ())]
        shares.append(Share(group, len(pupils), flagged / len(pupils), _acted(theirs)))
    return shares


def hidden(sizes: Mapping[str, int], fewest: int = FEWEST) -> set[str]:
    """Return the groups to hide, so that none under `fewest` is shown or can be worked out from the total."""
    smallest = sorted((size, group) for group, size in sizes.items() if size)
    secret = {group for size, group in smallest if size < fewest}
    if not secret:
        return set()
    for _, group in smallest:
        if len(secret) > 1 and sum(sizes[one] for one in secret) >= fewest:
            break
        secret.add(group)
    return secret


def _group(child: Child, by: Literal["year", "send", "eal"]) -> str:
    if by == "year":
        return child.year or "not known"
    known = child.send if by == "send" else child.eal
    return "not known" if known is None else "yes" if known else "no"


def _closed(flags: Collection[Raised]) -> list[Raised]:
    return [flag for flag in flags if flag.closed and flag.closed not in NOT_COUNTED]


def _acted(flags: Sequence[Raised]) -> float | None:
    closed = _closed(flags)
    return sum(flag.closed in ACTED for flag in closed) / len(closed) if len(closed) >= FEWEST else None
