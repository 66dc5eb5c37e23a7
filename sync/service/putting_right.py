"""Putting right what was tapped: a check-in is moved to the child it came from, or set aside, and either is taken back.

What the child's tablet told stays as it came. Staff add a `Correction` of their own with their name, the time and the
reason; from then on the check-in counts for the right child, or for nobody, and the flags of all whom it concerns are
those of a record in which it had been so from the start. A request for a grown-up is never taken from anybody: moving
it asks for the other child too, since either of them may be waiting.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from sync.service import audit, children, flagging
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import Activity, AdultRequest, CheckIn, Correction, Pupil
from sync.service.errors import ServiceError

MOVED, SET_ASIDE = "moved", "set_aside"
CHECK_IN, REQUEST = "check_in", "request"
LONGEST_REASON = 200


class PuttingRightError(ServiceError):
    """A form that cannot be carried out, as a sentence with the cure."""


def move(session: Session, service: Service, viewer: Viewer, check_in: CheckIn, to: Pupil, reason: str) -> Correction:
    """Let a check-in count for the child whose it was.

    Raises:
        PuttingRightError: no reason, too long a one, the same child, a child it cannot go to, or it was put right
            before.
    """
    reason = _reason(reason)
    _untouched(check_in)
    _may_go_to(to, check_in.pupil_id)
    made = _write_down(
        session, service, viewer, check_in.event_id, CHECK_IN, MOVED, check_in.pupil_id, check_in.class_id, to, reason
    )
    before = check_in.pupil_id
    check_in.tapped_as = check_in.tapped_as or before
    check_in.moved_at = made.at
    _count_for(session, check_in, to.id, to.class_id)
    _look_again(session, service, check_in.school_day, (before, to.id))
    return made


def set_aside(session: Session, service: Service, viewer: Viewer, check_in: CheckIn, reason: str) -> Correction:
    """Leave a check-in out of everything that counts; it stays to be seen.

    Raises:
        PuttingRightError: no reason, too long a one, or it was put right before.
    """
    reason = _reason(reason)
    _untouched(check_in)
    made = _write_down(
        session, service, viewer, check_in.event_id, CHECK_IN, SET_ASIDE, check_in.pupil_id, check_in.class_id, None,
        reason,
    )  # fmt: skip
    check_in.set_aside_at = made.at
    session.flush()
    _look_again(session, service, check_in.school_day, (check_in.pupil_id,))
    return made


def ask_for_other(
    session: Session, service: Service, viewer: Viewer, request: AdultRequest, to: Pupil, reason: str
) -> AdultRequest:
    """Ask for a grown-up for another child too; the request that was tapped stays open until somebody meets that child.

    Raises:
        PuttingRightError: no reason, too long a one, the same child, a child it cannot go to, or it was moved before.
    """
    reason = _reason(reason)
    if request.pupil_id is None:
        raise PuttingRightError("Nobody knows yet who asked here. Meet the child, then say so on Today.")
    _may_go_to(to, request.pupil_id)
    copy = uuid.uuid5(request.event_id, "moved")
    if session.get(AdultRequest, (request.school_id, copy)) is not None:
        raise PuttingRightError("This request was moved before; it waits for both children.")
    asked = AdultRequest(
        school_id=request.school_id,
        event_id=copy,
        device_id=request.device_id,
        class_id=to.class_id,
        pupil_id=to.id,
        school_day=request.school_day,
        asked_at=request.asked_at,
        adult_id=request.adult_id,
        how=request.how,
        moved_from=request.event_id,
    )
    session.add(asked)
    _write_down(
        session, service, viewer, request.event_id, REQUEST, MOVED, request.pupil_id, request.class_id, to, reason
    )
    session.flush()
    _look_again(session, service, request.school_day, (request.pupil_id, to.id))
    return asked


def put_back(session: Session, service: Service, viewer: Viewer, made: Correction) -> None:
    """Take a correction of a check-in back; a second time, or of a request, changes nothing."""
    check_in = session.get(CheckIn, (made.school_id, made.event_id))
    if made.undone_at is not None or made.of != CHECK_IN or check_in is None:
        return
    made.undone_at, made.undone_by = service.clock.now(), viewer.staff_id
    now_for = check_in.pupil_id
    check_in.moved_at = check_in.set_aside_at = None
    if made.what == MOVED:
        check_in.tapped_as = check_in.tapped_as if check_in.tapped_as != made.from_pupil_id else None
        _count_for(session, check_in, made.from_pupil_id, made.from_class_id)
    session.flush()
    audit.note(session, service, viewer, "put a check-in back", made.from_pupil_id, str(made.event_id))
    _look_again(session, service, check_in.school_day, {now_for, made.from_pupil_id})


def _count_for(session: Session, check_in: CheckIn, pupil_id: uuid.UUID, class_id: uuid.UUID) -> None:
    """Let a check-in, and what helped after it, count for a child."""
    check_in.pupil_id, check_in.class_id = pupil_id, class_id
    session.flush()
    session.execute(
        update(Activity)
        .where(Activity.school_id == check_in.school_id, Activity.check_in_id == check_in.event_id)
        .values(pupil_id=pupil_id)
    )


def _write_down(
    session: Session,
    service: Service,
    viewer: Viewer,
    event_id: uuid.UUID,
    of: str,
    what: str,
    from_id: uuid.UUID,
    from_class: uuid.UUID,
    to: Pupil | None,
    reason: str,
) -> Correction:
    made = Correction(
        school_id=service.school_id,
        id=uuid.uuid4(),
        event_id=event_id,
        of=of,
        what=what,
        from_pupil_id=from_id,
        from_class_id=from_class,
        to_pupil_id=to.id if to else None,
        at=service.clock.now(),
        staff_id=viewer.staff_id,
        reason=reason,
    )
    session.add(made)
    thing = "check-in" if of == CHECK_IN else "request"
    action = f"moved a {thing}" if what == MOVED else f"set a {thing} aside"
    audit.note(session, service, viewer, action, from_id, str(event_id))
    if to is not None:
        audit.note(session, service, viewer, f"moved a {thing} here", to.id, str(event_id))
    return made


def _reason(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise PuttingRightError("Write why, in a few words, then press the button once more.")
    if len(text) > LONGEST_REASON:
        raise PuttingRightError(f"The reason holds at most {LONGEST_REASON} characters; this one has {len(text)}.")
    return text


def _untouched(check_in: CheckIn) -> None:
    if check_in.moved_at is not None or check_in.set_aside_at is not None:
        raise PuttingRightError("This check-in was put right before. Put that back first, then press the button again.")


def _may_go_to(to: Pupil, before: uuid.UUID) -> None:
    if to.id == before:
        raise PuttingRightError("It counts for this child already. Choose another child.")
    if children.nameless(to) or to.merged_into is not None or to.left_on is not None:
        raise PuttingRightError("Choose a child of the class list.")


def _look_again(session: Session, service: Service, day: date, pupil_ids: Iterable[uuid.UUID]) -> None:
    flagging.update(session, service.school_id, pupil_ids, service.today(), service.clock.now(), earliest=day)
