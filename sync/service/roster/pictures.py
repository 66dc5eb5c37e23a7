"""A child's animal: theirs as long as they stay in the class, and nobody else's there."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from assets.animals import ANIMALS
from sync.service import children
from sync.service.db.models import Pupil, SchoolClass
from sync.service.roster.roster import RosterError


def tell_apart(session: Session, of: SchoolClass, newcomers: Collection[uuid.UUID], file: str) -> None:
    """Give each child of a class who has no animal, or another child's, one that is free.

    Whoever was there first keeps theirs; which one a new child gets follows from their source id, so that the same
    roster gives the same animals on any machine. Spare tiles for visitors give way: those left without go.

    Raises:
        RosterError: there are more children than animals.
    """
    found = session.scalars(
        select(Pupil).where(Pupil.school_id == of.school_id, Pupil.class_id == of.id, children.listed())
    )
    pupils = sorted(found, key=lambda pupil: (pupil.id in newcomers, pupil.source_id, pupil.id))
    if len(pupils) > len(ANIMALS):
        what = f"the class {of.name} has {len(pupils)} children, and there are {len(ANIMALS)} animals"
        raise RosterError(file, None, what, "Divide the class in two.")
    taken: set[str] = set()
    without: list[Pupil] = []
    for pupil in pupils:
        if pupil.picture in ANIMALS and pupil.picture not in taken:
            taken.add(pupil.picture)
        else:
            without.append(pupil)
    for pupil in without:
        pupil.picture = free(f"{pupil.source} {pupil.source_id}", taken)
        taken.add(pupil.picture)
    spare = select(Pupil).where(Pupil.school_id == of.school_id, Pupil.class_id == of.id, children.spare())
    for tile in session.scalars(spare):
        if tile.picture in taken:
            session.delete(tile)  # nobody ever used it, so nothing rests on it
    session.flush()


def free(whose: str, taken: Collection[str]) -> str:
    """An animal that is not taken; which one follows from whose it will be. There must be one."""
    start = int.from_bytes(hashlib.sha256(whose.encode()).digest()[:4], "big")
    return next(
        animal for step in range(len(ANIMALS)) if (animal := ANIMALS[(start + step) % len(ANIMALS)]) not in taken
    )
