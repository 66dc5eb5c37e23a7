"""The doctor says where the road to the service ends, against real servers that are in the way."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
import trustme

from kiosk import doctor, identity, road
from kiosk.doctor import Finding
from kiosk.settings import Settings
from sync.joining import join
from tests.service.running import RunningService
from tests.sync.servers import Misbehaving, answers
from tests.sync.test_tls import believe, public

SECURE = "https://{}:{}"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A service that speaks with the school's own certificate."""
    with RunningService(tmp_path_factory.mktemp("own"), tls="own") as running:
        yield running


@pytest.fixture(scope="module")
def authority(school: RunningService) -> str:
    """What a tablet of that school has pinned."""
    return join(school.url, school.enrolment_code(), "0.1")[1]


def enrolled(folder: Path, service: str, authority: str = "", **chosen: object) -> Settings:
    """The settings of a tablet that was enrolled at an address."""
    who = identity.Identity(service, b"d" * 16, "token", "Sunnybank", "2W", b"k" * 4, b"p" * 32, authority)
    identity.save(folder, who)
    return msgspec.structs.replace(Settings(data=str(folder)), **chosen)


def served(ca: trustme.CA, folder: Path, name: str) -> dict[str, Any]:
    """The settings of a service with a certificate for a name."""
    issued = ca.issue_cert(name)
    certificate, key = folder / "c.pem", folder / "c.key"
    certificate.write_bytes(b"".join(each.bytes() for each in issued.cert_chain_pems))
    key.write_bytes(issued.private_key_pem.bytes())
    key.chmod(0o600)
    return {"certificate": str(certificate), "certificate_key": str(key)}


def about(settings: Settings, what: str) -> list[Finding]:
    return [each for each in doctor.findings(settings) if each.what == what]


def test_the_whole_road_is_free(school: RunningService, authority: str) -> None:
    """To the school's own service nothing is in the way."""
    assert road.end_of(school.url, authority=authority) == ""


def test_a_name_that_nobody_knows(tmp_path: Path) -> None:
    """Ask IT for the name."""
    (found,) = about(enrolled(tmp_path, "https://daybreak.invalid"), "service")

    assert not found.well
    assert "no name server here knows daybreak.invalid" in found.sentence
    assert "ask IT" in found.sentence


def test_a_closed_port(tmp_path: Path) -> None:
    """The machine is there and refuses."""
    with socket.create_server(("127.0.0.1", 0)) as once:
        port = once.getsockname()[1]

    (found,) = about(enrolled(tmp_path, SECURE.format("127.0.0.1", port)), "service")

    assert f"nothing answers on port {port}" in found.sentence
    assert f"open TCP port {port}" in found.sentence


def test_a_network_that_swallows_what_is_sent() -> None:
    """As client isolation does: there is an address, and silence."""
    with ExitStack() as held:
        full = held.enter_context(socket.socket())
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        for _ in range(3):  # nobody accepts: a full queue leaves later callers without an answer
            waiting = held.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(("127.0.0.1", port))

        found = road.end_of(SECURE.format("127.0.0.1", port), connect_s=0.5)

    assert f"nothing comes back from port {port}" in found


def test_a_filter_that_opens_https(school: RunningService, authority: str, tmp_path: Path) -> None:
    """The certificate is not the pinned one, and the one who issued it is named."""
    ca = trustme.CA(organization_name="Filter Of The Trust")
    with RunningService(tmp_path / "filter", **served(ca, tmp_path, "127.0.0.1")) as filtering:
        (found,) = about(enrolled(tmp_path / "tablet", filtering.url, authority), "service")

    assert "is not the school's" in found.sentence
    assert "issued by Filter Of The Trust" in found.sentence
    assert "exempt 127.0.0.1" in found.sentence


def test_something_that_speaks_no_https(tmp_path: Path) -> None:
    """The wrong port, or something in between."""
    with Misbehaving(answers(200, b"hello")) as other:
        found = road.end_of(other.url.replace("http://", "https://"), connect_s=2)

    assert "does not speak HTTPS" in found


def test_a_login_page_is_named_as_one(tmp_path: Path) -> None:
    """What answered in the service's place gave itself away."""
    with Misbehaving(answers(200, b"<html>Welcome to the guest network</html>")) as portal:
        (found,) = about(enrolled(tmp_path, portal.url), "service")

    assert "login page" in found.sentence


def test_a_certificate_of_another_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tablet's clock is looked at first."""
    now = datetime.now(UTC)
    ca, settings = public(tmp_path, not_before=now - timedelta(days=30), not_after=now - timedelta(days=1))
    believe(ca, tmp_path, monkeypatch)
    with RunningService(tmp_path / "service", **settings) as running:
        found = road.end_of(running.url)

    assert "Check the tablet's clock first" in found


def test_a_certificate_of_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """IT puts the name into it."""
    ca = trustme.CA()
    believe(ca, tmp_path, monkeypatch)
    with RunningService(tmp_path / "service", **served(ca, tmp_path, "another.example")) as running:
        found = road.end_of(running.url)

    assert "is for another name" in found


def test_a_clock_that_woke_in_1970_is_said_though_nobody_answers(tmp_path: Path) -> None:
    """Time servers are what IT has to let through."""
    shift = -datetime.now(UTC).timestamp()
    (found,) = about(enrolled(tmp_path, "https://daybreak.invalid", clock_shift_s=shift + 3600), "clock")

    assert re.match(r"says 1 January 1970\. Ask IT to let time servers through", found.sentence)
