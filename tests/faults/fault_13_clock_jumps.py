"""A clock that jumps, back and forward, while children tap and the line is open (FAULTS 13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sync.protocol import Trust
from tests.bench.rows import Row, at_most, shown
from tests.faults.apart import Apart
from tests.faults.machine import skipped
from tests.faults.programs import Program, at, no_other_time
from tests.faults.taps import Taps
from tests.service.running import RunningService
from tests.sync.tablets import MONDAY, Hands, enrol, opened, stored

JUMPS = ("-20y", "+0", "+64y", "+0", "-40d", "+0", "+3d", "-3d", "+0")
STEPS: tuple[dict[str, int], ...] = ({"days": -7300}, {}, {"days": 23000}, {}, {"hours": -3}, {"days": 3}, {})
"""The same by our own hands, from the right time."""


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    yield from by_hand(folder / "by_hand", STEPS[:3] if quick else STEPS)
    if quick:
        return
    if why := no_other_time():
        yield skipped("fault.13_clock_jumps", why)
        return
    yield from of_a_program(folder / "program")


def by_hand(folder: Path, steps: tuple[dict[str, int], ...]) -> Iterator[Row]:
    """Before, during and after each jump; the tablet was told the right time first."""
    hands = Hands()
    with RunningService(folder / "service", clock=Hands()) as running, opened(enrol(running, folder), hands) as watched:
        taps = Taps.of(running.pupils["2W"])
        for step in steps:
            hands.at = MONDAY
            watched.tablet.send_now()
            watched.until(lambda: watched.tablet.report().clock == Trust.TOLD)
            running.stop()
            taps.make(watched, 1)
            hands.move(**step)
            taps.make(watched, 1)
            running.start()
            watched.tablet.send_now()
            watched.all_delivered()
            taps.make(watched, 1)
            watched.all_delivered()
        taps.look(running)
        wrong = [event for event in stored(running) if abs(event.happened_at - MONDAY) > timedelta(minutes=2)]
    yield at_most("fault.13_by_hand.wrong_time", len(wrong), "taps", 0)
    yield from taps.rows("fault.13_by_hand")


def of_a_program(folder: Path) -> Iterator[Row]:
    """The clock of the machine itself is set, again and again, while the tablet runs."""
    with RunningService(folder / "service") as running:
        settings = enrol(running, folder / "tablet")
        apart = Apart.of(running.pupils["2W"])
        hands = folder / "hands"
        began = datetime.now(UTC)
        _set(hands, "+0")
        with Program("tablet", settings.data, env=at(hands)) as tablet:
            apart.tap(tablet, 2)
            apart.delivered(tablet)
            for jump in JUMPS:
                _set(hands, jump)
                apart.tap(tablet, 2)
                apart.delivered(tablet)
                if jump == "+0":
                    running.stop()
                    apart.tap(tablet, 2)
                    _set(hands, "-9y")
                    apart.tap(tablet, 2)
                    running.start()
                    apart.delivered(tablet)
            apart.taps.look(running)
        minute, ended = timedelta(seconds=61), datetime.now(UTC)
        wrong = [event for event in stored(running) if not began - minute <= event.happened_at <= ended + minute]
    yield shown("fault.13_clock_jumps.jumps", len(JUMPS), "jumps")
    yield at_most("fault.13_clock_jumps.wrong_time", len(wrong), "taps", 0)
    yield from apart.rows("fault.13_clock_jumps")


def _set(hands: Path, jump: str) -> None:
    """Set the clock, in one step."""
    fresh = hands.with_suffix(".new")
    fresh.write_text(jump + "\n")
    fresh.replace(hands)
