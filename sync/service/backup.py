"""Backups: the database, the school's keys and its certificates in one file that only the recovery key opens.

A backup is a consistent copy made while the service runs, and it is checked before it is sealed: a backup that nobody
has opened is none. Restoring gives the school a new epoch, so that tablets send again what the backup lacks.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import tarfile
import tempfile
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO, cast

from nacl.public import PrivateKey
from sqlalchemy import make_url, select

from sync.files import only_ours, sync_folder
from sync.service import audit, vault
from sync.service.db.engine import Database
from sync.service.db.models import School
from sync.service.errors import ServiceError
from sync.service.keys import Keys
from sync.service.media import FOLDER as MEDIA
from sync.service.settings import Settings

SUFFIX = ".daybreak-backup"
DATABASE = "service.db"
_BESIDE = ("school.key", "authority.key", "authority.pem", "recovery.pub")
"""What a backup holds beside the database, where it is there."""


POSTGRESQL = (
    "The school's record is in PostgreSQL: run `pg_dump {database}` every night, and keep a copy of {folder} (the "
    "keys, and what was recorded for tablets) with it, as well guarded as the dump. To put one back, load it with "
    "`psql` while no service runs, then erase again whoever was erased since."
)


class BackupError(ServiceError):
    """A backup that could not be made, read or restored; a sentence with the cure."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a backup was found to hold."""

    school: str
    events: int
    last_event: str
    """The time of the newest event, ISO 8601; empty when there is none."""
    audit_entries: int

    def sentence(self) -> str:
        newest = f", the newest of {self.last_event[:16].replace('T', ' ')} UTC" if self.last_event else ""
        return f"{self.school}: {self.events} events{newest}; {self.audit_entries} audit entries, none changed"


def recovery_file(settings: Settings) -> Path:
    """Where the public half of the recovery key lies."""
    return settings.folder / "recovery.pub"


def make_recovery_key(settings: Settings) -> str:
    """Make a new recovery key and return the words to write down; they are kept nowhere."""
    written, public = vault.new_key()
    path = recovery_file(settings)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(public)
    fresh.chmod(0o600)
    fresh.replace(path)
    return written


def public_key(settings: Settings) -> bytes:
    """The public half of the recovery key.

    Raises:
        BackupError: there is none.
    """
    try:
        key = recovery_file(settings).read_bytes()
    except FileNotFoundError:
        key = b""
    if len(key) != 32:
        raise BackupError(
            "There is no recovery key yet. Run `daybreak service keys recovery` with the DSL, who keeps the paper."
        )
    return key


def make(settings: Settings, folder: Path, now: datetime, *, keep: int = 0) -> Path:
    """Make a backup in a folder and return its file; safe while the service runs.

    Args:
        keep: how many of the newest to leave there; 0 leaves all.

    Raises:
        BackupError: there is no recovery key, the database is not SQLite's, the folder can't be written, or what was
            copied is damaged.
    """
    source, key = file_of(settings), public_key(settings)
    target = folder / f"{now:%Y%m%dT%H%M%S%f}Z{SUFFIX}"
    fresh = target.with_suffix(".new")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="backup-", dir=settings.folder) as place:
            copy = Path(place) / DATABASE
            _copy(source, copy)
            look(copy)
            with only_ours(fresh) as file:
                _seal(file, key, copy, settings.folder)
        fresh.replace(target)
        sync_folder(folder)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise BackupError(f"The backup could not be written to {folder} ({error}). Check that there is room.") from None
    if keep:
        for old in sorted(folder.glob(f"*{SUFFIX}"))[:-keep]:
            old.unlink()
    return target


def export_keys(settings: Settings, held: Keys, file: Path) -> Path:
    """Write every private key of the school to a file that only the recovery key opens.

    Raises:
        BackupError: there is no recovery key, or the file can't be written.
    """
    key = public_key(settings)
    try:
        with only_ours(file) as out:
            sealing = vault.Sealing(out, key)
            sealing.write(held.as_text().encode())
            sealing.finish()
    except OSError as error:
        raise BackupError(f"{file} could not be written ({error.strerror}).") from None
    return file


def verify(file: Path, key: PrivateKey) -> Held:
    """Open a backup as a restore would, and look through all of it.

    Raises:
        BackupError, sync.service.vault.VaultError: it would not restore.
    """
    with tempfile.TemporaryDirectory(prefix="daybreak-verify-") as place:
        unpack(file, key, Path(place))
        return look(Path(place) / DATABASE)


def look(path: Path) -> Held:
    """Look through a copy of the database.

    Raises:
        BackupError: it is damaged.
    """
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
            sound = copy.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
            sound = sound and copy.execute("PRAGMA foreign_key_check").fetchone() is None
            events, last = copy.execute("SELECT count(*), max(happened_at) FROM event").fetchone()
    except sqlite3.Error as error:
        raise BackupError(f"The copy cannot be read ({error}). Use another backup.") from None
    if not sound:
        raise BackupError("The copy is damaged. Run `daybreak service doctor`, and keep the backups you have.")
    database = Database(path)
    try:
        with database.read() as session:
            school = session.scalars(select(School)).one()
            checked = audit.verify(session, school.id)
    finally:
        database.close()
    if not checked.ok:
        raise BackupError(f"The audit in it was changed at entry {checked.broken_at}. Tell the DSL.")
    return Held(school.name, events, str(last or "").replace(" ", "T"), checked.entries)


def file_of(settings: Settings) -> Path:
    """The database's file.

    Raises:
        BackupError: it is PostgreSQL's.
    """
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise BackupError(POSTGRESQL.format(database=settings.shown_database, folder=settings.folder))
    return Path(url.database)


def _copy(source: Path, copy: Path) -> None:
    """A consistent copy, made by SQLite itself while others read and write."""
    copy.touch(0o600)
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=30)) as live,
        closing(sqlite3.connect(copy)) as fresh,
    ):
        live.execute("PRAGMA wal_autocheckpoint=0")
        live.backup(fresh, pages=2000, sleep=0.01)
        fresh.execute("PRAGMA journal_mode=DELETE").fetchall()


def _seal(file: BinaryIO, key: bytes, copy: Path, folder: Path) -> None:
    sealing = vault.Sealing(file, key)
    with tarfile.open(fileobj=cast(BinaryIO, sealing), mode="w|") as archive:
        archive.add(copy, DATABASE)
        for name in (*_BESIDE, *(f"{MEDIA}/{each.name}" for each in sorted((folder / MEDIA).glob("*")))):
            with suppress(FileNotFoundError):  # a file for tablets may be let go of meanwhile
                archive.add(folder / name, name)
    sealing.finish()


def unpack(file: Path, key: PrivateKey, place: Path) -> None:
    """Open a backup and lay its files in a folder.

    Raises:
        BackupError, sync.service.vault.VaultError: it can't be opened, or holds no database.
    """
    try:
        with file.open("rb") as sealed, tempfile.TemporaryFile(dir=place) as plain:
            for chunk in vault.opened(sealed, key):
                plain.write(chunk)
            plain.seek(0)
            with tarfile.open(fileobj=plain) as archive:
                for each in archive:
                    content = archive.extractfile(each) if each.isfile() and _ours(each.name) else None
                    if content is not None:
                        _lay(place / each.name, content)
    except (OSError, tarfile.TarError) as error:
        raise BackupError(f"{file} cannot be read ({error}). Check the file and the room on the disk.") from None
    if not (place / DATABASE).exists():
        raise BackupError(f"{file} holds no database. Use another backup.")


def _ours(name: str) -> bool:
    """Whether a backup may hold a file of this name: nothing is ever laid outside the folder."""
    return name in (DATABASE, *_BESIDE) or bool(re.fullmatch(rf"{MEDIA}/[0-9a-f]{{64}}", name))


def _lay(path: Path, content: IO[bytes]) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with path.open("wb") as file:
        shutil.copyfileobj(content, file)
