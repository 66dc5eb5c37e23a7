"""How the tablet is doing, as the machine tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.device.health import temperature_c


def test_the_temperature_is_read_in_whole_degrees(tmp_path: Path) -> None:
    """Linux tells thousandths."""
    (tmp_path / "temp").write_text("61834\n")

    assert temperature_c(tmp_path / "temp") == 62


@pytest.mark.parametrize("said", [None, "", "warm"])
def test_a_machine_that_does_not_tell_has_none(tmp_path: Path, said: str | None) -> None:
    """Nothing is made up."""
    if said is not None:
        (tmp_path / "temp").write_text(said)

    assert temperature_c(tmp_path / "temp") is None
