"""A clock that jumps, back and forward, while children tap and the line is open (FAULTS 13)."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import trustme

from sync.protocol import Trust
from tests.bench.rows import Row, at_most, shown
from tests.faults.apart import Apart
from tests.faults.fault_23_tls import certificate
from tests.faults.held import HeldLine
from tests.faults.machine import skipped
from tests.faults.programs import PATIENCE_S, PUBLIC, Program, at, no_other_time
from tests.faults.taps import Taps
from tests.service.running import RunningService
from tests.sync.tablets import MONDAY, Hands, enrol, opened, stored

JUMPS = ("-20y", "+0", "+64y", "+0", "-40d", "+0", "+3d", "-3d", "+0")
STEPS: tuple[dict[str, int], ...] = ({"days": -7300}, {}, {"days": 23000}, {}, {"hours": -3}, {"days": 3}, {})
"""The same by our own hands, from the right time."""


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    """Rows of this module."""
    yield from by_hand(folder / "by_hand", STEPS[:3] if quick else STEPS)
    if quick:  # a program under another clock is slow on a busy machine
        return
    if why := no_other_time():
        yield skipped("fault.13_clock_jumps", why)
        return
    yield from in_a_handshake(folder / "handshake")
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


def in_a_handshake(folder: Path) -> Iterator[Row]:
    """A tablet whose date is years out is told no certificate is good yet; a time server sets it in a handshake.

    Its dates count, since the service has told it the time before. The handshake that was under way when the clock was
    set, or the next one, comes out right, and nobody touches the tablet.
    """
    folder.mkdir(parents=True, exist_ok=True)
    authority, hands, began = trustme.CA(), folder / "hands", datetime.now(UTC)
    (folder / "public.pem").write_bytes(authority.cert_pem.bytes())
    public = certificate(folder / "certificate", authority, "127.0.0.1")
    _set(hands, "+0")
    with (
        patch("certifi.where", lambda: str(folder / "public.pem")),
        RunningService(folder / "service", clock=None, **public) as running,
        HeldLine(_port(running)) as line,
    ):
        line.open.set()
        address = f"https://127.0.0.1:{line.port}"
        settings = enrol(running, folder / "tablet", address=address)
        apart = Apart.of(running.pupils["2W"])
        env = {**at(hands), PUBLIC: str(folder / "public.pem")}
        with Program("tablet", settings.data, env=env) as tablet:
            apart.tap(tablet, 2)
            apart.delivered(tablet)
            _set(hands, "-9y")
            line.open.clear()
            line.cut()
            apart.tap(tablet, 2)
            apart.sees("it never tried", line.greeted.wait(20))
            line.open.set()
            apart.sees("it trusted a date that is not yet", _is_down(tablet))
            apart.tap(tablet, 2)
            line.greeted.clear()
            line.open.clear()
            apart.sees("it never tried again", line.greeted.wait(20))
            _set(hands, "+0")
            line.open.set()
            apart.delivered(tablet)
            apart.taps.look(running)
        minute, ended = timedelta(seconds=61), datetime.now(UTC)
        wrong = [one for one in stored(running) if not began - minute <= one.happened_at <= ended + minute]
    yield at_most("fault.13_handshake.wrong_time", len(wrong), "taps", 0)
    # How long a tap took says nothing here: each look at this clock reads a file.
    yield from (row for row in apart.rows("fault.13_handshake") if not row.name.endswith(".tap"))


def _port(running: RunningService) -> int:
    return int(running.url.rpartition(":")[2])


def _is_down(tablet: Program) -> bool:
    """Whether it comes to say that it is cut off, while things wait."""
    pause, end = threading.Event(), time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        state = tablet.ask("state")
        if state["line"] == "down" and state["waiting"]:
            return bool(state["reach"] == "offline")
        pause.wait(0.05)
    return False


def _set(hands: Path, jump: str) -> None:
    """Set the clock, in one step."""
    fresh = hands.with_suffix(".new")
    fresh.write_text(jump + "\n")
    fresh.replace(hands)
