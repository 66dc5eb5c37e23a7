"""What needs a safeguarding lead's yes: a role that sees feelings, and a new way into an account that has one.

IT asks; a safeguarding lead other than the person concerned says yes or no. The code that a new colleague starts with
is shown to whoever said yes, so that IT never holds a key to what children told.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from sync.service import audit, portraits
from sync.service.access import Viewer, role_sees_feelings
from sync.service.accounts import codes, identities, second_factor
from sync.service.accounts.sessions import revoke_sessions
from sync.service.context import Service
from sync.service.db.models import Role, SchoolClass, SecondFactor, Staff, StaffClass, StaffRequest
from sync.service.errors import ServiceError

ROLE, SECOND_FACTOR, PASSWORD = "role", "second_factor", "password"


def give_role(
    session: Session, service: Service, by: Viewer | None, staff: Staff, role: Role, class_ids: Collection[uuid.UUID]
) -> bool:
    """Give somebody a role and classes: at once where they then see nothing new, else once a lead says yes.

    Returns:
        True when it was done at once; False when it waits for a yes.

    Raises:
        ServiceError: a class adult without a class, or the last safeguarding lead would be gone.
    """
    if role is Role.CLASS_ADULT and not class_ids:
        raise ServiceError("A class adult sees their own classes only: choose at least one.")
    _drop_waiting(session, service, staff.id, ROLE)
    if _sees_no_more(session, staff, role, class_ids):
        if staff.role == Role.DSL and role is not Role.DSL:
            _not_the_last_lead(session, service, staff)
        _set(session, service, staff, role, class_ids)
        audit.note(session, service, by, "changed a role", detail=f"{staff.id} to {role.value}")
        return True
    _ask(session, service, by, staff, ROLE, role, class_ids)
    return False


def reset(session: Session, service: Service, by: Viewer | None, staff: Staff, kind: str) -> str | None:
    """Take away somebody's second factor, or their password: at once for roles without feelings, else after a yes.

    Args:
        kind: `SECOND_FACTOR` or `PASSWORD`.

    Returns:
        A sentence on what comes next, with the starting code in it where there is one; None when it waits for a yes.
    """
    if kind not in (SECOND_FACTOR, PASSWORD):
        raise ServiceError("Choose what to reset: the second factor or the password.")
    if role_sees_feelings(Role(staff.role)):
        _drop_waiting(session, service, staff.id, kind)
        _ask(session, service, by, staff, kind)
        return None
    return carry_out(session, service, by, staff, kind)


def answer(session: Session, service: Service, viewer: Viewer, asked: StaffRequest, *, yes: bool) -> str:
    """Say yes or no; what was asked for is done in the same moment.

    Returns:
        A sentence on what comes next, with the starting code in it where there is one.

    Raises:
        ServiceError: somebody answered before, it is about the answerer's own account, or they asked for it themselves.
    """
    if asked.answered_at is not None:
        raise ServiceError("Somebody has answered this already.")
    if viewer.staff_id in (asked.staff_id, asked.asked_by):
        raise ServiceError("Another safeguarding lead has to answer this: it is about your own account.")
    staff = session.get_one(Staff, (service.school_id, asked.staff_id))
    asked.answered_at, asked.answered_by, asked.granted = service.clock.now(), viewer.staff_id, yes
    said = "said yes to" if yes else "said no to"
    audit.note(session, service, viewer, f"{said} a staff request", detail=f"{asked.kind} {asked.role} {staff.id}")
    if not yes:
        return f"Nothing changes for {staff.name}."
    if asked.kind != ROLE:
        return carry_out(session, service, viewer, staff, asked.kind)
    if staff.role == Role.DSL and asked.role != Role.DSL:
        _not_the_last_lead(session, service, staff)
    there = set(session.scalars(select(SchoolClass.id).where(SchoolClass.school_id == service.school_id)))
    new = staff.disabled_at is not None
    _set(session, service, staff, Role(asked.role), {uuid.UUID(each) for each in asked.class_ids} & there)
    if not new:
        return f"{staff.name} has the new role from now on."
    return reopen(session, service, viewer, staff)


def reopen(session: Session, service: Service, by: Viewer | None, staff: Staff) -> str:
    """Open a closed account for somebody who then starts anew; the sentence holds their starting code."""
    staff.disabled_at, staff.password_hash = None, ""
    second_factor.remove(session, service, staff.id)
    identities.untie(session, service.school_id, staff.id)
    return starting_code(session, service, by, staff)


def close(session: Session, service: Service, by: Viewer | None, staff: Staff) -> None:
    """Close an account and sign it out everywhere, at once. What they did stays in the record.

    Raises:
        ServiceError: the last safeguarding lead would be gone, or somebody closes their own account.
    """
    if by is not None and by.staff_id == staff.id:
        raise ServiceError("Somebody else has to close your account.")
    if staff.role == Role.DSL:
        _not_the_last_lead(session, service, staff)
    if staff.disabled_at is None:
        staff.disabled_at = service.clock.now()
    waiting = (StaffRequest.school_id == service.school_id, StaffRequest.staff_id == staff.id)
    session.execute(delete(StaffRequest).where(*waiting, StaffRequest.answered_at.is_(None)))
    revoke_sessions(session, service.school_id, staff.id)
    codes.drop(session, service.school_id, staff.id)
    portraits.forget_adult(session, service, staff.id)
    audit.note(session, service, by, "closed an account", detail=str(staff.id))


def starting_code(session: Session, service: Service, by: Viewer | None, staff: Staff) -> str:
    """A sentence with the code with which somebody chooses a password; it is nowhere else."""
    code = codes.new(session, service, staff.id, codes.START)
    audit.note(session, service, by, "made a starting code", detail=str(staff.id))
    return f"Hand {staff.name} this code, in person: {code}. With it they choose a password, within seven days."


def waiting(session: Session, school_id: uuid.UUID) -> Sequence[StaffRequest]:
    """What nobody has answered, oldest first."""
    unanswered = (StaffRequest.school_id == school_id, StaffRequest.answered_at.is_(None))
    return session.scalars(select(StaffRequest).where(*unanswered).order_by(StaffRequest.asked_at)).all()


def answered(session: Session, school_id: uuid.UUID, most: int = 10) -> Sequence[StaffRequest]:
    """What was answered lately, newest first."""
    done = (StaffRequest.school_id == school_id, StaffRequest.answered_at.is_not(None))
    return session.scalars(
        select(StaffRequest).where(*done).order_by(StaffRequest.answered_at.desc()).limit(most)
    ).all()


def leads(session: Session, school_id: uuid.UUID) -> int:
    """How many safeguarding leads can say yes."""
    open_ = (Staff.school_id == school_id, Staff.role == Role.DSL, Staff.disabled_at.is_(None))
    return session.scalar(select(func.count()).where(*open_)) or 0


def carry_out(session: Session, service: Service, by: Viewer | None, staff: Staff, kind: str) -> str:
    """Reset a second factor or a password now: after a yes, or for the one lead whom nobody else can help."""
    revoke_sessions(session, service.school_id, staff.id)
    if kind == SECOND_FACTOR:
        had = session.get(SecondFactor, (service.school_id, staff.id)) is not None
        second_factor.remove(session, service, staff.id)
        audit.note(session, service, by, "reset a second factor", detail=str(staff.id))
        again = "sets up a new second factor" if had else "sets up a second factor"
        return f"{staff.name} {again} at the next sign-in, and is signed out everywhere."
    staff.password_hash = ""
    return starting_code(session, service, by, staff)


def _ask(
    session: Session,
    service: Service,
    by: Viewer | None,
    staff: Staff,
    kind: str,
    role: Role | None = None,
    class_ids: Collection[uuid.UUID] = (),
) -> None:
    made = StaffRequest(
        id=uuid.uuid4(),
        school_id=service.school_id,
        staff_id=staff.id,
        kind=kind,
        role=role.value if role else "",
        class_ids=sorted(map(str, class_ids)),
        asked_at=service.clock.now(),
        asked_by=by.staff_id if by else None,
        granted=False,
    )
    session.add(made)
    audit.note(session, service, by, "asked a safeguarding lead", detail=f"{kind} {made.role} {staff.id}")


def _drop_waiting(session: Session, service: Service, staff_id: uuid.UUID, kind: str) -> None:
    """A newer question of the same kind takes the place of the older one."""
    same = (StaffRequest.school_id == service.school_id, StaffRequest.staff_id == staff_id, StaffRequest.kind == kind)
    session.execute(delete(StaffRequest).where(*same, StaffRequest.answered_at.is_(None)))


def _sees_no_more(session: Session, staff: Staff, role: Role, class_ids: Collection[uuid.UUID]) -> bool:
    """Whether a role and classes show somebody nothing that they do not see now."""
    if not role_sees_feelings(role):
        return True
    if staff.disabled_at is not None:
        return False
    has = Role(staff.role)
    if role is Role.CLASS_ADULT:
        theirs = select(StaffClass.class_id).where(StaffClass.school_id == staff.school_id)
        now = set(session.scalars(theirs.where(StaffClass.staff_id == staff.id)))
        return has in (Role.PRACTITIONER, Role.DSL) or (has is Role.CLASS_ADULT and set(class_ids) <= now)
    return has is role or (has is Role.DSL and role is Role.PRACTITIONER)


def _set(session: Session, service: Service, staff: Staff, role: Role, class_ids: Collection[uuid.UUID]) -> None:
    staff.role = role.value
    theirs = (StaffClass.school_id == service.school_id, StaffClass.staff_id == staff.id)
    session.execute(delete(StaffClass).where(*theirs))
    session.add_all(StaffClass(school_id=service.school_id, staff_id=staff.id, class_id=each) for each in class_ids)


def _not_the_last_lead(session: Session, service: Service, staff: Staff) -> None:
    if staff.disabled_at is None and leads(session, service.school_id) <= 1:
        raise ServiceError(f"{staff.name} is the only safeguarding lead. Make another one first.")
