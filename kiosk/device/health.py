"""How the tablet is doing, in numbers with no child in them."""

from __future__ import annotations

import shutil
from pathlib import Path

THERMAL = Path("/sys/class/thermal/thermal_zone0/temp")
"""Thousandths of a degree Celsius, as Linux tells them on a Raspberry Pi."""


def disk_free_mb(folder: Path) -> int:
    """Whole megabytes (10**6 bytes) free where the record is kept; 0 when the disk can't be asked."""
    try:
        return shutil.disk_usage(folder).free // 1_000_000
    except OSError:
        return 0


def temperature_c(zone: Path = THERMAL) -> int | None:
    """Whole degrees Celsius of the processor; None where the machine does not tell."""
    try:
        return round(int(zone.read_text()) / 1000)
    except (OSError, ValueError):
        return None
