"""Putting a backup in the place of what is there, so that tablets and families lose nothing by it."""

from __future__ import annotations

import secrets
import tempfile
from datetime import datetime
from pathlib import Path

from nacl.public import PrivateKey
from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError

from sync.files import sync_folder
from sync.service import audit, backup, erasure
from sync.service.db.engine import Database
from sync.service.db.models import EnrolmentCode, Erased, School, StaffSession
from sync.service.settings import Settings


def restore(settings: Settings, file: Path, key: PrivateKey, now: datetime) -> backup.Held:
    """Put a backup in the place of what is there; the caller holds the service's lock.

    What was there is kept beside it under a dated name. Tablets learn from the new epoch to send again what they have,
    everybody signs in anew, and what was erased since the backup stays erased.

    Raises:
        BackupError, sync.service.vault.VaultError: nothing was changed.
    """
    target = backup.file_of(settings)
    settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="restore-", dir=settings.folder) as place:
        backup.unpack(file, key, Path(place))
        held = backup.look(Path(place) / backup.DATABASE)
        aside = settings.folder / f"before-restore-{now:%Y%m%dT%H%M%SZ}"
        aside.mkdir(mode=0o700)
        for path in (target, *(target.with_name(target.name + each) for each in ("-wal", "-shm"))):
            if path.exists():
                path.replace(aside / path.name)
        for path in sorted(Path(place).iterdir(), key=lambda each: each.name == backup.DATABASE):  # the database last
            there = target if path.name == backup.DATABASE else settings.folder / path.name
            if there.exists():
                there.replace(aside / there.name)
            path.chmod(0o700 if path.is_dir() else 0o600)
            path.replace(there)
        sync_folder(settings.folder)
        erased = _erased_before(aside)
    _begin_again(settings, erased, now)
    return held


def _erased_before(aside: Path) -> list[Erased]:
    """What the database that was there knew to be erased; nothing where there was none that can be read."""
    if not any(aside.iterdir()):
        aside.rmdir()
        return []
    try:
        database = Database(aside / backup.DATABASE)
        try:
            with database.read() as session:
                return list(session.scalars(select(Erased)))
        finally:
            database.close()
    except SQLAlchemyError:
        return []


def _begin_again(settings: Settings, erased: list[Erased], now: datetime) -> None:
    """A new epoch; nobody stays signed in, and no code from before the backup works."""
    database = Database(settings.database_url)
    try:
        database.migrate()
        with database.write() as session:
            school = session.scalars(select(School)).one()
            school.epoch = secrets.token_hex(8)
            erasure.again(session, school.id, erased, now)
            session.execute(delete(StaffSession))
            session.execute(delete(EnrolmentCode))
            audit.write(session, school.id, now, None, "restored from a backup")
    finally:
        database.close()
