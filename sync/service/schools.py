"""A school's first day: its key, its database and its name."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from sync.service import keys, unusable
from sync.service.db.engine import Database
from sync.service.db.models import School
from sync.service.errors import ServiceError
from sync.service.settings import KEY_VARIABLE, Settings

UNNAMED = "Our school"
"""What a school is called until the page of the first run names it."""


def untouched(settings: Settings, environ: Mapping[str, str]) -> bool:
    """True for a folder in which nothing was ever set up, so that setting up can do no harm.

    A key without its database, or the other way round, is not one: something is missing there.
    """
    kept = (settings.key_file, settings.folder / "service.db")
    return not settings.database and not environ.get(KEY_VARIABLE) and not any(each.exists() for each in kept)


def create(settings: Settings, name: str, *, timezone: str = "Europe/London") -> uuid.UUID:
    """Set up an empty school and return its id.

    A key that is already there is kept: it may be the one that a restored backup needs.

    Raises:
        ServiceError: the name or the time zone will not do, or there is a school already.
        sync.service.keys.KeyFileError: the key that is there cannot be used.
    """
    name = name.strip()
    if not 1 <= len(name) <= 200:
        raise ServiceError("Give the school a name of 1 to 200 characters.")
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError):
        raise ServiceError(f"There is no time zone {timezone!r}. Use one such as Europe/London.") from None
    held = keys.read(settings.key_file) if settings.key_file.exists() else keys.create(settings.key_file)
    database = Database(settings.database_url)
    try:
        database.migrate()
        with database.write() as session:
            if session.scalar(select(School.name)) is not None:
                where = settings.shown_database or settings.folder
                raise ServiceError(f"There is a school at {where} already. Choose another {_place(settings)}.")
            school = School(
                id=uuid.uuid4(),
                name=name,
                timezone=timezone,
                epoch=secrets.token_hex(8),
                public_key=held.public_key,
            )
            session.add(school)
        return school.id
    except DBAPIError as error:
        raise ServiceError(unusable.sentence(settings, error)) from error
    finally:
        database.close()


def _place(settings: Settings) -> str:
    return "database" if settings.shared else "folder (data)"


def remember(session: Session, school_id: uuid.UUID, what: str, at: datetime, said: str) -> None:
    """Note when something was last brought in and what it did, for the page that shows it.

    Args:
        said: a sentence without a name.
    """
    school = session.get_one(School, school_id)
    school.settings = {**school.settings, what: {"at": at.isoformat(), "said": said}}
