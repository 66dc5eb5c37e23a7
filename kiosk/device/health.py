"""How the tablet is doing, in numbers with no child in them."""

from __future__ import annotations

import shutil
from pathlib import Path


def disk_free_mb(folder: Path) -> int:
    """Whole megabytes (10**6 bytes) free where the record is kept; 0 when the disk can't be asked."""
    try:
        return shutil.disk_usage(folder).free // 1_000_000
    except OSError:
        return 0
