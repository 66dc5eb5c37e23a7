"""All the rules over one pupil's days. `advance` is the only step there is; a replay is many of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from sync.service.flags import (
    r1_asked,
    r2_body,
    r3_low_run,
    r4_change,
    r5_spread,
    r6_quiet,
    r7_flat_top,
    r8_concern,
    r9_told,
)
from sync.service.flags.flag import Flag
from sync.service.flags.record import Day
from sync.service.flags.settings import Settings


class States(msgspec.Struct, frozen=True, array_like=True):
    """Where every rule stands for one pupil; a rule that is switched off stays where it began."""

    r1: r1_asked.State = r1_asked.State()
    r2: r2_body.State = r2_body.State()
    r3: r3_low_run.State = r3_low_run.State()
    r4: r4_change.State = r4_change.State()
    r5: r5_spread.State = r5_spread.State()
    r6: r6_quiet.State = r6_quiet.State()
    r7: r7_flat_top.State = r7_flat_top.State()
    r8: r8_concern.State = r8_concern.State()
    r9: r9_told.State = r9_told.State()


Step = Callable[[Any, Day, Settings], tuple[Any, tuple[Flag, ...]]]
RULES: dict[str, Step] = {
    "R1": r1_asked.step,
    "R2": r2_body.step,
    "R3": r3_low_run.step,
    "R4": r4_change.step,
    "R5": r5_spread.step,
    "R6": r6_quiet.step,
    "R7": r7_flat_top.step,
    "R8": r8_concern.step,
    "R9": r9_told.step,
}
"""Every rule by its name: `(state, day, settings) -> (state, flags)`. To add one, add it here and in `States`."""

RARE = frozenset({"R1", "R8", "R9"})
"""Rules that carry nothing from day to day and only speak of requests, abouts and concerns; most days have none."""


def advance(states: States, day: Day, settings: Settings) -> tuple[States, tuple[Flag, ...]]:
    """Return where every rule stands after one more day, and the flags of that day."""
    after, flags = replay((day,), settings, states)
    return after, tuple(flags)


def replay(days: Iterable[Day], settings: Settings, states: States | None = None) -> tuple[States, list[Flag]]:
    """Fold the rules over days in ascending order and return where they stand and every flag."""
    running, daily = _running(settings.rules)
    stand: list[Any] = list(msgspec.structs.astuple(states or States()))
    flags: list[Flag] = []
    for day in days:
        for at, step in running if day.asks or day.told or day.concerns else daily:
            stand[at], raised = step(stand[at], day, settings)
            if raised:
                flags.extend(raised)
    return States(*stand), flags


@lru_cache(maxsize=64)
def _running(rules: frozenset[str]) -> tuple[Sequence[tuple[int, Step]], Sequence[tuple[int, Step]]]:
    """The rules in force with their places in `States`: all, and those that most days concern."""
    fields = [field.upper() for field in States.__struct_fields__]
    running = [(at, RULES[field]) for at, field in enumerate(fields) if field in rules]
    return running, [(at, step) for at, step in running if fields[at] not in RARE]
