"""What a browser and a tablet are held to, and what the security log then knows."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import httpx
import msgspec
import pytest
from sqlalchemy import select

from sync.protocol import Enrol
from sync.service import enrolment
from sync.service.allowance import BURST, EACH_S, Allowance
from sync.service.db.models import Device, Role
from tests.service.browsers import Browser
from tests.service.running import RunningService
from tests.service.tablets import PACKED, Tablet


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A service that speaks https with the school's own certificate."""
    with RunningService(tmp_path_factory.mktemp("secure"), tls="own") as service:
        yield service


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A service that speaks plainly, to its own machine alone."""
    with RunningService(tmp_path_factory.mktemp("plain")) as service:
        yield service


def security(caplog: pytest.LogCaptureFixture) -> list[tuple[str, dict[str, Any]]]:
    """What the security log holds: words and details."""
    found = [each for each in caplog.records if each.name == "daybreak.security"]
    return [(each.getMessage(), vars(each)["about"]) for each in found]


def test_cookies_belong_to_this_very_host(secure: RunningService) -> None:
    """By https a browser takes them from this host alone, and no other host of the domain can plant one."""
    answer = Browser(secure).sign_in(secure.staff[Role.PRACTITIONER].email)
    cookies = [each for step in answer.history for each in step.headers.get_list("set-cookie")]

    assert {each.partition("=")[0] for each in cookies} == {"__Host-daybreak_session"}
    for each in cookies:
        parts = {part.strip().lower() for part in each.split(";")}
        assert {"secure", "httponly", "samesite=strict", "path=/"} <= parts
        assert not any(part.startswith("domain") for part in parts)


def test_signing_out_takes_the_session_with_it(secure: RunningService) -> None:
    """The old cookie opens nothing afterwards."""
    browser = Browser(secure, Role.PRACTITIONER)
    kept = dict(browser.http.cookies)
    browser.open("/")
    browser.post("/sign-out")

    again = httpx.get(f"{secure.url}/", cookies=kept, verify=False, follow_redirects=True)

    assert again.url.path == "/sign-in"


def test_browsers_are_told_to_come_by_https_only(secure: RunningService, plain: RunningService) -> None:
    """For a year; where the service speaks plainly to its own machine that would only lock people out."""
    told = httpx.get(f"{secure.url}/sign-in", verify=False).headers
    api = httpx.get(f"{secure.url}/v1/classroom", verify=False).headers

    assert told["strict-transport-security"] == "max-age=31536000"
    assert api["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" not in httpx.get(f"{plain.url}/sign-in").headers


def test_no_answer_with_something_in_it_is_kept_by_a_browser_or_a_proxy(plain: RunningService) -> None:
    """The tablets' API and the pages alike."""
    tablet = Tablet(plain)
    answers = [
        tablet.http.get(f"{plain.url}/v1/classroom", headers=tablet.headers),
        tablet.post(tablet.batch()),
        Browser(plain, Role.PRACTITIONER).open("/"),
        httpx.get(f"{plain.url}/sign-in"),
    ]

    assert {each.headers["cache-control"] for each in answers} == {"no-store"}


def test_one_token_cannot_keep_the_others_out() -> None:
    """It has a burst and then its rate; another token's allowance is its own."""
    now = [0.0]
    allowance = Allowance(lambda: now[0])

    assert all(allowance.take("stolen") for _ in range(BURST))
    assert not allowance.take("stolen")
    assert allowance.take("a tablet's")
    now[0] += 1.0
    assert sum(allowance.take("stolen") for _ in range(BURST)) == EACH_S


def test_made_up_tokens_cost_no_memory() -> None:
    """Only so many are remembered at once."""
    allowance = Allowance(lambda: 0.0)

    for number in range(20_000):
        allowance.take(str(number))

    assert len(allowance._left) < 5000


def test_a_token_that_delivers_too_often_is_asked_to_wait(
    plain: RunningService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """429, when to come back, and nothing stored; the worker keeps what it has."""
    tablet = Tablet(plain)
    monkeypatch.setattr(plain.service.allowance, "_clock", lambda: 0.0)  # however long the request is on its way
    while plain.service.allowance.take(tablet.enrolled.token):
        pass

    answer = tablet.post(tablet.batch())

    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "1"


def test_what_was_refused_stands_in_the_security_log(plain: RunningService, caplog: pytest.LogCaptureFixture) -> None:
    """Sign-ins, codes, tokens and forms: each with its reason, none with what was typed."""
    caplog.set_level(logging.INFO)
    browser = Browser(plain)
    browser.sign_in(plain.staff[Role.DSL].email, "typed-by-mistake")
    browser.sign_in("nobody.of.that.name@school.example", "typed-by-mistake")
    httpx.post(f"{plain.url}/sign-in", data={"email": "x", "password": "y"})
    Browser(plain, Role.CLASS_ADULT).open("/devices")
    content = msgspec.msgpack.encode(Enrol("AAAA-BBBB", "0.1"))
    httpx.post(f"{plain.url}/v1/enrol", content=content, headers=PACKED)
    httpx.get(f"{plain.url}/v1/classroom", headers={"authorization": "Bearer a-made-up-token"})

    told = security(caplog)
    refused = [(what, about) for what, about in told if "refused" in what]
    dsl = str(plain.staff[Role.DSL].id)
    assert ("sign-in refused", {"staff": dsl}) in refused
    assert ("sign-in refused", {"staff": "no open account"}) in refused
    assert ("request refused", {"status": "403", "part": "sign-in", "method": "POST"}) in refused
    assert ("request refused", {"status": "403", "part": "devices", "method": "GET"}) in refused
    assert ("tablet refused", {"reason": "unknown token"}) in refused
    assert any(what == "enrolment code refused" and "not one of ours" in about["reason"] for what, about in refused)
    everything = repr(told)
    assert not [each for each in ("typed-by", "nobody.of", "AAAA", "BBBB", "made-up-token", "@") if each in everything]


def test_what_was_allowed_stands_in_the_security_log(plain: RunningService, caplog: pytest.LogCaptureFixture) -> None:
    """Who signed in, which tablet was enrolled and taken out of use, and that it was refused afterwards."""
    caplog.set_level(logging.INFO)
    tablet = Tablet(plain)
    browser = Browser(plain)
    browser.sign_in_fully(plain.staff[Role.IT].email)
    browser.open("/devices")
    with plain.service.db.read() as session:
        device = session.scalars(select(Device).order_by(Device.enrolled_at.desc())).first()
    assert device is not None
    browser.post(f"/devices/{device.id}/revoke")
    assert tablet.post(tablet.batch()).status_code == 401

    told = security(caplog)
    it = {"staff": str(plain.staff[Role.IT].id)}
    assert [what for what, _ in told] == [
        "made an enrolment code",
        "enrolled a tablet",
        "signed in",
        "revoked a tablet",
        "tablet refused",
    ]
    assert told[2:4] == [("signed in", it), ("revoked a tablet", it)]
    assert told[4][1] == {"reason": "revoked", "device": str(device.id)}


def test_what_was_undone_does_not_stand_in_the_log(plain: RunningService, caplog: pytest.LogCaptureFixture) -> None:
    """Only what was committed happened."""
    caplog.set_level(logging.INFO)

    def make_and_fail() -> None:
        with plain.service.db.write() as session:
            enrolment.new_code(session, plain.service, plain.classes["2W"])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        make_and_fail()

    assert security(caplog) == []


def test_an_address_is_told_to_no_other_site(plain: RunningService) -> None:
    """A page's address may hold the id of a child."""
    assert httpx.get(f"{plain.url}/sign-in").headers["referrer-policy"] == "same-origin"


def test_a_signed_in_browser_is_no_tablet(plain: RunningService) -> None:
    """The API knows no cookie, so no page of another site can make a browser speak to it."""
    browser = Browser(plain, Role.DSL)

    assert browser.open("/v1/classroom").status_code == 401


def test_a_token_in_the_address_opens_nothing(plain: RunningService) -> None:
    """Addresses are written down by whatever stands between; a token is taken from its header alone."""
    token = Tablet(plain).enrolled.token

    for name in ("token", "access_token", "authorization"):
        assert httpx.get(f"{plain.url}/v1/classroom", params={name: token}).status_code == 401
    assert httpx.get(f"{plain.url}/v1/classroom", cookies={"token": token}).status_code == 401
