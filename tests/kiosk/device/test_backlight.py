"""How bright the panel is, on a tree like the kernel's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.device.backlight import Backlight


@pytest.fixture
def panel(tmp_path: Path) -> Path:
    """One panel that knows 200 levels."""
    folder = tmp_path / "rpi_backlight"
    folder.mkdir()
    (folder / "max_brightness").write_text("200\n")
    (folder / "brightness").write_text("200\n")
    return folder


@pytest.mark.parametrize(("share", "level"), [(1.0, "200"), (0.5, "100"), (0.001, "1"), (0.0, "1")])
def test_a_share_becomes_the_panels_own_level_and_never_darkness(panel: Path, share: float, level: str) -> None:
    """The lowest level still shows something."""
    assert Backlight(panel.parent).set(share)
    assert (panel / "brightness").read_text().strip() == level


def test_where_there_is_no_panel_or_it_may_not_be_written_that_is_said(panel: Path, tmp_path: Path) -> None:
    """The window then dims by itself."""
    (panel / "brightness").unlink()
    (panel / "brightness").mkdir()

    assert not Backlight(panel.parent).set(0.5)
    assert not Backlight(tmp_path / "none").set(0.5)


def test_a_panel_that_tells_nothing_is_passed_over(panel: Path) -> None:
    """The next one is taken."""
    broken = panel.parent / "acpi_video0"
    broken.mkdir()
    (broken / "max_brightness").write_text("0\n")

    assert Backlight(panel.parent).set(0.5)
    assert (panel / "brightness").read_text().strip() == "100"
