"""The quick part of `make faults`: the same proofs with fewer blows."""

from __future__ import annotations

from pathlib import Path

from tests import faults
from tests.bench.rows import AREAS, modules


def test_nothing_is_lost_and_nothing_doubled_under_a_few_blows(tmp_path: Path) -> None:
    """Killed services, lost answers, killed tablets, spoilt files."""
    rows = [
        row
        for number, module in enumerate(modules(faults, "fault_"))
        for row in module.measure(tmp_path / str(number), True)
    ]
    figures = {row.name: row.value for row in rows}

    assert [row for row in rows if not row.ok] == []
    assert all(row.name.startswith(AREAS) for row in rows)
    assert figures["fault.service_killed.mid_batch"] > 0, "no blow fell in the middle of a delivery"
    assert figures["fault.tablet_killed.confirmed"] >= 6
