"""The demo's summary service: a real one, in a process of its own, driven by the commands that a school would type."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HOST, PORT = "127.0.0.1", 8040
_START_S = 20.0

STAFF = (
    ("class_adult", "Mr Bell", "2W"),
    ("practitioner", "Ms Okoro", ""),
    ("dsl", "Mrs Lane", ""),
    ("it", "Sam in IT", ""),
)
"""Plainly made-up adults, one for each role that signs in."""


class DemoError(Exception):
    """The demo cannot go on; the message says why and what to do."""


@dataclass(frozen=True)
class SignIn:
    """What one made-up adult types to sign in."""

    role: str
    name: str
    email: str
    password: str


class DemoService:
    """A summary service whose data lies in one folder and whose clock is shifted by a fixed number of seconds."""

    def __init__(self, home: Path, shift_s: float, *, port: int = PORT) -> None:
        self.url = f"http://{HOST}:{port}"
        self._port = port
        self._log = home / "service.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._environ = {
            **os.environ,
            "DAYBREAK_SERVICE_DATA": str(home / "service"),
            "DAYBREAK_SERVICE_PORT": str(port),
            "DAYBREAK_SERVICE_SECOND_FACTOR": "off",  # nobody needs a telephone to try it; only loopback allows this
            "DAYBREAK_CLOCK_SHIFT_S": repr(shift_s),
        }

    def command(self, *arguments: str, typed: str = "") -> str:
        """Run `daybreak service …` to its end and return what it printed.

        Raises:
            DemoError: it exited with anything but 0; the message is the command's own.
        """
        done = subprocess.run(  # noqa: S603 - our own command, no shell
            [sys.executable, "-m", "kiosk", "service", *arguments],
            env=self._environ,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise DemoError(f"`daybreak service {' '.join(arguments)}` failed: {done.stderr.strip()}")
        return done.stdout

    def counts(self) -> dict[str, Any]:
        """What has reached the service today: `children`, `events`, `requests`, `flags`, `withdrawn`."""
        found: dict[str, Any] = json.loads(self.command("demo", "count"))
        return found

    def start(self) -> None:
        """Start serving and return when the port answers.

        Raises:
            DemoError: the port is taken, or the service did not answer in time.
        """
        with socket.socket() as probe:
            if probe.connect_ex((HOST, self._port)) == 0:
                raise DemoError(f"Port {self._port} is in use. Stop what runs there, then try again.")
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "kiosk", "service", "run"], env=self._environ, stdout=log, stderr=log
            )
        waited, pause = 0.0, 0.05
        while waited < _START_S:
            with socket.socket() as probe:
                if probe.connect_ex((HOST, self._port)) == 0:
                    return
            if self._process.poll() is not None:
                break
            threading.Event().wait(pause)
            waited += pause
        raise DemoError(f"The summary service did not start; {self._log} says why.")

    def stop(self) -> None:
        """Stop serving, as a power switch would be used politely; safe to call when it is not running."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._process = None


def sign_ins() -> list[SignIn]:
    """A sign-in for each role, with a new password every time."""
    return [
        SignIn(role, name, f"{name.split()[-1].lower()}@demo.invalid", "-".join(secrets.token_hex(3) for _ in range(3)))
        for role, name, _ in STAFF
    ]
