"""What a roster says, whatever file it came from."""

from __future__ import annotations

from dataclasses import dataclass

from sync.service.errors import ServiceError


class RosterError(ServiceError):
    """A roster that cannot be used: a sentence that names the file, the line and the cure."""

    def __init__(self, file: str, line: int | None, what: str, cure: str) -> None:
        place = file if line is None else f"{file}, line {line}"
        super().__init__(f"{place}: {what}. {cure}")


@dataclass(frozen=True, slots=True)
class RosterClass:
    """A class; `year_group` is `N`, `R` or `1` to `6`, or empty where years are mixed."""

    source_id: str
    name: str
    year_group: str


@dataclass(frozen=True, slots=True)
class RosterPupil:
    """A child; identity is the source's id, never the name. Names are in Unicode's composed form (NFC)."""

    source_id: str
    given_name: str
    family_name: str
    class_id: str
    """The class's source id."""
    year_group: str
    group: str = ""
    send: bool | None = None
    """Special educational needs or disability; None where the file does not say."""
    eal: bool | None = None
    """English as an additional language; None where the file does not say."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A child whom a roster names without saying where they belong: they are left as they are."""

    source_id: str
    given_name: str
    family_name: str
    why: str
    """Ends the sentence that begins with their name: `has no registration group`."""


@dataclass(frozen=True, slots=True)
class Roster:
    """Classes and their children, each named once, no class empty."""

    source: str
    """`csv`, `oneroster` or `wonde`: ids of one mean nothing in the other."""
    file: str
    classes: tuple[RosterClass, ...]
    pupils: tuple[RosterPupil, ...]
    complete: bool
    """True when a child of this source whom the file does not name has left, whatever their class."""
    unplaced: tuple[Unplaced, ...] = ()
