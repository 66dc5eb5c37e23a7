"""Moments as the tablet sees them, and the school's day around them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from kiosk.device.clock import Stamps
from kiosk.device.health import disk_free_mb
from kiosk.school_time import day_and_slot, local, staffed
from sync.protocol import Classroom, Trust
from tests.sync.tablets import MONDAY, Hands

ROOM = Classroom(
    epoch="1", utc_s=0, school="Sunnybank", name="2W", key_id=b"", public_key=b"", pupils=[], adults=[], replies=[]
)


@pytest.fixture
def stamps(tmp_path: Path) -> Stamps:
    """Stamps of a tablet whose clock nobody has set."""
    boot = tmp_path / "boot_id"
    boot.write_text("01020304-0506-0708-090a-0b0c0d0e0f10\n")
    return Stamps(Hands(), boot_id=boot, synchronised=tmp_path / "synchronised")


def test_a_moment_says_which_start_it_belongs_to(stamps: Stamps) -> None:
    """Raw UTC, time since the start, and the first bytes of the kernel's name for it."""
    first, second = stamps.now(), stamps.now()

    assert (first.boot, first.utc_s, first.trust) == (b"\x01\x02\x03\x04", int(MONDAY.timestamp()), Trust.UNKNOWN)
    assert 0 < first.mono_ms <= second.mono_ms


def test_a_time_server_is_trusted_most(stamps: Stamps, tmp_path: Path) -> None:
    """As soon as it has set the clock."""
    (tmp_path / "synchronised").touch()

    assert stamps.now().trust == Trust.SYNCED


@pytest.mark.parametrize(("off_s", "trust"), [(0, Trust.TOLD), (59, Trust.TOLD), (61, Trust.UNKNOWN)])
def test_the_services_time_vouches_for_a_clock_that_agrees(stamps: Stamps, off_s: int, trust: Trust) -> None:
    """And for none that doesn't."""
    stamps.heard(int(MONDAY.timestamp()) + off_s)

    assert stamps.trust() == trust


def test_a_clock_that_no_longer_agrees_is_no_longer_vouched_for(stamps: Stamps) -> None:
    """It has jumped since."""
    stamps.heard(int(MONDAY.timestamp()))
    stamps.heard(int(MONDAY.timestamp()) + 3600)

    assert stamps.trust() == Trust.UNKNOWN


@pytest.mark.parametrize(
    ("jump", "trust"), [({"years": -20}, Trust.UNKNOWN), ({"hours": 2}, Trust.UNKNOWN), ({}, Trust.TOLD)]
)
def test_a_clock_that_jumps_is_no_longer_vouched_for_at_once(
    tmp_path: Path, jump: dict[str, int], trust: Trust
) -> None:
    """Before the service has been heard again: time since the start has not jumped with it. Set right, it counts."""
    hands = Hands()
    stamps = Stamps(hands, boot_id=tmp_path / "none", synchronised=tmp_path / "none")
    stamps.heard(int(MONDAY.timestamp()))
    hands.move(days=365 * jump.get("years", 0), hours=jump.get("hours", 0))
    jumped = stamps.now().trust
    hands.at = MONDAY

    assert (jumped, stamps.now().trust) == (trust, Trust.TOLD)


def test_without_the_kernels_name_every_start_of_the_program_is_its_own(tmp_path: Path) -> None:
    """Never one boot where there may have been two."""
    boots = {Stamps(Hands(), boot_id=tmp_path / "none").now().boot for _ in range(3)}

    assert len(boots) == 3


@pytest.mark.parametrize(
    ("at", "day", "slot"),
    [
        (datetime(2026, 11, 23, 0, 0, tzinfo=UTC), "2026-11-23", 0),
        (datetime(2026, 11, 23, 12, 29, tzinfo=UTC), "2026-11-23", 0),
        (datetime(2026, 11, 23, 12, 30, tzinfo=UTC), "2026-11-23", 1),
        (datetime(2026, 6, 22, 11, 29, tzinfo=UTC), "2026-06-22", 0),
        (datetime(2026, 6, 22, 11, 30, tzinfo=UTC), "2026-06-22", 1),
        (datetime(2026, 6, 22, 23, 30, tzinfo=UTC), "2026-06-23", 0),
        (datetime(2026, 10, 25, 12, 15, tzinfo=UTC), "2026-10-25", 0),
        (datetime(2026, 3, 29, 11, 45, tzinfo=UTC), "2026-03-29", 1),
    ],
)
def test_day_and_slot_follow_the_schools_own_clock(at: datetime, day: str, slot: int) -> None:
    """In winter, in summer, after midnight, and on the days when the clocks change."""
    assert day_and_slot(at, ROOM) == (day, slot)


def test_a_slot_exists_before_the_first_begins() -> None:
    """A school that starts its slots at nine still has a day before nine."""
    assert day_and_slot(MONDAY, msgspec.structs.replace(ROOM, slot_from=("09:00", "13:00"))) == ("2026-11-23", 0)


@pytest.mark.parametrize(("hour", "minute", "there"), [(8, 29, False), (8, 30, True), (15, 44, True), (15, 45, False)])
def test_adults_answer_from_the_first_minute_to_the_last(hour: int, minute: int, there: bool) -> None:
    """By the school's own clock."""
    assert staffed(datetime(2026, 11, 23, hour, minute, tzinfo=UTC), ROOM) is there


def test_an_unknown_zone_is_taken_as_utc(caplog: pytest.LogCaptureFixture) -> None:
    """A wrong setting of the service must not stop a child."""
    here = local(MONDAY, msgspec.structs.replace(ROOM, timezone="Mars/Olympus"))

    assert here == MONDAY
    assert "Mars/Olympus" in caplog.text


def test_free_space_is_asked_where_the_record_is(tmp_path: Path) -> None:
    """And a folder that is gone has none."""
    assert disk_free_mb(tmp_path) > 0
    assert disk_free_mb(tmp_path / "gone") == 0
