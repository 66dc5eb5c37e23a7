"""The benchmarks run, and say what they measured; speed itself is judged by `make bench` on a quiet machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import bench
from tests.bench.rows import AREAS, at_least, at_most, modules, percentile


@pytest.mark.parametrize("module", modules(bench, "bench_"), ids=lambda each: each.__name__.rpartition(".")[2])
def test_every_benchmark_measures_something_under_a_name_of_its_area(tmp_path: Path, module: object) -> None:
    """Each row has a name, a unit and a figure above nothing; nothing that was measured got lost on the way."""
    rows = list(module.measure(tmp_path, True))  # type: ignore[attr-defined]
    exact = [row for row in rows if row.bar == 0]

    assert rows
    assert all(row.name.startswith(AREAS) and row.unit for row in rows)
    assert all(row.ok for row in exact)
    assert all(row.value > 0 for row in rows if row.bar != 0)


def test_a_row_that_misses_its_bar_is_not_ok() -> None:
    """Either way round."""
    assert [at_most("sync.x", 11, "ms", 10).ok, at_most("sync.x", 10, "ms", 10).ok] == [False, True]
    assert [at_least("sync.x", 9, "/s", 10).ok, at_least("sync.x", 10, "/s", 10).ok] == [False, True]


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.95, 95), (0.99, 99), (1.0, 100), (0.0, 1)])
def test_a_percentile_is_a_value_that_was_measured(share: float, value: float) -> None:
    """Of the numbers 1 to 100."""
    assert percentile(range(1, 101), share) == value
