"""The school's own certificate authority, as the rest of the service knows it, and certificates that a school brings.

How the authority and its certificates are made stands in `certificates`.
"""

from __future__ import annotations

import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sync.service.errors import ServiceError

OTHERS = 0o077
"""The bits of a file's mode that let others in."""


class AuthorityError(ServiceError):
    """A certificate or its key cannot be used; a sentence with the cure."""


@dataclass(frozen=True)
class Authority:
    """The authority's certificate and the files of the server's own."""

    pem: str
    der: bytes
    server_certificate: Path
    """The chain: the server's certificate, then the authority's."""
    server_key: Path


def own_names(host: str) -> list[str]:
    """What this machine is called and where it is found, for the server's certificate."""
    name = socket.gethostname()
    found = [name, f"{name.partition('.')[0]}.local", socket.getfqdn(), "localhost", "127.0.0.1"]
    if host not in ("", "0.0.0.0", "::"):  # noqa: S104  (compared with, not listened on)
        found.append(host)
    with suppress(OSError):  # a machine that cannot find itself is still found by its name in the settings
        found += [str(entry[4][0]) for entry in socket.getaddrinfo(name, None)]
    return list(dict.fromkeys(each for each in found if each))


def check_pair(certificate: Path, key: Path) -> None:
    """Make sure that a certificate and a key given by the school can be served.

    Raises:
        AuthorityError: they are missing, do not belong together, or others can read the key.
    """
    try:
        if key.stat().st_mode & OTHERS:
            raise AuthorityError(f"Others can read {key}. Run `chmod 600 {key}`.")
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except OSError as error:  # SSLError is one
        raise AuthorityError(
            f"The certificate {certificate} and its key {key} cannot be used ({error.strerror or error}). "
            "Give both files in PEM, made for each other."
        ) from None
