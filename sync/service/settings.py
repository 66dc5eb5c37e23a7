"""The service's settings: the tables `[service]` and `[sign_in]` of one TOML file, the environment over them.

`DAYBREAK_SERVICE_PORT=8041` overrides `port`, and so on. They are read once, at the start, into a frozen object.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from sync.hosts import is_loopback
from sync.service import providers
from sync.service.errors import ServiceError
from sync.service.providers import SignIn

FILE = "daybreak.toml"
PREFIX = "DAYBREAK_SERVICE_"
SHIFT_VARIABLE = "DAYBREAK_CLOCK_SHIFT_S"
"""Moves the clocks of both ends at once."""
KEY_VARIABLE = PREFIX + "KEY"
"""Holds the private key itself where a school keeps secrets in the environment; never shown, never in the file."""

Port = Annotated[int, msgspec.Meta(ge=0, le=65535)]
Positive = Annotated[int, msgspec.Meta(ge=1)]


class SettingsError(ServiceError):
    """A setting that cannot be read, as a sentence that names it."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a school can choose for its service."""

    data: str = ""
    """Folder of the database, the key and the socket; empty: `$XDG_DATA_HOME/daybreak`."""
    database: str = ""
    """`postgresql://USER@HOST/DATABASE`; empty: `service.db` in `data`. A password is better kept in `~/.pgpass`."""
    host: str = "127.0.0.1"
    port: Port = 8040
    """0 takes any free port."""
    names: str = ""
    """Further names and addresses of this machine, with commas, for its own certificate."""
    tls: Literal["auto", "own"] = "auto"
    """`auto` speaks plainly on loopback and with the school's own certificate elsewhere; `own` does everywhere."""
    certificate: str = ""
    """A public certificate (PEM, with its chain) to serve instead of the school's own."""
    certificate_key: str = ""
    public_front: bool = False
    """A web server with a public certificate stands in front of this service on loopback."""
    log: str = ""
    """A file for the log, never more than 4 MB of it; empty: the standard error, for the service manager."""
    clock_shift_s: float = 0.0
    """Seconds added to this machine's clock; the demo uses it to make it 08:40."""
    copy_to: str = ""
    """A second folder, best on another disk, that is kept up to date with sealed backups; empty: none."""
    copy_every_min: Positive = 15
    copy_keep: Positive = 96
    """How many of the newest copies stay there."""
    session_hours: Positive = 10
    """How long a signed-in browser stays signed in."""
    shared_idle_min: Positive = 30
    """Minutes without a page after which a browser on a shared computer is signed out."""
    second_factor: Literal["required", "off"] = "required"
    """`off` asks for a password alone: for a rehearsal, and only where no other machine reaches the service."""
    sign_in_per_minute: Positive = 10
    """Attempts from one address."""
    enrol_per_minute: Positive = 10
    """Attempts from one address: with codes that live ten minutes, a hundred guesses at a code of 40 bits."""
    wonde: str = "https://api.wonde.com"
    """Where Wonde is asked for a roster: `https://` and a host. Schools outside the United Kingdom have another one."""
    sign_in: SignIn = SignIn()
    """Providers that staff may sign in with; a table of its own, `[sign_in]`."""

    def __post_init__(self) -> None:
        if self.second_factor == "off" and (self.public_front or not is_loopback(self.host)):
            raise ValueError(
                "second_factor can be off only where no other machine reaches the service (host on loopback, no"
                " public_front)"
            )
        providers.check_address(self.wonde)

    @property
    def folder(self) -> Path:
        if self.data:
            return Path(self.data).expanduser()
        return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "daybreak"

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.folder.absolute() / 'service.db'}"

    @property
    def shared(self) -> bool:
        """Whether several processes may write to the database: to PostgreSQL, never to a file."""
        return not self.database_url.startswith("sqlite")

    @property
    def shown_database(self) -> str:
        """`database` without a password, for people to read."""
        return re.sub(r"(://[^/@]*?):[^/]*@", r"\1:***@", self.database)

    @property
    def speaks(self) -> Literal["plain", "own", "public"]:
        """How tablets and browsers are spoken to: plainly, or by whose certificate."""
        if self.certificate:
            return "public"
        return "own" if self.tls == "own" or not is_loopback(self.host) else "plain"

    @property
    def secure(self) -> bool:
        """Whether browsers come by https."""
        return self.speaks != "plain" or self.public_front

    @property
    def key_file(self) -> Path:
        return self.folder / "school.key"

    @property
    def lock_file(self) -> Path:
        return self.folder / "service.lock"

    @property
    def socket(self) -> Path:
        """Where commands reach the service while it runs."""
        return self.folder / "service.sock"


def places(environ: Mapping[str, str]) -> list[Path]:
    """Where a settings file is looked for when none is named, first come first taken."""
    home = Path(environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return [home / "daybreak" / FILE, Path("/etc/daybreak") / FILE]


def load(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """Read the settings.

    Args:
        path: the TOML file; None looks in `places`, and does without when there is none.
        environ: usually `os.environ`.

    Raises:
        SettingsError: the file is missing or is no TOML, or a value is unknown or out of range.
    """
    values: dict[str, object] = {}
    signing: object = {}
    path = path or next((place for place in places(environ) if place.is_file()), None)
    if path is not None:
        try:
            document = tomllib.loads(path.read_text(encoding="utf-8"))
            values, signing = dict(document.get("service", {})), document.get("sign_in", {})
        except FileNotFoundError:
            raise SettingsError(f"There is no settings file {path}. Make it, or leave out --config.") from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{path} is not a TOML file: {error}. Mend that line.") from None
    if (shift := environ.get(SHIFT_VARIABLE)) is not None:
        values["clock_shift_s"] = shift
    for name in Settings.__struct_fields__:
        if (value := environ.get(PREFIX + name.upper())) is not None:
            values[name] = value
    if held := providers.merged(signing, environ):
        values["sign_in"] = held
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise SettingsError(
            f"A setting of the service cannot be used: {error}. Correct it in {path or PREFIX}."
        ) from None
