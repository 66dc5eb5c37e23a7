"""The second factor: set up at the first sign-in, good once a code, and no account locked by who guesses."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pyotp
import pytest

from sync.service.accounts import second_factor
from sync.service.db.models import Role
from sync.service.settings import Settings
from sync.service.slowing import SlowDown, bucket, known_browser
from tests import databases
from tests.service.browsers import Browser
from tests.service.running import RunningService


class SetClock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 8, 40, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


def answered(browser: Browser, email: str, code: str) -> str:
    """Give the password and a code; the address of the page that comes of it."""
    browser.sign_in(email)
    browser.open("/sign-in/code")
    return browser.post("/sign-in/code", code=code).url.path


def test_a_code_is_good_once_and_may_be_half_a_minute_out(tmp_path: Path) -> None:
    """The code before, now and after this one are taken, each once and never an older one after a newer."""
    clock = SetClock()
    with RunningService(tmp_path, clock=clock) as running:
        email = running.staff[Role.DSL].email
        assert answered(Browser(running), email, running.code(-90)) == "/sign-in/code"
        assert answered(Browser(running), email, running.code(-30)) == "/"
        assert answered(Browser(running), email, running.code(-30)) == "/sign-in/code"
        assert answered(Browser(running), email, running.code(30)) == "/"
        assert answered(Browser(running), email, running.code()) == "/sign-in/code"


def test_a_password_alone_opens_nothing(running: RunningService) -> None:
    """Until the code is right, every page sends this browser back."""
    browser = Browser(running)
    browser.sign_in(running.staff[Role.DSL].email)

    assert browser.open("/flags").url.path == "/sign-in"
    assert browser.open("/account").url.path == "/sign-in"


def test_the_first_sign_in_sets_the_second_factor_up(tmp_path: Path) -> None:
    """A QR code and a key, one code to confirm, ten codes shown once; then each recovery code works once."""
    with RunningService(tmp_path) as running:
        service, who = running.service, running.staff[Role.PRACTITIONER]
        with service.db.write() as session:
            second_factor.remove(session, service, who.id)
        browser = Browser(running)
        page = browser.sign_in(who.email)
        assert page.url.path == "/sign-in/second"
        assert "<svg" in page.text
        secret = re.findall(r'class="key">([A-Z2-7 ]+)<', page.text)[0].replace(" ", "")
        browser.open("/sign-in/second")
        assert browser.post("/sign-in/second", code="000000").status_code == 400
        done = browser.post("/sign-in/second", code=pyotp.TOTP(secret).at(service.clock.now()))
        codes = re.findall(r"<li>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</li>", done.text)
        assert len(set(codes)) == 10
        assert browser.open("/flags").url.path == "/flags"

        typed = codes[0].lower().replace("-", " ")
        assert answered(Browser(running), who.email, typed) == "/account"
        assert answered(Browser(running), who.email, codes[0]) == "/sign-in/code"
        secret_stored = databases.contents(running.settings)
        assert secret.encode() not in secret_stored
        assert codes[1].replace("-", "").encode() not in secret_stored


def test_changing_the_password_signs_other_browsers_out(tmp_path: Path) -> None:
    """The old one is asked for; the browser that changes it stays."""
    with RunningService(tmp_path) as running:
        here, there = Browser(running, Role.DSL), Browser(running, Role.DSL)
        new = {"new": "seven quiet green boats", "again": "seven quiet green boats"}
        here.open("/account")
        assert here.post("/account/password", old="not this at all", **new).status_code == 400
        assert here.post("/account/password", old="lantern river seven pockets", **new).status_code == 200

        assert here.open("/flags").url.path == "/flags"
        assert there.open("/flags").url.path == "/sign-in"
        assert Browser(running).sign_in(running.staff[Role.DSL].email, new["new"]).url.path == "/sign-in/code"


def test_a_browser_elsewhere_can_be_ended(running: RunningService) -> None:
    """And nobody ends a browser of somebody else's."""
    here, there, other = Browser(running, Role.DSL), Browser(running, Role.DSL), Browser(running, Role.IT)
    keys = re.findall(r"/account/browsers/([0-9a-f]{64})/end", here.open("/account").text)
    assert keys
    other.open("/account")
    assert {other.post(f"/account/browsers/{key}/end").status_code for key in keys} == {404}
    for key in keys:
        here.post(f"/account/browsers/{key}/end")

    assert there.open("/flags").url.path == "/sign-in"
    assert here.open("/flags").url.path == "/flags"


def test_a_shared_computer_signs_out_after_half_an_hour_unused(tmp_path: Path) -> None:
    """Use keeps it; what a live page fetches by itself does not."""
    clock = SetClock()
    with RunningService(tmp_path, clock=clock) as running:
        browser = Browser(running)
        browser.post(
            "/sign-in", email=running.staff[Role.DSL].email, password="lantern river seven pockets", shared="yes"
        )
        browser.open("/sign-in/code")
        browser.post("/sign-in/code", code=running.code())
        clock.at += timedelta(minutes=29)
        assert browser.open("/flags").url.path == "/flags"
        clock.at += timedelta(minutes=20)
        browser.http.get("/today/part", headers={"x-requested-with": "fetch"})
        clock.at += timedelta(minutes=10)

        assert browser.open("/flags").url.path == "/sign-in"


def test_guessing_is_slowed_and_its_owner_is_not() -> None:
    """Five wrong answers are free; then one at a time, the next ones told to come back; a known browser is apart."""
    now = [100.0]
    slow = SlowDown(clock=lambda: now[0])
    waits = []
    for _ in range(12):
        waits.append(slow.wait("oak@x"))
        if waits[-1] is not None:
            slow.wrong("oak@x")
    assert waits[:5] == [0.0] * 5
    assert all(wait is None or wait > 0 for wait in waits[5:])
    assert None in waits

    secret = "ab" * 32
    mark = known_browser(secret, "oak@x")
    assert slow.wait(bucket(secret, "oak@x", mark)) == 0.0
    assert bucket(secret, "elm@x", mark) == "elm@x"
    assert bucket(secret, "oak@x", "made.up") == "oak@x"
    now[0] += 1000
    assert slow.wait("oak@x") == 0.0


@pytest.mark.parametrize("open_to", [{"host": "0.0.0.0"}, {"public_front": True}])
def test_the_second_factor_is_off_only_where_no_other_machine_reaches_the_service(open_to: dict[str, object]) -> None:
    """For a rehearsal on loopback, and said on the page."""
    assert Settings(second_factor="off").second_factor == "off"
    with pytest.raises(msgspec.ValidationError, match="no other machine"):
        msgspec.convert({"second_factor": "off", **open_to}, Settings)


def test_a_rehearsal_says_that_no_second_factor_is_asked_for(tmp_path: Path) -> None:
    """A password alone signs in, and the page says so."""
    with RunningService(tmp_path, second_factor="off") as running:
        browser = Browser(running)
        assert "no second factor is asked for" in browser.open("/sign-in").text
        browser.sign_in(running.staff[Role.DSL].email)
        assert browser.open("/flags").url.path == "/flags"
