"""Clean virtual environments from the committed lock files, kept under `build/` until a lock changes."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def environment(extra: str) -> Path:
    """Return the Python of a virtual environment that holds exactly `requirements/<extra>.lock` and Daybreak."""
    lock = ROOT / "requirements" / f"{extra}.lock"
    mark = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()[:16]
    home = ROOT / "build" / "environments" / f"{extra}-{mark}"
    python = home / "bin" / "python"
    home.parent.mkdir(parents=True, exist_ok=True)
    with home.with_suffix(".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # two test processes must not make it at once
        if not (home / "ready").exists():
            _make(home, python, lock)
    return python


def _make(home: Path, python: Path, lock: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    # Half of an install is compiling what no test here imports.
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--no-compile", "--require-hashes", "-r", str(lock)], check=True)
    subprocess.run([*pip, "install", "--no-deps", "--no-build-isolation", "-e", str(ROOT)], check=True)
    (home / "ready").touch()


def run(python: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run that Python away from the checkout, so that only what is installed can be imported."""
    return subprocess.run(
        [str(python), *arguments],
        cwd=python.parent,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **environ},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
