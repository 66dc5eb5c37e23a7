"""Tiles for visitors: in every class a few stand ready, each with an animal of its own and no name."""

from __future__ import annotations

import uuid

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from assets import catalogue
from assets.animals import ANIMALS
from sync.service import children
from sync.service.db.models import VISITOR, Pupil, SchoolClass
from sync.service.roster.pictures import free

READY = 3
"""Spare tiles of a class; a tablet that is offline can take in as many children whom nobody had expected."""


def lacking(session: Session, school_id: uuid.UUID, class_id: uuid.UUID) -> int:
    """How many spare tiles a class lacks and has animals for: one query, so that asking need not cost a write."""
    here = select(Pupil.picture, children.spare()).where(
        Pupil.school_id == school_id, Pupil.class_id == class_id, or_(children.listed(), children.spare())
    )
    tiles = session.execute(here).all()
    ready = sum(is_spare for _, is_spare in tiles)
    return max(0, min(READY - ready, len(ANIMALS) - len({picture for picture, _ in tiles})))


def keep_ready(session: Session, of: SchoolClass) -> int:
    """Make spare tiles until `READY` are there, as far as there are animals; the number made."""
    missing = lacking(session, of.school_id, of.id)
    here = select(Pupil.picture).where(Pupil.school_id == of.school_id, Pupil.class_id == of.id)
    taken = set(session.scalars(here.where(or_(children.listed(), children.spare()))))
    for _ in range(missing):
        id = uuid.uuid4()
        picture = free(f"{VISITOR} {of.source_id} {len(taken)}", taken)
        taken.add(picture)
        session.add(
            Pupil(
                school_id=of.school_id,
                id=id,
                class_id=of.id,
                source=VISITOR,
                source_id=id.hex,
                given_name="",
                picture=picture,
                year_group=of.year_group,
                step=_step(of.year_group),
            )
        )
    session.flush()
    return missing


def _step(year_group: str) -> int:
    """By the class's year; where years are mixed the second step, which every child can use."""
    return catalogue.step_for_year(year_group) if year_group else 2
