"""Who looked at whom, and who changed what: written down in the same transaction, each entry chained to the last.

An entry's hash covers the entry and the hash before it, so that none can be changed, taken out or put in between
without every later one giving it away. Pupils stand in it by their id only; erasing the pupil leaves a pseudonym.
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from sync import logs
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import AuditEntry

_START = bytes(32)
FOR_SECURITY = frozenset(
    {
        "signed in",
        "signed out",
        "added staff",
        "disabled staff",
        "made an enrolment code",
        "enrolled a tablet",
        "revoked a tablet",
        "found a tablet copied",
        "rotated the school's key",
        "made a recovery key",
        "made a backup",
        "restored from a backup",
        "erased a child",
    }
)
"""What stands in the log too, once it is committed: who looks for an intruder has no access to the audit."""


def note(
    session: Session,
    service: Service,
    viewer: Viewer | None,
    action: str,
    pupil_id: uuid.UUID | None = None,
    detail: str = "",
) -> None:
    """Add an entry; it is kept when the caller's transaction is.

    Args:
        viewer: None for what a command or the service itself did.
        action: a few words such as `looked at pupil`, at most 40 characters.
        detail: at most 200 characters; never a feeling, a name or a token.
    """
    write(session, service.school_id, service.clock.now(), viewer, action, pupil_id, detail)


def look(service: Service, viewer: Viewer, action: str, pupil_id: uuid.UUID | None = None, detail: str = "") -> None:
    """Write down that somebody looked, durably, before they see it; the arguments are those of `note`."""
    with service.db.write(unseen=True) as session:
        note(session, service, viewer, action, pupil_id, detail)


def write(
    session: Session,
    school_id: uuid.UUID,
    at: datetime,
    viewer: Viewer | None,
    action: str,
    pupil_id: uuid.UUID | None = None,
    detail: str = "",
) -> None:
    """Add an entry where no service is open, as when one is restored; see `note`."""
    newest = select(AuditEntry.seq, AuditEntry.chain).where(AuditEntry.school_id == school_id)
    last = session.execute(newest.order_by(AuditEntry.seq.desc()).limit(1)).first()
    entry = AuditEntry(
        school_id=school_id,
        seq=last.seq + 1 if last else 1,
        at=at,
        staff_id=viewer.staff_id if viewer else None,
        action=action[:40],
        pupil_id=pupil_id,
        detail=detail[:200],
    )
    entry.chain = _link(last.chain if last else _START, entry)
    session.add(entry)
    session.flush()
    if action in FOR_SECURITY:
        about = {"staff": str(viewer.staff_id)} if viewer else {"by": "command or tablet"}
        event.listen(session, "after_commit", lambda _: logs.security(action, about), once=True)


@dataclass(frozen=True, slots=True)
class Verified:
    """What `verify` found: how many entries there are, and the first that does not follow from those before it."""

    entries: int
    broken_at: int | None
    last: bytes = _START
    """The chain's last hash: written down elsewhere, it shows later that no entry was cut off the end."""

    @property
    def ok(self) -> bool:
        return self.broken_at is None


def verify(session: Session, school_id: uuid.UUID) -> Verified:
    """Go through the chain from its start.

    A cut at the very end leaves a shorter, whole chain: compare `last` with what was written down elsewhere.
    """
    chain, count = _START, 0
    entries = select(AuditEntry).where(AuditEntry.school_id == school_id).order_by(AuditEntry.seq)
    for entry in session.scalars(entries.execution_options(yield_per=500)):
        count += 1
        if entry.seq != count or entry.chain != _link(chain, entry):
            return Verified(count, entry.seq)
        chain = entry.chain
    return Verified(count, None, chain)


def follows(entry: AuditEntry, before: bytes | None) -> bool:
    """Whether an entry follows from the one before it.

    Args:
        before: the chain of that one; None where there is none, as before the first.
    """
    if before is None:
        return entry.seq == 1 and entry.chain == _link(_START, entry)
    return entry.chain == _link(before, entry)


def _link(before: bytes, entry: AuditEntry) -> bytes:
    said = (
        entry.school_id.bytes,
        entry.seq,
        entry.at.isoformat(),
        entry.staff_id.bytes if entry.staff_id else None,
        entry.action,
        entry.pupil_id.bytes if entry.pupil_id else None,
        entry.detail,
    )
    return hashlib.sha256(before + msgspec.msgpack.encode(said)).digest()
