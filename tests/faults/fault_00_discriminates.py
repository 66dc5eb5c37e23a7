"""The same power cuts find an end that breaks its promise: without flushes, and with answers before the commit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.bench.rows import Row, at_least
from tests.faults import broken
from tests.faults.fault_02_power_cut import row_2_service, row_2_tablet
from tests.faults.machine import lacking, skipped

NAME = "fault.00.discriminates"


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    if why := lacking("mkfs.ext4", "mount", "umount"):
        yield skipped(NAME, why)
        return
    cuts = 1 if quick else 6
    for life in (
        (broken.tablet_without_flush,)
        if quick
        else (
            broken.tablet_without_flush,
            broken.tablet_that_confirms_first,
        )
    ):
        rows = row_2_tablet(folder / life.__name__, cuts=cuts, life=life)
        yield at_least(f"{NAME}.{life.__name__}.missed", _most(rows, ".lost"), "taps", 1)
    for life in () if quick else (broken.service_without_flush, broken.service_that_answers_first):
        rows = row_2_service(folder / life.__name__, cuts=cuts, life=life, acknowledged=1)
        yield at_least(f"{NAME}.{life.__name__}.missed", _most(rows, ".acknowledged_and_not_there"), "events", 1)


def _most(rows: Iterator[Row], name: str) -> float:
    """The worst figure of that name; 1 where taps never arrived at all.

    A tablet that lost what it wrote gives a number out twice. The service takes that for a copied card and lets it in
    no more, so that the proof cannot go to its end: it has been found out as well.
    """
    try:
        return max(row.value for row in rows if row.name.endswith(name))
    except AssertionError:
        return 1
