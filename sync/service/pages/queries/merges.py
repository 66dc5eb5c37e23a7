"""Visitors who turned out to be a child of the roster, as the pages of both say it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from sync.service.db.models import Merge, Pupil
from sync.service.pages.queries.people import name_of, staff_names


@dataclass(frozen=True, slots=True)
class Merged:
    """One merge that stands."""

    id: uuid.UUID
    at: datetime
    who: str
    """The adult who said so."""
    visitor: str
    pupil_id: uuid.UUID
    pupil: str


def read_merges(session: Session, school_id: uuid.UUID, pupil: Pupil) -> list[Merged]:
    """The merges of a child or a visitor that nobody has taken back, the oldest first."""
    rows = session.scalars(
        select(Merge)
        .where(Merge.school_id == school_id, Merge.undone_at.is_(None))
        .where(or_(Merge.pupil_id == pupil.id, Merge.visitor_id == pupil.id))
        .order_by(Merge.merged_at)
    ).all()
    ids = {each for row in rows for each in (row.pupil_id, row.visitor_id)}
    named = select(Pupil).where(Pupil.school_id == school_id, Pupil.id.in_(ids))
    pupils = {each.id: name_of(each) for each in session.scalars(named)} if ids else {}
    adults = staff_names(session, school_id, {row.merged_by for row in rows})
    return [
        Merged(
            row.id,
            row.merged_at,
            adults.get(row.merged_by, ""),
            pupils[row.visitor_id],
            row.pupil_id,
            pupils[row.pupil_id],
        )
        for row in rows
    ]
