"""The school's day on the tablet: which check-in slot is now, and whether adults are on duty."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, time, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sync.protocol import Classroom

log = logging.getLogger(__name__)

NOON = time(12)


def local(now: datetime, classroom: Classroom | None) -> datetime:
    """The school's own wall clock; UTC while the school or its zone is unknown."""
    return now.astimezone(_zone(classroom.timezone) if classroom else UTC)


def day_and_slot(now: datetime, classroom: Classroom) -> tuple[str, int]:
    """The school day as an ISO date, and the number of the slot that has begun last."""
    here = local(now, classroom)
    begun = [number for number, start in enumerate(classroom.slot_from) if time.fromisoformat(start) <= here.time()]
    return here.date().isoformat(), max(begun, default=0)


def staffed(now: datetime, classroom: Classroom) -> bool:
    """Whether an adult answers at this time of day."""
    start, end = (time.fromisoformat(each) for each in classroom.staffed)
    return start <= local(now, classroom).time() < end


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        log.error("the time zone %s is not known to this tablet; using UTC", name)
        return UTC
