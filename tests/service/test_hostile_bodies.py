"""Whatever is sent to the tablets' API, the answer is a refusal with a sentence, never a crash."""

from __future__ import annotations

import gzip
import json
import resource
import time
from pathlib import Path

import httpx
import msgspec
import pytest

from sync.protocol import BATCH_LIMIT, BODY_LIMIT, MEDIA_TYPE, EventBatch, Problem
from tests.service.running import RunningService
from tests.service.tablets import Tablet, checked_in

BODIES = {
    "nothing": (b"", 400),
    "no json": (b"{", 400),
    "nan": (b'{"store": "AAAA", "utc_s": NaN, "events": []}', 400),
    "deep": (b"[" * 200_000, 400),
    "deep in a field": (b'{"store":' + b"[" * 200_000, 400),
    "nul": (b"\0" * 100, 400),
    "not utf-8": (b'{"store": "\xff"}', 400),
    "a number": (b"7", 400),
    "half a surrogate": (b'{"store": "\\ud800", "utc_s": 1, "events": []}', 400),
    "other fields": (b'{"events": [[1, 2, 3]]}', 400),
    "ten megabytes": (b" " * 10_000_000, 413),
}


def problem(answer: httpx.Response) -> Problem:
    """The refusal in an answer; fails when it is none."""
    if answer.headers["content-type"].startswith(MEDIA_TYPE):
        return msgspec.msgpack.decode(answer.content, type=Problem)
    return msgspec.json.decode(answer.content, type=Problem)


@pytest.mark.parametrize("path", ["/v1/events", "/v1/enrol", "/v1/report"])
@pytest.mark.parametrize("media", ["application/json", MEDIA_TYPE])
@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_is_no_message_is_refused(
    running: RunningService, tablet: Tablet, path: str, media: str, name: str
) -> None:
    """400 or 413 with a sentence, and the service goes on."""
    body, expected = BODIES[name]

    answer = tablet.post(body, path, **{"content-type": media})

    assert answer.status_code == expected
    assert problem(answer).detail.endswith(".")


def test_a_body_that_lies_about_its_length_is_cut_off(running: RunningService, tablet: Tablet) -> None:
    """A stream without a length is given up as soon as it is too long."""

    def stream() -> object:
        for _ in range(40):
            yield b" " * 100_000

    answer = tablet.http.post(f"{running.url}/v1/events", content=stream(), headers=tablet.headers)  # type: ignore[arg-type]

    assert answer.status_code == 413


def test_a_compressed_body_is_refused_before_it_is_opened(tablet: Tablet) -> None:
    """A bomb of gzip costs nothing."""
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < BODY_LIMIT

    answer = tablet.post(bomb, **{"content-encoding": "gzip"})

    assert answer.status_code == 415


def test_an_absurd_clock_is_only_noted(tablet: Tablet) -> None:
    """A number of four thousand digits is no clock, and no reason to refuse events."""
    batch = b'{"store": "AAAA", "utc_s": 1' + b"0" * 4000 + b', "events": []}'

    assert tablet.post(batch, **{"content-type": "application/json"}).status_code == 200


def test_another_type_is_refused(tablet: Tablet) -> None:
    """Forms and files are no events."""
    assert tablet.post(b"a=b", **{"content-type": "application/x-www-form-urlencoded"}).status_code == 415


def test_more_than_the_limit_of_events_is_refused_whole(running: RunningService, tablet: Tablet) -> None:
    """The tablet sends the rest in another batch; nothing of this one was taken."""
    envelope = tablet.envelope(checked_in(running.pupils["2W"][0].id))

    answer = tablet.post(tablet.batch(*[envelope] * (BATCH_LIMIT + 1)))

    assert answer.status_code == 413
    assert tablet.deliver(envelope) == ["stored"]


def test_json_is_understood_as_well(running: RunningService, tablet: Tablet) -> None:
    """A person with curl sees what a tablet sends."""
    envelope = tablet.envelope(checked_in(running.pupils["2W"][0].id))
    batch = EventBatch(tablet.store, 1, [envelope])

    answer = tablet.post(
        msgspec.json.encode(batch), **{"content-type": "application/json", "accept": "application/json"}
    )

    assert answer.status_code == 200
    assert json.loads(answer.content)["verdicts"][0][1] == "stored"


def test_an_empty_batch_is_answered(tablet: Tablet) -> None:
    """A tablet may ask only whether it is known."""
    assert tablet.deliver() == []


@pytest.mark.parametrize("seq", [2**63, 2**64 - 1, -5])
def test_a_number_that_no_column_holds_is_refused_by_itself(running: RunningService, tablet: Tablet, seq: int) -> None:
    """An absurd order does not take its batch with it."""
    good = tablet.envelope(checked_in(running.pupils["2W"][0].id))
    bad = msgspec.structs.replace(tablet.envelope(checked_in(running.pupils["2W"][1].id)), seq=seq)

    assert tablet.deliver(bad, good) == ["refused", "stored"]


@pytest.mark.parametrize(
    ("batch", "field"),
    [
        (b'{"store": 7, "utc_s": 1, "events": []}', "$.store"),
        (b'{"store": "AAAA", "utc_s": "now", "events": []}', "$.utc_s"),
        (b'{"store": "AAAA", "utc_s": 1.5, "events": []}', "$.utc_s"),
        (b'{"store": "AAAA", "utc_s": 1, "events": {"0": []}}', "$.events"),
        (b'{"store": "AAAA", "utc_s": 1, "events": [["AAAA", true, "AAAA", "AAAA"]]}', "$.events"),
        (b'{"store": "AAAA", "utc_s": 1, "events": [null]}', "$.events"),
        (b'{"store": "AAAA", "utc_s": 1, "events": [], "sent": [1]}', "$.sent"),
    ],
)
def test_a_value_of_another_type_is_refused_by_the_name_of_its_field(tablet: Tablet, batch: bytes, field: str) -> None:
    """Nothing is turned into what it is not, and the refusal does not say the value back."""
    answer = tablet.post(batch, **{"content-type": "application/json", "accept": "application/json"})

    assert answer.status_code == 400
    assert field in problem(answer).detail


@pytest.mark.parametrize("digits", [20, 400, 4000, 100_000])
def test_a_number_of_any_length_breaks_nothing(tablet: Tablet, digits: int) -> None:
    """As a clock it is noted or refused, as an order it is refused."""
    number = b"9" * digits
    clock = tablet.post(
        b'{"store": "AAAA", "utc_s": %b, "events": []}' % number, **{"content-type": "application/json"}
    )
    order = b'{"store": "AAAA", "utc_s": 1, "events": [["AAAA", %b, "AAAA", "AAAA"]]}' % number
    ordered = tablet.post(order, **{"content-type": "application/json", "accept": "application/json"})

    assert clock.status_code in (200, 400)
    assert ordered.status_code == 400 or ordered.json()["verdicts"][0][1] == "refused"


def test_refusing_is_cheap(running: RunningService, tablet: Tablet) -> None:
    """A hundred of the worst bodies take no more than a few seconds and leave no more than a few megabytes behind."""
    worst = [body for body, _ in BODIES.values()] + [gzip.compress(b"\0" * 10_000_000)]
    for body in worst:  # what is loaded at the first one is no cost of the hundredth
        tablet.post(body, **{"content-type": "application/json"})
    before, began = _resident_mb(), time.process_time()
    for number in range(100):
        answer = tablet.post(worst[number % len(worst)], **{"content-type": "application/json"})
        assert answer.status_code in (400, 413)

    assert time.process_time() - began < 10, "client and service together"
    assert _resident_mb() - before < 60


def _resident_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1_000_000


def test_the_description_covers_the_tablets_and_nobody_else(running: RunningService) -> None:
    """The OpenAPI document lists the six routes of the API and no page."""
    answer = httpx.get(f"{running.url}/openapi/openapi.json", verify=False)

    assert set(answer.json()["paths"]) == {
        "/v1/authority",
        "/v1/enrol",
        "/v1/events",
        "/v1/classroom",
        "/v1/media/{sha256}",
        "/v1/report",
    }
