"""A pupil's record: one `Day` for each school day of which something is known. Rules read nothing else.

Days are dates in the school's own calendar, ascending, none twice. A day on which the school was shut has no `Day`;
neither has one of which nothing is known (no check-in, no request, no mark in the register), nor today before the child
has answered: the morning isn't over.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

import msgspec

NOT_SURE = "not_sure"
NOT_SAY = "not_say"
SCALE_OF_STEP = {1: 1, 2: 2, 3: 2, 4: 2}
"""Ladder steps whose pictures mean the same share a scale: step 1 (okay, not okay) has its own."""
IN_SCHOOL = frozenset({"/", "\\", "L"})
"""The register's codes for a child who is in the building (DfE 2024), so that a tablet could be reached."""
ELSEWHERE = frozenset("BCDEGIJKMNOPQRSTUVWXYZ#") | {"C1", "C2", "J1", "K1", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7"}
"""Codes for a child who is not; any other code is unknown and says nothing."""
KNOWN_CODES = IN_SCHOOL | ELSEWHERE


class Why(enum.IntEnum):
    """What a day holds, or why it holds no feeling."""

    ANSWERED = 0
    """A feeling with a value."""
    BODY = 1
    """Only a need of the body without a value: hungry, hurt."""
    NOT_SURE = 2
    PASSED = 3
    """Only *I don't want to say*."""
    SILENT = 4
    """In school and asked, and no check-in."""
    NOT_ASKED = 5
    """In school, but the class was not asked that day."""
    OPTED_OUT = 6
    ABSENT = 7
    UNKNOWN = 8
    """No check-in and no register: nobody can say."""


class CheckIn(msgspec.Struct, frozen=True):
    """One check-in as a rule may know it; withdrawn, moved and set-aside ones are never built."""

    event: str
    answers: tuple[str, ...]
    value: float | None
    """Pleasantness -2..2 by the catalogue it was shown in; None for an answer that has none."""
    step: int = 2
    abouts: tuple[str, ...] = ()
    """What it was about, such as `friends`, `home` or `something_happened`."""


class Told(msgspec.Struct, frozen=True, array_like=True):
    """An *about* chosen beside a feeling."""

    event: str
    about: str
    value: float | None
    answers: tuple[str, ...]


class Ask(msgspec.Struct, frozen=True, array_like=True):
    """A request for a grown-up. One taken back is still a reason to look."""

    event: str
    taken_back: bool = False
    how: str | None = None
    nobody_came: str | None = None
    """The event in which the child said that no grown-up came; None when they did not."""


class Concern(msgspec.Struct, frozen=True, array_like=True):
    """An adult's own concern, in a few words of theirs."""

    event: str
    words: str


class Day(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One school day of one pupil."""

    day: date
    why: Why
    value: float | None = None
    """The mean of the day's check-ins that have a value, -2..2."""
    answers: tuple[str, ...] = ()
    """Every answer of the day, in order."""
    events: tuple[str, ...] = ()
    """The check-ins' event ids, in order."""
    scale: int = 2
    """Values of one scale may be compared (`SCALE_OF_STEP`)."""
    told: tuple[Told, ...] = ()
    asks: tuple[Ask, ...] = ()
    concerns: tuple[Concern, ...] = ()

    @property
    def attended(self) -> bool:
        """The child was in school, as far as anybody knows."""
        return self.why < Why.ABSENT


def build(
    day: date,
    checkins: Sequence[CheckIn] = (),
    *,
    asks: Sequence[Ask] = (),
    concerns: Sequence[Concern] = (),
    present: bool | None = None,
    asked: bool = True,
    opted_out: bool = False,
) -> Day:
    """Return the day that these events make, in the order they happened.

    Args:
        present: what the register says; None when there is no mark or one that nobody knows.
        asked: somebody in the class checked in, so the child was asked too.
        opted_out: the child is asked no feeling.
    """
    values = [one.value for one in checkins if one.value is not None]
    answers = tuple(answer for one in checkins for answer in one.answers)
    return Day(
        day=day,
        why=_why(answers, bool(values), bool(asks), present, asked, opted_out),
        value=sum(values) / len(values) if values else None,
        answers=answers,
        events=tuple(one.event for one in checkins),
        scale=SCALE_OF_STEP.get(checkins[-1].step, 2) if checkins else 2,
        told=tuple(Told(one.event, about, one.value, one.answers) for one in checkins for about in one.abouts),
        asks=tuple(asks),
        concerns=tuple(concerns),
    )


def _why(
    answers: tuple[str, ...], valued: bool, asking: bool, present: bool | None, asked: bool, opted_out: bool
) -> Why:
    if valued:
        return Why.ANSWERED
    said = set(answers)
    if said:
        exits = said & {NOT_SURE, NOT_SAY}
        if said - exits:
            return Why.BODY
        return Why.NOT_SURE if NOT_SURE in exits else Why.PASSED
    if present is False and not asking:
        return Why.ABSENT
    if opted_out:
        return Why.OPTED_OUT
    if asking or present:
        return Why.SILENT if asked and present else Why.NOT_ASKED
    return Why.UNKNOWN


def run_of(recent: tuple[Day, ...], day: Day, length: int, break_days: int) -> tuple[Day, ...]:
    """Return the run of the last `length` days with `day` at its end; a break before `day` begins a new one."""
    if recent and (day.day - recent[-1].day).days >= break_days:
        return (day,)
    return (*recent, day) if len(recent) < length else (*recent[1:], day)


def in_order(days: Iterable[Day]) -> list[Day]:
    """Return the days ascending.

    Raises:
        ValueError: two days have the same date.
    """
    ordered = sorted(days, key=lambda day: day.day)
    for before, after in pairwise(ordered):
        if before.day == after.day:
            raise ValueError(f"{after.day} is there twice; a pupil has one record a day")
    return ordered
