"""What to do about a database that can't be opened, in a sentence or two."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

from sync.service.settings import Settings

UNFIT = (
    "Something in it is too long to keep, or holds a character that no text has. Nothing was changed: make it shorter, "
    "then send it again."
)


def sentence(settings: Settings, error: DBAPIError) -> str:
    """What is amiss with the school's database, and the cure."""
    if settings.shared:
        said = " ".join(str(error.orig).split())
        return (
            f"The database {settings.shown_database} can't be used ({said}). Check that PostgreSQL runs and can be "
            "reached from here, that the database is there, and that this user may make tables in it."
        )
    if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return (
            f"The database in {settings.folder} is damaged ({error.orig}). Put back the newest backup with "
            "`daybreak service restore FILE`: it keeps the damaged one, and tablets send again what they have."
        )
    return (
        f"The database in {settings.folder} can't be used ({error.orig}). Check that the disk has room and can be "
        "written, and that no other program holds the file."
    )
