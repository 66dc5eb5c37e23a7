"""Which providers staff may sign in with: the table `[sign_in]` of the settings file, and the secrets beside it.

[sign_in]
address = "https://daybreak.hillside.example"     # how browsers reach this service
[sign_in.microsoft]
tenant = "8b87af7d-8647-4dc7-8df4-5f69a2011bb5"
client_id = "…"
[sign_in.google]
domain = "hillside.example"
client_id = "…"

`DAYBREAK_SIGN_IN_MICROSOFT_TENANT` overrides `tenant`, and so on. The secret that the provider gave for this service
stands in `DAYBREAK_SIGN_IN_MICROSOFT_SECRET`, or in the file `microsoft.secret` of the data folder, mode 0600.
"""

from __future__ import annotations

import stat
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol
from urllib.parse import urlsplit

import msgspec

from sync.hosts import is_loopback
from sync.service.errors import ServiceError
from sync.service.going import Gone

if TYPE_CHECKING:
    from sync.service.accounts.identities import Told

PREFIX = "DAYBREAK_SIGN_IN_"
NAMES = {"microsoft": "Microsoft", "google": "Google"}
"""How each provider is called in addresses, and by people."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO

Tenant = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Domain = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]
ClientId = Annotated[str, msgspec.Meta(pattern=r"^[!-~]{1,200}$")]


class Microsoft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Microsoft Entra, one tenant of it."""

    tenant: Tenant
    """The school's own, by its id: nobody of another tenant gets in."""
    client_id: ClientId
    address: str = "https://login.microsoftonline.com"
    """Another one for a national cloud, or for a rehearsal on this machine."""

    def __post_init__(self) -> None:
        check_address(self.address)

    @property
    def issuer(self) -> str:
        return f"{self.address}/{self.tenant}/v2.0"


class Google(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Google Workspace, one domain of it."""

    domain: Domain
    """The school's own: nobody of another domain, and no private account, gets in."""
    client_id: ClientId
    address: str = "https://accounts.google.com"

    def __post_init__(self) -> None:
        check_address(self.address)

    @property
    def issuer(self) -> str:
        return self.address


class Provider(Protocol):
    """A provider that can be asked: `accounts.oidc`, which is loaded only where a school has one."""

    name: str
    title: str
    issuer: str

    async def address(self, state: str, gone: Gone) -> str:
        """Where to send a browser."""

    async def who(self, code: str, gone: Gone, now: datetime) -> Told:
        """Who came back, for the code that they brought."""


class SignIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How staff may sign in beside a password; each provider is off until it stands here."""

    address: str = ""
    """How browsers reach this service. The provider has to know `ADDRESS/sign-in/with/microsoft/back` (or `google`).
    Empty: as each browser says that it reached it."""
    microsoft: Microsoft | None = None
    google: Google | None = None

    def __post_init__(self) -> None:
        if self.address:
            check_address(self.address)


def merged(table: object, environ: Mapping[str, str]) -> dict[str, Any]:
    """The table `[sign_in]` with what stands in the environment over it; unchecked."""
    held: dict[str, Any] = dict(table) if isinstance(table, dict) else {"[sign_in]": table}
    if (value := environ.get(PREFIX + "ADDRESS")) is not None:
        held["address"] = value
    for name, kind in (("microsoft", Microsoft), ("google", Google)):
        over = {
            each: environ[f"{PREFIX}{name.upper()}_{each.upper()}"]
            for each in kind.__struct_fields__
            if f"{PREFIX}{name.upper()}_{each.upper()}" in environ
        }
        if over:
            held[name] = {**held.get(name, {}), **over}
    return held


def secret(folder: Path, name: str, environ: Mapping[str, str]) -> str:
    """The secret that a provider gave for this service.

    Raises:
        ServiceError: it is missing, or others can read it; a sentence with the cure.
    """
    variable, file = f"{PREFIX}{name.upper()}_SECRET", folder / f"{name}.secret"
    if held := environ.get(variable, "").strip():
        return held
    try:
        mode, held = file.stat().st_mode, file.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        held, mode = "", 0
    except (PermissionError, UnicodeDecodeError):
        raise ServiceError(f"{file} cannot be read. Write it anew, as the user of the service.") from None
    if mode & _OTHERS:
        raise ServiceError(f"Others can read {file}. Run `chmod 600 {file}`, and ask {NAMES[name]} for a new secret.")
    if not held:
        raise ServiceError(
            f"{NAMES[name]} is set up for signing in, but its secret is missing. Put the client secret into {file}"
            f" (mode 0600) or into {variable}; or take [sign_in.{name}] out of the settings."
        )
    return held


def check_address(address: str) -> None:
    """Refuse what is not `https://` and a host; `http://` will do for this machine itself.

    Raises:
        ValueError: a few words that say so.
    """
    parts = urlsplit(address)
    plain = parts.scheme == "http" and is_loopback(parts.hostname or "")
    if not (parts.hostname and (parts.scheme == "https" or plain)) or parts.path or parts.query or parts.fragment:
        raise ValueError(f"{address!r} has to be https:// and a host, without a path")
