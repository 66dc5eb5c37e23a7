"""What a school should expect: how many flags a week, by rule, and what another setting would give.

The school's own past says what would have come up; the made-up school says what comes up when nothing has changed and
how soon a real change is seen. A setting is judged by both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sync.service.flags import evaluation, fold, simulate
from sync.service.flags.record import Day
from sync.service.flags.settings import Settings, with_changes

MIX = {"typical": 0.55, "stable": 0.17, "low": 0.08, "volatile": 0.08, "extreme": 0.05, "happy": 0.07}
"""Shares of the types of children in the made-up school; a guess, kept in sight."""
ALTERNATIVES = {
    "R3.lows": ("2", "3", "4"),
    "R3.low_at": ("-1.5", "-1.0", "-0.5"),
    "R4.limit": ("4.4", "5.4", "6.4"),
    "R5.ratio": ("2.8", "3.5", "4.5"),
    "R6.days": ("3", "5", "7"),
}
"""The settings a school is asked about, and the values set beside its own."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What one value of one setting means."""

    setting: str
    value: str
    chosen: bool
    """The school's own value."""
    past: float | None
    """Flags of this rule a week in the school's own past; None without one."""
    quiet: float | None
    """Flags of this rule a week in a made-up school of the same size in which nothing changed."""
    caught: float | None
    """Share of made-up drops of 1.5 own SD caught within ten school days."""


def past(records: Mapping[str, list[Day]], settings: Settings, since: date) -> Counter[str]:
    """Count the flags of each rule after a day, the rules having learnt from all that came before; no labels."""
    found: Counter[str] = Counter()
    for days in records.values():
        _, flags = fold.replay(days, settings)
        found.update(flag.rule for flag in flags if flag.day > since and not flag.label)
    return found


def options(settings: Settings) -> list[tuple[str, str, bool, Settings]]:
    """Return the settings a school is asked about: name, value, whether it is the school's own, and the whole."""
    found = []
    for name, values in ALTERNATIVES.items():
        rule, field = name.split(".")
        own = str(getattr(getattr(settings, rule.lower()), field))
        for value in sorted({*values, own}, key=float):
            found.append((name, value, value == own, with_changes(settings, [f"{name}={value}"])))
    return found


def expect(
    settings: Settings,
    pupils: int,
    records: Mapping[str, list[Day]],
    since: date,
    weeks: float,
    *,
    made_up: int = 120,
) -> list[Expected]:
    """Return what to expect of each setting and its alternatives, for a school of `pupils` children.

    Args:
        records: the school's own past by pupil; empty when there is none.
        since: flags after this day are counted.
        weeks: school weeks of five days since then.
        made_up: children of the made-up school; more are slower and steadier.
    """
    expected = []
    for name, value, chosen, whole in options(settings):
        rule = name.split(".")[0]
        only = with_rules(whole, (rule,))
        found = past(records, only, since)[rule] / weeks if records and weeks else None
        quiet = caught = None
        if rule in ("R3", "R4", "R5"):
            quiet, caught = _made_up(only, rule, made_up)
        expected.append(Expected(name, value, chosen, found, None if quiet is None else quiet * pupils / 100.0, caught))
    return expected


def with_rules(settings: Settings, rules: Collection[str]) -> Settings:
    """Return the settings with only these rules switched on."""
    return Settings(
        **{field: getattr(settings, field) for field in settings.__struct_fields__} | {"rules": tuple(rules)}
    )


@lru_cache(maxsize=64)
def _made_up(settings: Settings, rule: str, children: int) -> tuple[float, float]:
    """Return flags per 100 children and week when nothing changed, and the share of 1.5-SD drops caught."""
    alarms = evaluation.judged(settings)[rule]
    quiet = evaluation.quiet(alarms, _school(children, 0.0)).a_week
    return quiet, evaluation.caught(alarms, _school(children, 1.5)).share


def _school(children: int, drop: float) -> Iterable[tuple[list[Day], int]]:
    for name, share in MIX.items():
        count = max(1, round(children * share))
        yield from evaluation.children(simulate.KINDS[name], evaluation.World(), count, seed=5, drop=drop)
