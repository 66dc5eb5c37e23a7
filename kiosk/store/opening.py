"""Opens the tablet's record, whatever state its file is in: a damaged one never stops the tablet."""

from __future__ import annotations

import fcntl
import logging
import os
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from kiosk.store.engine import connect
from kiosk.store.journal import Journal
from kiosk.store.migrate import migrate
from kiosk.store.store import Store

log = logging.getLogger(__name__)

FILE = "tablet.db"
LOCK = "tablet.lock"
# SQLite's own codes for trouble that is not the file's: a full or failing disk, another process, no permission.
_NOT_THE_FILE = {3, 5, 6, 7, 8, 10, 13, 14, 23}


_MAGIC = b"SQLite format 3\x00"


class StoreError(Exception):
    """The record can't be opened here and now; the message says what to do."""


class Held:
    """The right to be the one process that uses this folder's record."""

    def __init__(self, folder: Path) -> None:
        """Take the folder.

        Raises:
            StoreError: another Daybreak has it, or it can't be written.
        """
        try:
            self._handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise _trouble(error, folder) from error
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._handle)
            raise StoreError(
                f"Another Daybreak is already running with {folder}. Close it first, or give this one its own data_dir."
            ) from None

    def release(self) -> None:
        """Give the folder back."""
        os.close(self._handle)


def open_store(folder: Path, now: datetime) -> Store:
    """Open the record in a folder, made if missing, in the shape this version needs.

    A file that is no database, is damaged, or can't be brought to this version's shape is put aside under a dated
    name and rebuilt from the journal; the new one remembers the name, to be reported. The caller holds the folder
    (`Held`).

    Raises:
        StoreError: the disk is full, read-only or failing, or the folder isn't ours to write.
    """
    path = folder / FILE
    journal = Journal(folder)
    reason = ""
    try:
        return _recovered(Store(*_checked(path), journal))
    except (SQLAlchemyError, _DamagedError) as error:
        _unless_the_disk(error, folder)
        reason = type(error).__name__
    except OSError as error:
        raise _trouble(error, folder) from error
    except Exception as error:  # Alembic's errors: a shape that this version does not know
        log.exception("the record's shape is unknown")
        reason = type(error).__name__
    try:
        aside = _put_aside(path, now)
        log.error("the record could not be read (%s) and was put aside as %s", reason, aside.name)
        store = Store(*_checked(path), journal)
        store.note_put_aside(aside.name, reason, int(now.timestamp()))
        _recovered(store)
    except (SQLAlchemyError, OSError) as error:
        raise _trouble(error, folder) from error
    return store


def _recovered(store: Store) -> Store:
    if count := store.recover():
        log.warning("%d events were taken back from the journal", count)
    return store


class _DamagedError(Exception):
    """SQLite's own check found the file damaged."""


def _checked(path: Path) -> tuple[Engine, Connection]:
    if path.is_file() and _start(path) not in (b"", _MAGIC):
        # Not even opened: SQLite would fold or delete the log that lies beside it.
        raise _DamagedError
    engine, connection = connect(path)
    try:
        with connection.begin():
            verdict = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if verdict != "ok":
            raise _DamagedError
        migrate(connection)
    except BaseException:
        connection.close()
        engine.dispose()
        raise
    path.chmod(0o600)
    return engine, connection


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_MAGIC))


def _unless_the_disk(error: Exception, folder: Path) -> None:
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF if isinstance(error, DBAPIError) else 0
    if code in _NOT_THE_FILE:
        raise _trouble(error, folder) from error


def _trouble(error: Exception, folder: Path) -> StoreError:
    why = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    return StoreError(
        f"The record in {folder} can't be written ({why}). Check that the disk has room and that this user may write."
    )


def _put_aside(path: Path, now: datetime) -> Path:
    stamp = now.strftime("%Y%m%dT%H%M%SZ")
    aside = path.with_name(f"{path.stem}-{stamp}.damaged")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.stem}-{stamp}-{number}.damaged")
    # The write-ahead log goes along: it may hold the newest rows, and must never be read into the new file.
    for suffix in ("-wal", "-shm"):
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + suffix))
    path.replace(aside)
    return aside
