"""A framework pack: the words a school uses for how children grow. Plans are labelled with them; tablets see none.

A school writes it as a TOML file (`assets/framework/` has an empty one and an example); `framework_file` reads it.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from sync.service.db.models import School


class Strand(msgspec.Struct, frozen=True):
    """One strand of a framework."""

    label: str
    colour: str
    means: str = ""
    tags: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    """Ids of the activities that belong to it."""

    @property
    def labels(self) -> tuple[str, ...]:
        """What a plan can be labelled with: the strand itself, then its tags."""
        return (self.label, *self.tags)


class Pack(msgspec.Struct, frozen=True):
    """A school's framework."""

    name: str = ""
    strands: tuple[Strand, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels, in the school's own order."""
        return tuple(label for strand in self.strands for label in strand.labels)

    def strand_of(self, label: str) -> Strand | None:
        """The strand that a label belongs to; None for a plan's own words."""
        return next((each for each in self.strands if label in each.labels), None)

    def strands_with(self, activity: str) -> tuple[str, ...]:
        """The labels of the strands that an activity belongs to."""
        return tuple(each.label for each in self.strands if activity in each.activities)


NONE = Pack()


def of_school(school: School) -> Pack:
    """The framework that a school has loaded; an empty one where there is none."""
    held = school.settings.get("framework")
    if not isinstance(held, Mapping):
        return NONE
    try:
        return msgspec.convert(held.get("pack", {}), Pack)
    except msgspec.ValidationError:
        return NONE


def source_of(school: School) -> str:
    """The file that was loaded, as the school wrote it; empty where there is none."""
    held = school.settings.get("framework")
    source = held.get("source") if isinstance(held, Mapping) else ""
    return source if isinstance(source, str) else ""


def keep(school: School, pack: Pack, source: str) -> None:
    """Load a pack in place of the one before, with its file. Labels that plans have already stay with them."""
    school.settings = {**school.settings, "framework": {"source": source, "pack": msgspec.to_builtins(pack)}}


def remove(school: School) -> None:
    """Have no framework again."""
    school.settings = {name: value for name, value in school.settings.items() if name != "framework"}
