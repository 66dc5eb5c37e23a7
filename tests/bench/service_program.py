"""The summary service as a school runs it: the program itself, in a process of its own."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from tests.sync.tablets import MONDAY

PATIENCE_S = 60.0
_OFTEN_S = 0.002
_REST_S, _QUIET_S = 0.5, 0.01
"""It rests when so long a time costs no more than that of a processor."""


class ServiceProgram:
    """`daybreak service run` on a folder and a port, with everything on, so many days or minutes after `MONDAY`."""

    def __init__(self, folder: Path, port: int, *, days: int = 0, minutes: int = 0) -> None:
        shift = MONDAY + timedelta(days=days, minutes=minutes) - datetime.now(UTC)
        self.shift_s = shift.total_seconds()
        """By how much its clock is before ours."""
        self._port = port
        self._environ = {
            **os.environ,
            "DAYBREAK_SERVICE_DATA": str(folder),
            "DAYBREAK_SERVICE_PORT": str(port),
            "DAYBREAK_CLOCK_SHIFT_S": str(self.shift_s),
        }
        self.start_s = 0.0
        """Seconds from the command to the first answer."""

    def __enter__(self) -> Self:
        began = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "service", "run"],
            env=self._environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while not self._answers():
            assert time.perf_counter() - began < PATIENCE_S, "the service never answered"
            assert self._process.poll() is None, "the service ended at once"
            time.sleep(_OFTEN_S)
        self.start_s = time.perf_counter() - began
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE_S)

    def held_mb(self) -> float:
        """Memory that it holds, shared pages and all."""
        for line in Path(f"/proc/{self._process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise AssertionError("the kernel does not say")

    def cpu_s(self) -> float:
        """Seconds of a processor that its threads have had; steadier than the clock where others work too."""
        tasks = Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")
        return sum(int(each.read_text().split()[0]) for each in tasks) / 1e9

    def settle(self) -> None:
        """Wait until it has done what it does at every start."""
        before, began = -1.0, time.perf_counter()
        while (now := self.cpu_s()) - before > _QUIET_S:
            assert time.perf_counter() - began < 5 * PATIENCE_S, "the service never came to rest"
            before = now
            time.sleep(_REST_S)

    def _answers(self) -> bool:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_S)
        try:
            line.request("GET", "/sign-in")
            return line.getresponse().status == 200
        except ConnectionRefusedError:
            return False
        finally:
            line.close()
