"""A roster set against what the service has, for a person to read: who joins, leaves, moves or has a new name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sized
from dataclasses import astuple, dataclass, field

import msgspec

from sync.service.db.models import Pupil
from sync.service.roster.roster import Roster, RosterClass, RosterPupil

TENTH, FEW = 10, 2
"""A roster that would let more than a tenth leave is taken for a wrong file, unless they are as few as this."""


@dataclass(frozen=True, slots=True)
class Move:
    """A child who changes class."""

    pupil: Pupil
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import changes. Children it does not list stay as they are."""

    roster: Roster
    here: list[Pupil] = field(default_factory=list)
    """The children for whom the roster speaks and who have not left."""
    new_classes: list[RosterClass] = field(default_factory=list)
    joiners: list[RosterPupil] = field(default_factory=list)
    returners: list[Pupil] = field(default_factory=list)
    leavers: list[Pupil] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    renames: list[tuple[Pupil, RosterPupil]] = field(default_factory=list)
    doubles: list[tuple[RosterPupil, str]] = field(default_factory=list)
    """Children who join by the name of somebody who is known: perhaps the same child under a new number."""

    def lines(self) -> Iterator[str]:
        """The plan for a person to read before it is carried out."""
        for made in self.new_classes:
            yield f"new class {made.name}"
        for joiner in self.joiners:
            yield f"joins     {joiner.given_name} {joiner.family_name}".rstrip()
        for pupil in self.returners:
            yield f"returns   {pupil.given_name} {pupil.family_name}".rstrip()
        for move in self.moves:
            yield f"moves     {move.pupil.given_name} {move.pupil.family_name}: {move.before} to {move.after}"
        for pupil, new in self.renames:
            old = f"{pupil.given_name} {pupil.family_name}".rstrip()
            yield f"renamed   {old}: {new.given_name} {new.family_name}".rstrip()
        for pupil in self.leavers:
            yield f"leaves    {pupil.given_name} {pupil.family_name}".rstrip()
        for said, who in self.doubles:
            yield f"look at   {said.given_name} {said.family_name}: {who}"
        for left in self.roster.unplaced:
            yield f"stays     {left.given_name} {left.family_name}: {left.why}"

    def summary(self) -> str:
        """The plan in one line, without a name."""
        return (
            f"{len(self.new_classes)} new classes, {len(self.joiners)} join, {len(self.returners)} return, "
            f"{len(self.moves)} move, {len(self.renames)} have a new name, {len(self.leavers)} leave"
        )

    def sentence(self) -> str:
        """The plan as a person says it, without a name: `3 join, 1 leaves.`"""
        said = [
            _count(self.new_classes, "new class", "new classes"),
            _count(self.joiners, "child joins", "children join"),
            _count(self.returners, "returns", "return"),
            _count(self.moves, "changes class", "change class"),
            _count(self.renames, "has a new name", "have a new name"),
            _count(self.leavers, "leaves", "leave"),
        ]
        return f"{', '.join(filter(None, said)) or 'Nobody joins, moves or leaves'}."

    @property
    def changes(self) -> bool:
        """False when the roster says what is known already; years and groups may still follow it."""
        found = (self.new_classes, self.joiners, self.returners, self.leavers, self.moves, self.renames)
        return any(found)

    def surprising(self, roll_over: bool) -> list[Pupil]:
        """Leavers who are not expected: in September those of the oldest year are."""
        if not roll_over or not self.here:
            return self.leavers
        oldest = max(_age(pupil) for pupil in self.here)
        return [pupil for pupil in self.leavers if _age(pupil) < oldest]

    def stop(self, *, roll_over: bool = False) -> str:
        """A sentence when more would leave than a wrong file is worth, else nothing.

        Args:
            roll_over: it is September, and the oldest year leaves.
        """
        leaving = len(self.surprising(roll_over))
        if leaving <= FEW or leaving * TENTH <= len(self.here):
            return ""
        whose = "not counting the oldest year, " if roll_over else ""
        said = f"{whose}{leaving} of {len(self.here)} children would leave, more than a tenth."
        return said[0].upper() + said[1:]

    def digest(self) -> str:
        """Names the plan: two are alike when they do the same to the same children."""
        said = (
            [(each.source_id, each.name, each.year_group) for each in self.roster.classes],
            [astuple(each) for each in self.roster.pupils],
            [each.source_id for each in self.new_classes],
            [each.source_id for each in self.joiners],
            [each.id.hex for each in self.returners],
            [each.id.hex for each in self.leavers],
            [(each.pupil.id.hex, each.before, each.after) for each in self.moves],
            [(each.id.hex, each.given_name, each.family_name) for each, _ in self.renames],
        )
        return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def _count(of: Sized, one: str, more: str) -> str:
    return f"{len(of)} {one if len(of) == 1 else more}" if of else ""


def _age(pupil: Pupil) -> int:
    """Places a year group among the others; nursery and reception come first."""
    return {"N": -1, "R": 0}.get(pupil.year_group, int(pupil.year_group) if pupil.year_group.isdecimal() else 0)
