"""Something else answers for the service: a portal's page, a login, 511, JSON that is not ours (FAULTS 20)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.bench.rows import Row, at_most, shown
from tests.faults.between import scene
from tests.faults.strangers import PORTALS
from tests.sync.tablets import stored


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    with scene(folder) as each:
        believed = 0
        for _ in range(1 if quick else 10):
            for answer in PORTALS.values():
                before = len(stored(each.running))
                each.proxy.stranger = answer
                each.tap(2)
                each.cut_off(waits=2)
                believed += len(stored(each.running)) - before
                each.proxy.stranger = b""
                each.watched.tablet.send_now()
                each.settled()
        yield shown("fault.20_portals.faults", sum(met in PORTALS.values() for met in each.proxy.met), "answers")
        yield at_most("fault.20_portals.believed", believed, "taps", 0)
        yield at_most("fault.20_portals.set_aside", each.watched.tablet.report().refused, "taps", 0)
        yield from each.rows("fault.20_portals")
