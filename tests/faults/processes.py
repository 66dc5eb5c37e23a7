"""Real processes to kill: forked from a server that has everything loaded, so that a life costs little."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import socket
import sqlite3
import threading
import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from kiosk.settings import Settings
from kiosk.tablet import open_tablet
from sync import collecting
from tests.service.running import RunningService
from tests.sync.tablets import MONDAY, QUICK, Hands, feeling

START_S = 30.0


def context() -> ForkServerContext:
    """Where processes come from."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(["tests.faults.processes"])
    return found


class ServiceProcess:
    """A summary service that can be killed at any instant and started again on the same port."""

    def __init__(self, folder: Path) -> None:
        """Make the school, or find it; nothing runs yet."""
        self.folder = folder
        self._days = context().Value("i", 0)
        self.school = RunningService(folder, clock=Hands())
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._process: ForkServerProcess | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def turn_days(self, days: int) -> None:
        """Let it be so many days after `MONDAY`, for a service that runs and for its later lives."""
        self._days.value = days

    def start(self) -> None:
        """Serve; returns once it answers."""
        here, there = multiprocessing.Pipe()
        self._process = context().Process(
            target=_serve, args=(str(self.folder), self.port, there, self._days), daemon=True
        )
        self._process.start()
        there.close()
        assert here.poll(START_S), "the service did not start"
        here.recv()
        here.close()

    def stored(self) -> int:
        """How many events its file holds, read from outside."""
        with contextlib.closing(sqlite3.connect(f"file:{self.folder / 'service.db'}?mode=ro", uri=True)) as database:
            return int(database.execute("SELECT count(*) FROM event").fetchone()[0])

    def memory_mb(self) -> float:
        """What it holds in memory now."""
        assert self._process
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS:"))

    def kill(self) -> None:
        """SIGKILL, wherever it is."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None


class _Turned:
    """A clock whose days another process turns."""

    def __init__(self, days: Synchronized[int]) -> None:
        self._days = days

    def now(self) -> datetime:
        return MONDAY + timedelta(days=self._days.value)


def _serve(folder: str, port: int, ready: Connection, days: Synchronized[int]) -> None:
    with collecting.for_good():  # as the program does
        running = RunningService(Path(folder), clock=_Turned(days), port=port)
        running.start()
    ready.send("ready")
    threading.Event().wait()


class TabletProcess:
    """A tablet that checks children in as fast as it can, and says over a pipe which taps it has confirmed.

    A tap is known by a pupil and a position, which no other tap has.
    """

    def __init__(self, data: str, pupils: list[bytes], first: int) -> None:
        self._said, there = multiprocessing.Pipe(duplex=False)
        self._process = context().Process(target=_tap, args=(data, pupils, first, there), daemon=True)
        self._process.start()
        there.close()

    def wait_for_the_first(self) -> tuple[bytes, int]:
        """The first confirmed tap."""
        assert self._said.poll(START_S), "the tablet never confirmed a tap"
        return self._heard()

    def kill(self) -> list[tuple[bytes, int]]:
        """SIGKILL, wherever it is; return the taps it had confirmed and not yet said."""
        self._process.kill()
        self._process.join()
        confirmed = []
        with contextlib.suppress(EOFError, OSError):
            while self._said.poll():
                confirmed.append(self._heard())
        self._said.close()
        return confirmed

    def _heard(self) -> tuple[bytes, int]:
        tap: tuple[bytes, int] = self._said.recv()
        return tap


def _tap(data: str, pupils: list[bytes], first: int, said: Connection) -> None:
    tablet = open_tablet(Settings(data=data), Hands(), pace=QUICK)
    for position in range(first, 1000):
        for pupil in pupils:
            told = threading.Event()
            kept: list[bool] = []

            def then(durable: bool, told: threading.Event = told, kept: list[bool] = kept) -> None:
                kept.append(durable)
                told.set()

            tablet.carry_out([replace(feeling(uuid.UUID(bytes=pupil)), position=position)], then)
            told.wait()
            if kept == [True]:
                said.send((pupil, position))
    os.kill(os.getpid(), signal.SIGKILL)
