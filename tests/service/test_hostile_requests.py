"""Whatever stands in a request's head or address, the answer is a refusal, and nothing is given away."""

from __future__ import annotations

import socket

import pytest

from sync.service import media
from tests.service.running import RunningService
from tests.service.tablets import Tablet


@pytest.mark.parametrize(
    "headers",
    [
        {f"x-{number}": "y" * 1000 for number in range(100)},
        {"x-long": "y" * 100_000},
        {"authorization": "Bearer " + "y" * 60_000},
        {"content-length": "-1"},
        {"content-length": "9" * 400},
        {"content-length": "1e3"},
    ],
    ids=["many", "long", "a long token", "less than nothing", "more than there is", "no number"],
)
def test_a_head_that_is_too_much_is_refused(running: RunningService, headers: dict[str, str]) -> None:
    """Or passed over; the service goes on, and never answers that it broke."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    status = raw(running, f"POST /v1/events HTTP/1.1\r\nhost: x\r\n{lines}\r\n".encode())

    assert status in (400, 401, 413, 415, 431, None)
    assert raw(running, b"GET /v1/authority HTTP/1.1\r\nhost: x\r\n\r\n") == 404


def test_a_request_that_ends_in_two_places_is_refused(running: RunningService) -> None:
    """A length and chunks at once: whoever stands in front might see another end than the service does."""
    both = b"POST /v1/events HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"

    assert raw(running, both) == 400


def raw(running: RunningService, request: bytes) -> int | None:
    """The status that answers these bytes; None when the line is cut without one."""
    with socket.create_connection(("127.0.0.1", int(running.url.rpartition(":")[2])), 10) as line:
        try:
            line.sendall(request)
            head = line.recv(64)
        except ConnectionError:
            return None
    return int(head.split()[1]) if head else None


@pytest.mark.parametrize("junk", ["", "zz", "%00", "../" * 20, "a" * 9000, "0" * 15, "é", "' or 1=1 --", "00&store=11"])
def test_junk_in_the_address_is_no_store(running: RunningService, tablet: Tablet, junk: str) -> None:
    """It is held to nothing, and the class comes all the same."""
    answer = tablet.http.get(f"{running.url}/v1/classroom?store={junk}", headers=tablet.headers)

    assert (answer.status_code, answer.headers["daybreak-held"]) == (200, "0")


@pytest.mark.parametrize(
    "junk", ["bytes=", "bytes=-1", "bytes=5-1", "bytes=0-0,1-1", "bytes=99999999999999999999-", "items=1-", "bytes=é-"]
)
def test_junk_for_a_range_gives_the_whole_or_a_refusal(running: RunningService, tablet: Tablet, junk: str) -> None:
    """Never a part that was not asked for."""
    content = b"OggS" + b"x" * 500
    with running.service.db.write() as session:
        kept = media.keep(session, running.service, "names/junk.ogg", content, None, None).sha256.hex()

    headers: dict[bytes, bytes] = {name.encode(): value.encode() for name, value in tablet.headers.items()}
    headers[b"range"] = junk.encode()
    answer = tablet.http.get(f"{running.url}/v1/media/{kept}", headers=headers)

    assert answer.status_code in (200, 416)
    assert answer.status_code == 416 or answer.content == content


@pytest.mark.parametrize(
    "path",
    [
        "/v1/media/../../school.key",
        "/v1/media/..%2f..%2fschool.key",
        "/v1/media/%2e%2e/%2e%2e/school.key",
        "/v1/media/....//school.key",
        "/v1/media/" + "a" * 64,
        "/v1/media/" + "A" * 64,
        "/v1/media/%00",
        "/static/../templates/base.html",
        "/static/..%2ftemplates/base.html",
        "/static/%2e%2e/%2e%2e/__init__.py",
        "/static/",
        "/.git/config",
        "/static//etc/passwd",
    ],
)
def test_no_path_leads_out_of_the_files_for_tablets(running: RunningService, tablet: Tablet, path: str) -> None:
    """Neither for a tablet nor for a page's pictures; no folder is listed."""
    token = tablet.headers["authorization"]
    head = f"GET {path} HTTP/1.1\r\nhost: x\r\nauthorization: {token}\r\nconnection: close\r\n\r\n"

    assert raw(running, head.encode()) in (303, 400, 404, 405)


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "DELETE", "PUT", "CONNECT", "BREW"])
def test_a_method_that_there_is_not_is_refused(running: RunningService, method: str) -> None:
    """And nothing of the request is said back."""
    assert raw(running, f"{method} /v1/events HTTP/1.1\r\nhost: x\r\n\r\n".encode()) in (400, 404, 405)
