"""The service's settings: one file, the environment over it, and a sentence for what cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.service import settings
from sync.service.settings import SettingsError


def load(tmp_path: Path, text: str, **environ: str) -> settings.Settings:
    file = tmp_path / "daybreak.toml"
    file.write_text(text)
    return settings.load(file, environ)


def test_the_environment_goes_before_the_file_and_the_file_before_the_defaults(tmp_path: Path) -> None:
    """And the tablet's table in the same file is not ours."""
    found = load(
        tmp_path,
        '[kiosk]\nwidth = 800\n[service]\nport = 8050\nhost = "::1"\n',
        DAYBREAK_SERVICE_PORT="8051",
        DAYBREAK_CLOCK_SHIFT_S="-3600.5",
    )

    assert (found.port, found.host, found.clock_shift_s, found.session_hours) == (8051, "::1", -3600.5, 10)


def test_the_usual_place_is_looked_at_when_no_file_is_named(tmp_path: Path) -> None:
    """And nothing there is nothing wrong."""
    (tmp_path / "daybreak").mkdir()
    (tmp_path / "daybreak" / "daybreak.toml").write_text("[service]\nport = 9000\n")

    assert settings.load(None, {"XDG_CONFIG_HOME": str(tmp_path)}).port == 9000
    assert settings.load(None, {"XDG_CONFIG_HOME": str(tmp_path / "nowhere")}).port == 8040


@pytest.mark.parametrize(
    ("text", "environ", "reason"),
    [
        ("[service]\ncolour = 1\n", {}, "unknown field `colour`"),
        ("[service]\nport = 70000\n", {}, r"\$.port"),
        ("[service]\nsession_hours = 0\n", {}, r"\$.session_hours"),
        ("[service\n", {}, "is not a TOML file"),
        ("", {"DAYBREAK_SERVICE_PORT": "eighty"}, r"\$.port"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, text: str, environ: dict[str, str], reason: str) -> None:
    """With the setting and the place."""
    with pytest.raises(SettingsError, match=reason):
        load(tmp_path, text, **environ)


def test_a_named_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    """A typing error in --config must not start a service with other settings."""
    with pytest.raises(SettingsError, match="There is no settings file"):
        settings.load(tmp_path / "none.toml", {})
