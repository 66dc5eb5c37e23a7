"""What staff choose at the tablet: felt at once, kept whole, and never in the way of a start."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import msgspec
import pytest

from kiosk.preferences import FILE, Kept, Preferences, PreferencesError, chosen, from_settings, quiet_at
from kiosk.settings import Settings
from tests.kiosk.ui.classroom import a_class

SETTINGS = Settings(volume=0.8, px_per_mm=5.9)


def test_where_staff_chose_nothing_the_settings_count(tmp_path: Path) -> None:
    """A tablet that nobody touched is as IT set it up."""
    assert Kept(tmp_path, SETTINGS).now == Preferences(0.8, 1.0, False, None, 5.9, 1.5)


def test_what_was_chosen_comes_before_the_settings_and_the_rest_follows_them(tmp_path: Path) -> None:
    """Only what staff touched is kept: IT can still change the others."""
    kept = Kept(tmp_path, SETTINGS)
    kept.change(volume=0.3)
    kept.save()

    found = Kept(tmp_path, Settings(volume=1.0, px_per_mm=8.3)).now

    assert (found.volume, found.px_per_mm) == (0.3, 8.3)


def test_a_choice_is_told_at_once_and_only_when_it_changes_something(tmp_path: Path) -> None:
    """The loudspeaker must not be set again for nothing."""
    kept, heard = Kept(tmp_path, SETTINGS), list[float]()
    kept.watch(lambda: heard.append(kept.now.volume))
    kept.change(volume=0.5)
    kept.change(volume=0.5)

    assert heard == [0.5]
    assert not (tmp_path / FILE).exists()


def test_a_value_that_cannot_be_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    """Nothing louder than the loudspeaker, no hour 25."""
    kept = Kept(tmp_path, SETTINGS)
    for values in ({"volume": 2.0}, {"quiet": ("25:00", "26:00")}, {"px_per_mm": 0.1}):
        with pytest.raises(msgspec.ValidationError):
            kept.change(**values)

    assert kept.now == from_settings(SETTINGS)


@pytest.mark.parametrize("content", [b"", b"{", b'{"volume": 9}', b'{"volume": "loud"}', b"[1]", b"\xff\xfe"])
def test_a_damaged_file_is_put_aside_and_the_tablet_starts(tmp_path: Path, content: bytes) -> None:
    """What was chosen is lost, the tablet is not; the file stays for whoever wants to look."""
    (tmp_path / FILE).write_bytes(content)

    assert Kept(tmp_path, SETTINGS).now == from_settings(SETTINGS)
    assert not (tmp_path / FILE).exists()
    assert (tmp_path / "preferences.damaged").read_bytes() == content


def test_a_file_of_a_newer_daybreak_keeps_what_is_known(tmp_path: Path) -> None:
    """A name of tomorrow is passed over."""
    (tmp_path / FILE).write_text('{"volume": 0.4, "colour": "green"}')

    assert Kept(tmp_path, SETTINGS).now.volume == 0.4


def test_the_file_is_for_the_tablets_own_user_only(tmp_path: Path) -> None:
    """Like everything in that folder."""
    kept = Kept(tmp_path / "tablet", SETTINGS)
    kept.change(headphones=True)

    assert kept.save()
    assert (tmp_path / "tablet" / FILE).stat().st_mode & 0o777 == 0o600


def test_a_disk_that_takes_nothing_leaves_the_choice_in_force(tmp_path: Path) -> None:
    """Staff hear the volume they chose; it is tried again at the next save."""
    (tmp_path / "file").write_text("")
    kept = Kept(tmp_path / "file", SETTINGS)
    kept.change(volume=0.1)

    assert not kept.save()
    assert kept.now.volume == 0.1


def test_what_was_chosen_can_be_asked_while_the_tablet_runs(tmp_path: Path) -> None:
    """Reading moves nothing, not even a damaged file."""
    assert chosen(tmp_path, SETTINGS) == {}

    kept = Kept(tmp_path, SETTINGS)
    kept.change(volume=0.5, quiet=("13:00", "14:00"))
    kept.save()

    assert chosen(tmp_path, SETTINGS) == {"volume": 0.5, "quiet": ["13:00", "14:00"]}

    (tmp_path / FILE).write_text("{")
    with pytest.raises(PreferencesError, match="Start the tablet"):
        chosen(tmp_path, SETTINGS)
    assert (tmp_path / FILE).exists()


@pytest.mark.parametrize(
    ("own", "schools", "at", "quiet"),
    [
        (None, None, "10:00", False),
        (None, ("09:00", "11:00"), "10:00", True),
        (None, ("09:00", "11:00"), "11:00", False),
        (("13:00", "14:00"), ("09:00", "11:00"), "10:00", False),
        (("13:00", "14:00"), None, "13:00", True),
        (("00:00", "00:00"), ("09:00", "11:00"), "10:00", False),
        (("18:00", "07:00"), None, "23:30", True),
        (("18:00", "07:00"), None, "06:59", True),
        (("18:00", "07:00"), None, "07:00", False),
    ],
)
def test_the_tablets_own_quiet_hours_come_before_the_schools(
    own: tuple[str, str] | None, schools: tuple[str, str] | None, at: str, quiet: bool
) -> None:
    """From the first minute to before the last, over midnight too; two equal times are never."""
    preferences = msgspec.structs.replace(from_settings(SETTINGS), quiet=own)
    classroom = msgspec.structs.replace(a_class(1), quiet_hours=schools)

    assert quiet_at(time.fromisoformat(at), preferences, classroom) is quiet


def test_without_a_class_there_are_no_hours_of_a_school() -> None:
    """Before the first contact."""
    assert not quiet_at(time(10), from_settings(SETTINGS), None)
