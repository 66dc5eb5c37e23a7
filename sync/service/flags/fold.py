"""All the rules over one pupil's days. `advance` is the only step there is; a replay is many of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from sync.service.flags import r1_asked, r3_low_run, r4_change
from sync.service.flags.flag import Flag
from sync.service.flags.record import Day
from sync.service.flags.settings import Settings


class States(msgspec.Struct, frozen=True, array_like=True):
    """Where every rule stands for one pupil; a rule that is switched off stays where it began."""

    r1: r1_asked.State = r1_asked.State()
    r3: r3_low_run.State = r3_low_run.State()
    r4: r4_change.State = r4_change.State()


Step = Callable[[Any, Day, Settings], tuple[Any, tuple[Flag, ...]]]
RULES: dict[str, Step] = {"R1": r1_asked.step, "R3": r3_low_run.step, "R4": r4_change.step}
"""Every rule by its name: `(state, day, settings) -> (state, flags)`. To add one, add it here and in `States`."""


def advance(states: States, day: Day, settings: Settings) -> tuple[States, tuple[Flag, ...]]:
    """Return where every rule stands after one more day, and the flags of that day."""
    after, flags = replay((day,), settings, states)
    return after, tuple(flags)


def replay(days: Iterable[Day], settings: Settings, states: States | None = None) -> tuple[States, list[Flag]]:
    """Fold the rules over days in ascending order and return where they stand and every flag."""
    fields = States.__struct_fields__
    stand: list[Any] = [getattr(states or States(), field) for field in fields]
    running = [(at, RULES[field.upper()]) for at, field in enumerate(fields) if field.upper() in settings.rules]
    flags: list[Flag] = []
    for day in days:
        for at, step in running:
            stand[at], raised = step(stand[at], day, settings)
            if raised:
                flags.extend(raised)
    return States(*stand), flags
