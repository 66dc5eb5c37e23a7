"""R4: lower than the child's own usual, suddenly or little by little.

The usual is the mean and spread of the child's own days, learnt with a lag, so that a drop is seen before it becomes
usual. Two charts watch how far a day lies below it: a running sum (CUSUM), quick with sudden drops, and a moving
average (EWMA), quick with slow ones.
"""

from __future__ import annotations

from math import sqrt

import msgspec

from sync.service.flags.flag import NAME, Flag, enough, events_of, mostly, spoken_day
from sync.service.flags.record import Day
from sync.service.flags.settings import OwnChange, Settings

SHOWN = 15
"""Days kept to say since when, and from which events."""


class State(msgspec.Struct, frozen=True, array_like=True):
    """The usual, the two charts, and the days that the usual has not learnt yet."""

    scale: int = 0
    answered: int = 0
    weight: float = 0.0
    mean: float = 0.0
    squares: float = 0.0
    """Sum of squared distances from the mean, as the mean has them."""
    fallen: float = 0.0
    """The running sum, in own SDs; never below 0."""
    average: float = 0.0
    """The moving average, in own SDs."""
    spread: float = 0.0
    """The moving average's variance while it is young."""
    rest: int = 0
    recent: tuple[Day, ...] = ()


def own_usual(state: State, rule: OwnChange) -> tuple[float, float] | None:
    """Return the child's usual mean and SD (drawn to an ordinary child's while the record is short), if learnt."""
    if state.answered < rule.learn:
        return None
    variance = (state.squares + rule.prior_days * rule.prior_sd**2) / (state.weight + rule.prior_days)
    return state.mean, max(rule.floor_sd, sqrt(variance))


def step(state: State, day: Day, settings: Settings) -> tuple[State, tuple[Flag, ...]]:
    """Add an answered day; raise a flag when either chart passes its limit. Other days change nothing."""
    value = day.value
    if value is None:
        return state, ()
    rule = settings.r4
    if state.scale != day.scale:
        state = State(scale=day.scale)
    weight, mean, squares = state.weight, state.mean, state.squares
    recent = (*state.recent[1 - SHOWN :], day) if len(state.recent) >= SHOWN else (*state.recent, day)
    if len(recent) > rule.lag:
        learnt = recent[-1 - rule.lag].value or 0.0
        keep = 1.0 - 1.0 / rule.memory if weight >= rule.memory / 2 else 1.0
        weight = weight * keep + 1.0
        away = learnt - mean
        mean += away / weight
        squares = squares * keep + away * (learnt - mean)
    fallen, average, spread, rest = state.fallen, state.average, state.spread, max(0, state.rest - 1)
    usual = own_usual(state, rule)
    flags: tuple[Flag, ...] = ()
    if usual:
        z = (value - usual[0]) / (usual[1] * sqrt(1.0 + 1.0 / max(1.0, state.weight)))
        fallen = max(0.0, fallen - z - rule.slack)
        average += rule.weight * (z - average)
        spread = (1.0 - rule.weight) ** 2 * spread + rule.weight**2
        if not rest and (fallen > rule.decision or average < -rule.limit * sqrt(spread)):
            flags = (_flag(state, recent, usual[0]),)
            fallen, average, spread, rest = 0.0, 0.0, 0.0, rule.rest
    after = State(day.scale, state.answered + 1, weight, mean, squares, fallen, average, spread, rest, recent)
    return after, flags


def _flag(state: State, recent: tuple[Day, ...], usual: float) -> Flag:
    changed = _since(recent, usual)
    low = [one for one in changed if one.value is not None and one.value < usual]
    before = mostly(recent[: len(recent) - len(changed)])
    feelings = mostly(low)
    how = f"mostly {feelings} on" if feelings else "lower on"
    reason = (
        f"Lower than {NAME}'s own usual since {spoken_day(changed[0].day)}: "
        f"{how} {len(low)} of the last {len(changed)} days in."
    )
    if before and before != feelings:
        reason += f" Before that mostly {before}."
    return Flag(
        rule="R4",
        day=recent[-1].day,
        since=changed[0].day,
        reason=reason,
        evidence=events_of(changed),
        sufficiency=enough(state.answered),
        rests_on=state.answered + 1,
    )


def _since(recent: tuple[Day, ...], usual: float) -> tuple[Day, ...]:
    """Return the days from the one that best divides lower days from usual ones: the largest sum below the usual."""
    best, start, total = 0.0, len(recent) - 1, 0.0
    for at in range(len(recent) - 1, -1, -1):
        total += usual - (recent[at].value or 0.0) - 0.3
        if total > best:
            best, start = total, at
    return recent[start:]
