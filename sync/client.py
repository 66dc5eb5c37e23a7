"""The tablet's calls to the service, over one `requests` session.

An answer counts only if it is well-formed and the service's own. Whatever else comes back (a captive portal's page,
a proxy's, a redirect, half an answer) is a failure of the network: nothing is believed to be safe that isn't.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec
import requests
from urllib3.util import SKIP_HEADER

from sync.deadline import Deadline, WatchedAdapter
from sync.errors import (
    BusyError,
    NotAllowedError,
    NotOursError,
    RefusedError,
    SyncError,
    TooLargeError,
    UnreachableError,
    UnsafeAddressError,
)
from sync.hosts import is_loopback
from sync.protocol import (
    HELD_HEADER,
    MEDIA_TYPE,
    VERSION,
    BatchAnswer,
    Classroom,
    Enrol,
    Enrolled,
    EventBatch,
    Problem,
    Report,
)
from sync.retry import asked_s
from sync.tls import Trust

CONNECT_S = 5.0
READ_S = 10.0
"""Seconds of silence within an answer."""
WHOLE_S = 20.0
"""Seconds for a whole request, from the first byte sent to the last one read."""
ANSWER_LIMIT = 4_000_000
"""Bytes of an answer; a class of 60 needs about 10,000."""

_NO_CHATTER = {"Accept-Encoding": SKIP_HEADER, "User-Agent": SKIP_HEADER}

Answer = TypeVar("Answer")


class Client:
    """One tablet's line to its service. Used by one thread at a time."""

    def __init__(
        self,
        address: str,
        token: str = "",
        *,
        proxy: str = "",
        authority: str = "",
        context: ssl.SSLContext | None = None,
        connect_s: float = CONNECT_S,
        read_s: float = READ_S,
        whole_s: float = WHOLE_S,
    ) -> None:
        """Prepare; nothing is sent yet.

        Args:
            address: the service's, such as `https://daybreak.school.example`.
            token: this tablet's, from enrolment; empty only for enrolling.
            proxy: the address of a proxy; empty means none, whatever the environment says.
            authority: the pinned authority's certificate (PEM): it alone is trusted. Empty for the public ones.
            context: another TLS context instead, for fetching the authority itself.

        Raises:
            UnsafeAddressError: plain http to another machine, or no address.
        """
        self._address = checked_address(address)
        self._timeouts = (connect_s, read_s)
        self._whole_s = whole_s
        self._deadline = Deadline()
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.proxies = {"http": proxy, "https": proxy} if proxy else {}
        self._trust = Trust(authority) if self._address.startswith("https://") and context is None else None
        adapter = WatchedAdapter(self._deadline, self._trust.context if self._trust else context)
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, adapter)
        self._session.headers.clear()
        if token:
            self._session.headers["Authorization"] = f"Bearer {token}"
        self._etag = ""
        self.held: int | None = None
        """Up to this number the service holds the store last asked about without a gap; None when it did not say."""

    def hang_up(self) -> None:
        """Cut the request that is under way, from any thread; what it brought is not known."""
        self._deadline.end()

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()

    def know_the_time(self) -> None:
        """From now on the dates of a public certificate count: this tablet's clock has been set right."""
        if self._trust is not None:
            self._trust.know_the_time()

    def authority(self) -> str:
        """The service's own authority (PEM), as it says it is; the caller holds it against a code.

        Raises:
            RefusedError: it has none.
        """
        status, head, body = self._exchange("GET", "/v1/authority", None, {})
        if status == 200 and _is(head, "application/pem-certificate-chain"):
            return body.decode("ascii", "replace")
        raise _refusal(status, head, body) if status != 404 else RefusedError("It has no certificate of its own.", 404)

    def enrol(self, code: str, version: str) -> Enrolled:
        """Trade a one-time code, as typed, for an identity."""
        return self._ask("POST", "/v1/enrol", Enrolled, Enrol(code=code.strip(), version=version))

    def send(self, batch: EventBatch) -> BatchAnswer:
        """Deliver a batch; the answer holds verdicts on events of this batch and no others.

        Raises:
            SyncError: nothing is known to have arrived; the batch must be kept and may be sent again.
        """
        answer = self._ask("POST", "/v1/events", BatchAnswer, batch)
        if answer.daybreak != VERSION:
            raise NotOursError("The service speaks a version this tablet does not know. Update the older of the two.")
        sent = {each.event_id for each in batch.events}
        named = [each for each in answer.verdicts if each.event_id in sent]
        if not named:
            raise NotOursError("Something answered for the service without naming a single event that was sent.")
        return BatchAnswer(daybreak=answer.daybreak, verdicts=named, pace_s=answer.pace_s)

    def classroom(self, store: bytes = b"") -> Classroom | None:
        """Fetch the class; None when nothing has changed since the last call on this client.

        With a `store`'s name, `held` says afterwards how far the service holds it.
        """
        headers = {"If-None-Match": self._etag} if self._etag else {}
        asked = f"/v1/classroom?store={store.hex()}" if store else "/v1/classroom"
        status, head, body = self._exchange("GET", asked, None, headers)
        held = head.get(HELD_HEADER, "") if status in (200, 304) else ""
        self.held = int(held) if held.isascii() and held.isdigit() and len(held) < 19 else None
        if status == 304:
            return None
        found = _decoded(status, head, body, Classroom)
        self._etag = head.get("ETag", "")
        return found

    def media(self, sha256: bytes, offset: int, take: Callable[[bytes], object]) -> None:
        """Fetch a file from an offset on, handing over its bytes as they come; the caller checks them.

        Raises:
            SyncError: they stopped coming; what was handed over may be kept and the rest asked for later.
        """
        headers = {"Range": f"bytes={offset}-"} if offset else {}
        wanted = 206 if offset else 200
        left = [ANSWER_LIMIT]

        def keep(chunk: bytes) -> None:
            left[0] -= len(chunk)
            if left[0] < 0:
                raise NotOursError("Something answered for the service with far too much.")
            take(chunk)

        status, head, body = self._exchange("GET", f"/v1/media/{sha256.hex()}", None, headers, (wanted, keep))
        if status != wanted:
            raise _refusal(status, head, body)

    def report(self, report: Report) -> None:
        """Tell the service how the tablet is."""
        status, head, body = self._exchange("POST", "/v1/report", report, {})
        if status != 204:
            _decoded(status, head, body, msgspec.Raw)

    def _ask(self, method: str, path: str, wanted: type[Answer], message: msgspec.Struct) -> Answer:
        status, head, body = self._exchange(method, path, message, {})
        return _decoded(status, head, body, wanted)

    def _exchange(
        self,
        method: str,
        path: str,
        message: msgspec.Struct | None,
        headers: dict[str, str],
        stream: tuple[int, Callable[[bytes], None]] | None = None,
    ) -> tuple[int, requests.structures.CaseInsensitiveDict[str], bytes]:
        data = None if message is None else msgspec.msgpack.encode(message)
        # Every byte of a head is paid for by thirty events: the service answers in the form it was asked in.
        headers = {**headers, **_NO_CHATTER, "Accept" if data is None else "Content-Type": MEDIA_TYPE}
        try:
            with (
                self._deadline.within(self._whole_s),
                self._session.request(
                    method,
                    self._address + path,
                    data=data,
                    headers=headers,
                    timeout=self._timeouts,
                    allow_redirects=False,
                    stream=True,
                ) as answer,
            ):
                if stream is not None and answer.status_code == stream[0]:
                    for chunk in answer.iter_content(65536):
                        stream[1](chunk)
                    return answer.status_code, answer.headers, b""
                return answer.status_code, answer.headers, _read(answer)
        except requests.RequestException as error:
            if self._deadline.ended:
                raise UnreachableError("The tablet was closed before the service answered.") from error
            if self._deadline.passed:
                raise UnreachableError(f"The service took longer than {self._whole_s:g} s to answer.") from error
            raise UnreachableError(_cause(error)) from error


def checked_address(address: str) -> str:
    """Return the address without a trailing slash.

    Raises:
        UnsafeAddressError: not http(s), or plain http to another machine.
    """
    parts = urlsplit(address.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UnsafeAddressError(f"{address!r} is not an address. Write it like https://daybreak.school.example.")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise UnsafeAddressError(
            f"{address} would send children's check-ins unencrypted. Use the service's https:// address."
        )
    return address.strip().rstrip("/")


def _read(answer: requests.Response) -> bytes:
    body = bytearray()
    for chunk in answer.iter_content(65536):
        body += chunk
        if len(body) > ANSWER_LIMIT:
            raise NotOursError("Something answered for the service with far too much.")
    return bytes(body)


def _decoded(
    status: int, head: requests.structures.CaseInsensitiveDict[str], body: bytes, wanted: type[Answer]
) -> Answer:
    if status in (200, 201) and _is(head, MEDIA_TYPE):
        try:
            return msgspec.msgpack.decode(body, type=wanted)
        except msgspec.MsgspecError as error:
            raise NotOursError("The service's answer could not be understood.") from error
    raise _refusal(status, head, body)


def _refusal(status: int, head: requests.structures.CaseInsensitiveDict[str], body: bytes) -> SyncError:
    if status in (408, 429) or status >= 500:
        return BusyError(f"The service asks to be tried later ({status}).", asked_s(head.get("Retry-After")))
    problem = _problem(head, body)
    if problem is None and status == 413:
        return TooLargeError("Something on the way to the service lets no more through at once. Ask IT about a filter.")
    if problem is None or status < 400 or status in (404, 405):
        return NotOursError(
            f"Something else answered for the service ({status}): a network's login page or a filter. "
            "Ask IT to let this tablet through to it."
        )
    return NotAllowedError(problem) if status in (401, 403) else RefusedError(problem, status)


def _problem(head: requests.structures.CaseInsensitiveDict[str], body: bytes) -> str | None:
    """The sentence of one of our own refusals; None when it is somebody else's."""
    try:
        if _is(head, MEDIA_TYPE):
            return msgspec.msgpack.decode(body, type=Problem).detail
        if _is(head, "application/json"):
            return msgspec.json.decode(body, type=Problem).detail
    except msgspec.MsgspecError:
        pass
    return None


def _is(head: requests.structures.CaseInsensitiveDict[str], media_type: str) -> bool:
    return head.get("Content-Type", "").partition(";")[0].strip().lower() == media_type


def _cause(error: requests.RequestException) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return "The service's certificate could not be trusted. Check the tablet's clock, then ask IT about a filter."
    if isinstance(error, requests.ConnectTimeout | requests.ReadTimeout):
        return "The service did not answer in time."
    if "NameResolution" in str(error) or "getaddrinfo" in str(error):
        return "The service's name could not be found. Check the tablet's network."
    return "The service could not be reached. Check the network, and that the service is running."
