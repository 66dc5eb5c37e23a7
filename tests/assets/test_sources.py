"""Where everything comes from is written down."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from assets.voice import clips

ASSETS = Path(str(files("assets")))
SOURCES = (ASSETS / "SOURCES.md").read_text(encoding="utf-8")


def test_everything_that_is_shipped_has_a_source_and_a_licence() -> None:
    """Each file and folder of `assets/` stands in a row of the table, and no row names what is gone."""
    named = set(re.findall(r"`([a-z_]+(?:\.[a-z]+|/))`", "\n".join(re.findall(r"^\|.*?\|", SOURCES, re.MULTILINE))))
    kept = {
        f"{path.name}/" if path.is_dir() else path.name
        for path in ASSETS.iterdir()
        if not path.name.startswith(("_", ".")) and path.name != "SOURCES.md"
    }

    assert kept == named


def test_the_voice_that_is_credited_is_the_one_that_speaks() -> None:
    """The credit names the voice and its pace as `say.toml` sets them, and each part with its licence."""
    spoken = {(line.voice, line.speed) for line in clips.lines().values()}

    assert [f"`{voice}`" in SOURCES and f"{speed:g} of its pace" in SOURCES for voice, speed in spoken] == [True]
    assert SOURCES.count("Apache-2.0") > 5
