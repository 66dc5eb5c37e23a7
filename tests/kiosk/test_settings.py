"""The tablet's settings, and what bad ones get."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.settings import Settings, SettingsError, effective, load


def write(folder: Path, text: str) -> Path:
    """A settings file."""
    path = folder / "daybreak.toml"
    path.write_text(text)
    return path


def test_without_a_file_the_settings_are_those_of_a_seven_inch_panel(tmp_path: Path) -> None:
    """800 by 480 at 5.2 pixels a millimetre."""
    found = load(None, {"XDG_CONFIG_HOME": str(tmp_path)})

    assert (found.window_size, found.px_per_mm, found.offscreen) == ((800, 480), 5.2, False)


def test_the_environment_overrides_the_file(tmp_path: Path) -> None:
    """Value by value."""
    path = write(tmp_path, "[kiosk]\npx_per_mm = 5.9\nwidth = 1280\nheight = 800\n")
    found = load(path, {"DAYBREAK_KIOSK_PX_PER_MM": "6", "DAYBREAK_KIOSK_OFFSCREEN": "true"})

    assert (found.window_size, found.px_per_mm, found.offscreen) == ((1280, 800), 6.0, True)


def test_a_file_in_the_usual_place_is_found(tmp_path: Path) -> None:
    """No option needed on a tablet that was set up once."""
    (tmp_path / "daybreak").mkdir()
    write(tmp_path / "daybreak", "[kiosk]\nfullscreen = true\n")

    assert load(None, {"XDG_CONFIG_HOME": str(tmp_path)}).fullscreen


def test_the_services_own_settings_may_stand_in_the_same_file(tmp_path: Path) -> None:
    """Each end reads its own table, and its own variables."""
    path = write(tmp_path, "[service]\nport = 8041\n[kiosk]\nwidth = 1024\n")

    assert load(path, {"DAYBREAK_SERVICE_PORT": "9"}).width == 1024


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[kiosk]\npx_per_m = 5\n", r"no setting px_per_m in .*Did you mean px_per_mm\?"),
        ("[kiosk]\nzzz = 5\n", r"no setting zzz in .*There are: data, px_per_mm"),
        ("[kiosk]\npx_per_mm = 5000\n", r"px_per_mm.*Correct it in"),
        ("[kiosk]\nwidth = 'wide'\n", r"width.*Correct it in"),
        ("[kiosk]\nwidth = 5\n", r"width.*Correct it in"),
        ("[kiosk\n", r"not a TOML file.*Mend that line"),
        ("kiosk = 3\n", r"must be a table.*\[kiosk\]"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_its_cure(tmp_path: Path, text: str, sentence: str) -> None:
    """IT reads one sentence and mends one line."""
    with pytest.raises(SettingsError, match=sentence):
        load(write(tmp_path, text), {})


def test_a_misspelt_variable_is_named_with_its_cure() -> None:
    """It would otherwise do nothing, silently."""
    with pytest.raises(SettingsError, match=r"DAYBREAK_KIOSK_OFSCREEN. Did you mean offscreen\?"):
        load(None, {"DAYBREAK_KIOSK_OFSCREEN": "1"})


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    """Only when it was asked for by name."""
    with pytest.raises(SettingsError, match="Check --config"):
        load(tmp_path / "none.toml", {})


def test_the_settings_that_are_printed_give_the_same_settings_again(tmp_path: Path) -> None:
    """What `daybreak kiosk config` shows is a file."""
    settings = Settings(data=str(tmp_path), px_per_mm=5.9, width=1280, height=800, proxy="http://10.0.0.1:3128")

    assert load(write(tmp_path, effective(settings)), {}) == settings
