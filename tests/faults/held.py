"""A line that is held in the middle of a handshake: between a tablet and a service that speaks TLS."""

from __future__ import annotations

import contextlib
import socket
import threading
from types import TracebackType
from typing import Self


class HeldLine:
    """Hands bytes on both ways. While `open` is not set, what the service says to a greeting waits here."""

    def __init__(self, port: int) -> None:
        self.open, self.greeted = threading.Event(), threading.Event()
        """`greeted` is set once a tablet has begun a handshake that waits."""
        self._upstream = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._lines: list[socket.socket] = []

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.open.set()
        for line in (self._listening, *self._lines):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    def cut(self) -> None:
        """Cut every line that is open, so that the next thing said needs a handshake."""
        for line in self._lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def _serve(self) -> None:
        while True:
            try:
                here, _ = self._listening.accept()
                there = socket.create_connection(("127.0.0.1", self._upstream))
            except OSError:
                return
            self._lines += [here, there]
            threading.Thread(target=self._hand_on, args=(here, there, False), daemon=True).start()
            threading.Thread(target=self._hand_on, args=(there, here, True), daemon=True).start()

    def _hand_on(self, source: socket.socket, to: socket.socket, held: bool) -> None:
        with contextlib.suppress(OSError):
            while said := source.recv(1 << 16):
                if held and not self.open.is_set():
                    self.greeted.set()
                    self.open.wait(30)
                to.sendall(said)
        for line in (source, to):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
