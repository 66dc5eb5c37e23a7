"""R4: lower than the child's own usual, suddenly or little by little.

Each answered day asks, for every day in the last ten on which a change may have begun: how much better do a lower mean
since then and the child's own usual before then explain the days, than the usual alone? The answers are likelihood
ratios (normal, a drop of one own SD, and the usual's own uncertainty in the variance); their sum is the odds that
something has changed (after Shiryaev and Roberts). Above the limit it speaks. The usual is the mean of all days before
the change that is asked about, so it keeps learning and never learns from the change itself. The spread is drawn to an
ordinary child's while the record is short; the mean never is, for that would flag habitually low children more often.

A day counts for at most two own SDs below the usual, since one face is one tap, and only a day that is itself below the
usual can raise a flag. After a flag the changed days become part of the usual, the old usual counting for `keep` days:
a lasting change is flagged twice or so, not for ever.

The choice, at 2 flags per 100 typical children a week when nothing changed (mean 0.7, SD 0.85, clipped normal,
autocorrelations 0, 0.2 and 0.4 together, 10 % missing, 20 days learnt; drops of 1 / 1.5 / 2 own SD caught within ten
school days; `make bench ARGS=flags` measures this rule again):

    moving average, usual frozen after 20 days          38 / 65 / 85 %
    moving average, usual learning with a lag           49 / 79 / 94 %
    running sum and moving average, spread drawn in     51 / 82 / 95 %    (these three from an earlier simulation)
    the largest likelihood ratio instead of their sum   44 / 80 / 96 %
    the sum, listening for a drop of 1.5 SD             47 / 82 / 96 %
    the sum, for 1 SD, each child's autocorrelation
        estimated: evener between children (1.1 to 3.0
        flags a week instead of 0.7 to 3.6), more code  48 / 82 / 96 %
    the usual begun anew from the changed days alone    47 / 79 / 93 %
    the usual never adapted after a flag: twice as many
        flags for one lasting drop                      50 / 85 / 96 %
    this rule                                           50 / 82 / 97 %    (known mean and SD: 56 / 87 / 97 %)

Without the limit on single days it is the same on these children, but nearly twice as noisy on those who tap only the
ends of the scale. Weekday effects and days missing in a pattern are not modelled; `flags evaluate --curves` shows what
they cost. A likelihood on the levels themselves was not tried: it would tie the rule to one set of pictures.
"""

from __future__ import annotations

from math import exp, sqrt

import msgspec

from sync.service.flags.flag import NAME, Flag, enough, events_of, mostly, spoken_day
from sync.service.flags.record import Day
from sync.service.flags.settings import OwnChange, Settings

SHORTEST = 2
"""Days a change must have lasted: one face is one tap."""
FEWEST = 3
"""Days of usual that anything can be compared with."""


class State(msgspec.Struct, frozen=True, array_like=True):
    """The usual as learnt from days before the window, and the days within it."""

    scale: int = 0
    answered: int = 0
    weight: float = 0.0
    """Days the mean rests on, older ones fading."""
    mean: float = 0.0
    spread_weight: float = 0.0
    squares: float = 0.0
    """Sum of squared distances from the mean, faded alike; over `spread_weight` days."""
    fresh: int = 0
    """Days since the last break, at most the window: a change is not sought across a holiday."""
    rest: int = 0
    recent: tuple[Day, ...] = ()


def own_usual(state: State, rule: OwnChange) -> tuple[float, float] | None:
    """Return the child's usual mean and SD of a day, -2..2, if 20 days (`rule.learn`) have been learnt; else None.

    The newest half of the window is left out, so that what may be a change isn't in it yet.
    """
    if state.answered < rule.learn:
        return None
    settled = state.recent[: max(0, len(state.recent) - rule.window // 2)]
    weight = state.weight + len(settled)
    if not weight:
        return None
    total = state.weight * state.mean + sum(day.value or 0.0 for day in settled)
    return total / weight, _spread(state.spread_weight, state.squares, rule)


def _spread(weight: float, squares: float, rule: OwnChange) -> float:
    drawn = squares + rule.prior_days * rule.prior_sd * rule.prior_sd
    return max(rule.floor_sd, sqrt(drawn / (max(0.0, weight - 1.0) + rule.prior_days)))


def step(state: State, day: Day, settings: Settings) -> tuple[State, tuple[Flag, ...]]:
    """Add an answered day; raise a flag when it is below the usual and the odds of a drop pass the limit.

    Other days change nothing."""
    value = day.value
    if value is None:
        return state, ()
    rule = settings.r4
    if state.scale != day.scale:
        state = State(day.scale)
    weight, mean, spread_weight, squares = state.weight, state.mean, state.spread_weight, state.squares
    recent, fresh = state.recent, state.fresh
    if recent and (day.day - recent[-1].day).days >= settings.break_days:
        fresh = 0
    if len(recent) >= rule.window:
        learnt = recent[0].value or 0.0
        fade = 1.0 - 1.0 / rule.memory
        away = learnt - mean
        weight = (weight * fade if weight >= rule.memory else weight) + 1.0
        mean += away / weight
        old = spread_weight >= rule.memory
        spread_weight = (spread_weight * fade if old else spread_weight) + 1.0
        squares = (squares * fade if old else squares) + away * (learnt - mean)
        recent = (*recent[1:], day)
    else:
        recent = (*recent, day)
    fresh = fresh + 1 if fresh < rule.window else fresh
    rest = state.rest - 1 if state.rest else 0
    answered = state.answered + 1
    if answered > rule.learn and not rest and value < mean:
        spread = _spread(spread_weight, squares, rule)
        odds, since, before = _odds(weight, mean, spread, recent, fresh, rule)
        if odds > exp(rule.limit):
            changed = recent[-since:]
            flag = _flag(recent, since, before, answered)
            kept = min(float(rule.keep), weight + len(recent) - since)
            weight, total = kept + since, kept * before + sum(one.value or 0.0 for one in changed)
            after = State(day.scale, answered, weight, total / weight, spread_weight, squares, 0, rule.rest)
            return after, (flag,)
    return State(day.scale, answered, weight, mean, spread_weight, squares, fresh, rest, recent), ()


def _odds(
    weight: float, mean: float, spread: float, recent: tuple[Day, ...], fresh: int, rule: OwnChange
) -> tuple[float, int, float]:
    """Return the odds of a drop within the fresh days, how many days ago it most likely began, and the usual before."""
    before = weight * mean
    for day in recent:
        before += day.value or 0.0
    left, fallen, drop = weight + len(recent), 0.0, rule.drop
    deepest = before / left - rule.deepest * spread
    odds, best, since, usual = 0.0, -1.0, SHORTEST, mean
    for back in range(1, fresh + 1):
        value = recent[-back].value or 0.0
        before -= value
        fallen += value if value > deepest else deepest
        left -= 1.0
        if left < FEWEST:
            break
        if back < SHORTEST:
            continue
        fall = (before / left - fallen / back) / spread
        ratio = exp(drop * (fall - drop / 2.0) / (1.0 / back + 1.0 / left))
        odds += ratio
        if ratio > best:
            best, since, usual = ratio, back, before / left
    return odds, since, usual


def _flag(recent: tuple[Day, ...], since: int, usual: float, answered: int) -> Flag:
    changed, earlier = recent[-since:], recent[:-since]
    low = [one for one in changed if one.value is not None and one.value < usual]
    feelings, before = mostly(low), mostly(earlier)
    on = f"all {len(low)}" if len(low) == len(changed) else f"{len(low)} of the last {len(changed)}"
    reason = f"Lower than {NAME}'s own usual since {spoken_day(changed[0].day)}: "
    reason += f"mostly {feelings} on {on} days in." if feelings else f"lower on {on} days in."
    if before and before != feelings:
        reason += f" Before that mostly {before}."
    return Flag("R4", recent[-1].day, changed[0].day, reason, events_of(changed), enough(answered), answered)
