"""What holds for the whole tree."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# Written in halves, so that this file does not find itself.
TRADEMARKS = ("Zones of " + "Regulation", "Mood " + "Meter", "Box" + "all", "RU" + "LER", "Thr" + "ive")


def tracked() -> list[Path]:
    """Every file of the tree that git keeps."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).exists()]


def text_of(path: Path) -> str:
    """A file's text; empty for pictures, sounds and archives."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_dependencies_point_one_way() -> None:
    """Who may import whom holds for every module."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports"))], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("mark", TRADEMARKS)
def test_other_peoples_trademarks_stay_out(mark: str) -> None:
    """A school types its own framework's names; we ship none."""
    pattern = re.compile(rf"\b{mark}\b", re.IGNORECASE if " " in mark else 0)
    assert [str(path.relative_to(ROOT)) for path in tracked() if pattern.search(text_of(path))] == []


def test_no_machine_path_is_kept() -> None:
    """The tree means the same on every machine."""
    pattern = re.compile(r"/(?:root|home/\w+|work|tmp/\w+)/[\w.]")
    ours = [path for path in tracked() if path.suffix in {".py", ".md", ".toml", ".kv", ".html", ".sh", ""}]
    found = [str(path.relative_to(ROOT)) for path in ours if pattern.search(text_of(path))]

    assert found == []
