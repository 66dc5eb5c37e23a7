"""Signing in with Microsoft or Google: who gets in, and that nothing forged, stale or of another school does."""

from __future__ import annotations

import html
import re
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey
from sqlalchemy import delete, select

from sync.service import doctor_providers, going, providers, settings
from sync.service.accounts import oidc, second_factor
from sync.service.db.models import AuditEntry, Role, Staff, StaffIdentity
from sync.service.errors import ServiceError
from sync.service.settings import SettingsError
from tests.service.browsers import Browser
from tests.service.oidc_provider import CLIENT, DOMAIN, OTHER, SECRET, TENANT, OidcProvider
from tests.service.running import RunningService


class School:
    """A running school whose staff sign in with one provider."""

    def __init__(self, running: RunningService, provider: OidcProvider) -> None:
        self.running, self.provider = running, provider

    def fresh(self) -> None:
        """As if nobody had come by the provider before; codes of this half minute count again."""
        self.provider.person, self.provider.changed, self.provider.algorithm, self.provider.broken = {}, {}, "RS256", ""
        self.provider.published = [self.provider.key]
        service = self.running.service
        with service.db.write() as session:
            session.execute(delete(StaffIdentity))
            for each in session.scalars(select(Staff)):
                each.disabled_at = None
                second_factor.remove(session, service, each.id)
                second_factor.set_secret(session, service, each.id, "DAYBREAKDAYBREAKDAYBREAKDAYBREAK")

    def is_signed_in_there(self, role: Role, **changed: Any) -> None:
        """Say who has the provider's page open."""
        name = "preferred_username" if self.provider.kind == "microsoft" else "email"
        self.provider.person = {name: self.running.staff[role].email}
        self.provider.changed = changed

    def gone(self, browser: Browser, **fields: str) -> str:
        """Press the button; the address that the page sends the browser to."""
        browser.open("/sign-in")
        answer = browser.post(f"/sign-in/with/{self.provider.kind}", **fields)
        assert answer.status_code == 200, answer.text
        return html.unescape(re.findall(r'content="0; url=([^"]+)"', answer.text)[0])

    def came_back(self, browser: Browser, **fields: str) -> httpx.Response:
        """Press the button, agree at the provider, and come back."""
        return browser.open(self.provider.agree(self.gone(browser, **fields)))

    def with_code(self, browser: Browser) -> httpx.Response:
        """Come back, and type the code from the telephone."""
        assert self.came_back(browser).status_code == 200
        assert browser.open("/sign-in/go-on").url.path == "/sign-in/code"
        return browser.post("/sign-in/code", code=self.running.code())

    def ties(self) -> list[tuple[str, str]]:
        """Issuer and subject of every tie."""
        with self.running.service.db.read() as session:
            return [(each.issuer, each.subject) for each in session.scalars(select(StaffIdentity))]


@pytest.fixture(scope="module", params=["microsoft", "google"])
def either(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    folder = tmp_path_factory.mktemp(request.param)
    with OidcProvider(request.param) as provider:
        yield from _running(folder, provider)


def _running(folder: Path, provider: OidcProvider) -> Iterator[School]:
    file = folder / f"{provider.kind}.secret"
    file.write_text(SECRET + "\n")
    file.chmod(0o600)
    with RunningService(folder, sign_in=provider.sign_in) as running:
        yield School(running, provider)


@pytest.fixture
def school(either: School) -> School:
    """Either school, as new."""
    either.fresh()
    return either


def refused(school: School, said: str, **changed: Any) -> None:
    """Come back with a token that says something else: the sentence, and no session."""
    browser = Browser(school.running)
    school.is_signed_in_there(Role.PRACTITIONER, **changed)
    answer = school.came_back(browser)
    assert answer.status_code == 400, changed
    assert said in answer.text
    assert browser.open("/sign-in/go-on").url.path == "/sign-in"
    assert browser.open("/account").url.path == "/sign-in"
    assert school.ties() == []


def test_the_provider_stands_for_the_password_and_for_no_more(school: School) -> None:
    """The code from the telephone is asked for; then the person is in, under a new session, and tied by their id."""
    browser = Browser(school.running)
    school.is_signed_in_there(Role.PRACTITIONER)
    assert school.came_back(browser).status_code == 200
    assert browser.open("/account").url.path == "/sign-in"
    asked = browser.http.cookies["daybreak_session"]
    assert school.ties() == []

    assert school.with_code(browser).url.path == "/"
    assert browser.http.cookies["daybreak_session"] != asked
    assert browser.open("/account").url.path == "/account"
    subject = "oid-1" if school.provider.kind == "microsoft" else "1077"
    assert school.ties() == [(school.provider.issuer, subject)]
    with school.running.service.db.read() as session:
        said = session.scalars(select(AuditEntry.detail).where(AuditEntry.action == "signed in")).all()
    assert f"with {'Microsoft' if school.provider.kind == 'microsoft' else 'Google'}, with a code" in said


def test_what_goes_out_is_a_code_flow_with_pkce_state_and_nonce(school: School) -> None:
    """And names the tenant or domain, and where to come back to; never the secret."""
    first, second = school.gone(Browser(school.running)), school.gone(Browser(school.running))
    asked = {name: values[0] for name, values in parse_qs(urlsplit(first).query).items()}
    other = {name: values[0] for name, values in parse_qs(urlsplit(second).query).items()}

    assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"{school.running.url}/sign-in/with/{school.provider.kind}/back"
    assert asked.get("hd") == (DOMAIN if school.provider.kind == "google" else None)
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[name]) >= 43
        assert asked[name] != other[name]
    assert "client_secret" not in first


def test_afterwards_the_provider_s_id_counts_and_the_address_does_not(school: School) -> None:
    """A new address at the provider finds the same account; another person with the old address finds none."""
    school.is_signed_in_there(Role.DSL)
    assert school.with_code(Browser(school.running)).url.path == "/"
    school.provider.person = dict.fromkeys(school.provider.person, "married@elsewhere.example")
    assert school.came_back(Browser(school.running)).status_code == 200

    school.is_signed_in_there(Role.DSL, oid="oid-2", sub="2000")
    answer = school.came_back(Browser(school.running))
    assert answer.status_code == 400
    assert "tied to another" in answer.text
    assert len(school.ties()) == 1


def test_nobody_gets_an_account_by_signing_in(school: School) -> None:
    """An address that nobody here has, an empty one, and that of a closed account."""
    name = next(iter(school.provider.claims("n").keys() & {"preferred_username", "email"}))
    with school.running.service.db.write() as session:
        session.get_one(
            Staff, (school.running.service.school_id, school.running.staff[Role.HEAD].id)
        ).disabled_at = datetime.now(UTC)
    for email in ("nobody@sunnybank.example", "", "head@sunnybank.example"):
        refused(school, "Nobody here has the address", **{name: email})


def test_an_account_that_is_closed_after_it_was_tied_stays_out(school: School) -> None:
    """The tie outlives nothing."""
    school.is_signed_in_there(Role.HEAD)
    browser = Browser(school.running)
    school.with_code(browser)
    assert browser.open("/account").url.path == "/account"
    with school.running.service.db.write() as session:
        session.get_one(
            Staff, (school.running.service.school_id, school.running.staff[Role.HEAD].id)
        ).disabled_at = datetime.now(UTC)

    assert school.came_back(Browser(school.running)).status_code == 400


def test_a_second_factor_is_never_set_up_on_a_provider_s_word(school: School) -> None:
    """Whoever runs the school's tenant could be anybody there; the password comes first, once."""
    who = school.running.staff[Role.PRACTITIONER]
    with school.running.service.db.write() as session:
        second_factor.remove(session, school.running.service, who.id)
    browser = Browser(school.running)
    school.is_signed_in_there(Role.PRACTITIONER)
    school.came_back(browser)
    early = browser.http.get("/sign-in/second", follow_redirects=False)
    assert early.headers["location"] == "/sign-in/go-on"
    answer = browser.open("/sign-in/go-on")

    assert answer.status_code == 400
    assert "set up your second factor" in answer.text
    assert browser.post("/sign-in/second", code="000000").url.path == "/sign-in"
    assert school.ties() == []


def test_a_state_works_once_in_the_browser_that_went(school: School) -> None:
    """Another browser, a made-up state, the same one again and one that is too old get a sentence and no session."""
    school.is_signed_in_there(Role.PRACTITIONER)
    victim, attacker = Browser(school.running), Browser(school.running)
    theirs = school.provider.agree(school.gone(attacker))
    fetched = len(school.provider.fetched)
    assert victim.open(theirs).status_code == 400
    assert attacker.open(theirs).status_code == 400  # used up by the try
    school.gone(victim)
    assert victim.open(re.sub("state=[^&]+", "state=" + "x" * 43, theirs)).status_code == 400
    assert "/token" not in school.provider.fetched[fetched:]

    mine = school.provider.agree(school.gone(victim))
    assert victim.open(mine).status_code == 200
    assert "begun in another browser" in victim.open(mine).text


def test_a_browser_that_is_away_too_long_starts_again() -> None:
    """Ten minutes; and who went first is forgotten first."""
    away, now = going.Going(), datetime(2026, 11, 24, 8, 40, tzinfo=UTC)
    state, cookie, _ = away.begin("google", "http://here/back", shared=False, now=now)
    assert away.take("google", state, cookie, now + going.LIFE) is None
    state, cookie, gone = away.begin("google", "http://here/back", shared=True, now=now)
    assert away.take("microsoft", state, cookie, now) is None
    state, cookie, gone = away.begin("google", "http://here/back", shared=True, now=now)
    assert away.take("google", state, cookie, now + timedelta(minutes=9)) == gone


def test_a_code_is_good_once(school: School) -> None:
    """What somebody caught on its way opens nothing in a browser of theirs: PKCE and the provider see to that."""
    school.is_signed_in_there(Role.PRACTITIONER)
    back = school.provider.agree(school.gone(Browser(school.running)))
    thief = Browser(school.running)
    state = parse_qs(urlsplit(school.gone(thief)).query)["state"][0]
    answer = thief.open(re.sub("state=[^&]+", f"state={state}", back))

    assert answer.status_code == 400
    assert "does not fit" in answer.text


@pytest.mark.parametrize(
    "changed",
    [
        {"nonce": "of another question"},
        {"nonce": None},
        {"aud": "another-service"},
        {"aud": [CLIENT, "another-service"]},
        {"aud": None},
        {"azp": "another-service"},
        {"iss": "https://login.example.org"},
        {"exp": 1_700_000_000},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iat": 4_000_000_000},
        {"nbf": 4_000_000_000},
    ],
    ids=lambda changed: "-".join(f"{name}-{value}" for name, value in changed.items()),
)
def test_a_token_for_another_time_place_or_question_is_refused(school: School, changed: dict[str, Any]) -> None:
    """Issuer, audience, times and nonce are each looked at."""
    refused(school, "does not fit", **changed)


def test_a_person_of_another_school_is_refused(school: School) -> None:
    """Another tenant or domain, none at all, a guest, an address that was not confirmed."""
    if school.provider.kind == "microsoft":
        refused(school, "not of this school", tid=OTHER)
        refused(school, "not of this school", tid=None)
        refused(school, "guest", idp=f"https://sts.windows.net/{OTHER}/")
        refused(school, "does not fit", oid=None)
        refused(school, "Nobody here has", preferred_username="", email=school.running.staff[Role.DSL].email)
    else:
        refused(school, "not of this school", hd="elsewhere.example")
        refused(school, "not of this school", hd=None)
        refused(school, "not confirmed", email_verified=False)
        refused(school, "not confirmed", email_verified="true")


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS384"])
def test_a_token_that_is_signed_in_another_way_is_refused(school: School, algorithm: str) -> None:
    """Not signed; signed with the public key as if it were a secret; even a good signature of another kind."""
    school.provider.algorithm = algorithm
    refused(school, "does not fit")


def test_a_token_signed_by_somebody_else_is_refused(school: School) -> None:
    """A key that the provider never published, under the name of one that it did."""
    honest = school.provider.key
    try:
        school.provider.key = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"}, auto_kid=False)
        school.provider.published = [honest]
        refused(school, "does not fit")
    finally:
        school.provider.key = honest


def test_new_keys_of_the_provider_are_fetched_and_the_old_ones_kept(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents are fetched once a day; a key of another name is looked for at once, but not at each try."""
    school.is_signed_in_there(Role.PRACTITIONER)
    assert school.came_back(Browser(school.running)).status_code == 200
    before = len(school.provider.fetched)
    assert school.came_back(Browser(school.running)).status_code == 200
    assert not {path for path in school.provider.fetched[before:] if "openid" in path or path == "/keys"}

    honest = school.provider.key
    try:
        school.provider.key = RSAKey.generate_key(2048, {"kid": "next", "use": "sig"}, auto_kid=False)
        school.provider.published = [honest, school.provider.key]
        assert school.came_back(Browser(school.running)).status_code == 400
        monkeypatch.setattr(oidc, "AGAIN_S", 0.0)
        assert school.came_back(Browser(school.running)).status_code == 200
    finally:
        school.provider.key = honest


def test_nobody_is_sent_anywhere_but_to_the_provider_and_back(school: School) -> None:
    """Fields and parameters that name other places change nothing, and no answer leads away."""
    browser = Browser(school.running)
    school.is_signed_in_there(Role.PRACTITIONER)
    evil = {"next": "https://evil.example/", "redirect_uri": "https://evil.example/", "return_to": "//evil.example"}
    address = school.gone(browser, **evil)
    assert address.startswith(school.provider.address)
    back = school.provider.agree(address) + "&next=https://evil.example/&iss=" + school.provider.issuer
    answer = browser.open(back)

    assert answer.url.host == "127.0.0.1"
    assert "evil.example" not in address + answer.text
    assert 'url=/sign-in/go-on"' in answer.text


def test_an_answer_of_another_provider_is_refused(school: School) -> None:
    """RFC 9207: who answers says who it is."""
    school.is_signed_in_there(Role.PRACTITIONER)
    browser = Browser(school.running)
    back = school.provider.agree(school.gone(browser)) + "&iss=https://evil.example"

    assert browser.open(back).status_code == 400


def test_who_changes_their_mind_at_the_provider_is_told_what_else_there_is(school: School) -> None:
    """The provider's own words are not shown: anybody could have written them."""
    browser = Browser(school.running)
    state = parse_qs(urlsplit(school.gone(browser)).query)["state"][0]
    answer = browser.open(
        f"/sign-in/with/{school.provider.kind}/back?error=access_denied&error_description=Ring+0900&state={state}"
    )

    assert "use your e-mail and password" in answer.text
    assert "0900" not in answer.text


def test_a_provider_that_cannot_be_reached_is_said_and_passwords_go_on(tmp_path: Path) -> None:
    """A guest network's own page, somebody else's document, or nothing at all."""
    with OidcProvider("google") as provider:
        for school in _running(tmp_path, provider):
            browser = Browser(school.running)
            provider.broken = "openid"
            browser.open("/sign-in")
            answer = browser.post("/sign-in/with/google")
            assert answer.status_code == 503
            assert "cannot be reached" in answer.text
            (amiss,) = doctor_providers.findings(school.running.settings, {})
            assert not amiss.well
            assert browser.sign_in(school.running.staff[Role.DSL].email).url.path == "/sign-in/code"
            provider.broken = ""
            (well,) = doctor_providers.findings(school.running.settings, {})
            assert well.well


def test_the_buttons_are_there_only_where_a_provider_is(school: School, running: RunningService) -> None:
    """And its addresses answer like pages that there are not."""
    assert "Sign in with" in Browser(school.running).open("/sign-in").text
    browser = Browser(running)
    assert "Sign in with" not in browser.open("/sign-in").text
    assert browser.post("/sign-in/with/google").status_code == 404
    assert browser.open("/sign-in/with/google/back?code=x&state=y").status_code == 404


def test_a_person_may_untie_their_account(school: School) -> None:
    """Then another account at the provider can be tied; what is not there cannot be untied."""
    browser = Browser(school.running)
    school.is_signed_in_there(Role.PRACTITIONER)
    school.with_code(browser)
    browser.open("/account")
    assert browser.post(f"/account/with/{school.provider.kind}/untie").url.path == "/account"
    assert school.ties() == []
    assert browser.post(f"/account/with/{school.provider.kind}/untie").status_code == 404


@pytest.mark.parametrize(
    "table",
    [
        f'[sign_in.microsoft]\ntenant = "common"\nclient_id = "{CLIENT}"\n',
        f'[sign_in.microsoft]\nclient_id = "{CLIENT}"\n',
        f'[sign_in.google]\ndomain = "*"\nclient_id = "{CLIENT}"\n',
        f'[sign_in.google]\ndomain = "a.example"\nclient_id = "{CLIENT}"\naddress = "http://a.example"\n',
        f'[sign_in.google]\ndomain = "a.example"\nclient_id = "{CLIENT}"\nclient_secret = "x"\n',
        "sign_in = 1\n",
    ],
)
def test_a_provider_without_its_tenant_or_domain_is_no_provider(tmp_path: Path, table: str) -> None:
    """Nor one by plain HTTP, nor a secret in the settings file, which people show to each other."""
    file = tmp_path / "daybreak.toml"
    file.write_text(table)
    with pytest.raises(SettingsError):
        settings.load(file, {})


def test_providers_stand_in_the_file_and_the_environment(tmp_path: Path) -> None:
    """The environment goes first; the secret is in neither's printed form."""
    file = tmp_path / "daybreak.toml"
    file.write_text(f'[sign_in]\n[sign_in.microsoft]\ntenant = "{OTHER}"\nclient_id = "{CLIENT}"\n')
    found = settings.load(file, {"DAYBREAK_SIGN_IN_MICROSOFT_TENANT": TENANT})
    assert found.sign_in.microsoft is not None
    assert found.sign_in.microsoft.issuer == f"https://login.microsoftonline.com/{TENANT}/v2.0"


def test_a_secret_is_for_the_service_alone(tmp_path: Path) -> None:
    """Missing or readable by others: a sentence that says what to do."""
    with pytest.raises(ServiceError, match="its secret is missing"):
        providers.secret(tmp_path, "google", {})
    file = tmp_path / "google.secret"
    file.write_text("x\n")
    file.chmod(0o640)
    with pytest.raises(ServiceError, match="Others can read"):
        providers.secret(tmp_path, "google", {})
    file.chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert providers.secret(tmp_path, "google", {}) == "x"
    assert providers.secret(tmp_path, "google", {"DAYBREAK_SIGN_IN_GOOGLE_SECRET": "y"}) == "y"
