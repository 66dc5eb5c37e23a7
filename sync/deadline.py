"""A deadline for a whole request, the look-up of a name included.

The timeouts of `requests` limit the silence between two bytes: an answer that trickles could take for ever. And they
say nothing of names: where the network has gone, the system's resolver may ponder one for minutes.
"""

from __future__ import annotations

import socket
import ssl
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError


class Deadline:
    """Cuts what one session does on the network when a request takes too long. One request at a time."""

    def __init__(self) -> None:
        self._sockets: weakref.WeakSet[socket.socket] = weakref.WeakSet()
        self._lock = threading.Lock()
        self._look_ups: dict[tuple[str, int], _LookUp] = {}
        self._told = threading.Event()
        """A look-up has ended, or the deadline has passed."""
        self.passed = False
        self.ended = False

    def look_up(self, host: str, port: int) -> list[str]:
        """The addresses of a host, in the order to try them in.

        The resolver can't be interrupted, so another thread asks it. A question that was given up on goes on by
        itself; the next request waits for the same one, so that there is never more than one for a name.

        Raises:
            TimeoutError: the deadline passed first.
            OSError: the name could not be found.
        """
        asked = self._look_ups.get((host, port))
        if asked is None:
            asked = self._look_ups[host, port] = _LookUp(host, port, self._told)
        while not asked.ended:
            if self.passed or self.ended:
                raise TimeoutError(f"no address of {host} was found in time")
            self._told.wait()
            self._told.clear()
        del self._look_ups[host, port]
        if asked.error is not None:
            raise asked.error
        return asked.addresses

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
        self._told.set()
        with self._lock:
            for each in list(self._sockets):
                with suppress(OSError):
                    # The socket's own: the one of TLS forgets, under another thread's hands, what it was doing.
                    socket.socket.shutdown(each, socket.SHUT_RDWR)


class _LookUp:
    """One question to the system's resolver, in a thread that nobody waits for at the end of the program."""

    def __init__(self, host: str, port: int, told: threading.Event) -> None:
        self._host, self._port, self._told = host, port, told
        self.addresses: list[str] = []
        self.error: OSError | None = None
        self.ended = False
        threading.Thread(target=self._ask, name="look up a name", daemon=True).start()

    def _ask(self) -> None:
        try:
            found = socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
            self.addresses = list(dict.fromkeys(str(address[0]) for *_, address in found))
        except OSError as error:
            self.error = error
        except ValueError:  # a name too long, or with an empty part, for the encoding of names
            self.error = socket.gaierror(socket.EAI_NONAME, "that is no name of a machine")
        self.ended = True
        self._told.set()


class WatchedAdapter(HTTPAdapter):
    """A `requests` adapter whose connections are watched by a `Deadline`; it never retries on its own."""

    def __init__(self, deadline: Deadline, context: ssl.SSLContext | None = None) -> None:
        """Prepare; over https `context` alone says who is trusted."""
        self._deadline, self._context = deadline, context
        if context is not None:
            context.sslsocket_class = _watched_handshakes(deadline)
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


def _watched_handshakes(deadline: Deadline) -> type[ssl.SSLSocket]:
    class Handshaking(ssl.SSLSocket):
        def do_handshake(self, block: bool = False) -> None:
            deadline.watch(self)  # before it, so that one which trickles is cut as well
            super().do_handshake(block)

    return Handshaking


def _watched_pools(deadline: Deadline) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _connected(self, super()._new_conn, deadline)

        def connect(self) -> None:
            super().connect()
            deadline.watch(self.sock)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _connected(self, super()._new_conn, deadline)

        def connect(self) -> None:
            super().connect()
            deadline.watch(self.sock)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _connected(connection: HTTPConnection, connect: Callable[[], socket.socket], deadline: Deadline) -> socket.socket:
    """Connect to the first address of the connection's host that answers.

    While `connect` runs the connection goes by an address; certificates and heads go by the name again afterwards.
    """
    name = connection.host
    try:
        addresses = deadline.look_up(name, connection.port)
    except OSError as error:
        raise NameResolutionError(name, connection, socket.gaierror(*error.args)) from error
    failure: NewConnectionError | ConnectTimeoutError | None = None
    try:
        for address in addresses:
            connection.host = address
            try:
                opened = connect()
            except (NewConnectionError, ConnectTimeoutError) as error:
                failure = error
                if deadline.passed or deadline.ended:
                    break
            else:
                return opened
    finally:
        connection.host = name
    raise failure or NameResolutionError(name, connection, socket.gaierror(socket.EAI_NODATA, "no address"))
