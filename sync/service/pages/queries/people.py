"""Classes, pupils and adults by name, as a viewer may see them."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service import children
from sync.service.access import Viewer
from sync.service.caseload import NOBODY, Caseload
from sync.service.db.models import Pupil, SchoolClass, Staff
from sync.service.pages.words import short_name


class Named(children.Tile, Protocol):
    """What a child's name on a page is made of."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def class_id(self) -> uuid.UUID: ...
    @property
    def family_name(self) -> str: ...
    @property
    def picture(self) -> str: ...


MINE = "mine"
"""How an address asks for the caseload."""


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes a viewer may open, and which of them a page shows."""

    all: tuple[SchoolClass, ...]
    shown: tuple[SchoolClass, ...]
    whole_school: bool
    """The page shows every class, because the viewer asked for the whole school."""
    may_see_school: bool
    caseload: Caseload = NOBODY
    """The viewer's own, whether or not the page shows it."""
    only_caseload: bool = False
    """The page shows the caseload, of the classes in which it is."""

    def holds(self, pupil_id: uuid.UUID | None, class_id: uuid.UUID) -> bool:
        """Whether a child of these classes is shown."""
        return not self.only_caseload or self.caseload.holds(pupil_id, class_id)

    @property
    def one(self) -> bool:
        """The page shows one class."""
        return bool(self.shown) and not self.whole_school and not self.only_caseload

    @property
    def ids(self) -> frozenset[uuid.UUID]:
        return frozenset(each.id for each in self.shown)

    @property
    def title(self) -> str:
        """`2W`, `whole school`, or `your caseload`."""
        if self.only_caseload:
            return "your caseload"
        return "whole school" if self.whole_school else self.shown[0].name if self.shown else ""

    @property
    def choice(self) -> str | None:
        """How an address names this choice."""
        if self.only_caseload:
            return MINE
        return "school" if self.whole_school else str(self.shown[0].id) if self.shown else None

    def name(self, class_id: uuid.UUID) -> str:
        return next((each.name for each in self.all if each.id == class_id), "another class")


def read_classes(session: Session, viewer: Viewer, wanted: str | None, mine: Caseload | None = None) -> Classes | None:
    """Read the viewer's classes and pick what an address asks for.

    Args:
        wanted: a class id, `school`, or None for the viewer's own first class.
        mine: the viewer's caseload, where a page can show it: the address may ask for `mine` then, and one who has
            no class of their own begins with it.

    Returns:
        None when the wanted class is not there or not the viewer's to see: both look alike from outside.
    """
    found = tuple(
        session.scalars(
            select(SchoolClass)
            .where(SchoolClass.school_id == viewer.school_id, viewer.classes_seen(SchoolClass.id))
            .order_by(SchoolClass.name)
        )
    )
    kept = mine or NOBODY
    if wanted == "school":
        return Classes(found, found, True, True, kept) if viewer.sees_all_classes else None
    if mine is not None and (wanted == MINE or (not wanted and mine and not viewer.class_ids)):
        within = tuple(each for each in found if each.id in mine.classes | mine.with_children)
        return Classes(found, within, False, viewer.sees_all_classes, mine, only_caseload=True)
    if not wanted:
        own = [each for each in found if each.id in viewer.class_ids] or list(found)
        return Classes(found, tuple(own[:1]), False, viewer.sees_all_classes, kept)
    chosen = tuple(each for each in found if str(each.id) == wanted)
    return Classes(found, chosen, False, viewer.sees_all_classes, kept) if chosen else None


def read_pupils(session: Session, school_id: uuid.UUID, class_ids: Collection[uuid.UUID]) -> Sequence[Pupil]:
    """The pupils of some classes who have not left, by name, visitors last."""
    found = session.scalars(
        select(Pupil)
        .where(Pupil.school_id == school_id, Pupil.class_id.in_(class_ids), children.listed())
        .order_by(Pupil.given_name, Pupil.family_name, Pupil.id)
    ).all()
    return sorted(found, key=children.nameless)


def staff_names(session: Session, school_id: uuid.UUID, ids: Collection[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """Names of adults by id; those no longer known are left out."""
    wanted = {each for each in ids if each is not None}
    if not wanted:
        return {}
    rows = session.execute(select(Staff.id, Staff.name).where(Staff.school_id == school_id, Staff.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def name_of(pupil: Named) -> str:
    """How pages call a child: `Kasia N.`, or `Visitor (otter)` while nobody has said who it is."""
    if children.nameless(pupil):
        return f"Visitor ({pupil.picture.replace('_', ' ')})"
    return short_name(pupil.given_name, pupil.family_name)


def names_of(pupils: Sequence[Named]) -> dict[uuid.UUID, str]:
    """How a page calls each of some children: `Kasia N.`, and in full where two would share that."""
    short = {pupil.id: name_of(pupil) for pupil in pupils}
    shared = Counter((pupil.class_id, short[pupil.id].casefold()) for pupil in pupils)
    return {
        pupil.id: f"{pupil.given_name} {pupil.family_name}".strip()
        if shared[pupil.class_id, short[pupil.id].casefold()] > 1 and not children.nameless(pupil)
        else short[pupil.id]
        for pupil in pupils
    }
