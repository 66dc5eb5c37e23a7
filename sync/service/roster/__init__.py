"""Rosters: who is in which class, from a plain CSV file or a OneRoster 1.1 zip."""

from __future__ import annotations

from pathlib import Path

from sync.service.roster import oneroster, plain
from sync.service.roster.plan import Plan, import_roster
from sync.service.roster.roster import Roster, RosterClass, RosterError, RosterPupil

__all__ = ["Plan", "Roster", "RosterClass", "RosterError", "RosterPupil", "import_roster", "read"]


def read(path: Path) -> Roster:
    """Read a roster file: `.zip` as OneRoster 1.1, anything else as plain CSV.

    Raises:
        RosterError: the file cannot be read as a roster; the sentence names file, line and cure.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RosterError(path.name, None, f"it cannot be opened ({error.strerror})", "Check the path.") from None
    if path.suffix.lower() == ".zip":
        return oneroster.parse(content, path.name)
    return plain.parse(content, path.name)
