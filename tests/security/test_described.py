"""The API keeps to what its OpenAPI document says of it, whatever is sent.

Schemathesis reads the document and makes requests of it, right ones and wrong ones: the same ones every time, so that
a failure here is one that can be looked at.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import msgspec
import pytest
from click.testing import CliRunner, Result
from schemathesis.cli import schemathesis

from tests.service.running import RunningService
from tests.service.tablets import Tablet, checked_in

EXAMPLES = "4"
"""Requests that are made up for each route, beside those that go through every limit of its schema."""
ROUTES = {
    "/v1/authority": "get",
    "/v1/enrol": "post",
    "/v1/events": "post",
    "/v1/classroom": "get",
    "/v1/media/{sha256}": "get",
    "/v1/report": "post",
}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A service for the requests of this file, with no limit of attempts."""
    with RunningService(tmp_path_factory.mktemp("described"), enrol_per_minute=100_000) as service:
        yield service


@pytest.fixture(scope="module")
def document(running: RunningService) -> dict[str, Any]:
    """The document, as the service gives it to anybody."""
    found = httpx.get(f"{running.url}/openapi/openapi.json").json()
    assert isinstance(found, dict)
    return found


def asked_all(document: dict[str, Any], url: str, folder: Path, *words: str) -> Result:
    """Run Schemathesis over the API, with all of its checks, as its command line would."""
    file = folder / "openapi.json"
    file.write_bytes(msgspec.json.encode(loosened(document)))
    chosen = ("--url", url, "--generation-deterministic", "--no-color", "--max-examples", EXAMPLES)
    with contextlib.chdir(folder):  # it leaves notes for itself
        return CliRunner().invoke(schemathesis, ["run", str(file), *chosen, *words])


def loosened(part: Any, *, answer: bool = False) -> Any:
    """The document with answers' arrays of set places told loosely, which is all that Schemathesis can judge.

    Its response check writes `prefixItems` as draft 7 did and then fails on that. `holds_exactly` is as strict as the
    document is.
    """
    if isinstance(part, list):
        return [loosened(each, answer=answer) for each in part]
    if not isinstance(part, dict):
        return part
    if answer and "prefixItems" in part:
        return {"type": "array", "minItems": part["minItems"]}
    return {name: loosened(each, answer=answer or name == "responses") for name, each in part.items()}


def holds_exactly(document: dict[str, Any], path: str, answer: httpx.Response) -> None:
    """Assert that an answer is what the document says of it."""
    said = document["paths"][path][ROUTES[path]]["responses"][str(answer.status_code)]
    jsonschema_rs.Draft202012Validator(said["content"]["application/json"]["schema"]).validate(answer.json())


def test_a_known_tablet_is_answered_as_the_document_says(
    running: RunningService, document: dict[str, Any], tmp_path: Path
) -> None:
    """No crash, no status, type, header or shape that the document does not name; what is wrong is refused."""
    token = Tablet(running).enrolled.token

    done = asked_all(document, running.url, tmp_path, "-H", f"Authorization: Bearer {token}")

    assert done.exit_code == 0, done.output[-6000:]
    assert "6 passed" in done.output, done.output[-6000:]


def test_a_stranger_is_answered_as_the_document_says(
    running: RunningService, document: dict[str, Any], tmp_path: Path
) -> None:
    """Without a token, or with whatever stands in its place."""
    done = asked_all(document, running.url, tmp_path, "--phases", "fuzzing")

    assert done.exit_code == 0, done.output[-6000:]
    assert "6 passed" in done.output, done.output[-6000:]


def test_the_check_would_notice_an_answer_that_is_not_described(
    running: RunningService, document: dict[str, Any], tmp_path: Path
) -> None:
    """A refusal that the document keeps silent about is found: what passes above has been looked at."""
    silent = msgspec.json.decode(msgspec.json.encode(document))
    del silent["paths"]["/v1/report"]["post"]["responses"]["401"]

    done = asked_all(silent, running.url, tmp_path, "--phases", "coverage", "--include-path", "/v1/report")

    assert done.exit_code == 1
    assert "Undocumented" in done.output


def test_what_a_tablet_is_answered_has_the_described_shape(running: RunningService, document: dict[str, Any]) -> None:
    """Place by place: a verdict's, a child's tile, a refusal."""
    tablet = Tablet(running)
    tablet.headers = {**tablet.headers, "accept": "application/json"}
    envelope = tablet.envelope(checked_in(running.pupils["2W"][0].id))
    stored = tablet.post(tablet.batch(envelope))
    classroom = tablet.http.get(f"{running.url}/v1/classroom", headers=tablet.headers)

    assert (stored.status_code, classroom.status_code) == (200, 200)
    holds_exactly(document, "/v1/events", stored)
    holds_exactly(document, "/v1/classroom", classroom)
    holds_exactly(document, "/v1/events", tablet.post(b"7"))


def test_the_document_shows_what_each_route_takes_and_gives(document: dict[str, Any]) -> None:
    """Every body has a schema, every route but two asks for a token, and every refusal is a sentence."""
    described = {path: document["paths"][path][method] for path, method in ROUTES.items()}

    assert set(document["paths"]) == set(ROUTES)
    assert {path for path, said in described.items() if "security" not in said} == {"/v1/authority", "/v1/enrol"}
    for path, said in described.items():
        if ROUTES[path] == "post":
            assert said["requestBody"]["content"]["application/json"]["schema"]["required"], path
        refusals = [answer for status, answer in said["responses"].items() if status >= "400"]
        assert refusals
        assert all("detail" in each["content"]["application/json"]["schema"]["properties"] for each in refusals)


def test_bytes_are_described_as_they_travel(document: dict[str, Any]) -> None:
    """In base64, so that a reader of the document could write a tablet."""
    batch = document["paths"]["/v1/events"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    envelope = batch["properties"]["events"]["items"]

    assert batch["properties"]["store"]["contentEncoding"] == "base64"
    assert [each["type"] for each in envelope["prefixItems"]] == ["string", "integer", "string", "string"]
