"""Whatever state the tablet's file is in, it starts."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk import identity
from kiosk.identity import Identity
from kiosk.store import FILE, Change, Held, Sealed, StoreError, open_store
from kiosk.store.journal import Journal

NOW = datetime(2026, 11, 23, 8, 40, tzinfo=UTC)


def garbage(path: Path) -> None:
    path.write_bytes(os.urandom(20_000))


def text(path: Path) -> None:
    path.write_text("this is not a database, it is a note\n" * 300)


def header_flipped(path: Path) -> None:
    _filled(path)
    with path.open("r+b") as file:
        file.write(b"SQLite forgot 3\x00")


def pages_overwritten(path: Path) -> None:
    _filled(path)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))


def cut_short(path: Path) -> None:
    _filled(path)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def another_program(path: Path) -> None:
    database = sqlite3.connect(path)
    database.executescript("PRAGMA journal_mode=WAL; CREATE TABLE meta (id INTEGER); CREATE TABLE event (what TEXT);")
    database.close()


def from_the_future(path: Path) -> None:
    _filled(path)
    database = sqlite3.connect(path)
    database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.commit()
    database.close()


def _filled(path: Path) -> None:
    store = open_store(path.parent, NOW)
    events = tuple(Sealed(os.urandom(16), b"keys", os.urandom(112)) for _ in range(200))
    store.apply(Change(events=events), 0)
    store.close()


def waiting_in_the_journal(folder: Path) -> int:
    return len(Journal(folder).found)


DAMAGE = (garbage, text, header_flipped, pages_overwritten, cut_short, another_program, from_the_future)


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda each: each.__name__)
def test_a_damaged_file_is_put_aside_and_costs_nothing(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    """It is kept whole under a dated name and noted to be reported; what waited in it waits in the new one."""
    path = tmp_path / FILE
    _filled(path)
    for beside in tmp_path.glob("tablet.db*"):
        beside.unlink()
    damage(path)
    was = path.read_bytes()
    before = waiting_in_the_journal(tmp_path)
    store = open_store(tmp_path, NOW)
    store.apply(Change(events=(Sealed(b"e" * 16, b"keys", b"box"),)), 0)
    aside, waiting = store.put_aside(), store.waiting()
    store.close()

    assert aside == ["tablet-20261123T084000Z.damaged"]
    assert (tmp_path / aside[0]).read_bytes() == was
    assert before >= 200
    assert waiting == before + 1


def test_an_empty_file_is_simply_filled(tmp_path: Path) -> None:
    """A power cut can leave one; there is nothing in it to put aside."""
    (tmp_path / FILE).touch()
    store = open_store(tmp_path, NOW)
    aside = store.put_aside()
    store.close()

    assert aside == []


def test_a_new_record_has_a_new_name(tmp_path: Path) -> None:
    """Its numbers start again, and the service must not mistake them for the old ones."""
    first = open_store(tmp_path, NOW)
    before = first.store_id
    first.close()
    garbage(tmp_path / FILE)
    second = open_store(tmp_path, NOW)
    after = second.store_id
    second.close()

    assert len(after) == 8
    assert after != before


def test_two_damaged_files_of_one_second_are_both_kept(tmp_path: Path) -> None:
    """Nothing is ever overwritten."""
    for _ in range(2):
        garbage(tmp_path / FILE)
        open_store(tmp_path, NOW).close()

    assert len(list(tmp_path.glob("*.damaged"))) == 2


def test_a_leftover_log_of_a_damaged_file_is_never_read_into_the_new_one(tmp_path: Path) -> None:
    """It goes along with the file it belongs to."""
    garbage(tmp_path / FILE)
    (tmp_path / f"{FILE}-wal").write_bytes(b"log of the old file")
    open_store(tmp_path, NOW).close()

    assert (tmp_path / "tablet-20261123T084000Z.damaged-wal").read_bytes() == b"log of the old file"


def test_a_damaged_record_does_not_take_the_identity_along(tmp_path: Path) -> None:
    """The tablet is still enrolled."""
    who = Identity("https://daybreak.example", b"d" * 16, "token", "Sunnybank", "2W", b"keys", b"k" * 32)
    identity.save(tmp_path, who)
    garbage(tmp_path / FILE)
    open_store(tmp_path, NOW).close()

    assert identity.load(tmp_path) == who


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_put_aside(tmp_path: Path) -> None:
    """A failing disk is not a damaged file: the file may be whole."""
    (tmp_path / FILE).mkdir()
    with pytest.raises(StoreError, match="Check that the disk has room"):
        open_store(tmp_path, NOW)

    assert list(tmp_path.glob("*.damaged")) == []


def test_a_second_daybreak_on_one_folder_says_so(tmp_path: Path) -> None:
    """One record, one process."""
    held = Held(tmp_path)
    with pytest.raises(StoreError, match="already running"):
        Held(tmp_path)
    held.release()

    Held(tmp_path).release()


def test_the_record_is_readable_by_its_user_only(tmp_path: Path) -> None:
    """First names are in it."""
    open_store(tmp_path, NOW).close()

    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
