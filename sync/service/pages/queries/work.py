"""What staff do with a flag: seen, a note, closed with a reason. Each step is a line of its story and of the audit."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from sync.service import audit
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import FlagNote, FlagRow, FlagState
from sync.service.pages import words
from sync.service.pages.queries.flags import read_flag

LONGEST_NOTE = 2000


class WorkError(Exception):
    """A form that cannot be carried out, as a sentence with the cure."""


def see(session: Session, service: Service, viewer: Viewer, flag_id: uuid.UUID) -> FlagRow | None:
    """Somebody is looking into it, and it is theirs; a second look changes nothing.

    Returns:
        None when there is no such flag for this viewer; so do `add_note` and `close`.
    """
    flag = _find(session, viewer, flag_id)
    if flag is not None and flag.state == FlagState.NEW:
        flag.state, flag.owner_id = FlagState.SEEN, viewer.staff_id
        _tell(session, service, viewer, flag, "seen")
    return flag


def add_note(session: Session, service: Service, viewer: Viewer, flag_id: uuid.UUID, text: str) -> FlagRow | None:
    """Add a note to the story; nobody can change it afterwards.

    Raises:
        WorkError: nothing was written, or too much.
    """
    text = _checked(text)
    if not text:
        raise WorkError("Write the note first, then press Add.")
    flag = _find(session, viewer, flag_id)
    if flag is not None:
        _tell(session, service, viewer, flag, "note", text)
    return flag


def close(
    session: Session, service: Service, viewer: Viewer, flag_id: uuid.UUID, reason: str, text: str
) -> FlagRow | None:
    """Close a flag with the reason that the adult chose.

    Raises:
        WorkError: no reason, one that is not on the list, or too long a note.
    """
    if reason not in words.CLOSED:
        raise WorkError("Choose a reason first, then press Close.")
    text = _checked(text)
    flag = _find(session, viewer, flag_id)
    if flag is not None and flag.state != FlagState.CLOSED:
        flag.state, flag.closed_reason = FlagState.CLOSED, reason
        flag.owner_id = flag.owner_id or viewer.staff_id
        _tell(session, service, viewer, flag, "closed", "; ".join(filter(None, (words.CLOSED[reason], text))))
    return flag


def _find(session: Session, viewer: Viewer, flag_id: uuid.UUID) -> FlagRow | None:
    if read_flag(session, viewer, flag_id) is None:
        return None
    return session.get(FlagRow, (viewer.school_id, flag_id))


def _checked(text: str) -> str:
    text = text.strip()
    if len(text) > LONGEST_NOTE:
        raise WorkError(f"A note holds at most {LONGEST_NOTE} characters; this one has {len(text)}. Make it two.")
    return text


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
