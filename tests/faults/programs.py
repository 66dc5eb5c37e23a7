"""One end as a program of its own, so that the time of day, the network or the disk can be another's than ours."""

from __future__ import annotations

import json
import os
import resource
import select
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

LIBRARY = Path("/usr/lib") / f"{os.uname().machine}-linux-gnu" / "faketime" / "libfaketime.so.1"
PATIENCE_S = 40.0
PUBLIC = "DAYBREAK_TEST_AUTHORITY"
"""Names the file of a certificate authority that a program takes for a public one."""


def no_other_time() -> str:
    """Why this machine can't give a program another time of day; empty when it can."""
    return "" if LIBRARY.exists() else "It needs libfaketime: run `make faults` as root once."


def at(time: str | Path) -> dict[str, str]:
    """The environment in which it is another time of day: fixed from the start, or as a file says at every look.

    The monotonic clock stays the machine's own, as it does on a tablet whose date is wrong.
    """
    told = {"FAKETIME_TIMESTAMP_FILE": str(time)} if isinstance(time, Path) else {"FAKETIME": time}
    return {
        "LD_PRELOAD": str(LIBRARY),
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_DONT_RESET": "1",
        "FAKETIME_NO_CACHE": "1",
        **told,
    }


class Program:
    """A running end. It answers each line it is told with a line of JSON."""

    def __init__(self, *words: str, env: Mapping[str, str] | None = None, before: Sequence[str] = ()) -> None:
        """Start it.

        Args:
            words: which end, and its folder.
            env: what it finds in its environment beside ours.
            before: a command that starts it, such as `unshare -n`.
        """
        self._process = subprocess.Popen(
            [*before, sys.executable, "-m", "tests.faults.programs", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **(env or {})},
            text=True,
        )
        self.began: dict[str, Any] = {}

    def __enter__(self) -> Self:
        self.began = self._heard()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        try:
            self._process.wait(PATIENCE_S if kind is None else 5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        assert self._process.stdout
        self._process.stdout.close()

    def may_write(self, limit: int) -> None:
        """Let none of its files grow past so many bytes, as `ulimit -f` does; `resource.RLIM_INFINITY` for any."""
        _, hard = resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (limit, hard))

    def ask(self, *words: str, patience_s: float = PATIENCE_S) -> dict[str, Any]:
        """Its answer."""
        assert self._process.stdin
        self._process.stdin.write(" ".join(words) + "\n")
        self._process.stdin.flush()
        return self._heard(patience_s)

    def _heard(self, patience_s: float = PATIENCE_S) -> dict[str, Any]:
        assert self._process.stdout
        ready, _, _ = select.select([self._process.stdout], [], [], patience_s)
        line = self._process.stdout.readline() if ready else ""
        assert line, "the program said nothing more"
        answer: dict[str, Any] = json.loads(line)
        return answer


def _tablet(folder: str) -> None:
    import certifi

    from kiosk.settings import Settings
    from kiosk.tablet import open_tablet
    from sync.clock import SystemClock
    from tests.sync.tablets import QUICK, Watched, feeling

    if trusted := os.environ.get(PUBLIC):
        vars(certifi)["where"] = lambda: trusted
    tablet = open_tablet(Settings(data=folder), SystemClock(), pace=QUICK)
    watched = Watched(tablet)
    _say({"ready": True})
    for line in sys.stdin:
        match line.split():
            case ["tap", pupil, position]:
                check_in = replace(feeling(uuid.UUID(hex=pupil)), position=int(position))
                _say({"kept": watched.carries_out(check_in)})
            case ["deliver"]:
                tablet.send_now()
                watched.all_delivered()
                _say(_state(tablet))
            case ["drain", pupil]:
                _say(_drain(watched, pupil))
            case ["state"]:
                _say(_state(tablet))
    tablet.close()


def _drain(watched: Any, pupil: str) -> dict[str, Any]:
    """Let a backlog go, with a tap every tenth of a second; how long the slowest took, and what it cost in memory."""
    from tests.sync.tablets import feeling

    pause = threading.Event()
    before, slowest_s, taps, not_kept = _memory_mb("VmRSS:"), 0.0, 0, 0
    watched.tablet.send_now()
    while watched.tablet.report().waiting:
        began = time.monotonic()
        not_kept += not watched.carries_out(feeling(uuid.UUID(hex=pupil)))
        slowest_s, taps = max(slowest_s, time.monotonic() - began), taps + 1
        pause.wait(0.1)
    rise_mb = _memory_mb("VmHWM:") - before
    return {**_state(watched.tablet), "slowest_s": slowest_s, "taps": taps, "not_kept": not_kept, "rise_mb": rise_mb}


def _memory_mb(what: str) -> float:
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith(what))


def _state(tablet: Any) -> dict[str, Any]:
    report = tablet.report()
    return {
        "waiting": report.waiting,
        "refused": report.refused,
        "reach": tablet.reach().value,
        "line": tablet._worker.line.value,
        "clock": report.clock,
        "utc_s": report.utc_s,
        "done": len(tablet.done()),
    }


def _service(folder: str, port: str) -> None:
    from tests.service.running import RunningService

    with RunningService(Path(folder), port=int(port), tls="own") as running:
        pupils = [pupil.id.hex for pupil in running.pupils["2W"]]
        _say({"url": running.url, "code": running.enrolment_code(), "pupils": pupils})
        for _ in sys.stdin:
            _say({"code": running.enrolment_code()})


def _say(answer: dict[str, Any]) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "tablet":
        _tablet(*sys.argv[2:])
    else:
        _service(*sys.argv[2:])
