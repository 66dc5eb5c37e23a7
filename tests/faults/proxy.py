"""A proxy of ours that breaks one exchange at a time, between a real tablet and a real service."""

from __future__ import annotations

import enum
import socket
import struct
import threading
from collections import deque
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


class Fault(enum.Enum):
    """What happens to one exchange."""

    NONE = "none"
    DROP_ANSWER = "drop_answer"
    """The service does its work and answers; the tablet gets a reset."""
    HALF_ANSWER = "half_answer"
    """The tablet gets half of the answer's bytes."""
    CUT_REQUEST = "cut_request"
    """The service gets half of the request's bytes."""
    TWICE = "twice"
    """The service gets the request twice, and the tablet the second answer."""


class FaultProxy:
    """Listens on loopback and hands every request on; `faults` are used up by requests for `path`, in order."""

    def __init__(self, upstream: str, *, path: str = "/v1/events") -> None:
        parts = urlsplit(upstream)
        assert parts.hostname
        assert parts.port
        self._upstream = (parts.hostname, parts.port)
        self._path = path
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.faults: deque[Fault] = deque()
        self.met: list[Fault] = []
        """The faults that exchanges have met so far."""
        self.sizes: list[tuple[int, int]] = []
        """Bytes of each request for `path` and of its answer, heads included."""

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                while request := _message(connection):
                    fault = Fault.NONE
                    if self._path.encode() in request.split(b"\r\n", 1)[0] and self.faults:
                        fault = self.faults.popleft()
                    self.met.append(fault)
                    if not self._exchange(connection, request, fault):
                        return
            except OSError:
                return

    def _exchange(self, connection: socket.socket, request: bytes, fault: Fault) -> bool:
        """Carry one request; False when the connection is then broken."""
        with socket.create_connection(self._upstream, timeout=20) as upstream:
            if fault is Fault.CUT_REQUEST:
                upstream.sendall(request[: len(request) // 2])
                _reset(connection)
                return False
            answer = b""
            for _ in range(2 if fault is Fault.TWICE else 1):
                upstream.sendall(request)
                answer = _message(upstream)
        if fault is Fault.DROP_ANSWER:
            _reset(connection)
            return False
        if fault is Fault.HALF_ANSWER:
            connection.sendall(answer[: len(answer) // 2])
            return False
        if self._path.encode() in request.split(b"\r\n", 1)[0]:
            self.sizes.append((len(request), len(answer)))
        connection.sendall(answer)
        return bool(answer)


def _message(connection: socket.socket) -> bytes:
    """One whole HTTP message; empty when the other side hung up."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            return b""
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), 0)
    while len(body) < length:
        part = connection.recv(65536)
        if not part:
            return b""
        body += part
    return head + b"\r\n\r\n" + body


def _reset(connection: socket.socket) -> None:
    """Close with a reset, as a router that forgot the connection does."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
