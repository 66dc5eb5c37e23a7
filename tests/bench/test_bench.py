"""The benchmarks run, and say what they measured; speed itself is judged by `make bench` on a quiet machine."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from tests import bench
from tests.bench import bench_kiosk, bench_pages, bench_sync
from tests.bench.rows import AREAS, at_least, at_most, modules, percentile


def test_every_benchmark_is_found_and_can_be_measured() -> None:
    """`make bench` finds them all."""
    found = modules(bench, "bench_")

    assert {"tests.bench.bench_kiosk", "tests.bench.bench_sync"} <= {module.__name__ for module in found}
    assert all(callable(module.measure) for module in found)


@pytest.mark.parametrize("module", [bench_kiosk, bench_sync, bench_pages], ids=["kiosk", "sync", "pages"])
def test_a_quick_measurement_measures_something(tmp_path: Path, module: ModuleType) -> None:
    """Each row has a name, a unit and a figure above nothing; nothing that was measured got lost on the way."""
    rows = list(module.measure(tmp_path, True))
    exact = [row for row in rows if row.bar == 0]
    kept = ("growth", "objects_kept")

    assert rows
    assert all(row.name.startswith(AREAS) and row.unit for row in rows)
    assert all(row.ok for row in exact)
    assert all(row.value > 0 for row in rows if row.bar != 0 and not row.name.endswith(kept))


def test_a_row_that_misses_its_bar_is_not_ok() -> None:
    """Either way round."""
    assert [at_most("sync.x", 11, "ms", 10).ok, at_most("sync.x", 10, "ms", 10).ok] == [False, True]
    assert [at_least("sync.x", 9, "/s", 10).ok, at_least("sync.x", 10, "/s", 10).ok] == [False, True]


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.95, 95), (0.99, 99), (1.0, 100), (0.0, 1)])
def test_a_percentile_is_a_value_that_was_measured(share: float, value: float) -> None:
    """Of the numbers 1 to 100."""
    assert percentile(range(1, 101), share) == value
