"""Which classes nobody has looked at this morning, from the audit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service import calendar
from sync.service.context import Service
from sync.service.db.models import AuditEntry, Closure, SchoolClass

LOOK_FROM = time(8, 30)
"""Local time from which a look counts: an earlier one saw nobody's morning."""
LOOK_BY = time(9, 15)
"""Local time after which a class that nobody has looked at is pointed out."""


def not_looked_at(session: Session, service: Service, classes: Iterable[SchoolClass], now: datetime) -> tuple[str, ...]:
    """After `LOOK_BY` of a school day: the names of those classes that no adult has revealed since `LOOK_FROM`.

    The audit is read from its end back to `LOOK_FROM`, so it costs one morning, whatever is kept.
    """
    local = now.astimezone(service.timezone)
    left = {str(each.id): each.name for each in classes}
    shut = session.get(Closure, (service.school_id, local.date())) is not None
    if local.time() < LOOK_BY or not left or shut or not calendar.is_school_day(local.date(), ()):
        return ()
    begin = local.replace(hour=LOOK_FROM.hour, minute=LOOK_FROM.minute, second=0, microsecond=0)
    entries = select(AuditEntry.at, AuditEntry.action, AuditEntry.detail).where(
        AuditEntry.school_id == service.school_id
    )
    for at, action, detail in session.execute(entries.order_by(AuditEntry.seq.desc()).execution_options(yield_per=100)):
        if at < begin or not left:
            break
        if action == "looked at today":
            if detail == "school":
                return ()
            left.pop(detail, None)
    return tuple(left.values())
