"""School days, in the school's own zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sync.service import calendar

LONDON = ZoneInfo("Europe/London")
INSET = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 11, 23, 8, 40, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_the_day_is_the_one_on_the_schools_wall(at: datetime, day: date) -> None:
    """In summer an hour before UTC's, on the night the clocks change too."""
    assert calendar.school_day(at, LONDON) == day


def test_weekends_and_closures_are_no_school_days() -> None:
    """Of a week with an INSET day, four."""
    days = calendar.school_days(date(2026, 11, 16), date(2026, 11, 22), {INSET})

    assert days == [date(2026, 11, day) for day in (16, 17, 18, 19)]


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 11, 23), date(2026, 11, 23)),
        (date(2026, 11, 22), date(2026, 11, 19)),
        (date(2026, 11, 20), date(2026, 11, 19)),
    ],
)
def test_the_last_school_day_is_today_or_the_one_before(today: date, last: date) -> None:
    """On a Sunday after an INSET Friday, Thursday."""
    assert calendar.last_school_day(today, {INSET}) == last


def test_a_school_that_never_opens_says_today() -> None:
    """Rather than look for ever."""

    class Always:
        def __contains__(self, _day: object) -> bool:
            return True

    assert calendar.last_school_day(date(2026, 11, 23), Always()) == date(2026, 11, 23)


def test_the_next_school_day_is_never_today_and_skips_what_is_closed() -> None:
    """Over a weekend and a closure; a calendar that is closed for ever says tomorrow."""
    friday = date(2026, 11, 20)
    assert calendar.next_school_day(friday, set()) == date(2026, 11, 23)
    assert calendar.next_school_day(friday, {date(2026, 11, 23)}) == date(2026, 11, 24)
    always = {friday + timedelta(days=ahead) for ahead in range(400)}
    assert calendar.next_school_day(friday, always) == date(2026, 11, 21)
