"""The school's own certificate authority is made at the first start, so that tablets trust this service and no other.

A tablet's clock may stand in 1970, so the authority is valid from then on and never runs out; a tablet that pinned it
does not look at dates at all. The server's own certificate is short-lived, for the browsers' sake, and made anew at
any start that needs it. All of it lies beside the school's key, in files that nobody else can read.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from sync.files import write_whole
from sync.service.authority import OTHERS, Authority, AuthorityError

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_NEVER = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
"""What RFC 5280 (4.1.2.5) writes for a certificate that does not run out."""
_SERVER_LIFE = timedelta(days=800)
"""Browsers refuse a server's certificate that is valid for more than 825 days, whoever signed it."""
_RENEW = timedelta(days=60)


def opened(folder: Path, names: Sequence[str], now: datetime) -> Authority:
    """The authority of a folder, made if there is none, with a server's certificate for these names and addresses.

    Raises:
        AuthorityError: a file is damaged, or others can read a key.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key_file, certificate_file = folder / "authority.key", folder / "authority.pem"
    if key_file.exists() or certificate_file.exists():
        key, certificate = _read(key_file, certificate_file)
    else:
        key, certificate = _made()
        write_whole(key_file, _key_pem(key))
        write_whole(certificate_file, certificate.public_bytes(serialization.Encoding.PEM))
    server_key, server_certificate = folder / "server.key", folder / "server.pem"
    if not _fits(server_key, server_certificate, certificate, names, now):
        fresh = ec.generate_private_key(ec.SECP256R1())
        signed = _signed(fresh, key, certificate, names, now)
        write_whole(server_key, _key_pem(fresh))
        encoded = serialization.Encoding.PEM
        write_whole(server_certificate, signed.public_bytes(encoded) + certificate.public_bytes(encoded))
    pem = certificate.public_bytes(serialization.Encoding.PEM).decode()
    return Authority(pem, certificate.public_bytes(serialization.Encoding.DER), server_certificate, server_key)


def looked_at(certificate: Path, wanted: Iterable[str]) -> tuple[datetime, list[str]]:
    """When a server's certificate runs out, and which of the wanted names it lacks.

    Raises:
        OSError, ValueError: it can't be read.
    """
    found = x509.load_pem_x509_certificate(certificate.read_bytes())
    try:
        held = set(found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value)
    except x509.ExtensionNotFound:
        held = set()
    lacking = [each for each in wanted if not {_alternative(each), _alternative(f"*.{each.partition('.')[2]}")} & held]
    return found.not_valid_after_utc, lacking


def _made() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Daybreak, the school's own")
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_BEGINNING)
        .not_valid_after(_NEVER)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return key, certificate


def _signed(
    fresh: ec.EllipticCurvePrivateKey,
    key: ec.EllipticCurvePrivateKey,
    authority: x509.Certificate,
    names: Iterable[str],
    now: datetime,
) -> x509.Certificate:
    return (
        x509.CertificateBuilder()
        .subject_name(_name("Daybreak"))
        .issuer_name(authority.subject)
        .public_key(fresh.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _SERVER_LIFE)
        .add_extension(x509.SubjectAlternativeName([_alternative(each) for each in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(fresh.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def _fits(
    key_file: Path, certificate_file: Path, authority: x509.Certificate, names: Iterable[str], now: datetime
) -> bool:
    """Whether the server's certificate that lies here can go on being used."""
    try:
        certificate = x509.load_pem_x509_certificate(certificate_file.read_bytes())
        key = serialization.load_pem_private_key(key_file.read_bytes(), None)
        certificate.verify_directly_issued_by(authority)
        held = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, TypeError, x509.ExtensionNotFound):
        return False
    except Exception:  # cryptography's InvalidSignature: another authority's
        return False
    return (
        key.public_key() == certificate.public_key()
        and {_alternative(each) for each in names} <= set(held)
        and certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc - _RENEW
    )


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name.partition("%")[0]))
    except ValueError:
        return x509.DNSName(name.encode("idna").decode() if not name.isascii() else name)


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _read(key_file: Path, certificate_file: Path) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    cure = "Restore both from a backup: tablets trust this authority and no other."
    try:
        if key_file.stat().st_mode & OTHERS:
            raise AuthorityError(f"Others can read {key_file}. Run `chmod 600 {key_file}`, then ask who had access.")
        key = serialization.load_pem_private_key(key_file.read_bytes(), None)
        certificate = x509.load_pem_x509_certificate(certificate_file.read_bytes())
    except (OSError, ValueError, TypeError) as error:
        raise AuthorityError(f"{key_file} and {certificate_file} cannot be read. {cure}") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise AuthorityError(f"{key_file} and {certificate_file} do not belong together. {cure}")
    return key, certificate
