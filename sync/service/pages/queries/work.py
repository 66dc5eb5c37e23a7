"""What staff do with a flag: new > seen > watching > closed > reopened. Each step is a line of its story and audited.

*Passed to the DSL* leaves a flag open until a DSL or deputy accepts it. Every function returns None when there is no
such flag for this viewer, and raises `WorkError` with the cure when the form cannot be carried out.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy.orm import Session

from sync.service import audit
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import UNREAD, FlagNote, FlagRow, FlagState, Role
from sync.service.flag_queue import open_again
from sync.service.pages import words
from sync.service.pages.queries.flags import read_flag, read_owners

LONGEST_NOTE = 2000
LONGEST_WATCH = timedelta(days=365)


class WorkError(Exception):
    """A form that cannot be carried out, as a sentence with the cure."""


def see(session: Session, service: Service, viewer: Viewer, flag_id: uuid.UUID) -> FlagRow | None:
    """Somebody is looking into it, and it is theirs unless it has an owner; a second look changes nothing."""
    flag = _find(session, viewer, flag_id)
    if flag is not None and flag.state in UNREAD:
        flag.state, flag.owner_id = FlagState.SEEN, flag.owner_id or viewer.staff_id
        _tell(session, service, viewer, flag, "seen")
    return flag


def see_all(session: Session, service: Service, viewer: Viewer, flag_ids: Iterable[uuid.UUID]) -> int:
    """Mark several flags as seen at once, those of them that this viewer may see; return how many."""
    return sum(see(session, service, viewer, each) is not None for each in flag_ids)


def take(session: Session, service: Service, viewer: Viewer, flag_id: uuid.UUID) -> FlagRow | None:
    """It is mine from now on; taking it is seeing it."""
    flag = _open(session, viewer, flag_id)
    if flag is not None and flag.owner_id != viewer.staff_id:
        flag.owner_id = viewer.staff_id
        flag.state = FlagState.SEEN if flag.state in UNREAD else flag.state
        _tell(session, service, viewer, flag, "taken")
    return flag


def give(session: Session, service: Service, viewer: Viewer, flag_id: uuid.UUID, to: str) -> FlagRow | None:
    """It is somebody else's from now on, one who may see it; where it stands does not change."""
    flag = _open(session, viewer, flag_id)
    if flag is None:
        return None
    found = [(id, name) for id, name in read_owners(session, viewer.school_id, flag) if str(id) == to]
    if not found:
        raise WorkError("Choose a colleague first, then press Give.")
    ((flag.owner_id, name),) = found
    _tell(session, service, viewer, flag, "given", f"To {name}")
    return flag


def add_note(session: Session, service: Service, viewer: Viewer, flag_id: uuid.UUID, text: str) -> FlagRow | None:
    """Add a note to the story; nobody can change it afterwards."""
    text = _checked(text)
    if not text:
        raise WorkError("Write the note first, then press Add.")
    flag = _find(session, viewer, flag_id)
    if flag is not None:
        _tell(session, service, viewer, flag, "note", text)
    return flag


def watch(
    session: Session, service: Service, viewer: Viewer, flag_id: uuid.UUID, due: str, text: str
) -> FlagRow | None:
    """Keep an eye on the child and look again on a day; the note says what to look for."""
    text, day = _checked(text), _due(due, service.today())
    if not text:
        raise WorkError("Write what you are watching for, then press Watch.")
    flag = _open(session, viewer, flag_id)
    if flag is not None and flag.state == FlagState.PASSED:
        raise WorkError("It is with the safeguarding lead until they accept it; add a note instead.")
    if flag is not None:
        flag.state, flag.due_on, flag.owner_id = FlagState.WATCHING, day, flag.owner_id or viewer.staff_id
        _tell(session, service, viewer, flag, "watching", f"Until {words.long_day(day)}. {text}")
    return flag


def close(
    session: Session, service: Service, viewer: Viewer, flag_id: uuid.UUID, reason: str, text: str
) -> FlagRow | None:
    """Close a flag with the reason that the adult chose; one passed to the DSL stays open until they accept it."""
    if reason not in words.CLOSED:
        raise WorkError("Choose a reason first, then press Close.")
    text = _checked(text)
    flag = _find(session, viewer, flag_id)
    if flag is None or flag.state == FlagState.CLOSED:
        return flag
    lead = viewer.role is Role.DSL
    if flag.state == FlagState.PASSED and not lead:
        raise WorkError("It is with the safeguarding lead until they accept it; add a note instead.")
    flag.due_on, flag.owner_id = None, flag.owner_id or viewer.staff_id
    if reason == "dsl" and not lead:
        flag.state = FlagState.PASSED
        _tell(session, service, viewer, flag, "passed", text)
        return flag
    if flag.state == FlagState.PASSED or reason == "dsl":
        flag.accepted_by = viewer.staff_id
    flag.state, flag.closed_reason, flag.decided_by = FlagState.CLOSED, reason, viewer.staff_id
    _tell(session, service, viewer, flag, "closed", "; ".join(filter(None, (words.CLOSED[reason], text))))
    return flag


def accept(session: Session, service: Service, viewer: Viewer, flag_id: uuid.UUID, text: str) -> FlagRow | None:
    """The DSL or a deputy takes over what was passed to them; from here it belongs to the child-protection file."""
    text = _checked(text)
    flag = _find(session, viewer, flag_id)
    if flag is None or flag.state != FlagState.PASSED:
        return flag
    if viewer.role is not Role.DSL:
        raise WorkError("Only the safeguarding lead or a deputy can accept it.")
    flag.state, flag.closed_reason = FlagState.CLOSED, "dsl"
    flag.accepted_by = flag.decided_by = flag.owner_id = viewer.staff_id
    _tell(session, service, viewer, flag, "accepted", text)
    return flag


def reopen(session: Session, service: Service, viewer: Viewer, flag_id: uuid.UUID, text: str) -> FlagRow | None:
    """Open a closed flag once more; its story stays."""
    text = _checked(text)
    flag = _find(session, viewer, flag_id)
    if flag is not None and flag.state == FlagState.CLOSED:
        open_again(flag)
        _tell(session, service, viewer, flag, "opened", text)
    return flag


def _find(session: Session, viewer: Viewer, flag_id: uuid.UUID) -> FlagRow | None:
    if read_flag(session, viewer, flag_id) is None:
        return None
    return session.get(FlagRow, (viewer.school_id, flag_id))


def _open(session: Session, viewer: Viewer, flag_id: uuid.UUID) -> FlagRow | None:
    flag = _find(session, viewer, flag_id)
    if flag is not None and flag.state == FlagState.CLOSED:
        raise WorkError("This flag is closed. Open it again first.")
    return flag


def _checked(text: str) -> str:
    text = text.strip()
    if len(text) > LONGEST_NOTE:
        raise WorkError(f"A note holds at most {LONGEST_NOTE} characters; this one has {len(text)}. Make it two.")
    return text


def _due(due: str, today: date) -> date:
    try:
        day = date.fromisoformat(due)
    except ValueError:
        raise WorkError("Choose the day on which somebody looks again.") from None
    if not today < day <= today + LONGEST_WATCH:
        raise WorkError("Choose a day after today and within a year.")
    return day


def _tell(session: Session, service: Service, viewer: Viewer, flag: FlagRow, action: str, text: str = "") -> None:
    now = service.clock.now()
    flag.changed_at = now
    session.add(
        FlagNote(
            school_id=viewer.school_id,
            id=uuid.uuid4(),
            flag_id=flag.id,
            at=now,
            staff_id=viewer.staff_id,
            action=action,
            text=text,
        )
    )
    audit.note(session, service, viewer, f"flag {action}", flag.pupil_id, str(flag.id))
