"""The tablet's identity survives what happens around it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from kiosk import identity
from kiosk.identity import Identity, IdentityError

WHO = Identity("https://daybreak.example", b"d" * 16, "token", "Sunnybank", "2W", b"keys", b"k" * 32)


def test_an_identity_is_read_as_it_was_saved(tmp_path: Path) -> None:
    """In a folder that need not be there yet."""
    identity.save(tmp_path / "new", WHO)

    assert identity.load(tmp_path / "new") == WHO


def test_an_identity_is_readable_by_its_user_only(tmp_path: Path) -> None:
    """The token in it speaks for the tablet."""
    identity.save(tmp_path, WHO)

    assert stat.S_IMODE((tmp_path / identity.FILE).stat().st_mode) == 0o600


def test_enrolling_again_replaces_the_identity_even_after_a_cut(tmp_path: Path) -> None:
    """A half-written file of a power cut is in nobody's way."""
    identity.save(tmp_path, WHO)
    (tmp_path / "identity.json.new").write_text("half")
    other = Identity("https://other.example", b"e" * 16, "new", "Sunnybank", "RK", b"keys", b"k" * 32)
    identity.save(tmp_path, other)

    assert identity.load(tmp_path) == other
    assert [each.name for each in tmp_path.iterdir()] == [identity.FILE]


def test_a_tablet_that_is_not_enrolled_says_how(tmp_path: Path) -> None:
    """The sentence holds the command."""
    with pytest.raises(IdentityError, match="daybreak kiosk enrol"):
        identity.load(tmp_path)


@pytest.mark.parametrize("content", [b"", b"{", b'{"service": 3}', b"\xff\xfe"])
def test_an_unreadable_identity_says_to_enrol_again_and_that_nothing_is_lost(tmp_path: Path, content: bytes) -> None:
    """Whatever the file holds."""
    (tmp_path / identity.FILE).write_bytes(content)
    with pytest.raises(IdentityError, match="check-ins that are waiting stay"):
        identity.load(tmp_path)
