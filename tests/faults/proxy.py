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

from tests.faults.strangers import REFUSALS, longer, shorter


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
    TWICE_AT_ONCE = "twice_at_once"
    """The service gets the request twice in the same moment, and the tablet one of the answers."""
    LATE = "late"
    """The tablet gets a reset; the service gets the request after a later one has come through."""
    VERY_LATE = "very_late"
    """The tablet gets a reset; the service gets the request when the proxy is told to `let_go`."""
    SLOW = "slow"
    """The answer comes whole, but in pieces with pauses."""
    TRICKLE = "trickle"
    """The answer comes a byte at a time, for ever: no silence is long enough for a timeout."""
    HANG = "hang"
    """The service does its work, and its answer never comes."""
    HALF_OPEN = "half_open"
    """Nobody reads the request, and nobody says that the connection is gone."""
    TOO_LONG = "too_long"
    """The answer promises more bytes than come."""
    TOO_SHORT = "too_short"
    """The answer promises fewer bytes than come; the rest stands before the next answer."""


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
        self.faults: deque[Fault | bytes] = deque()
        """What the next requests meet, in order; bytes are a stranger's answer, and the service gets nothing."""
        self.stranger: bytes = b""
        """While it is not empty: what every request is answered with, whatever it asks for."""
        self.overheard: list[bytes] = []
        """Requests for `path`, as somebody on the way could have written them down."""
        self.answers: list[bytes] = []
        """The service's answers to all requests, as far as they reached the tablet."""
        self.most_bytes = 1_000_000
        """Larger requests for `path` are turned away with 413, as a gateway with a limit of its own does."""
        self.turned_away = 0
        self.met: list[Fault | bytes] = []
        """The faults that exchanges have met so far."""
        self._kept: list[tuple[Fault, bytes]] = []
        self._keeping = threading.Lock()
        self._over = threading.Event()
        self.sizes: list[tuple[int, int]] = []
        """Bytes of each request for `path` and of its answer, heads included."""

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._listening.close()

    def let_go(self) -> int:
        """Hand on every request that was kept back for very late; how many these were."""
        with self._keeping:
            kept = [request for _, request in self._kept]
            self._kept = []
        for request in kept:
            self._ask(request)
        return len(kept)

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
                    fault = self._next(request)
                    self.met.append(fault)
                    if isinstance(fault, bytes):
                        connection.sendall(fault)
                    elif not self._exchange(connection, request, fault):
                        return
            except OSError:
                return

    def _next(self, request: bytes) -> Fault | bytes:
        """What this request meets."""
        if self.stranger:
            return self.stranger
        asked_for = self._path.encode() in request.split(b"\r\n", 1)[0]
        if asked_for and len(request) > self.most_bytes:
            self.turned_away += 1
            return REFUSALS["413"]
        return self.faults.popleft() if asked_for and self.faults else Fault.NONE

    def _exchange(self, connection: socket.socket, request: bytes, fault: Fault) -> bool:
        """Carry one request; False when the connection is then broken."""
        match fault:
            case Fault.CUT_REQUEST:
                with socket.create_connection(self._upstream, timeout=20) as upstream:
                    upstream.sendall(request[: len(request) // 2])
                return _reset(connection)
            case Fault.LATE | Fault.VERY_LATE:
                with self._keeping:
                    self._kept.append((fault, request))
                return _reset(connection)
            case Fault.HALF_OPEN:
                self._over.wait(60)
                return False
            case Fault.TWICE_AT_ONCE:
                answer = self._ask_at_once(request)
            case _:
                answer = [self._ask(request) for _ in range(2 if fault is Fault.TWICE else 1)][-1]
        return self._answer(connection, request, answer, fault)

    def _answer(self, connection: socket.socket, request: bytes, answer: bytes, fault: Fault) -> bool:
        """Bring an answer back; False when the connection is then broken."""
        match fault:
            case Fault.DROP_ANSWER:
                return _reset(connection)
            case Fault.HALF_ANSWER:
                connection.sendall(answer[: len(answer) // 2])
                return False
            case Fault.TOO_LONG:
                connection.sendall(longer(answer))
                return False
            case Fault.TOO_SHORT:
                answer = shorter(answer)
            case Fault.HANG:
                self._over.wait(60)
                return False
            case Fault.TRICKLE:
                self._drip(connection, answer[:60], 0.05)
                return False
            case Fault.SLOW:
                for start in range(0, len(answer), -(-len(answer) // 4)):
                    self._over.wait(0.05)
                    connection.sendall(answer[start : start - (-len(answer) // 4)])
                return True
        if self._path.encode() in request.split(b"\r\n", 1)[0]:
            self.sizes.append((len(request), len(answer)))
            self.overheard.append(request)
        self.answers.append(answer)
        connection.sendall(answer)
        self._hand_on_the_late()
        return bool(answer)

    def _drip(self, connection: socket.socket, answer: bytes, every_s: float) -> None:
        """Send an answer's first bytes one by one, and then nothing but another header's."""
        for byte in answer.partition(b"\r\n")[0]:
            connection.sendall(bytes([byte]))
        connection.sendall(b"\r\nX-Slow: ")
        while not self._over.wait(every_s):
            connection.sendall(b"x")

    def _hand_on_the_late(self) -> None:
        with self._keeping:
            late = [request for fault, request in self._kept if fault is Fault.LATE]
            self._kept = [each for each in self._kept if each[0] is not Fault.LATE]
        for request in late:
            self._ask(request)

    def _ask(self, request: bytes) -> bytes:
        """The service's answer."""
        with socket.create_connection(self._upstream, timeout=20) as upstream:
            upstream.sendall(request)
            return _message(upstream)

    def _ask_at_once(self, request: bytes) -> bytes:
        """The service's answer to the second of two that set out together."""
        answers: list[bytes] = []
        both = threading.Barrier(2)

        def ask() -> None:
            both.wait(10)
            answers.append(self._ask(request))

        asking = [threading.Thread(target=ask) for _ in range(2)]
        for each in asking:
            each.start()
        for each in asking:
            each.join()
        return answers[-1]


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


def _reset(connection: socket.socket) -> bool:
    """Close with a reset, as a router that forgot the connection does; always False."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
    return False
