"""How this school tells its adults: `telling.json` in the data folder, which only the service can read.

It holds passwords, so it is no part of the database and of no backup; whoever restores a backup on another machine
types them again.
"""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

import msgspec

from sync.hosts import is_loopback
from sync.service import secret_file

FILE = "telling.json"
NAMES = {"mail": "E-mail", "hook": "Web hook", "ntfy": "ntfy"}
"""Every way there is, and how pages call it."""
SECRET_PREFIX = "whsec_"  # noqa: S105 - no secret, the beginning of every one
"""Of a secret in the spelling of Standard Webhooks 1.0.0, "Signature scheme"."""

Port = Annotated[int, msgspec.Meta(ge=1, le=65535)]
Line = Annotated[str, msgspec.Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
"""One line of text, as it may stand in a header."""


class Mail(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mail server that takes messages from this service."""

    host: Line
    sender: Line
    port: Port = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: Line = ""
    password: Line = ""

    def __post_init__(self) -> None:
        if not self.host or " " in self.host or "/" in self.host:
            raise ValueError("Give the name of the mail server, such as smtp.school.example.")
        if not is_address(self.sender):
            raise ValueError("Give the e-mail address that messages come from.")
        if self.password and self.security == "none" and not is_loopback(self.host):
            raise ValueError("A password goes over an encrypted line only: choose STARTTLS or TLS, or leave it out.")


class Hook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An address of the school's own that is sent each message as JSON, signed."""

    url: Line
    secret: Line

    def __post_init__(self) -> None:
        _check_url(self.url, "The web hook's address")
        try:
            b64decode(self.secret.removeprefix(SECRET_PREFIX), validate=True)
        except ValueError:
            raise ValueError("The web hook's secret is damaged. Make a new one.") from None


class Ntfy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A topic of an ntfy server."""

    server: Line
    topic: Annotated[str, msgspec.Meta(max_length=64)]
    token: Line = ""

    def __post_init__(self) -> None:
        _check_url(self.server, "The ntfy server's address")
        if not self.topic or not all(each.isascii() and (each.isalnum() or each in "-_") for each in self.topic):
            raise ValueError("An ntfy topic is made of letters, digits, - and _.")


class Ways(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is switched on; each way is off until it stands here."""

    address: Line = ""
    """How browsers reach this service, for the links; without a slash at its end."""
    mail: Mail | None = None
    hook: Hook | None = None
    ntfy: Ntfy | None = None

    def __post_init__(self) -> None:
        if self.address or self.on:
            _check_url(self.address, "The address of this service")

    @property
    def on(self) -> tuple[str, ...]:
        """The ways that are switched on, as `NAMES` lists them."""
        return tuple(name for name in NAMES if getattr(self, name) is not None)

    def link(self, path: str) -> str:
        return self.address.rstrip("/") + path

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what the school chose; nothing is on when there is no file.

        Raises:
            ServiceError: the file cannot be read or used.
        """
        cure = ", so nobody is told. Save the page “Telling people” once more, or remove the file."
        return secret_file.read(folder / FILE, cls, cure) or cls()

    def save(self, folder: Path) -> None:
        """Keep it, readable by the service alone."""
        secret_file.write(folder / FILE, self)


def is_address(text: str) -> bool:
    """Whether something looks like an e-mail address; what it leads to only a test message shows."""
    name, at, host = text.partition("@")
    return bool(name and at and "." in host.strip(".")) and not any(each in text for each in ' \t,;<>"()')


def new_secret() -> str:
    """A secret for a web hook's signatures: 32 bytes of chance."""
    return SECRET_PREFIX + b64encode(secrets.token_bytes(32)).decode()


def _check_url(url: str, what: str) -> None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise ValueError(f"{what} cannot be read. It begins with https://.") from None
    plain = parts.scheme == "http" and is_loopback(parts.hostname or "")
    if not parts.hostname or not (parts.scheme == "https" or plain) or parts.username or parts.fragment:
        raise ValueError(f"{what} has to begin with https:// and a host.")
