"""Whether anybody has looked at a class today, from the audit."""

from __future__ import annotations

from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service.context import Service
from sync.service.db.models import AuditEntry
from sync.service.pages.queries.people import Classes

LOOK_BY = time(9, 15)
"""Local time after which a class that nobody has looked at is pointed out."""


def nobody_looked(session: Session, service: Service, classes: Classes, now: datetime) -> bool:
    """True after `LOOK_BY` when no adult has revealed this class, or the whole school, today.

    The audit is read from its end back to midnight, so it costs one day, whatever is kept.
    """
    local = now.astimezone(service.timezone)
    if local.time() < LOOK_BY or classes.choice is None:
        return False
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    entries = select(AuditEntry.at, AuditEntry.action, AuditEntry.detail).where(
        AuditEntry.school_id == service.school_id
    )
    for at, action, detail in session.execute(entries.order_by(AuditEntry.seq.desc()).execution_options(yield_per=100)):
        if at < midnight:
            return True
        if action == "looked at today" and detail in (classes.choice, "school"):
            return False
    return True
