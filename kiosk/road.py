"""The road from a tablet to its service, walked a step at a time to find where it ends.

A school's network has its usual ways of being in between: no name, devices kept apart, a closed port, a filter that
opens HTTPS. Each step that fails is said as a sentence for IT. Nothing secret is said on the way.
"""

from __future__ import annotations

import socket
import ssl
from urllib.parse import urlsplit

from sync import tls
from sync.hosts import is_loopback

CONNECT_S = 5.0
_DATES = (9, 10)
_NAMES = (62, 64)
"""OpenSSL's X509_V_ERR_… of a certificate's dates, and of its names and addresses."""


def end_of(address: str, *, authority: str = "", proxy: str = "", connect_s: float = CONNECT_S) -> str:
    """Where the road to a service ends, as a sentence with whom to ask; empty when TCP and TLS get there.

    Args:
        address: the service's, as the tablet has it.
        authority: the pinned authority (PEM); empty for a public certificate.
        proxy: where the road begins, when a proxy is set.
    """
    to = urlsplit(proxy or address)
    host, port = to.hostname or "", to.port or (443 if to.scheme == "https" else 80)
    return (
        _name(host, port)
        or _port(host, port, connect_s)
        or ("" if proxy or to.scheme != "https" else _certificate(host, port, authority, connect_s))
    )


def _name(host: str, port: int) -> str:
    try:
        socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return (
            f"no name server here knows {host}. Check that this tablet is on the school's network, then ask IT to add "
            "the name, or enrol with the address in numbers."
        )
    return ""


def _port(host: str, port: int, connect_s: float) -> str:
    try:
        socket.create_connection((host, port), connect_s).close()
    except ConnectionRefusedError:
        return (
            f"{host} is there, but nothing answers on port {port}. Start the service; if it runs, ask IT to open TCP "
            f"port {port} in that machine's firewall."
        )
    except OSError:
        apart = "" if is_loopback(host) else " The Wi-Fi may keep its devices apart (client isolation)."
        return (
            f"{host} has an address, but nothing comes back from port {port}.{apart} Ask IT to let this tablet's "
            f"network reach {host} on TCP port {port}."
        )
    return ""


def _certificate(host: str, port: int, authority: str, connect_s: float) -> str:
    trust = tls.Trust(authority)
    trust.know_the_time()
    try:
        _shake_hands(host, port, trust.context, connect_s)
    except ssl.SSLCertVerificationError as error:
        if error.verify_code in _DATES and not authority:
            return (
                f"the certificate of {host} is not valid at this tablet's time. Check the tablet's clock first; if it "
                "is right, ask IT to renew the certificate."
            )
        if error.verify_code in _NAMES:
            return f"the certificate shown for {host} is for another name. Ask IT to put {host} into it."
        return _stranger(host, port, connect_s)
    except (OSError, ssl.SSLError):
        return (
            f"what answers at {host} on port {port} does not speak HTTPS as a service does. Check the address and the "
            "port; if both are right, ask IT what stands between."
        )
    return ""


def _stranger(host: str, port: int, connect_s: float) -> str:
    by = _issuer(host, port, connect_s)
    return (
        f"the certificate shown for {host} is not the school's: it was issued by {by}. A filter that opens HTTPS may "
        f"stand between. Ask IT to exempt {host}; if the service is new, enrol this tablet again."
    )


def _issuer(host: str, port: int, connect_s: float) -> str:
    """Who issued what is shown there; it is trusted for just long enough to be read."""
    try:
        shown = ssl.DER_cert_to_PEM_cert(_shake_hands(host, port, tls.unchecked(), connect_s)[0])
        context = tls.Trust(shown).context
        context.verify_flags |= ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN
        parts = dict(part for name in _shake_hands(host, port, context, connect_s)[1] for part in name)
    except (OSError, ssl.SSLError, ValueError):
        return "somebody unknown"
    return str(parts.get("organizationName") or parts.get("commonName") or "somebody unknown")


def _shake_hands(
    host: str, port: int, context: ssl.SSLContext, connect_s: float
) -> tuple[bytes, tuple[tuple[tuple[str, str], ...], ...]]:
    """The certificate shown (DER), and its issuer where the context trusts it."""
    with (
        socket.create_connection((host, port), connect_s) as plain,
        context.wrap_socket(plain, server_hostname=host) as line,
    ):
        told = line.getpeercert() or {}
        return line.getpeercert(binary_form=True) or b"", told.get("issuer", ())  # type: ignore[return-value]
