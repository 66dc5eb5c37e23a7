"""Whom a child's request for a grown-up is with now: a pure function, with no clock and no database.

It begins with the adult whom the child chose, or with the class adults when the child chose none or the chosen one is
away. When the school's target passes and nobody has met the child it goes on: class adult, practitioner, DSL. *Seen*
stops the alarm for the target time and no longer; *met*, or taken back by the child, ends it. The last ones keep it.
"""

from __future__ import annotations

import enum
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sync.service.db.models import Role

People = frozenset[uuid.UUID]


class Level(enum.IntEnum):
    """How far a request has gone; it never comes back while it waits."""

    CLASS_ADULT = 0
    """The chosen adult, or those of the class."""
    PRACTITIONER = 1
    DSL = 2


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff whose account is open."""

    id: uuid.UUID
    role: Role
    class_ids: frozenset[uuid.UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Request:
    """What is known of a request; `AdultRequest` in the fields that count here."""

    class_id: uuid.UUID
    asked_at: datetime
    adult_id: uuid.UUID | None = None
    """The adult whom the child chose."""
    seen_at: datetime | None = None
    seen_by: uuid.UUID | None = None
    met_at: datetime | None = None
    withdrawn_at: datetime | None = None
    nobody_came_at: datetime | None = None
    """When the child said that nobody came: the alarm begins anew then, one step further."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a request stands."""

    level: Level
    people: People
    """Whom it is with; empty only in a school that has nobody to send it to."""
    since: datetime
    alarm: bool
    """False while somebody who has seen it is within the target time."""
    next_at: datetime | None
    """When it goes on, if nobody meets the child; None when it has reached the last."""
    next_people: People = frozenset()


def with_whom(
    request: Request, staff: Iterable[Person], away: Collection[uuid.UUID], target: timedelta, now: datetime
) -> Standing | None:
    """Say whom a request is with.

    Args:
        staff: all open accounts; those who cannot open the child's class are passed over, unless the child chose them.
        away: those who are not in today. When all are away it goes to all: an alarm is never silent.
        target: the school's own, above zero.
        now: aware UTC, not before the request.

    Returns:
        None when it has ended.

    Raises:
        ValueError: the target is not above zero.
    """
    if target <= timedelta(0):
        raise ValueError(f"the target must be above zero, got {target}")
    if request.met_at is not None or request.withdrawn_at is not None:
        return None
    stages = _stages(request, list(staff), frozenset(away))
    at, begun = _begun(request, len(stages))
    if request.seen_at is not None:
        reached = _reached(at, begun, request.seen_at, target, len(stages))[0]
        held = next((i for i, (_, people) in enumerate(stages) if request.seen_by in people), reached)
        at, pauses = max(reached, held), request.seen_at + target
        if now < pauses:
            keeper = frozenset({request.seen_by}) if request.seen_by else stages[at][1]
            after = min(at + 1, len(stages) - 1)
            return Standing(stages[at][0], keeper, request.seen_at, False, pauses, stages[after][1])
        at, begun = min(at + 1, len(stages) - 1), pauses
    at, since = _reached(at, begun, now, target, len(stages))
    level, people = stages[at]
    if at == len(stages) - 1:
        return Standing(level, people, since, True, None)
    return Standing(level, people, since, True, since + target, stages[at + 1][1])


def _stages(request: Request, staff: list[Person], away: People) -> list[tuple[Level, People]]:
    """The stages of a request in order, those with nobody in them left out; at least one."""
    for gone in (away, frozenset[uuid.UUID]()):
        here = [person for person in staff if person.id not in gone]
        found = [(level, people) for level in Level if (people := _people(level, request, here))]
        if found:
            return found
    return [(Level.DSL, frozenset())]


def _people(level: Level, request: Request, here: list[Person]) -> People:
    if level is Level.PRACTITIONER:
        return frozenset(person.id for person in here if person.role is Role.PRACTITIONER)
    if level is Level.DSL:
        return frozenset(person.id for person in here if person.role is Role.DSL)
    of_class = frozenset(
        person.id for person in here if person.role is Role.CLASS_ADULT and request.class_id in person.class_ids
    )
    chosen = next((person for person in here if person.id == request.adult_id), None)
    if chosen is None:
        return of_class
    # One who cannot open the class (a head, an adult of another class) is told beside those who can.
    alone = chosen.role in (Role.PRACTITIONER, Role.DSL) or chosen.id in of_class
    return frozenset({chosen.id}) if alone else of_class | {chosen.id}


def _begun(request: Request, stages: int) -> tuple[int, datetime]:
    """The stage at which the alarm begins, and when."""
    if request.nobody_came_at is None:
        return 0, request.asked_at
    return min(1, stages - 1), max(request.asked_at, request.nobody_came_at)


def _reached(at: int, begun: datetime, now: datetime, target: timedelta, stages: int) -> tuple[int, datetime]:
    """The stage reached by `now` when the alarm began at `begun` with stage `at`, and since when it is there."""
    on = min(max(0, (now - begun) // target), stages - 1 - at)
    return at + on, begun + on * target
