"""`daybreak demo`, as a newcomer runs it on a machine without a display."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

from PIL import Image

SCREENS = (
    "01-rest",
    "03-feeling",
    "05-2.body-hungry",
    "06-thank-you",
    "07-what-about",
    "11-activity",
    "12-how-now",
    "13-rest-lantern",
    "14-new-here",
)


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def summary(printed: str) -> dict[str, str]:
    """The lines `name  value` at the end of the demo."""
    return dict(
        re.findall(r"^  (children|events made|events stored|flags raised|seconds per child) +(\S+)$", printed, re.M)
    )


def test_a_service_stopped_mid_morning_changes_no_count_at_the_end(tmp_path: Path) -> None:
    """Children go on tapping while the service is away; all of it is there when it is back."""
    environ = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "SDL_VIDEODRIVER")}
    command = ["demo", "--once", "--interrupt", "--children", "7", "--weeks", "1", "--port", str(free_port())]
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", *command],
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "the service stops" in done.stdout
    counts = summary(done.stdout)
    assert counts["children"] == "7"
    assert int(counts["events made"]) == int(counts["events stored"]) >= 7
    for name in SCREENS:
        with Image.open(tmp_path / "build" / "demo" / f"{name}.png") as picture:
            assert picture.size == (1280, 800)
            assert len(picture.getcolors(1 << 24) or []) > 50, f"{name} is empty"
