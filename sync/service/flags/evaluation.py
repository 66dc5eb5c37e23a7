"""How good are the rules? Made-up children with known changes, judged by the same measures for our rules and others'.

A *quiet* child never changes; every flag on one is false. A *changed* child drops once, on a day between the 25th and
the 145th of 160; it is caught when a flag comes on that day or one of the nine school days after it. Rates are per 100
children and week of five school days, after the rules have learnt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from statistics import median

from sync.service.flags import fold, peers, simulate
from sync.service.flags.record import Day
from sync.service.flags.settings import DEFAULT, Settings

DAYS = 160
FIRST, LAST = 25, 145
WITHIN = 10
FORTNIGHT = 10

Alarms = Callable[[list[Day]], list[int]]
"""A judged rule: the days (counted from 0) on which it speaks."""


@dataclass(frozen=True, slots=True)
class World:
    """What surrounds the children: how their days hang together, and how many are missing."""

    autocorrelation: float = 0.2
    missing: float = 0.1
    monday: float = 0.0
    """What Mondays add to the mean."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """What a rule does when nothing has changed."""

    a_week: float
    """Flags per 100 children and week."""
    fortnights: float
    """Share of quiet fortnights with a flag, 0..1."""


@dataclass(frozen=True, slots=True)
class Caught:
    """What a rule does about a drop."""

    share: float
    """Of the drops caught within ten school days, 0..1."""
    days: float | None
    """Median days until caught, the first day counting 1; None when none was."""
    precision: float
    """Of all flags, the share raised within ten school days of the drop, where every child drops once in 160 days."""


def judged(settings: Settings = DEFAULT) -> dict[str, Alarms]:
    """Return every rule that judges a change of feelings, ours and others', by name."""
    ours: dict[str, tuple[str, ...]] = {"R3": ("R3",), "R4": ("R4",), "R3+R4": ("R3", "R4"), "R5": ("R5",)}
    rules: dict[str, Alarms] = {name: _ours(settings, on) for name, on in ours.items()}
    return rules | {peer.name: _peer(peer) for peer in peers.PEERS}


def _ours(settings: Settings, on: tuple[str, ...]) -> Alarms:
    running = [(fold.RULES[name], getattr(fold.States(), name.lower())) for name in on]

    def alarms(days: list[Day]) -> list[int]:
        spoken: set[int] = set()
        for step, state in running:
            for at, day in enumerate(days):
                state, flags = step(state, day, settings)
                if flags:
                    spoken.add(at)
        return sorted(spoken)

    return alarms


def _peer(peer: peers.Peer) -> Alarms:
    def alarms(days: list[Day]) -> list[int]:
        state, spoken = peers.START, []
        for at, day in enumerate(days):
            state, alarm = peers.step(state, day, peer)
            if alarm:
                spoken.append(at)
        return spoken

    return alarms


def children(
    kind: simulate.Kind, world: World, count: int, seed: int, *, drop: float = 0.0, over: int = 1
) -> Iterable[tuple[list[Day], int]]:
    """Make children of one type and the day each changes on (for a quiet child, a day like any other)."""
    dates: Sequence[date] = simulate.school_days(DAYS)
    for number in range(count):
        chance = Random(f"{seed}/{kind.name}/{number}")  # noqa: S311 - repeatable chance, no secret
        at = chance.randrange(FIRST, LAST)
        change = simulate.Change(at, drop, over) if drop else None
        values = simulate.values(
            kind,
            chance,
            DAYS,
            autocorrelation=world.autocorrelation,
            missing=world.missing,
            weekday=(world.monday, 0.0, 0.0, 0.0, 0.0),
            change=change,
        )
        yield simulate.as_days(values, dates), at


def quiet(alarms: Alarms, made: Iterable[tuple[list[Day], int]], learn: int = 20) -> Quiet:
    """Judge a rule on children who don't change."""
    flags = days = fortnights = loud = 0
    for record, _ in made:
        begin = _learnt(record, learn)
        spoken = [at for at in alarms(record) if at >= begin]
        flags += len(spoken)
        days += len(record) - begin
        for start in range(begin, len(record) - FORTNIGHT + 1, FORTNIGHT):
            fortnights += 1
            loud += any(start <= at < start + FORTNIGHT for at in spoken)
    return Quiet(500.0 * flags / days, loud / fortnights)


def caught(alarms: Alarms, made: Iterable[tuple[list[Day], int]], learn: int = 20) -> Caught:
    """Judge a rule on children who drop once."""
    waited: list[int] = []
    flags = true = count = 0
    for record, at in made:
        count += 1
        begin = _learnt(record, learn)
        spoken = [day for day in alarms(record) if day >= begin]
        within = [day for day in spoken if at <= day < at + WITHIN]
        flags, true = flags + len(spoken), true + len(within)
        if within:
            waited.append(within[0] - at + 1)
    return Caught(len(waited) / count, median(waited) if waited else None, true / flags if flags else 0.0)


def _learnt(record: list[Day], learn: int) -> int:
    """Return the first day on which a rule that learns `learn` answered days may speak."""
    answered = 0
    for at, day in enumerate(record):
        if answered >= learn:
            return at
        answered += day.value is not None
    return len(record) - 1
