"""Who a visitor is: staff give a name, or say which child of the roster it was, and may take that back.

Nothing that was told is changed. The events stay as they came, each row keeps whose tile was tapped (`tapped_as`), and
what the child told counts, from then on, for the child it was.
"""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from sync.service import audit, children, flagging
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import Activity, AdultRequest, CheckIn, Merge, Plan, Pupil, SchoolClass
from sync.service.errors import ServiceError
from sync.service.roster import spares

LONGEST_NAME = 120


class VisitorError(ServiceError):
    """A form that cannot be carried out, as a sentence with the cure."""


def name(session: Session, service: Service, viewer: Viewer, visitor: Pupil, given: str, family: str) -> None:
    """Give a visitor a name: from now on a child of the class like any other, on the tablet too.

    Raises:
        VisitorError: no first name, or a name that is too long.
    """
    given, family = " ".join(given.split()), " ".join(family.split())
    if not given:
        raise VisitorError("Write the first name, then press the button once more.")
    if max(len(given), len(family)) > LONGEST_NAME:
        raise VisitorError(f"A name holds at most {LONGEST_NAME} characters.")
    visitor.given_name, visitor.family_name = given, family
    session.flush()
    spares.keep_ready(session, session.get_one(SchoolClass, (visitor.school_id, visitor.class_id)))
    audit.note(session, service, viewer, "named a visitor", visitor.id)


def merge(session: Session, service: Service, viewer: Viewer, visitor: Pupil, pupil: Pupil) -> Merge:
    """Say that a visitor is a child of the roster: all the visitor told counts for that child, late arrivals too.

    Raises:
        VisitorError: it is not a nameless visitor, or the child is a visitor too.
    """
    if not children.nameless(visitor) or visitor.merged_into is not None:
        raise VisitorError("This is no visitor any more. Go back to Pupils and look again.")
    if children.nameless(pupil) or pupil.merged_into is not None or pupil.left_on is not None:
        raise VisitorError("Choose a child of the class list.")
    return _merge(session, service, viewer, visitor, pupil, "merged a visitor")


def merge_duplicate(session: Session, service: Service, viewer: Viewer, double: Pupil, pupil: Pupil) -> Merge:
    """Say that a child stands twice on the list: all that was told with one tile counts for the other from now on.

    Raises:
        VisitorError: one of them has no name, was merged or has left, or has something that must be settled first.
    """
    if double.id == pupil.id or any(each.merged_into or each.left_on for each in (double, pupil)):
        raise VisitorError("Choose another child of the class list.")
    if children.nameless(double) or children.nameless(pupil):
        raise VisitorError("A visitor is merged on the visitor's own page.")
    merged = select(Merge.id).where(
        Merge.school_id == double.school_id, Merge.pupil_id == double.id, Merge.undone_at.is_(None)
    )
    moved = select(CheckIn.event_id).where(
        CheckIn.school_id == double.school_id, CheckIn.pupil_id == double.id, CheckIn.moved_at.is_not(None)
    )
    if session.scalar(merged.limit(1)) or session.scalar(moved.limit(1)):
        raise VisitorError("Something was merged or moved to this child before. Take that back first.")
    plan = select(Plan.id).where(
        Plan.school_id == double.school_id, Plan.pupil_id == double.id, Plan.closed_at.is_(None)
    )
    if session.scalar(plan.limit(1)):
        raise VisitorError("This child has a plan. Close it first; make it again for the other.")
    return _merge(session, service, viewer, double, pupil, "merged a duplicate")


def _merge(session: Session, service: Service, viewer: Viewer, visitor: Pupil, pupil: Pupil, action: str) -> Merge:
    made = Merge(
        school_id=visitor.school_id,
        id=uuid.uuid4(),
        visitor_id=visitor.id,
        pupil_id=pupil.id,
        merged_at=service.clock.now(),
        merged_by=viewer.staff_id,
    )
    session.add(made)
    visitor.merged_into = pupil.id
    session.flush()
    first = _move(session, service.school_id, visitor.id, visitor.id, pupil.id)
    spares.keep_ready(session, session.get_one(SchoolClass, (visitor.school_id, visitor.class_id)))
    audit.note(session, service, viewer, action, pupil.id, str(visitor.id))
    _look_again(session, service, first, visitor.id, pupil.id)
    return made


def split(session: Session, service: Service, viewer: Viewer, made: Merge) -> None:
    """Take a merge back: what the visitor's tile told counts for the visitor again. A second time changes nothing."""
    if made.undone_at is not None:
        return
    made.undone_at, made.undone_by = service.clock.now(), viewer.staff_id
    visitor = session.get_one(Pupil, (made.school_id, made.visitor_id))
    visitor.merged_into = None
    session.flush()
    first = _move(session, service.school_id, visitor.id, made.pupil_id, visitor.id)
    audit.note(session, service, viewer, "took a merge back", made.pupil_id, str(visitor.id))
    _look_again(session, service, first, visitor.id, made.pupil_id)


def _move(
    session: Session, school_id: uuid.UUID, tapped: uuid.UUID, before: uuid.UUID, after: uuid.UUID
) -> date | None:
    """Let what a tile told count for another child; the first day of it."""
    tapped_as = tapped if after != tapped else None
    days: list[date] = []
    for table in (CheckIn, AdultRequest):
        theirs: tuple[ColumnElement[bool], ...] = (
            table.school_id == school_id,
            table.pupil_id == before,
            table.tapped_as == tapped if tapped_as is None else table.tapped_as.is_(None),
        )
        first = session.scalar(select(func.min(table.school_day)).where(*theirs))
        if table is CheckIn and tapped_as is None:
            # What staff moved by hand stays where they put it.
            theirs = (*theirs, CheckIn.moved_at.is_(None))
        if first is not None:
            days.append(first)
        if table is CheckIn:
            check_ins = select(CheckIn.event_id).where(*theirs)
            session.execute(
                update(Activity)
                .where(Activity.school_id == school_id, Activity.check_in_id.in_(check_ins))
                .values(pupil_id=after)
            )
        session.execute(update(table).where(*theirs).values(pupil_id=after, tapped_as=tapped_as))
    return min(days, default=None)


def _look_again(session: Session, service: Service, first: date | None, *pupil_ids: uuid.UUID) -> None:
    """Bring the flags of both children to what now counts for each."""
    if first is not None:
        now = service.clock.now()
        flagging.update(session, service.school_id, pupil_ids, service.today(), now, earliest=first)
