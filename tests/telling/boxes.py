"""Where messages arrive in tests: a real mail server and a real web server, both on loopback."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from sync.service.telling.ways import Mail

WAIT_S = 20.0


class Letters:
    """Takes mail for `…@sunnybank.example` and `…@willowlane.example`, from `daybreak@school.example`.

    Args:
        password: what it asks for; empty takes mail from everybody.
    """

    def __init__(self, password: str = "") -> None:
        self._password = password
        self._arrived: queue.Queue[EmailMessage] = queue.Queue()

    async def handle_MAIL(self, _: SMTP, __: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        if address != "daybreak@school.example":
            return "550 not from you"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        if not address.endswith(("@sunnybank.example", "@willowlane.example")):
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        message = BytesParser(_class=EmailMessage, policy=default).parsebytes(envelope.content)
        assert isinstance(message, EmailMessage)
        self._arrived.put(message)
        return "250 OK"

    def next(self) -> EmailMessage:
        """The next letter, as soon as it arrives."""
        return self._arrived.get(timeout=WAIT_S)

    @property
    def empty(self) -> bool:
        return self._arrived.empty()

    @contextmanager
    def open(self) -> Iterator[Mail]:
        """Take mail; yields how to send it."""

        def signed(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, given: Any) -> AuthResult:
            right = isinstance(given, LoginPassword) and given.password == self._password.encode()
            return AuthResult(success=right, handled=False)

        asks: dict[str, Any] = {}
        if self._password:
            asks = {"authenticator": signed, "auth_required": True, "auth_require_tls": False}
        loop = asyncio.new_event_loop()
        made = loop.create_server(lambda: SMTP(self, hostname="localhost", loop=loop, **asks), "127.0.0.1", 0)
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        server = asyncio.run_coroutine_threadsafe(made, loop).result(WAIT_S)
        try:
            user = "daybreak" if self._password else ""
            port = server.sockets[0].getsockname()[1]
            yield Mail("127.0.0.1", "daybreak@school.example", port, "none", user, self._password)
        finally:
            loop.call_soon_threadsafe(server.close)
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()


@dataclass
class Calls:
    """Takes POSTs, answering with `status`."""

    status: int = 200
    hang: threading.Event | None = None
    """Nothing is answered before this is set."""
    _arrived: queue.Queue[tuple[str, dict[str, str], bytes]] = field(default_factory=queue.Queue)

    def next(self) -> tuple[str, dict[str, str], bytes]:
        """The next call as (path, headers in small letters, body), as soon as it arrives."""
        return self._arrived.get(timeout=WAIT_S)

    @property
    def empty(self) -> bool:
        return self._arrived.empty()

    @contextmanager
    def open(self) -> Iterator[str]:
        """Take calls; yields the address."""
        calls = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                calls._arrived.put((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                if calls.hang is not None:
                    calls.hang.wait(WAIT_S)
                self.send_response(calls.status)
                self.send_header("content-length", "0")
                if 300 <= calls.status < 400:
                    self.send_header("location", "/elsewhere")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                return

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
