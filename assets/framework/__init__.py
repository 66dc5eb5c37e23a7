"""Framework packs to begin with: an empty one, and a neutral example of one. A school writes its own words."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal


@cache
def pack(name: Literal["empty", "example"]) -> str:
    """The text of a pack that came with Daybreak, as a TOML file."""
    return files("assets").joinpath("framework", f"{name}.toml").read_text(encoding="utf-8")
