"""The days on which the clocks change, and the minutes around midnight at the school (FAULTS 14)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk import school_time
from tests.bench.rows import Row, at_most, shown
from tests.faults.taps import Taps
from tests.service.running import RunningService
from tests.sync.tablets import Hands, enrol, opened, stored

LONDON = ZoneInfo("Europe/London")
CHANGES = (date(2026, 10, 25), date(2027, 3, 28), date(2026, 3, 29))
QUICK_HOURS, HOURS = 6, 1


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """A tap every hour through the days around each change: both ends go by the date on the school's wall."""
    hands = Hands(_before_noon(CHANGES[-1]) - timedelta(days=2))
    expected: list[date] = []
    apart = 0
    with RunningService(folder / "service", clock=hands) as running:
        settings = enrol(running, folder / "tablet")
        taps = Taps.of(running.pupils["2W"])
        for change in sorted(CHANGES):
            hands.at = _before_noon(change) - timedelta(hours=36)
            with opened(settings, hands) as watched:
                watched.until(lambda: watched.tablet.classroom() is not None)
                for _ in range(48 // (QUICK_HOURS if quick else HOURS)):
                    hands.move(hours=QUICK_HOURS if quick else HOURS)
                    taps.make(watched, 1)
                    watched.all_delivered()
                    classroom = watched.tablet.classroom()
                    assert classroom
                    here, _slot = school_time.day_and_slot(hands.now(), classroom)
                    expected.append(hands.now().astimezone(LONDON).date())
                    apart += here != expected[-1].isoformat()
        taps.look(running)
        days = [event.school_day for event in stored(running)]
    wrong = sum(one != other for one, other in zip(days, expected, strict=True))
    yield shown("fault.14_school_day.hours", len(expected), "taps")
    yield at_most("fault.14_school_day.wrong_on_the_service", wrong, "taps", 0)
    yield at_most("fault.14_school_day.wrong_on_the_tablet", apart, "taps", 0)
    yield from taps.rows("fault.14_school_day")


def _before_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 11, 30, tzinfo=UTC)
