"""Files that a power cut leaves whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sync.files import only_ours, write_whole


def test_a_file_is_put_in_the_place_of_the_one_before(tmp_path: Path) -> None:
    """Nobody finds half of the new content, or what was there before."""
    write_whole(tmp_path / "kept", b"first and longer")
    write_whole(tmp_path / "kept", b"second")
    assert (tmp_path / "kept").read_bytes() == b"second"
    assert [each.name for each in tmp_path.iterdir()] == ["kept"]


def test_nobody_else_can_read_it_whatever_the_machine_allows(tmp_path: Path) -> None:
    """A key is never readable by others, not even for a moment, under a generous umask."""
    before = os.umask(0)
    try:
        with only_ours(tmp_path / "key.new") as file:
            file.write(b"secret")
            assert (tmp_path / "key.new").stat().st_mode & 0o777 == 0o600
        write_whole(tmp_path / "key", b"secret")
    finally:
        os.umask(before)
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_what_was_there_stays_when_the_new_file_cannot_be_written(tmp_path: Path) -> None:
    """A full disk costs the change, never what was kept."""
    write_whole(tmp_path / "kept", b"old")
    (tmp_path / "kept.new").mkdir()
    with pytest.raises(OSError, match="kept"):
        write_whole(tmp_path / "kept", b"new")
    assert (tmp_path / "kept").read_bytes() == b"old"


def test_an_unfinished_file_of_the_last_run_is_in_nobodys_way(tmp_path: Path) -> None:
    """A power cut while a file was written does not stop the next time."""
    (tmp_path / "kept.new").write_bytes(b"ha")
    write_whole(tmp_path / "kept", b"whole")
    assert (tmp_path / "kept").read_bytes() == b"whole"
