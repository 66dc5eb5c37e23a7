"""An answer that is slow, trickles, never comes, or a connection that nobody closed (FAULTS 16)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from sync.client import WHOLE_S
from tests.bench.rows import Row, at_most, shown
from tests.faults.between import scene
from tests.faults.proxy import Fault

KINDS = (Fault.SLOW, Fault.TRICKLE, Fault.HANG, Fault.HALF_OPEN)


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    yield from given_up(folder / "slow", rounds=1 if quick else 10)
    if not quick:
        yield from given_up_in_the_products_own_time(folder / "patient")


def given_up(folder: Path, *, rounds: int) -> Iterator[Row]:
    """Each is given up in time and sent again; children tap on meanwhile."""
    with scene(folder) as each:
        for _ in range(rounds):
            for kind in KINDS:
                each.strike(kind)
            each.strike(*KINDS)
        yield shown("fault.16_slow.faults", len([met for met in each.proxy.met if met in KINDS]), "answers")
        yield from each.rows("fault.16_slow")


def given_up_in_the_products_own_time(folder: Path) -> Iterator[Row]:
    """One that trickles for ever, with the limits that tablets have: seconds until everything is delivered."""
    with scene(folder, patient=True) as each:
        each.settled()
        each.proxy.faults.append(Fault.TRICKLE)
        began = time.monotonic()
        each.tap()
        each.settled(3 * WHOLE_S)
        yield at_most("fault.16_slow.delivered_after", time.monotonic() - began, "s", WHOLE_S + 5)
        yield from each.rows("fault.16_slow.patient")
