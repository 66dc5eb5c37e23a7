"""Loads a widget's `.kv` once, beside its class."""

from __future__ import annotations

from pathlib import Path

from kivy.lang import Builder


def load_beside(file: str) -> None:
    """Load the `.kv` that stands beside a module; a second call changes nothing, so no rule ever applies twice."""
    kv = str(Path(file).with_suffix(".kv"))
    if kv not in Builder.files:
        Builder.load_file(kv)
