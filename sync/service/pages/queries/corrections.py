"""What staff put right for a child, and the notes that adults keep, as the child's page shows them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from sync.service.access import Viewer
from sync.service.db.models import AdultRequest, CheckIn, Correction, Pupil, PupilNote, Role
from sync.service.pages.drawing import feeling_word
from sync.service.pages.queries.people import name_of, staff_names

SHOWN = 20
NOTES = 50


@dataclass(frozen=True, slots=True)
class Righted:
    """One thing that was put right, and how to take it back."""

    id: uuid.UUID
    when: datetime
    """When the child tapped."""
    tapped: str
    """What was tapped; empty where it is a child's whom the viewer may not see."""
    said: str
    """What staff did, in words."""
    who: str
    at: datetime
    reason: str
    may_put_back: bool


@dataclass(frozen=True, slots=True)
class Note:
    """One note."""

    at: datetime
    who: str
    text: str
    restricted: bool


def read_righted(session: Session, viewer: Viewer, pupil: Pupil) -> list[Righted]:
    """What stands for a child as put right , the latest first: from them and to them."""
    found = session.scalars(
        select(Correction)
        .where(
            Correction.school_id == pupil.school_id,
            Correction.undone_at.is_(None),
            or_(Correction.from_pupil_id == pupil.id, Correction.to_pupil_id == pupil.id),
        )
        .order_by(Correction.at.desc())
        .limit(SHOWN)
    ).all()
    if not found:
        return []
    events = [each.event_id for each in found]
    check_ins = {
        each.event_id: each
        for each in session.scalars(
            select(CheckIn).where(CheckIn.school_id == pupil.school_id, CheckIn.event_id.in_(events))
        )
    }
    asks = dict(
        session.execute(
            select(AdultRequest.event_id, AdultRequest.asked_at).where(
                AdultRequest.school_id == pupil.school_id, AdultRequest.event_id.in_(events)
            )
        ).all()
    )
    ids = {each for one in found for each in (one.from_pupil_id, one.to_pupil_id) if each}
    people = {
        each.id: each
        for each in session.scalars(select(Pupil).where(Pupil.school_id == pupil.school_id, Pupil.id.in_(ids)))
    }
    adults = staff_names(session, pupil.school_id, {each.staff_id for each in found})

    def name(id: uuid.UUID | None) -> str:
        child = people.get(id) if id else None
        if child is None:
            return "a child who is no longer here"
        return name_of(child) if viewer.may_see_class(child.class_id) else "a child of another class"

    def tell(one: Correction) -> Righted | None:
        check_in, asked_at = check_ins.get(one.event_id), asks.get(one.event_id)
        when = check_in.at if check_in else asked_at
        if when is None:
            return None
        theirs = people.get(check_in.pupil_id) if check_in else None
        may = theirs is not None and viewer.may_see_class(theirs.class_id)
        if check_in is None:
            tapped = "I want a grown-up"
        else:
            tapped = " and ".join(map(feeling_word, check_in.answers)) if may else ""
        if one.what == "set_aside":
            said = "set aside"
        elif one.of == "request":
            said = f"asked for {name(one.to_pupil_id)} too; it was tapped as {name(one.from_pupil_id)}"
        elif one.to_pupil_id == pupil.id:
            said = f"moved here from {name(one.from_pupil_id)}"
        else:
            said = f"moved to {name(one.to_pupil_id)}"
        return Righted(
            one.id, when, tapped, said, adults.get(one.staff_id, ""), one.at, one.reason, may and one.of == "check_in"
        )

    return [told for each in found if (told := tell(each)) is not None]


def read_notes(session: Session, viewer: Viewer, pupil_id: uuid.UUID) -> list[Note]:
    """The notes about a child that a viewer may read, the latest first."""
    found = select(PupilNote).where(PupilNote.school_id == viewer.school_id, PupilNote.pupil_id == pupil_id)
    if viewer.role is not Role.DSL:
        found = found.where(PupilNote.restricted.is_(False))
    rows = session.scalars(found.order_by(PupilNote.at.desc(), PupilNote.id).limit(NOTES)).all()
    names = staff_names(session, viewer.school_id, {row.staff_id for row in rows})
    return [Note(row.at, names.get(row.staff_id, ""), row.text, row.restricted) for row in rows]
