"""The client believes the service and nobody else."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest

from sync.client import ANSWER_LIMIT, Client, checked_address
from sync.deadline import Deadline, WatchedAdapter
from sync.errors import (
    BusyError,
    NotAllowedError,
    NotOursError,
    RefusedError,
    SyncError,
    UnreachableError,
    UnsafeAddressError,
)
from sync.protocol import MEDIA_TYPE, BatchAnswer, Envelope, EventBatch, Problem, Verdict
from sync.tls import unchecked
from tests.sync import servers
from tests.sync.servers import Behaviour, Misbehaving, answers, says

EVENT = Envelope(b"\x01" * 16, 1, b"keys", os.urandom(112))
BATCH = EventBatch(store=b"12345678", utc_s=1_800_000_000, events=[EVENT])
STORED = BatchAnswer(daybreak=1, verdicts=[Verdict(EVENT.event_id, "stored")])


@contextmanager
def client_of(*behaviours: Behaviour) -> Iterator[tuple[Client, Misbehaving]]:
    """An impatient client of a server that behaves like this."""
    with Misbehaving(*behaviours) as server:
        client = Client(server.url, "a-token", connect_s=1, read_s=0.3, whole_s=0.6)
        try:
            yield client, server
        finally:
            client.close()


def test_a_verdict_on_our_event_is_believed() -> None:
    """The plain case, with the token where it belongs and the body as MessagePack."""
    with client_of(says(STORED)) as (client, server):
        answer = client.send(BATCH)

    assert answer == STORED
    assert "authorization: bearer a-token" in server.heads[0].lower()
    assert f"content-type: {MEDIA_TYPE}" in server.heads[0].lower()
    assert msgspec.msgpack.decode(server.bodies[0], type=EventBatch) == BATCH


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(answers(200, b"<html>Please sign in</html>"), id="a portal's page"),
        pytest.param(answers(200, b'{"ok": true}', "application/json"), id="somebody's JSON"),
        pytest.param(answers(302, b"", Location="http://login.example/"), id="a redirect to a login"),
        pytest.param(answers(307, b"", Location="/v1/events"), id="a redirect that would send again"),
        pytest.param(answers(404, b"<html>"), id="another web server"),
        pytest.param(answers(403, b"<html>Blocked by the filter</html>"), id="a web filter"),
        pytest.param(answers(401, b"<html>Proxy sign-in</html>"), id="a proxy that wants a sign-in"),
        pytest.param(answers(204), id="nothing"),
        pytest.param(answers(200, b"\xc1\xff\x00", MEDIA_TYPE), id="bytes that are no message"),
        pytest.param(answers(200, b"x" * (ANSWER_LIMIT + 1), MEDIA_TYPE), id="far too much"),
        pytest.param(says(BatchAnswer(daybreak=99, verdicts=STORED.verdicts)), id="another version"),
        pytest.param(says(BatchAnswer(daybreak=1, verdicts=[Verdict(b"\x02" * 16, "stored")])), id="other events"),
        pytest.param(says(BatchAnswer(daybreak=1, verdicts=[])), id="no events"),
    ],
)
def test_whatever_is_not_our_answer_is_a_failure_of_the_network(behaviour: Behaviour) -> None:
    """Nothing of it may count as a delivery, and all of it is worth trying again."""
    with client_of(behaviour) as (client, server), pytest.raises(NotOursError) as raised:
        client.send(BATCH)

    assert not raised.value.permanent
    assert len(server.heads) == 1


@pytest.mark.parametrize(
    "behaviour", [servers.half, servers.cut, servers.hang, servers.trickle_head, servers.trickle_body]
)
def test_an_answer_that_does_not_come_whole_and_in_time_is_none(behaviour: Behaviour) -> None:
    """A trickle beats every timeout but the one for the whole request."""
    with client_of(behaviour) as (client, _):
        began = time.monotonic()
        with pytest.raises(UnreachableError):
            client.send(BATCH)

    assert time.monotonic() - began < 2


def test_the_line_works_again_after_a_request_was_cut_off() -> None:
    """One bad moment does not poison the next request."""
    with client_of(servers.trickle_body, says(STORED)) as (client, _):
        with pytest.raises(UnreachableError):
            client.send(BATCH)

        assert client.send(BATCH) == STORED


@pytest.mark.parametrize(
    ("behaviour", "after_s"),
    [
        (answers(500), None),
        (answers(502, b"<html>"), None),
        (answers(408), None),
        (answers(429, b"", Retry_After="7"), 7.0),
        (answers(503, b"", Retry_After="120"), 120.0),
        (answers(503, b"", Retry_After="soon"), None),
    ],
)
def test_a_busy_service_is_tried_later(behaviour: Behaviour, after_s: float | None) -> None:
    """As late as it asks for."""
    with client_of(behaviour) as (client, _), pytest.raises(BusyError) as raised:
        client.send(BATCH)

    assert raised.value.after_s == after_s
    assert not raised.value.permanent


@pytest.mark.parametrize("status", [401, 403])
def test_a_revoked_tablet_is_told_in_the_services_own_words(status: int) -> None:
    """Only the service itself can say so, never a web filter."""
    told = says(Problem("Enrol it again."), status)
    with client_of(told) as (client, _), pytest.raises(NotAllowedError, match=r"Enrol it again\.") as raised:
        client.send(BATCH)

    assert not raised.value.permanent


def test_a_refusal_says_whether_it_is_about_what_was_sent() -> None:
    """Only that kind may set an event aside."""
    with client_of(says(Problem("no"), 413), says(Problem("no"), 415)) as (client, _):
        with pytest.raises(RefusedError) as too_large:
            client.send(BATCH)
        with pytest.raises(RefusedError) as other:
            client.send(BATCH)

    assert (too_large.value.about_content, other.value.about_content) == (True, False)


def test_verdicts_on_events_that_were_not_sent_are_dropped() -> None:
    """An answer counts only for the events it was asked about."""
    mixed = BatchAnswer(daybreak=1, verdicts=[Verdict(b"\x02" * 16, "stored"), *STORED.verdicts])
    with client_of(says(mixed)) as (client, _):
        assert client.send(BATCH) == STORED


def test_an_unchanged_class_costs_no_body() -> None:
    """The tag of the last answer is sent back; 304 means nothing has changed."""
    with client_of(answers(304)) as (client, server):
        client._etag = '"abc"'

        assert client.classroom() is None
    assert 'if-none-match: "abc"' in server.heads[0].lower()


def test_a_closed_port_is_unreachable() -> None:
    """No service, no network: the same sentence with a cure."""
    client = Client("http://127.0.0.1:9", "a-token")
    with pytest.raises(UnreachableError, match="could not be reached"):
        client.send(BATCH)


class Pondering:
    """A resolver that thinks for as long as the test likes, for every name but addresses."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        self.over = threading.Event()
        self._ask = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", self)

    def __call__(self, host: str, *args: Any, **kwargs: Any) -> Any:
        self.asked.append(host)
        if host == "localhost":
            self.over.wait(10)
        return self._ask(host, *args, **kwargs)


def test_a_name_that_is_looked_up_for_ever_counts_against_the_whole_request(monkeypatch: pytest.MonkeyPatch) -> None:
    """The network has gone and the resolver does not say so: the tablet knows in time, and asks no second question."""
    resolver = Pondering(monkeypatch)
    with Misbehaving(says(STORED)) as server:
        client = Client(server.url.replace("127.0.0.1", "localhost"), "a-token", whole_s=0.3)
        began = time.monotonic()
        for _ in range(2):
            with pytest.raises(UnreachableError, match="longer than"):
                client.send(BATCH)
        took = time.monotonic() - began
        pending = resolver.asked.count("localhost")
        resolver.over.set()
        answer = client.send(BATCH)
        client.close()

    assert (pending, answer) == (1, STORED)
    assert 0.5 < took < 2


def test_a_client_that_hangs_up_waits_for_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tablet is closed at once, whatever its network does."""
    resolver = Pondering(monkeypatch)
    client = Client("http://localhost:9", "a-token", whole_s=10)
    threading.Timer(0.1, client.hang_up).start()
    began = time.monotonic()
    with pytest.raises(UnreachableError, match="closed"):
        client.send(BATCH)
    resolver.over.set()

    assert time.monotonic() - began < 2


@pytest.mark.parametrize("name", ["nothing.invalid", "a..b", "a" * 70])
def test_a_name_that_nobody_knows_is_said_to_be_one(name: str) -> None:
    """The sentence names the network, whatever the name looks like."""
    with pytest.raises(UnreachableError, match="name could not be found"):
        Client(f"https://{name}", "a-token").classroom()


def test_a_name_is_tried_at_each_of_its_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that also stands for an address where nothing listens is still found."""
    ask = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *args, **kwargs: [
            found
            for each in (("127.0.0.2", "127.0.0.1") if host == "localhost" else (host,))
            for found in ask(each, *args, **kwargs)
        ],
    )
    with Misbehaving(says(STORED)) as server:
        client = Client(server.url.replace("127.0.0.1", "localhost"), "a-token")
        answer = client.send(BATCH)
        client.close()

    assert answer == STORED
    assert "\r\nhost: localhost:" in server.heads[0].lower()


def test_a_handshake_that_trickles_is_cut_too() -> None:
    """Bytes that come one at a time before a word is said in secret."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def trickle() -> None:
            connection, _ = listening.accept()
            with connection, contextlib.suppress(OSError):
                connection.sendall(b"\x16\x03\x03\x40\x00")  # a record of 16 kB begins
                for _ in range(200):
                    connection.sendall(b"\0")
                    if over.wait(0.05):
                        return

        over = threading.Event()
        threading.Thread(target=trickle, daemon=True).start()
        client = Client(f"https://127.0.0.1:{listening.getsockname()[1]}", "a-token", read_s=1, whole_s=0.4)
        began = time.monotonic()
        with pytest.raises(UnreachableError, match="longer than"):
            client.classroom()
        over.set()

    assert time.monotonic() - began < 2


def test_a_tablet_that_is_closed_before_a_handshake_begins_says_so_in_the_usual_way() -> None:
    """An error of the network like any other, not one of ours."""
    deadline, context = Deadline(), unchecked()
    WatchedAdapter(deadline, context)
    deadline.end()
    one, other = socket.socketpair()
    with one, other, pytest.raises(OSError):  # noqa: PT011
        context.wrap_socket(one, server_hostname="daybreak.school.example")


def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy must be set in the tablet's own settings."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with client_of(says(STORED)) as (client, _):
        assert client.send(BATCH) == STORED


@pytest.mark.parametrize("address", ["http://daybreak.school.example", "http://10.0.0.5:8040", "HTTP://192.0.2.1"])
def test_plain_http_to_another_machine_is_refused(address: str) -> None:
    """A child's record and the tablet's token never travel in the clear."""
    with pytest.raises(UnsafeAddressError, match="https://"):
        Client(address, "a-token")


@pytest.mark.parametrize("address", ["", "daybreak", "ftp://daybreak.example", "https://"])
def test_what_is_no_address_is_refused_with_an_example(address: str) -> None:
    """The sentence shows how one looks."""
    with pytest.raises(UnsafeAddressError, match=r"https://daybreak\.school\.example"):
        checked_address(address)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://daybreak.example/", "https://daybreak.example"),
        (" http://127.0.0.1:8040 ", "http://127.0.0.1:8040"),
        ("http://localhost:8040", "http://localhost:8040"),
        ("http://[::1]:8040", "http://[::1]:8040"),
    ],
)
def test_an_address_is_kept_without_its_trailing_slash(typed: str, kept: str) -> None:
    """As people paste it."""
    assert checked_address(typed) == kept


def test_every_error_is_a_sync_error_with_a_sentence() -> None:
    """Whoever catches one base catches them all, and has something to show to staff."""
    raisers: list[Callable[[], object]] = [
        lambda: checked_address("x"),
        lambda: Client("http://127.0.0.1:9").send(BATCH),
    ]
    for act in raisers:
        with pytest.raises(SyncError, match=r"\w+ \w+.*\."):
            act()
