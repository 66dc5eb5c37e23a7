"""The tablet's settings: the table `[kiosk]` of one TOML file, each value overridable from the environment.

`DAYBREAK_KIOSK_PX_PER_MM=5.9` overrides `px_per_mm`, and so on. They are read once, at the start, into a frozen object.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import msgspec

PREFIX = "DAYBREAK_KIOSK_"
TABLE = "kiosk"
FILE = "daybreak.toml"

Pixels = Annotated[int, msgspec.Meta(ge=320, le=4096)]


class SettingsError(Exception):
    """A setting that cannot be used, as a sentence that names it and the cure."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What can be chosen for one tablet."""

    data: str = ""
    """Folder of the record and the identity; empty: `$XDG_DATA_HOME/daybreak/tablet`."""
    px_per_mm: Annotated[float, msgspec.Meta(ge=2, le=30)] = 5.2
    """Pixels in a millimetre of the glass, measured at set-up; 5.2 is a 7-inch panel of 800 by 480."""
    width: Pixels = 800
    height: Pixels = 480
    """The window's size in pixels."""
    fullscreen: bool = False
    """Take the whole panel, as on a tablet in a classroom."""
    offscreen: bool = False
    """Draw unseen, for machines without a display."""
    headphones: bool = False
    """A touched card says its word, for the child alone; without, every touch makes the same soft sound."""
    volume: Annotated[float, msgspec.Meta(ge=0, le=1)] = 1.0
    """How loud the tablet speaks, 0 to 1 of what its loudspeaker gives."""
    scan_s: Annotated[float, msgspec.Meta(ge=0.5, le=5)] = 1.5
    """Seconds for which scanning with a switch shows each card."""
    proxy: str = ""
    """The address of a web proxy; empty means none, whatever the environment says."""
    log: str = ""
    """A file for the log, never more than 4 MB of it; empty: the standard error, for the service manager."""
    clock_shift_s: float = 0.0
    """Seconds added to this machine's clock; the demo uses it to make it 08:40."""

    @property
    def data_dir(self) -> Path:
        if self.data:
            return Path(self.data).expanduser()
        return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "daybreak" / "tablet"

    @property
    def window_size(self) -> tuple[int, int]:
        return self.width, self.height


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
        SettingsError: the file is missing or is no TOML, or a name or value is not one of ours.
    """
    if path is None:
        path = next((place for place in places(environ) if place.is_file()), None)
    values = _from_file(path) if path else {}
    where = str(path)
    for variable, value in environ.items():
        if variable.startswith(PREFIX):
            name = variable.removeprefix(PREFIX).lower()
            _check_known(name, variable)
            values[name], where = value, f"{path} or the environment" if path else "the environment"
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise SettingsError(f"A setting of the tablet cannot be used: {error}. Correct it in {where}.") from None


def effective(settings: Settings) -> str:
    """The settings as a TOML file that would give them again; they hold no secrets."""
    lines = [f"[{TABLE}]"]
    for name, value in msgspec.structs.asdict(settings).items():
        shown = str(settings.data_dir) if name == "data" else value
        lines.append(f"{name} = {msgspec.json.encode(shown).decode()}")
    return "\n".join(lines)


def _from_file(path: Path) -> dict[str, object]:
    try:
        whole = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"The settings file {path} can't be read ({error.strerror}). Check --config.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not a TOML file: {error}. Mend that line.") from None
    table = whole.get(TABLE, {})
    if not isinstance(table, dict):
        raise SettingsError(f"{path}: {TABLE} must be a table. Write the tablet's settings below a line [{TABLE}].")
    for name in table:
        _check_known(name, f"{name} in {path}")
    return dict(table)


def _check_known(name: str, said: str) -> None:
    known = Settings.__struct_fields__
    if name in known:
        return
    import difflib  # only to help who mistyped

    near = difflib.get_close_matches(name, known, 1)
    cure = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}."
    raise SettingsError(f"There is no setting {said}. {cure}")
