"""The audit of a made-up school: who looked at whom on every school day, each entry chained to the one before."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Any, Protocol, cast

from sqlalchemy import Table, func, select

from sync.service import audit
from sync.service.context import Service
from sync.service.db.models import AuditEntry
from sync.service.db.prepared import insert_into
from tests.bench.years_before import DAYS

_ADD = insert_into(cast(Table, AuditEntry.__table__))
Look = tuple[datetime, uuid.UUID, str, uuid.UUID | None, str]


class Size(Protocol):
    """How much is looked at."""

    @property
    def days(self) -> int: ...
    @property
    def looks(self) -> int: ...


def lay(
    service: Service,
    staff: Sequence[uuid.UUID],
    pupils: Sequence[uuid.UUID],
    classes: Sequence[uuid.UUID],
    size: Size,
    years: int,
    now: datetime,
) -> None:
    """Lay it from the first day of the first year to this morning, after what stands there already."""
    with service.db.write() as session:
        last = session.scalar(select(func.max(AuditEntry.seq))) or 0
        chain = session.scalar(select(AuditEntry.chain).where(AuditEntry.seq == last)) or audit._START
        rows: list[dict[str, Any]] = []
        for seq, look in enumerate(_looks(staff, pupils, classes, size, years, now), last + 1):
            at, who, action, pupil, detail = look
            values = {"staff_id": who, "action": action, "pupil_id": pupil, "detail": detail}
            entry = AuditEntry(school_id=service.school_id, seq=seq, at=at, **values)
            chain = audit._link(chain, entry)
            rows.append({"school_id": service.school_id, "seq": seq, "at": at, **values, "chain": chain})
        _ADD.run(session.connection(), rows)


def _looks(
    staff: Sequence[uuid.UUID],
    pupils: Sequence[uuid.UUID],
    classes: Sequence[uuid.UUID],
    size: Size,
    years: int,
    now: datetime,
) -> Iterator[Look]:
    """One look at a class and then at children of it, of each adult on each day; in order of time."""
    chance = random.Random(7)
    for back in reversed(range(years)):
        last = now.date() - timedelta(days=DAYS * back)
        days = sorted(day for day in (last - timedelta(days=n) for n in range(2 * size.days)) if day.weekday() < 5)
        for day in days[-size.days :]:
            begins = datetime.combine(day, time(8, 35), now.tzinfo)
            for number in range(size.looks * len(staff)):
                at, who = begins + timedelta(seconds=number * 5), staff[number % len(staff)]
                if number < len(staff):
                    yield at, who, "looked at today", None, str(classes[number % len(classes)])
                else:
                    yield at, who, "looked at pupil", chance.choice(pupils), ""
