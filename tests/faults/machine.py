"""What of this machine a proof needs: root, tools, loop mounts, a small disk. What is missing is said by name."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.rows import Row, shown

_SHUTDOWN = 0x8004587D
"""EXT4_IOC_SHUTDOWN, written by its number: Python names none of ext4's own requests."""
_WITHOUT_FLUSH = (2).to_bytes(4, sys.byteorder)


def lacking(*tools: str) -> str:
    """Why this machine can't show something, as a sentence; empty when it can."""
    missing = [tool for tool in tools if not shutil.which(tool, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")]
    if os.geteuid() != 0:
        return "It needs root, for mounts and for tracing."
    return f"It needs {' and '.join(missing)}: run `make faults` as root once." if missing else ""


def skipped(name: str, why: str) -> Row:
    """The row of a proof that this machine can't give; the reason is printed."""
    print(f"skipped {name}: {why}", file=sys.stderr)
    return shown(f"{name}.skipped", 1, "skipped")


class Disk:
    """A small ext4 disk of its own, from which the power can be taken."""

    def __init__(self, folder: Path, *, mb: int = 48) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._image, self.folder = folder / "disk.img", folder / "disk"
        self.folder.mkdir()
        with self._image.open("wb") as image:
            image.truncate(mb << 20)
        _run("mkfs.ext4", "-q", "-F", str(self._image))

    def mount(self, *options: str) -> None:
        """Put it in, as after a start: its own journal is replayed."""
        _run("mount", "-o", ",".join(("loop", *options)), str(self._image), str(self.folder))

    def cut(self) -> None:
        """Take the power: nothing that was not flushed to the disk is on it, and nothing more can be."""
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, _SHUTDOWN, _WITHOUT_FLUSH)
        finally:
            os.close(handle)

    def remount(self, *options: str) -> None:
        """Change how it is mounted, such as `ro`.

        Raises:
            subprocess.CalledProcessError: files are open for writing.
        """
        _run("mount", "-o", ",".join(("remount", *options)), str(self.folder))

    def stumble(self) -> None:
        """Let it meet an error of its own: mounted with `errors=remount-ro` it can only be read from then on."""
        source = _run("findmnt", "-n", "-o", "SOURCE", str(self.folder)).strip()
        Path("/sys/fs/ext4", Path(source).name, "trigger_fs_error").write_text("a test")

    def unmount(self) -> None:
        """Take it out; every process that used it has ended."""
        _run("umount", str(self.folder))


@contextmanager
def disk(folder: Path, *options: str) -> Iterator[Disk]:
    """A small disk, mounted."""
    made = Disk(folder)
    made.mount(*options)
    try:
        yield made
    finally:
        made.unmount()


@contextmanager
def small_memory_disk(folder: Path, options: str) -> Iterator[Path]:
    """A tmpfs with limits, such as `size=2m` or `nr_inodes=20`."""
    folder.mkdir(parents=True, exist_ok=True)
    _run("mount", "-t", "tmpfs", "-o", options, "daybreak", str(folder))
    try:
        yield folder
    finally:
        _run("umount", "-l", str(folder))


def _run(*command: str) -> str:
    env = {**os.environ, "PATH": os.environ.get("PATH", "") + ":/usr/sbin:/sbin"}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout
