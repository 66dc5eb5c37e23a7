"""A reset after the commit, half a request, half an answer, a length that is not so (FAULTS 18, 19)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.bench.rows import Row, shown
from tests.faults.between import scene
from tests.faults.proxy import Fault

AFTER_THE_COMMIT = (Fault.DROP_ANSWER,)
CUT = (Fault.CUT_REQUEST, Fault.HALF_ANSWER, Fault.TOO_LONG, Fault.TOO_SHORT)


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    for name, kinds in (("18_reset_after_commit", AFTER_THE_COMMIT), ("19_truncated", CUT)):
        with scene(folder / name) as each:
            for _ in range(2 if quick else 25):
                for kind in kinds:
                    each.strike(kind)
                each.strike(*kinds, *kinds)
            yield shown(f"fault.{name}.faults", sum(met in kinds for met in each.proxy.met), "exchanges")
            yield from each.rows(f"fault.{name}")
