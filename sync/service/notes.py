"""Notes about a child: only ever added to, with author and time; the safeguarding lead can keep some to themselves."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from sync.service import audit
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import Pupil, PupilNote, Role
from sync.service.errors import ServiceError

LONGEST = 2000


class NoteError(ServiceError):
    """A form that cannot be carried out, as a sentence with the cure."""


def add(session: Session, service: Service, viewer: Viewer, pupil: Pupil, text: str, *, restricted: bool) -> PupilNote:
    """Add a note about a child; nobody can change it afterwards.

    Args:
        restricted: for the safeguarding lead alone; it counts only when the safeguarding lead asks for it.

    Raises:
        NoteError: nothing was written, or too much.
    """
    text = text.strip()
    if not text:
        raise NoteError("Write the note first, then press the button once more.")
    if len(text) > LONGEST:
        raise NoteError(f"A note holds at most {LONGEST} characters; this one has {len(text)}. Make it two.")
    made = PupilNote(
        school_id=service.school_id,
        id=uuid.uuid4(),
        pupil_id=pupil.id,
        at=service.clock.now(),
        staff_id=viewer.staff_id,
        text=text,
        restricted=restricted and viewer.role is Role.DSL,
    )
    session.add(made)
    audit.note(session, service, viewer, "added a note", pupil.id, "restricted" if made.restricted else "")
    return made
