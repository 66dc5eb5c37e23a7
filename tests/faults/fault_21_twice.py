"""A delivery that comes twice, twice at once, after a later one, or weeks late (FAULTS 21, 22)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from tests.bench.rows import Row, shown
from tests.faults.between import scene
from tests.faults.proxy import Fault


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    with scene(folder / "twice") as each:
        for _ in range(3 if quick else 40):
            each.strike(Fault.TWICE)
            each.strike(Fault.TWICE_AT_ONCE, count=6)
        yield shown("fault.21_twice.faults", len(each.proxy.met), "exchanges")
        yield from each.rows("fault.21_twice")
    yield from out_of_order(folder / "late", rounds=3 if quick else 40)


def out_of_order(folder: Path, *, rounds: int, seed: int = 2026) -> Iterator[Row]:
    """Requests overtake each other, and some come weeks later, when the tablet has sent the same again long since."""
    chance = random.Random(seed)
    with scene(folder) as each:
        for _ in range(rounds):
            kinds = [Fault.LATE, Fault.VERY_LATE, Fault.LATE, Fault.NONE]
            chance.shuffle(kinds)
            each.strike(*kinds, count=4)
        each.running.service.clock.move(days=28)  # type: ignore[attr-defined]
        late = each.proxy.let_go()
        each.taps.look(each.running)
        yield shown("fault.22_late.weeks_late", late, "requests")
        yield from each.rows("fault.22_late")
