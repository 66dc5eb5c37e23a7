"""A tablet speaks to the service that made its code, and to nobody who says that he is it."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme
from cryptography import x509

from sync import pin
from sync.client import Client
from sync.errors import RefusedError, UnreachableError
from sync.joining import StrangerError, join
from sync.service import authority, certificates
from tests.service.running import RunningService
from tests.sync.tablets import enrol, feeling, opened, stored

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A service that speaks with the school's own certificate."""
    with RunningService(tmp_path_factory.mktemp("own"), tls="own") as running:
        yield running


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """Another service, with an authority of its own: somebody in between could look like this."""
    with RunningService(tmp_path_factory.mktemp("stranger"), tls="own") as running:
        yield running


def public(folder: Path, **how: Any) -> tuple[trustme.CA, dict[str, Any]]:
    """An authority that stands for the public ones, and the settings of a service with a certificate of it."""
    ca = trustme.CA(key_type=trustme.KeyType.ECDSA)
    issued = ca.issue_cert("127.0.0.1", "localhost", key_type=trustme.KeyType.ECDSA, **how)
    folder.mkdir(exist_ok=True)
    certificate, key = folder / "public.pem", folder / "public.key"
    certificate.write_bytes(b"".join(each.bytes() for each in issued.cert_chain_pems))
    key.write_bytes(issued.private_key_pem.bytes())
    key.chmod(0o600)
    return ca, {"certificate": str(certificate), "certificate_key": str(key)}


def believe(ca: trustme.CA, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make an authority one of the public ones, for this test."""
    bundle = folder / "bundle.pem"
    bundle.write_bytes(ca.cert_pem.bytes())
    monkeypatch.setattr("certifi.where", lambda: str(bundle))


def test_a_tablet_pins_the_authority_that_its_code_names(school: RunningService, tmp_path: Path) -> None:
    """From then on what a child taps goes to that service, encrypted."""
    settings = enrol(school, tmp_path)
    with opened(settings) as watched:
        watched.carries_out(feeling(school.pupils["2W"][0].id))
        watched.all_delivered()

    assert school.url.startswith("https://")
    assert len(stored(school)) == 1


def test_a_code_is_not_said_to_somebody_in_between(school: RunningService, stranger: RunningService) -> None:
    """The secret never leaves the tablet, so the code still works at the right address."""
    code = school.enrolment_code()

    with pytest.raises(StrangerError, match="do not belong together"):
        join(stranger.url, code, "0.1")

    assert join(school.url, code, "0.1")[0].school == "Sunnybank Primary School"


def test_a_mistyped_check_stops_the_enrolment_and_spares_the_code(school: RunningService) -> None:
    """Staff can type it again."""
    code = pin.read(school.enrolment_code())
    wrong = pin.Code(code.secret, code.check[:-1] + ("2" if code.check[-1] != "2" else "3"))

    with pytest.raises(StrangerError):
        join(school.url, str(wrong), "0.1")

    assert join(school.url, str(code), "0.1")


def test_a_code_without_its_check_is_not_enough_for_a_certificate_that_nobody_knows(school: RunningService) -> None:
    """Half a code must not be a way around the check."""
    with pytest.raises(UnreachableError, match="certificate"):
        join(school.url, pin.read(school.enrolment_code()).secret, "0.1")


def test_an_enrolled_tablet_says_nothing_to_another_authority(
    school: RunningService, stranger: RunningService, tmp_path: Path
) -> None:
    """Not even its token."""
    _, pem = join(school.url, school.enrolment_code(), "0.1")
    client = Client(stranger.url, "a-token", authority=pem)

    with pytest.raises(UnreachableError, match="certificate"):
        client.classroom()


def test_a_pinned_tablet_does_not_trust_the_public_authorities_either(
    school: RunningService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A filter that opens HTTPS with a certificate of a known authority is still a stranger."""
    _, pem = join(school.url, school.enrolment_code(), "0.1")
    ca, settings = public(tmp_path)
    believe(ca, tmp_path, monkeypatch)
    with RunningService(tmp_path / "filter", **settings) as filtering:
        with pytest.raises(UnreachableError, match="certificate"):
            Client(filtering.url, "a-token", authority=pem).classroom()
        code = filtering.enrolment_code()
        assert len(pin.read(code).check) == 0
        assert join(filtering.url, code, "0.1")[1] == ""  # while a tablet that pinned nothing goes by the public ones


def test_a_public_certificate_for_another_name_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names count where anybody can have a certificate."""
    ca = trustme.CA(key_type=trustme.KeyType.ECDSA)
    issued = ca.issue_cert("another.example", key_type=trustme.KeyType.ECDSA)
    (tmp_path / "c.pem").write_bytes(b"".join(each.bytes() for each in issued.cert_chain_pems))
    (tmp_path / "c.key").write_bytes(issued.private_key_pem.bytes())
    (tmp_path / "c.key").chmod(0o600)
    believe(ca, tmp_path, monkeypatch)
    chosen: dict[str, Any] = {"certificate": str(tmp_path / "c.pem"), "certificate_key": str(tmp_path / "c.key")}
    with (
        RunningService(tmp_path / "service", **chosen) as running,
        pytest.raises(UnreachableError, match="certificate"),
    ):
        join(running.url, running.enrolment_code(), "0.1")


@pytest.mark.parametrize(
    ("first", "last"),
    [(NOW - timedelta(days=30), NOW - timedelta(days=1)), (NOW + timedelta(days=1), NOW + timedelta(days=30))],
    ids=["run out", "not valid yet"],
)
def test_dates_count_once_the_time_is_known_and_not_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: datetime, last: datetime
) -> None:
    """A tablet that woke up in 1970 can still be told the time; afterwards an old certificate is no longer good."""
    ca, settings = public(tmp_path, not_before=first, not_after=last)
    believe(ca, tmp_path, monkeypatch)
    with RunningService(tmp_path / "service", **settings) as running:
        answer, _ = join(running.url, running.enrolment_code(), "0.1")
        woken, set_right = Client(running.url, answer.token), Client(running.url, answer.token)
        set_right.know_the_time()

        assert woken.classroom() is not None
        with pytest.raises(UnreachableError, match="certificate"):
            set_right.classroom()


def test_the_authority_never_runs_out_and_the_servers_certificate_is_made_for_its_names(tmp_path: Path) -> None:
    """Valid from 1970, whatever a tablet's clock says; browsers get one they accept."""
    made = certificates.opened(tmp_path, ["daybreak.local", "192.0.2.7"], NOW)
    own = x509.load_pem_x509_certificate(made.pem.encode())
    server = x509.load_pem_x509_certificate(made.server_certificate.read_bytes())

    assert own.not_valid_before_utc.year == 1970
    assert own.not_valid_after_utc.year == 9999
    names = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["daybreak.local"]
    assert server.not_valid_after_utc - server.not_valid_before_utc < timedelta(days=825)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_the_authority_stays_and_the_servers_certificate_is_renewed(tmp_path: Path) -> None:
    """A restart changes nothing; another name or an old certificate makes a new one under the same authority."""
    first = certificates.opened(tmp_path, ["a.local"], NOW)
    server = first.server_certificate.read_bytes()

    assert certificates.opened(tmp_path, ["a.local"], NOW).server_certificate.read_bytes() == server
    assert certificates.opened(tmp_path, ["a.local", "b.local"], NOW).server_certificate.read_bytes() != server
    later = certificates.opened(tmp_path, ["a.local", "b.local"], NOW + timedelta(days=780))
    assert later.pem == first.pem
    renewed = x509.load_pem_x509_certificate(later.server_certificate.read_bytes())
    assert renewed.not_valid_after_utc > NOW + timedelta(days=1500)


@pytest.mark.parametrize("damage", ["others read the key", "no key", "another's key", "rubbish"])
def test_an_authority_that_cannot_be_used_stops_the_service_with_a_sentence(tmp_path: Path, damage: str) -> None:
    """A new one in its place would lock out every tablet."""
    certificates.opened(tmp_path, ["a.local"], NOW)
    key = tmp_path / "authority.key"
    if damage == "others read the key":
        key.chmod(0o644)
    elif damage == "no key":
        key.unlink()
    elif damage == "another's key":
        other = tmp_path / "other"
        certificates.opened(other, ["a.local"], NOW)
        key.write_bytes((other / "authority.key").read_bytes())
    else:
        key.write_text("no key")

    with pytest.raises(authority.AuthorityError, match=r"chmod|Restore"):
        certificates.opened(tmp_path, ["a.local"], NOW)


def test_browsers_get_cookies_for_https_only_where_they_come_by_https(school: RunningService, tmp_path: Path) -> None:
    """A cookie must not travel in the clear because somebody typed http."""
    assert school.settings.secure
    assert not RunningService(tmp_path).settings.secure


def test_the_service_speaks_no_old_tls(school: RunningService) -> None:
    """Older versions are refused on both ends."""
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    old.maximum_version = ssl.TLSVersion.TLSv1_1

    with pytest.raises(UnreachableError):
        Client(school.url, context=old).authority()


def test_a_service_without_an_authority_says_so(tmp_path: Path) -> None:
    """On loopback there is nothing to pin."""
    with RunningService(tmp_path) as plain, pytest.raises(RefusedError):
        Client(plain.url).authority()


def test_codes_are_tied_to_secret_and_authority(school: RunningService) -> None:
    """The same authority gives another check for each code, so nothing can be prepared in advance."""
    one, two = (pin.read(school.enrolment_code()) for _ in range(2))

    assert one.check != two.check
    assert pin.check(one.secret, b"another") != one.check
    assert pin.read(str(one).lower().replace("-", " ")) == one
