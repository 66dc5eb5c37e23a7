"""What is measured, as rows: the shape that `build/bench.json` and `build/faults.json` share."""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType

AREAS = ("kiosk.", "sync.", "pages.", "flags.", "fault.")
Measure = Callable[[Path, bool], Iterator["Row"]]
"""`measure(folder, quick)`: yields rows; `folder` is empty and its own, `quick` asks for fewest samples."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `bar` is the figure it must not miss, None where there is none yet."""

    name: str
    value: float
    unit: str
    bar: float | None
    ok: bool


def at_most(name: str, value: float, unit: str, bar: float) -> Row:
    """A figure that must not be above its bar."""
    return Row(name, round(value, 4), unit, bar, value <= bar)


def at_least(name: str, value: float, unit: str, bar: float) -> Row:
    """A figure that must not be below its bar."""
    return Row(name, round(value, 4), unit, bar, value >= bar)


def shown(name: str, value: float, unit: str) -> Row:
    """A figure without a bar, for reading the others by."""
    return Row(name, round(value, 4), unit, None, True)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share (0..1) of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]


def modules(package: ModuleType, prefix: str) -> list[ModuleType]:
    """The modules of a package whose names begin so; each has a `measure`. A new area only adds its file."""
    names = sorted(each.name for each in pkgutil.iter_modules(package.__path__) if each.name.startswith(prefix))
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names]


def run(package: ModuleType, prefix: str, written: Path, *, only: Sequence[str] = (), quick: bool = False) -> bool:
    """Measure everything, print a table and write the rows; return whether every row met its bar.

    Args:
        only: parts of module names; empty measures them all.
    """
    rows: list[Row] = []
    for module in modules(package, prefix):
        if only and not any(part in module.__name__ for part in only):
            continue
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="daybreak-") as folder:
            for row in module.measure(Path(folder), quick):
                rows.append(row)
                print(_line(row), flush=True)
        print(f"  ({module.__name__}: {time.monotonic() - began:.0f} s)", file=sys.stderr)
    written.parent.mkdir(parents=True, exist_ok=True)
    written.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n")
    missed = [row.name for row in rows if not row.ok]
    print(f"{len(rows)} rows in {written}" + (f"; missed: {', '.join(missed)}" if missed else "; every bar met"))
    return bool(rows) and not missed


def _line(row: Row) -> str:
    bar = "" if row.bar is None else f"bar {row.bar:g}"
    return f"{'ok  ' if row.ok else 'MISS'} {row.name:<36} {row.value:>12,.6g} {row.unit:<12} {bar}"
