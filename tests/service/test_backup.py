"""A backup restores, whatever happened to the machine; and nobody reads it on the way."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from sync.service import backup, keys, restoring, vault
from sync.service.backup import BackupError
from sync.service.copying import Copying
from sync.service.db.models import School, StaffSession, StoredEvent
from sync.service.settings import Settings
from sync.service.vault import VaultError
from tests.service.running import RunningService
from tests.service.tablets import Tablet, checked_in
from tests.service.test_commands import daybreak

pytestmark = pytest.mark.of_a_file

NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)


@dataclass
class Made:
    """A school with a morning in it, and a backup of that."""

    folder: Path
    settings: Settings
    file: Path
    written: str
    tablet: Tablet


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Made while the service was running."""
    folder = tmp_path / "school"
    with RunningService(folder) as running:
        tablet = Tablet(running)
        tablet.deliver(*(tablet.envelope(checked_in(pupil.id, "cross")) for pupil in running.pupils["2W"]))
        written = backup.make_recovery_key(running.settings)
        file = backup.make(running.settings, tmp_path / "copies", NOW)
    return Made(folder, running.settings, file, written, tablet)


def events(folder: Path) -> int:
    with RunningService(folder) as running, running.service.db.read() as session:
        return len(session.scalars(select(StoredEvent.event_id)).all())


def test_a_backup_restores_on_another_machine(made: Made, tmp_path: Path) -> None:
    """The file and the paper are all it takes: keys and children's answers are back."""
    elsewhere = Settings(data=str(tmp_path / "elsewhere"))
    held = restoring.restore(elsewhere, made.file, vault.read_key(made.written), NOW)

    assert held.events == 6
    assert "Sunnybank" in held.sentence()
    assert events(tmp_path / "elsewhere") == 6
    assert keys.read(elsewhere.key_file).name == keys.read(made.settings.key_file).name


def test_a_restored_service_takes_what_it_lacks_from_its_tablets(made: Made) -> None:
    """What came after the backup is sent again under its old ids; the epoch tells the tablets to."""
    with RunningService(made.folder) as running:
        before = running.service.school_id
        made.tablet.running = running
        late = made.tablet.envelope(checked_in(running.pupils["2W"][0].id))
        made.tablet.deliver(late)
        first = made.tablet.classroom().epoch
    restoring.restore(made.settings, made.file, vault.read_key(made.written), NOW)
    with RunningService(made.folder) as running:
        made.tablet.running = running
        outcome = made.tablet.deliver(late)
        second = made.tablet.classroom().epoch

    assert running.service.school_id == before
    assert outcome == ["stored"]
    assert first != second


def test_what_was_there_before_a_restore_is_kept_beside_it(made: Made) -> None:
    """Somebody may have chosen the wrong file."""
    restoring.restore(made.settings, made.file, vault.read_key(made.written), NOW)

    kept = made.folder / "before-restore-20261123T160000Z"
    assert sqlite3.connect(kept / "service.db").execute("SELECT count(*) FROM event").fetchone() == (6,)


def test_after_a_restore_everybody_signs_in_anew(made: Made) -> None:
    """A session that was ended since the backup must not come back to life."""
    with RunningService(made.folder) as running, running.service.db.write() as session:
        session.add(
            StaffSession(id_hash="h", school_id=running.service.school_id, staff_id=None, data=b"", expires_at=NOW)
        )
    file = backup.make(made.settings, made.file.parent, NOW.replace(hour=17))
    restoring.restore(made.settings, file, vault.read_key(made.written), NOW)

    with RunningService(made.folder) as running, running.service.db.read() as session:
        assert session.scalars(select(StaffSession)).all() == []


def test_the_backup_holds_nothing_that_can_be_read_without_the_paper(made: Made) -> None:
    """No name, no key, no answer; and the service that made it cannot open it either."""
    content = made.file.read_bytes()

    for word in (b"Sunnybank", b"Amina", b"SQLite format", b"cross", made.settings.key_file.read_bytes().strip()):
        assert word not in content
    assert made.file.stat().st_mode & 0o777 == 0o600
    in_folder = b"".join(path.read_bytes() for path in made.folder.rglob("*") if path.is_file())
    assert made.written.encode() not in in_folder
    assert bytes(vault.read_key(made.written)) not in in_folder


def test_the_paper_may_be_typed_carelessly(made: Made) -> None:
    """Small letters, spaces for dashes, O for 0."""
    careless = made.written.lower().replace("-", " ").replace("0", "o").replace("1", "l")

    assert backup.verify(made.file, vault.read_key(careless)).events == 6


@pytest.mark.parametrize("written", ["", "K7QP-3M9X", "U" * 52, "A" * 51])
def test_what_is_no_recovery_key_is_said(written: str) -> None:
    """Before any file is opened."""
    with pytest.raises(VaultError, match="thirteen groups"):
        vault.read_key(written)


def test_another_paper_opens_nothing(made: Made) -> None:
    """And says which one is needed."""
    other, _ = vault.new_key()

    with pytest.raises(VaultError, match="current then"):
        backup.verify(made.file, vault.read_key(other))


@pytest.mark.parametrize("damage", ["cut", "flipped", "beginning", "empty"])
def test_a_damaged_backup_is_noticed_and_changes_nothing(made: Made, damage: str) -> None:
    """Found by `verify` on a quiet day, rather than on the bad one."""
    content = bytearray(made.file.read_bytes())
    if damage == "cut":
        del content[-1000:]
    elif damage == "flipped":
        content[len(content) // 2] ^= 1
    elif damage == "beginning":
        content[0] ^= 1
    else:
        content.clear()
    made.file.write_bytes(content)
    before = (made.folder / "service.db").read_bytes()

    with pytest.raises((VaultError, BackupError)):
        restoring.restore(made.settings, made.file, vault.read_key(made.written), NOW)

    assert (made.folder / "service.db").read_bytes() == before
    assert not list(made.folder.glob("*restore*"))


def test_a_damaged_database_is_not_sealed_as_if_it_were_whole(made: Made) -> None:
    """The backups that are there stay the newest good ones."""
    database = made.folder / "service.db"
    with database.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 8192)

    with pytest.raises(BackupError):
        backup.make(made.settings, made.file.parent, NOW.replace(hour=18))

    assert list(made.file.parent.iterdir()) == [made.file]


def test_a_backup_while_tablets_deliver_is_one_moment_of_the_school(tmp_path: Path) -> None:
    """Nobody has to stop: the copy is consistent, and no delivery fails for it."""
    over = threading.Event()
    with RunningService(tmp_path / "school") as running:
        tablet = Tablet(running)
        written = backup.make_recovery_key(running.settings)
        outcomes: list[str] = []

        def deliver() -> None:
            while not over.is_set():
                outcomes.extend(tablet.deliver(tablet.envelope(checked_in(running.pupils["2W"][0].id))))

        delivering = threading.Thread(target=deliver)
        delivering.start()
        files = [backup.make(running.settings, tmp_path / "copies", NOW.replace(minute=each)) for each in range(3)]
        over.set()
        delivering.join()
    counts = [backup.verify(file, vault.read_key(written)).events for file in files]

    assert set(outcomes) == {"stored"}
    assert counts == sorted(counts)
    assert counts[-1] <= len(outcomes)


def test_without_a_recovery_key_there_is_no_backup(tmp_path: Path) -> None:
    """It would be one that anybody reads, or nobody."""
    running = RunningService(tmp_path)

    with pytest.raises(BackupError, match="keys recovery"):
        backup.make(running.settings, tmp_path / "copies", NOW)


def test_only_the_newest_backups_are_kept_where_asked(made: Made) -> None:
    """A disk does not fill up by itself."""
    for minute in range(4):
        backup.make(made.settings, made.file.parent, NOW.replace(minute=minute + 1), keep=2)

    assert len(list(made.file.parent.glob(f"*{backup.SUFFIX}"))) == 2


def test_a_folder_that_cannot_be_written_is_said(made: Made, tmp_path: Path) -> None:
    """With the cure."""
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(BackupError, match="Check that there is room"):
        backup.make(made.settings, tmp_path / "file", NOW)


def test_backup_verify_and_restore_as_they_are_typed(tmp_path: Path) -> None:
    """keys recovery, backup, verify, restore: with the service running where that makes sense."""
    folder, copies = tmp_path / "school", tmp_path / "copies"
    with RunningService(folder):
        told = daybreak(folder, "keys", "recovery")
        written = told.said.splitlines()[1]
        copied = daybreak(folder, "backup", str(copies))
        busy = daybreak(folder, "restore", str(next(copies.iterdir())), typed=f"{written}\n")
    file = next(copies.iterdir())
    verified = daybreak(folder, "verify", str(file), typed=f"{written}\n")
    restored = daybreak(folder, "restore", str(file), typed=f"{written}\n")
    exported = daybreak(folder, "keys", "export", str(tmp_path / "keys"))

    assert (told.exit_code, copied.exit_code) == (0, 0)
    assert busy.exit_code == 1
    assert "Stop it first" in busy.complained
    assert (verified.exit_code, "It restores" in verified.said) == (0, True)
    assert (restored.exit_code, "send again what it lacks" in restored.said) == (0, True)
    assert exported.exit_code == 0
    with (tmp_path / "keys").open("rb") as sealed:
        assert (
            b"".join(vault.opened(sealed, vault.read_key(written))) == Settings(data=str(folder)).key_file.read_bytes()
        )


def test_a_new_key_is_taken_up_and_the_old_one_still_opens(tmp_path: Path) -> None:
    """What was sealed before the rotation is not lost; the service need not be restarted."""
    with RunningService(tmp_path) as running:
        tablet = Tablet(running)
        before = tablet.envelope(checked_in(running.pupils["2W"][0].id))
        old = running.service.public_key
        rotated = daybreak(tmp_path, "keys", "rotate")
        told = tablet.classroom()
        outcomes = tablet.deliver(before)
        with running.service.db.read() as session:
            kept = session.scalars(select(School.public_key)).one()

    assert rotated.exit_code == 0
    assert outcomes == ["stored"]
    assert told.public_key == running.service.public_key == kept != old
    assert "Older keys still open" in daybreak(tmp_path, "keys", "check").said


def test_keys_from_the_environment_are_rotated_where_they_stand(tmp_path: Path) -> None:
    """The service does not write a file that nobody would read."""
    running = RunningService(tmp_path)
    text = running.settings.key_file.read_text()

    with pytest.raises(keys.KeyFileError, match="restart"):
        keys.load(running.settings, {"DAYBREAK_SERVICE_KEY": text}).rotate()


def test_a_second_folder_is_kept_up_to_date_while_the_service_runs(tmp_path: Path) -> None:
    """A copy at the start, another after something new, none for nothing; and it restores."""
    copies = tmp_path / "copies"
    before = RunningService(tmp_path / "school")
    written = backup.make_recovery_key(before.settings)
    with RunningService(tmp_path / "school", copy_to=str(copies)) as running:
        tablet = Tablet(running)
        copying = Copying(running.service)
        first = copying.copy()
        again = copying.copy()
        tablet.deliver(tablet.envelope(checked_in(running.pupils["2W"][0].id)))
        second = copying.copy()
    counts = [backup.verify(each, vault.read_key(written)).events for each in (first, second) if each]

    assert again is None
    assert counts == [0, 1]
    assert len(list(copies.glob(f"*{backup.SUFFIX}"))) >= 2


def test_a_second_folder_that_is_gone_is_said_and_the_service_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Somebody pulled the disk out: children are checked in all the same."""
    (tmp_path / "file").write_text("no folder")
    before = RunningService(tmp_path / "school")
    backup.make_recovery_key(before.settings)
    with RunningService(tmp_path / "school", copy_to=str(tmp_path / "file")) as running:
        tablet = Tablet(running)
        outcome = tablet.deliver(tablet.envelope(checked_in(running.pupils["2W"][0].id)))

    assert outcome == ["stored"]
    assert "no copy was made" in caplog.text
