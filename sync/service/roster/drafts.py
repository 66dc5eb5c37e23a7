"""Rosters that somebody uploaded and looks through: kept until they say yes, or for a day."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from sync.service import audit, roster
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import RosterDraft
from sync.service.roster.plan import Plan
from sync.service.roster.roster import Roster

LIFE = timedelta(days=1)


def keep(
    service: Service, viewer: Viewer | None, file: str, content: bytes, *, whole: bool, roll_over: bool
) -> uuid.UUID:
    """Read an uploaded roster and keep it to be looked through; return its id. Earlier ones of this person go.

    Raises:
        RosterError: it cannot be read as a roster; the sentence names file, line and cure. Nothing is kept then.
    """
    file = file.replace("\\", "/").rsplit("/", 1)[-1][-120:] or "roster.csv"
    roster.parse(content, file)
    draft = RosterDraft(
        id=uuid.uuid4(),
        school_id=service.school_id,
        file=file,
        content=content,
        whole=whole,
        roll_over=roll_over,
        staff_id=viewer.staff_id if viewer else None,
        made_at=service.clock.now(),
    )
    with service.db.write() as session:
        _forget(session, service, viewer)
        session.add(draft)
        audit.note(session, service, viewer, "looked through a roster", detail=draft.id.hex)
    return draft.id


def find(session: Session, service: Service, viewer: Viewer, draft_id: uuid.UUID) -> RosterDraft | None:
    """The draft, where it is this person's and less than a day old."""
    draft = session.get(RosterDraft, (service.school_id, draft_id))
    if draft is None or draft.staff_id != viewer.staff_id or draft.made_at <= service.clock.now() - LIFE:
        return None
    return draft


def read(draft: RosterDraft) -> Roster:
    """What a draft says."""
    said = roster.parse(draft.content, draft.file)
    return replace(said, complete=said.complete or draft.whole)


def carry_out(service: Service, viewer: Viewer, draft: RosterDraft, shown: str) -> Plan:
    """Do what was shown, and let go of the draft.

    Raises:
        RosterError: it is no longer the plan that was shown, or more than a tenth would leave.
    """
    plan = roster.import_roster(service, read(draft), roll_over=draft.roll_over, shown=shown, by=viewer)
    with service.db.write() as session:
        _forget(session, service, viewer)
    return plan


def _forget(session: Session, service: Service, viewer: Viewer | None) -> None:
    theirs = RosterDraft.staff_id == (viewer.staff_id if viewer else None)
    old = RosterDraft.made_at <= service.clock.now() - LIFE
    session.execute(delete(RosterDraft).where(RosterDraft.school_id == service.school_id, theirs | old))
