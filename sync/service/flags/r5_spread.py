"""R5: feelings swing from day to day much more than they used to.

What is compared is the squared step from one answered day to the next: a lasting drop makes one large step and is R4's,
swings make many. The usual step is learnt with the window as lag and drawn to an ordinary child's while it is short.
"""

from __future__ import annotations

import msgspec

from sync.service.flags.flag import NAME, Flag, enough, events_of, feeling_word, spoken_day
from sync.service.flags.record import Day
from sync.service.flags.settings import Settings


class State(msgspec.Struct, frozen=True, array_like=True):
    """The usual step, and the days whose steps it has not learnt yet."""

    scale: int = 0
    learnt: int = 0
    usual: float = 0.0
    """Mean of the squared steps learnt."""
    rest: int = 0
    recent: tuple[Day, ...] = ()
    newest: float = 0.0
    """Sum of the squared steps within `recent`."""


def step(state: State, day: Day, settings: Settings) -> tuple[State, tuple[Flag, ...]]:
    """Add an answered day; raise a flag when the newest steps are far wider than the usual ones."""
    if day.value is None:
        return state, ()
    rule = settings.r5
    if state.scale != day.scale:
        return State(day.scale, recent=(day,)), ()
    recent, learnt, usual = (*state.recent, day), state.learnt, state.usual
    newest = state.newest + _squared(recent[-2], day)
    rest = state.rest - 1 if state.rest else 0
    if len(recent) > rule.of + 1:
        gone = _squared(recent[0], recent[1])
        recent, newest, learnt = recent[1:], newest - gone, learnt + 1
        usual += (gone - usual) / min(learnt, rule.memory)
    after = State(day.scale, learnt, usual, rest, recent, newest)
    if rest or learnt < rule.learn:
        return after, ()
    weight = min(learnt, rule.memory)
    ordinary = 2.0 * rule.prior_sd**2
    expected = max((weight * usual + rule.prior_days * ordinary) / (weight + rule.prior_days), 2.0 * rule.floor_sd**2)
    if newest / rule.of < rule.ratio * expected:
        return after, ()
    low, high = min(recent, key=_value), max(recent, key=_value)
    between = ""
    if low.answers and high.answers:
        between = f", from {feeling_word(high.answers[0])} to {feeling_word(low.answers[0])}"
    far = "more than twice as far as usual" if newest > 4.0 * rule.of * expected else "much further than usual"
    flag = Flag(
        rule="R5",
        day=day.day,
        since=recent[0].day,
        reason=f"{NAME}'s feelings have gone up and down {far} since {spoken_day(recent[0].day)}{between}.",
        evidence=events_of(recent),
        sufficiency=enough(learnt + len(recent)),
        rests_on=learnt + len(recent),
    )
    return msgspec.structs.replace(after, rest=rule.rest), (flag,)


def _squared(before: Day, after: Day) -> float:
    return (_value(after) - _value(before)) ** 2


def _value(day: Day) -> float:
    return day.value or 0.0
