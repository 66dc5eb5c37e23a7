"""Signing in: long passwords, sessions that can be taken back, forms that no other site can send."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sync.service import accounts
from sync.service.accounts import PasswordError, staff
from sync.service.db.models import Role, Staff, StaffSession
from sync.service.errors import ServiceError
from tests.service.browsers import Browser
from tests.service.running import PASSWORD, RunningService


class SetClock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 8, 40, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


@pytest.mark.parametrize(
    "password",
    [
        "four little words",
        "fourteen chars!",
        "pass" * 3 + "lantern",
        "Ünïcödé wörds gälöre",
        "数字と文字を混ぜた長い合言葉です",
    ],
)
def test_a_long_password_of_any_characters_will_do(password: str) -> None:
    """Length, and nothing about digits or signs."""
    assert accounts.hash_password(password).startswith("$argon2id$")


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("Sh0rt!", "at least 15 characters"),
        ("x" * 600, "at most 512"),
        ("Password Password", "among the first"),
        ("abababababababab", "among the first"),
        ("123456789012345", "among the first"),
        ("oak@sunnybank.example", "Leave your e-mail address out"),
    ],
)
def test_a_weak_password_is_refused_with_a_sentence(password: str, reason: str) -> None:
    """Too short, too long, too common, or the address itself."""
    with pytest.raises(PasswordError, match=reason):
        accounts.hash_password(password, email="oak@sunnybank.example")


def test_the_right_password_and_only_that(running: RunningService) -> None:
    """The address in any case; composed and decomposed letters are one password."""
    service, who = running.service, running.staff[Role.DSL]
    with service.db.read() as session:
        found = accounts.check_password(session, service.school_id, f" {who.email.upper()} ", PASSWORD)
        wrong = accounts.check_password(session, service.school_id, who.email, PASSWORD + "!")
        nobody = accounts.check_password(session, service.school_id, "nobody@sunnybank.example", PASSWORD)

    assert found is not None
    assert (found.id, wrong, nobody) == (who.id, None, None)


def test_an_unknown_address_takes_as_long_as_a_wrong_password(running: RunningService) -> None:
    """Nobody learns by timing who works here: the processor's time is the same within a factor of two."""
    service = running.service

    def quickest(email: str) -> float:
        times = []
        with service.db.read() as session:
            for _ in range(2):
                began = time.process_time()
                accounts.check_password(session, service.school_id, email, "not the password")
                times.append(time.process_time() - began)
        return min(times)

    quickest("warm@up.example")
    assert 1 / 2 < quickest("nobody@x.example") / quickest(running.staff[Role.DSL].email) < 2


def test_signing_in_makes_a_new_session_that_the_database_holds_only_hashed(running: RunningService) -> None:
    """A cookie planted before does not become the session, and the table does not give a cookie away."""
    browser = Browser(running)
    host = browser.http.base_url.host
    browser.http.cookies.set("daybreak_session", "planted-by-somebody-else", domain=host, path="/")
    asked = browser.sign_in(running.staff[Role.PRACTITIONER].email)
    browser.open("/sign-in/code")
    entered = browser.post("/sign-in/code", code=running.code())

    values = []
    for answer in (asked, entered):
        set_by = answer.history[0].headers.get_list("set-cookie")
        session_cookie = next(each for each in set_by if each.startswith("daybreak_session="))
        values.append(session_cookie.partition("=")[2].partition(";")[0])
        assert "HttpOnly" in session_cookie
        assert "SameSite=strict" in session_cookie
    assert len({*values, "planted-by-somebody-else"}) == 3
    assert [len(value) for value in values] == [64, 64]
    with running.service.db.read() as session:
        assert not session.scalars(select(StaffSession).where(StaffSession.id_hash.in_(values))).all()


def test_a_wrong_password_signs_nobody_in(running: RunningService) -> None:
    """The same sentence for a wrong password and for an address that nobody has."""
    said = []
    for email in (running.staff[Role.DSL].email, "nobody@sunnybank.example"):
        browser = Browser(running)
        answer = browser.sign_in(email, "not the password at all")
        assert answer.status_code == 400
        assert browser.open("/flags").url.path == "/sign-in"
        said.append(answer.text.replace(email, ""))
    assert said[0].count("do not belong together") == said[1].count("do not belong together") == 1


def test_signing_out_ends_the_session_for_good(running: RunningService) -> None:
    """The old cookie is worth nothing afterwards."""
    browser = Browser(running, Role.PRACTITIONER)
    old = dict(browser.http.cookies)
    browser.post("/sign-out")
    browser.http.cookies.update(old)

    assert browser.open("/flags").url.path == "/sign-in"


def test_a_form_from_another_site_is_refused(running: RunningService) -> None:
    """Without the page's own token nothing happens."""
    browser = Browser(running, Role.PRACTITIONER)
    browser.token = "0" * 128

    assert browser.post("/sign-out").status_code == 403
    assert browser.open("/flags").url.path == "/flags"


def test_looking_at_pages_writes_no_session(running: RunningService) -> None:
    """A session is written at sign-in; a hundred page views cost no write and make no rows."""
    browser = Browser(running, Role.PRACTITIONER)

    def rows() -> list[tuple[str, datetime]]:
        with running.service.db.read() as session:
            return [(each.id_hash, each.expires_at) for each in session.scalars(select(StaffSession))]

    before = rows()
    for _ in range(3):
        browser.open("/flags")
        Browser(running).open("/sign-in")
    assert rows() == before


def test_a_session_ends_at_a_fixed_time(tmp_path: Path) -> None:
    """After `session_hours`, however busy it was; the next sign-in sweeps it away."""
    clock = SetClock()
    with RunningService(tmp_path, clock=clock, session_hours=2) as running:
        browser = Browser(running, Role.PRACTITIONER)
        clock.at += timedelta(hours=1, minutes=59)
        assert browser.open("/flags").url.path == "/flags"
        clock.at += timedelta(minutes=1)
        assert browser.open("/flags").url.path == "/sign-in"
        Browser(running).sign_in_fully(running.staff[Role.PRACTITIONER].email)
        with running.service.db.read() as session:
            assert session.scalar(select(func.count()).select_from(StaffSession)) == 1


def test_guessing_passwords_is_slowed_down(tmp_path: Path) -> None:
    """By address, not by account, so that nobody can lock a colleague out."""
    with RunningService(tmp_path, sign_in_per_minute=3) as running:
        browser = Browser(running)
        statuses = [browser.sign_in("dsl@sunnybank.example", "wrong").status_code for _ in range(5)]
        assert browser.open("/sign-in").status_code == 200

    assert statuses == [400, 400, 400, 429, 429]


def test_a_disabled_account_is_signed_out_and_stays_out(tmp_path: Path) -> None:
    """At once, in every browser."""
    with RunningService(tmp_path) as running:
        service, who = running.service, running.staff[Role.DSL]
        browser = Browser(running, Role.DSL)
        with service.db.write() as session:
            staff.disable(session, service, who.email)
        assert browser.open("/flags").url.path == "/sign-in"
        assert Browser(running).sign_in(who.email).status_code == 400
        with service.db.write() as session, pytest.raises(ServiceError, match="no open account"):
            staff.disable(session, service, who.email)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"email": "no address"}, "is no e-mail address"),
        ({"name": "  "}, "1 to 120"),
        ({"classes": ["9Z"]}, "no class '9Z'"),
        ({"classes": []}, "name at least one"),
        ({"email": "dsl@sunnybank.example"}, "is an account"),
        ({"password": "short"}, "at least 15"),
    ],
)
def test_an_account_that_cannot_be_made_is_not_half_made(
    running: RunningService, changed: dict[str, object], reason: str
) -> None:
    """A sentence, and nobody new."""
    service = running.service
    details: dict[str, object] = {
        "name": "Mr Ash",
        "email": "ash@sunnybank.example",
        "role": Role.CLASS_ADULT,
        "password": "lantern river seven pockets",
        "classes": ["2W"],
    }

    def make() -> None:
        with service.db.write() as session:
            staff.add(session, service, **{**details, **changed})  # type: ignore[arg-type]

    with pytest.raises(ServiceError, match=reason):
        make()
    with service.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Staff).where(Staff.name == "Mr Ash")) == 0


def test_pages_are_kept_by_nobody_and_framed_by_nobody(running: RunningService) -> None:
    """The headers stand on every answer, errors too."""
    browser = Browser(running, Role.PRACTITIONER)
    for path in ("/", "/flags", "/no-such-page", "/sign-in"):
        headers = browser.open(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
