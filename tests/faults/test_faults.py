"""The quick part of `make faults`: the same proofs with fewer blows."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from tests import faults
from tests.bench.rows import AREAS, modules

FELL_IN_THE_MIDDLE = {"fault.service_killed.mid_batch": 1, "fault.tablet_killed.confirmed": 6}
"""Figures that say whether the blows fell where they should: the least of each."""


@pytest.mark.parametrize("module", modules(faults, "fault_"), ids=lambda each: each.__name__.rpartition(".")[2])
def test_nothing_is_lost_and_nothing_doubled_under_a_few_blows(module: ModuleType, tmp_path: Path) -> None:
    """Each row of FAULTS section 6; what this machine can't show is skipped by name."""
    rows = list(module.measure(tmp_path, True))

    assert rows
    assert [row for row in rows if not row.ok] == []
    assert all(row.name.startswith(AREAS) for row in rows)
    assert [row for row in rows if row.value < FELL_IN_THE_MIDDLE.get(row.name, 0)] == [], "no blow fell in the middle"
    if left_out := [row.name for row in rows if row.name.endswith(".skipped")]:
        pytest.skip(f"this machine can't show {', '.join(left_out)}")
