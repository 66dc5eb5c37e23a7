"""The committed lock files say exactly what is installed, wherever it is fetched from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: str(lock.stem))
def test_every_pinned_package_has_a_hash(lock: Path) -> None:
    """Nobody can slip another file in on its way."""
    requirements = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
    unpinned = [r.splitlines()[0] for r in requirements if "==" not in r or "--hash=sha256:" not in r]

    assert len(requirements) > 10
    assert unpinned == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: str(lock.stem))
def test_no_lock_names_where_packages_come_from(lock: Path) -> None:
    """A school's own mirror serves as well as any."""
    assert not re.search(r"index-url|find-links|https?://", lock.read_text(encoding="utf-8"))


def test_each_end_pins_the_build_backend() -> None:
    """An install without build isolation finds what it needs."""
    assert {"kiosk", "service", "dev"} <= {lock.stem for lock in LOCKS}
    for lock in (lock for lock in LOCKS if lock.stem in ("kiosk", "service", "dev")):
        assert re.search(r"^hatchling==", lock.read_text(encoding="utf-8"), re.MULTILINE)
