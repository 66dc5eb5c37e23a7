"""A deadline for a whole request.

The timeouts of `requests` limit the silence between two bytes: an answer that trickles could take for ever.
"""

from __future__ import annotations

import socket
import ssl
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection


class Deadline:
    """Cuts the sockets of one session when a request takes too long. One request at a time.

    Looking up a name is not covered: the system's resolver has its own limit.
    """

    def __init__(self) -> None:
        self._sockets: weakref.WeakSet[socket.socket] = weakref.WeakSet()
        self._lock = threading.Lock()
        self.passed = False
        self.ended = False

    def watch(self, opened: socket.socket) -> None:
        """Remember a socket that the session opened."""
        with self._lock:
            self._sockets.add(opened)
        if self.passed or self.ended:
            self._cut()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Let the block use the network for at most this long; `passed` says afterwards whether it was cut."""
        self.passed = False
        timer = threading.Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def end(self) -> None:
        """Cut the request that is under way, and every later one."""
        self.ended = True
        self._cut()

    def _cut(self) -> None:
        self.passed = True
        with self._lock:
            for each in list(self._sockets):
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)


class WatchedAdapter(HTTPAdapter):
    """A `requests` adapter whose connections are watched by a `Deadline`; it never retries on its own."""

    def __init__(self, deadline: Deadline, context: ssl.SSLContext | None = None) -> None:
        """Prepare; over https `context` alone says who is trusted."""
        self._deadline, self._context = deadline, context
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(self._trusting())
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _watched_pools(self._deadline)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **kwargs, **self._trusting())
        manager.pool_classes_by_scheme = _watched_pools(self._deadline)
        return manager

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Leave it to the context: `requests` would add the public authorities to a pinned one."""
        if self._context is None:
            super().cert_verify(conn, url, verify, cert)  # type: ignore[no-untyped-call]
        else:
            conn.cert_reqs, conn.ca_certs, conn.ca_cert_dir = self._context.verify_mode, None, None

    def _trusting(self) -> dict[str, Any]:
        if self._context is None:
            return {}
        return {"ssl_context": self._context, "assert_hostname": None if self._context.check_hostname else False}


def _watched_pools(deadline: Deadline) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            deadline.watch(self.sock)

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            deadline.watch(self.sock)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
