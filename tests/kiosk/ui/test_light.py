"""How bright the screen is, where the panel can be dimmed and where it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from kivy.core.window import Window

from kiosk.device.backlight import Backlight
from kiosk.ui.light import Light
from tests.kiosk.ui.kiosk import Kiosk


@pytest.fixture
def veiled() -> Iterator[Light]:
    """A light whose panel can't be dimmed; the veil is taken away at the end."""
    light = Light(Backlight(Path("/nowhere")))
    yield light
    light.shine(1.0)


def shade() -> float:
    """How dark the veil over the window is, 0 for none."""
    colours = [each for each in Window.canvas.after.children if hasattr(each, "a")]
    return max((float(each.a) for each in colours), default=0.0)


def test_a_veil_darkens_the_window_where_the_panel_cannot_be_dimmed(kiosk: Kiosk, veiled: Light) -> None:
    """Over everything, and never so dark that nothing can be read."""
    veiled.shine(1.0)
    assert shade() == 0

    veiled.shine(0.5)
    half = shade()
    veiled.shine(0.1)

    assert 0.3 < half < shade() < 0.8
    veiled.shine(1.0)
    assert shade() == 0


def test_the_panels_own_light_comes_first(tmp_path: Path) -> None:
    """No veil then: the panel saves power as well."""
    panel = tmp_path / "panel"
    panel.mkdir()
    (panel / "max_brightness").write_text("100")
    (panel / "brightness").write_text("100")
    Light(Backlight(tmp_path)).shine(0.3)

    assert (panel / "brightness").read_text().strip() == "30"
    assert shade() == 0
