"""Rosters: who is in which class, from a plain CSV file, a OneRoster zip or Wonde."""

from __future__ import annotations

from sync.service.roster import oneroster, plain
from sync.service.roster.importing import import_roster
from sync.service.roster.plan import Plan
from sync.service.roster.roster import Roster, RosterClass, RosterError, RosterPupil
from sync.service.roster.wonde import reading

__all__ = ["Plan", "Roster", "RosterClass", "RosterError", "RosterPupil", "import_roster", "parse"]


def parse(content: bytes, file: str) -> Roster:
    """Read a roster: what was brought from Wonde, a zip as OneRoster 1.1 or 1.2, anything else as plain CSV.

    Raises:
        RosterError: it cannot be read as a roster; the sentence names file, line and cure.
    """
    if file == reading.FILE:
        return reading.parse(content, file)
    if file.lower().endswith(".zip"):
        return oneroster.parse(content, file)
    return plain.parse(content, file)
