"""In which order a child is offered what might help, and meets adults to ask for: pure, the same for the same record.

Every child has an order of their own from the start, drawn from who they are, so that no order gives away that staff
chose something. What the child found easier afterwards moves up, what was harder moves down, and only as far as the
counts carry: a few taps say little.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

FEW = 4
"""Answers below which an activity keeps the place it began with."""
PRIOR = 6.0
"""Answers *the same* that are added to each activity's own, so that it moves slowly."""


@dataclass(frozen=True, slots=True)
class After:
    """How it was after an activity, in the child's own eyes: counts of answers. *Not sure* is not among them."""

    easier: int = 0
    same: int = 0
    harder: int = 0

    @property
    def answers(self) -> int:
        return self.easier + self.same + self.harder

    @property
    def help(self) -> float:
        """-1 (always harder) to 1 (always easier), drawn to 0; 0 while there are too few answers."""
        return (self.easier - self.harder) / (self.answers + PRIOR) if self.answers >= FEW else 0.0


def order(
    pupil: bytes, activities: Sequence[str], after: Mapping[str, After], chosen: Sequence[str] = ()
) -> tuple[str, ...]:
    """All activities in this child's own order.

    Args:
        pupil: 16 bytes of the pupil's UUID; the order it begins with follows from them.
        after: what this child said after each activity so far.
        chosen: what a plan puts first, in the plan's order.
    """
    first = [each for each in chosen if each in activities]
    nothing = After()

    def place(activity: str) -> tuple[float, bytes]:
        return (-after.get(activity, nothing).help, blake2b(activity.encode(), digest_size=8, key=pupil).digest())

    return (*first, *sorted((each for each in activities if each not in first), key=place))


def order_of_adults(pupil: bytes, adults: Sequence[bytes], first: bytes | None = None) -> tuple[int, ...]:
    """The places of all adults in this child's own order.

    Args:
        pupil: 16 bytes of the pupil's UUID; the order follows from them, as that of the activities does.
        adults: their ids.
        first: whom a plan puts first.
    """

    def place(number: int) -> tuple[bool, bytes]:
        return adults[number] != first, blake2b(adults[number], digest_size=8, key=pupil).digest()

    return tuple(sorted(range(len(adults)), key=place))
