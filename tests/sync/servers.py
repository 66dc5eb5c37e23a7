"""Servers that misbehave: what a tablet meets in schools besides its service."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

import msgspec

from sync.protocol import MEDIA_TYPE

Behaviour = Callable[[socket.socket, threading.Event], None]
"""Answers one request on a connection, or doesn't; the event says that the test is over."""


class Misbehaving:
    """Listens on loopback and answers each request as the next behaviour says; the last one goes on for ever."""

    def __init__(self, *behaviours: Behaviour) -> None:
        self._behaviours = list(behaviours)
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.heads: list[str] = []
        self.bodies: list[bytes] = []
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._listening.close()

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            while self._read(connection):
                with self._lock:
                    behaviour = self._behaviours.pop(0) if len(self._behaviours) > 1 else self._behaviours[0]
                try:
                    behaviour(connection, self._over)
                except OSError:
                    return

    def _read(self, connection: socket.socket) -> bool:
        data = b""
        while b"\r\n\r\n" not in data:
            part = connection.recv(65536)
            if not part:
                return False
            data += part
        head, _, body = data.partition(b"\r\n\r\n")
        text = head.decode("latin-1")
        length = next((int(line[15:]) for line in text.split("\r\n") if line.lower().startswith("content-length:")), 0)
        while len(body) < length:
            body += connection.recv(65536)
        self.heads.append(text)
        self.bodies.append(body)
        return True


def answers(status: int, body: bytes = b"", media: str = "text/html", **headers: str) -> Behaviour:
    """A whole answer of this status."""
    lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body)}", f"Content-Type: {media}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]

    def behave(connection: socket.socket, _over: threading.Event) -> None:
        connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    return behave


def says(message: msgspec.Struct, status: int = 200) -> Behaviour:
    """One of our own messages."""
    return answers(status, msgspec.msgpack.encode(message), MEDIA_TYPE)


def half(connection: socket.socket, _over: threading.Event) -> None:
    """The start of an answer, then the end of the connection."""
    connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: {MEDIA_TYPE}\r\nContent-Length: 900\r\n\r\n".encode() + b"x")
    connection.shutdown(socket.SHUT_RDWR)


def cut(connection: socket.socket, _over: threading.Event) -> None:
    """Nothing, and the end of the connection."""
    connection.shutdown(socket.SHUT_RDWR)


def hang(_connection: socket.socket, over: threading.Event) -> None:
    """Silence."""
    over.wait(30)


def trickle_head(connection: socket.socket, over: threading.Event) -> None:
    """A header that never ends, a byte at a time: no silence is ever long enough for a read timeout."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not over.wait(0.02):
        connection.sendall(b"x")


def trickle_body(connection: socket.socket, over: threading.Event) -> None:
    """A body that never ends, a byte at a time."""
    connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: {MEDIA_TYPE}\r\nContent-Length: 90000\r\n\r\n".encode())
    while not over.wait(0.02):
        connection.sendall(b"x")
