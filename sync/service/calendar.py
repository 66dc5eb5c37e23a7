"""School days: which date it is at the school, and on which dates it is open."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date, datetime, timedelta, tzinfo

SATURDAY = 5


def school_day(at: datetime, tz: tzinfo) -> date:
    """The date on the school's wall at an aware time."""
    return at.astimezone(tz).date()


def is_school_day(day: date, closures: Container[date]) -> bool:
    """True on a weekday that is no closure."""
    return day.weekday() < SATURDAY and day not in closures


def school_days(first: date, last: date, closures: Container[date]) -> list[date]:
    """The open days from `first` to `last`, both included, in order."""
    return [day for day in _days(first, last) if is_school_day(day, closures)]


def last_school_day(today: date, closures: Container[date]) -> date:
    """Today when the school is open, else the open day before it; looks back one year at most, then says today."""
    for back in range(366):
        day = today - timedelta(days=back)
        if is_school_day(day, closures):
            return day
    return today


def next_school_day(today: date, closures: Container[date]) -> date:
    """The open day after today; looks ahead one year at most, then says tomorrow."""
    for ahead in range(1, 367):
        day = today + timedelta(days=ahead)
        if is_school_day(day, closures):
            return day
    return today + timedelta(days=1)


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)
