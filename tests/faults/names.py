"""A name server of ours, and a program that asks nobody else: it lives among mounts with another `resolv.conf`."""

from __future__ import annotations

import contextlib
import shutil
import socket
import struct
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

PORT = 53
_A, _ADDRESS = 1, bytes((127, 0, 0, 1))


class NameServer:
    """Swallows every question until `answers` is set; then every name is at 127.0.0.1.

    Args:
        address: one of the loopback's own that nobody else serves names at.
    """

    def __init__(self, address: str = "127.0.0.77") -> None:
        self.answers, self.asked = threading.Event(), threading.Event()
        self._address = address
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((address, PORT))
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def before(self, folder: Path) -> tuple[str, ...]:
        """The command that starts a program which asks this server alone; the machine's own file stays as it is."""
        folder.mkdir(parents=True, exist_ok=True)
        told = folder / "resolv.conf"
        told.write_text(f"nameserver {self._address}\noptions timeout:1 attempts:2\n")
        mounts = f'mount --make-rprivate / && mount --bind "{told}" /etc/resolv.conf && exec "$@"'
        return (shutil.which("unshare") or "/usr/bin/unshare", "-m", "sh", "-c", mounts, "sh")

    def _serve(self) -> None:
        while True:
            try:
                question, who = self._socket.recvfrom(512)
            except OSError:
                return
            self.asked.set()
            if question and self.answers.is_set():
                with contextlib.suppress(OSError):
                    self._socket.sendto(_answer(question), who)


def _answer(question: bytes) -> bytes:
    """One address for a question about one (RFC 1035), and none for any other kind, such as IPv6's."""
    end = question.index(0, 12) + 5
    (kind,) = struct.unpack(">H", question[end - 4 : end - 2])
    found = b"\xc0\x0c" + struct.pack(">HHIH", _A, 1, 1, len(_ADDRESS)) + _ADDRESS if kind == _A else b""
    return question[:2] + struct.pack(">HHHHH", 0x8180, 1, int(bool(found)), 0, 0) + question[12:end] + found
