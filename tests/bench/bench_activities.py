"""What the activities cost while they move, each in a window of 800x480 drawn by software."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.rows import Row, at_least, at_most, shown

FRAME_MS = 4.0
"""Main-thread CPU that one frame may take."""
FRAMES = 30.0
"""A second, at least."""


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module, three an activity."""
    program = Path(__file__).with_name("activity_frames.py")
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "KIVY_HOME": str(folder)}
    frames = "20" if quick else "120"
    told = subprocess.run(
        [sys.executable, str(program), frames], env=env, capture_output=True, text=True, timeout=600, check=True
    )
    for line in told.stdout.splitlines():
        if not line.startswith("{"):
            continue
        seen = json.loads(line)
        name = f"kiosk.activity.{seen['id']}"
        yield at_most(f"{name}.frame_cpu", seen["frame_cpu_ms"], "ms", FRAME_MS)
        yield at_least(f"{name}.fps", seen["fps"], "frames/s", FRAMES)
        yield shown(f"{name}.begin", seen["begin_ms"], "ms CPU")
