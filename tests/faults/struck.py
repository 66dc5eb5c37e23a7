"""Processes that strace kills, or whose calls it fails, at their Nth call of one kind."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import subprocess
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self

from tests.faults.processes import START_S, context

CALLS = ("pwrite64", "fdatasync", "write", "openat", "ftruncate", "unlink", "fsync", "rename")
"""What changes a disk, and `openat` before it. SQLite writes by `pwrite64`, the journal by `write`."""

Life = Callable[..., None]
"""`life(said, heard, *what)`: lives, and says over the pipe what it has done; importable by name."""


class Struck:
    """A process with everything loaded that begins its life once strace holds it.

    Args:
        inject: what strace does, such as `pwrite64:signal=KILL:when=5`.
        strace: other options of it; without any of the two the life is undisturbed.
    """

    def __init__(self, life: Life, *what: Any, inject: str = "", strace: Sequence[str] = ()) -> None:
        self.said, there = multiprocessing.Pipe()
        self._process = context().Process(target=_live, args=(life, there, *what), daemon=True)
        self._process.start()
        there.close()
        self._strace: subprocess.Popen[bytes] | None = None
        pid = self.hear()
        assert isinstance(pid, int)
        self.pid = pid
        if inject:
            strace = ("-o", "/dev/null", "-e", f"trace={inject.partition(':')[0]}", "-e", f"inject={inject}")
        if strace:
            command = ["strace", "-f", "-p", str(pid), *strace]
            self._strace = subprocess.Popen(command, stderr=subprocess.PIPE)
            assert self._strace.stderr
            said = self._strace.stderr.readline()
            assert b"attached" in said, said.decode()
        self.said.send("live")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def hear(self, timeout_s: float = START_S) -> Any:
        """The next thing it says; None when it has died."""
        ready = multiprocessing.connection.wait([self.said, self._process.sentinel], timeout_s)
        assert ready, "the process neither said anything nor died"
        try:
            return self.said.recv() if self.said.poll() else None
        except (EOFError, OSError):
            return None

    def wait(self, timeout_s: float = START_S) -> bool:
        """Wait for its end; whether it was killed."""
        self._process.join(timeout_s)
        return self._process.exitcode == -9

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def freeze(self) -> None:
        """SIGSTOP: not one more instruction of it runs, though the kernel may finish a call that it is in."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """SIGCONT."""
        os.kill(self.pid, signal.SIGCONT)

    def kill(self) -> None:
        """SIGKILL; what it had said can still be heard."""
        self._process.kill()
        self._process.join()

    def end(self) -> None:
        """SIGKILL, if it still lives; strace ends with it."""
        self._process.kill()
        self._process.join()
        self.said.close()
        if self._strace is not None:
            self._strace.communicate(timeout=START_S)


def _live(life: Life, said: Connection, *what: Any) -> None:
    said.send(os.getpid())
    said.recv()
    life(said, *what)
