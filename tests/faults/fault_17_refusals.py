"""Gateways and servers that refuse or are busy: 500, 502, 503, 504, 408, 429, 413, 400 (FAULTS 17)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.bench.rows import Row, at_most, shown
from tests.faults.between import scene
from tests.faults.strangers import REFUSALS


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    with scene(folder) as each:
        for _ in range(1 if quick else 10):
            for answer in REFUSALS.values():
                each.strike(answer)
        yield shown("fault.17_refusals.faults", sum(met in REFUSALS.values() for met in each.proxy.met), "answers")
        refused = each.watched.tablet.report().refused
        yield at_most("fault.17_refusals.set_aside", refused, "taps", 0)
        yield from each.rows("fault.17_refusals")
        yield from small_gateway(folder / "small")


def small_gateway(folder: Path) -> Iterator[Row]:
    """A gateway that lets through little at once: the backlog goes in smaller batches instead of never."""
    with scene(folder) as each:
        each.settled()
        each.proxy.most_bytes = 6_000
        each.running.stop()
        each.tap(60)
        each.running.start()
        each.settled()
        yield shown("fault.17_small_gateway.turned_away", each.proxy.turned_away, "answers")
        yield from each.rows("fault.17_small_gateway")
