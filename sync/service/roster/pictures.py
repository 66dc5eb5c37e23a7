"""A child's animal: theirs as long as they stay in the class, and nobody else's there."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from assets.animals import ANIMALS
from sync.service.db.models import Pupil, SchoolClass
from sync.service.roster.roster import RosterError


def tell_apart(session: Session, of: SchoolClass, newcomers: Collection[uuid.UUID], file: str) -> None:
    """Give each child of a class who has no animal, or another child's, one that is free.

    Whoever was there first keeps theirs; which one a new child gets follows from their source id, so that the same
    roster gives the same animals on any machine.

    Raises:
        RosterError: there are more children than animals.
    """
    found = session.scalars(
        select(Pupil).where(Pupil.school_id == of.school_id, Pupil.class_id == of.id, Pupil.left_on.is_(None))
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
        pupil.picture = _free(f"{pupil.source} {pupil.source_id}", taken)
        taken.add(pupil.picture)


def _free(whose: str, taken: set[str]) -> str:
    start = int.from_bytes(hashlib.sha256(whose.encode()).digest()[:4], "big")
    return next(
        animal for step in range(len(ANIMALS)) if (animal := ANIMALS[(start + step) % len(ANIMALS)]) not in taken
    )
