"""Files for tablets, such as recorded names: kept by their hash, named by where they lie on the tablet."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import Path

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from sync.files import write_whole
from sync.protocol import MediaFile
from sync.service import audit
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import Media
from sync.service.errors import ServiceError
from sync.service.stills import only_the_picture

LIMIT = 2_000_000
"""Bytes of one file: a minute of a recorded voice, or a photograph large enough for any tablet."""
FOLDER = "media"
_BEGINNINGS = {".ogg": b"OggS", ".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff"}


class MediaError(ServiceError):
    """A file that can't be kept, as a sentence with the cure."""


def recorded_name(whose: uuid.UUID, language: str = "en") -> str:
    """Where a tablet keeps the recorded name of a pupil or an adult."""
    return f"voice/{language}/name.{whose.hex}.ogg"


def keep(
    session: Session, service: Service, path: str, content: bytes, class_id: uuid.UUID | None, viewer: Viewer | None
) -> MediaFile:
    """Keep a file for the tablets of a class (None: of all), in place of the one of the same name.

    A picture is kept without what its camera wrote beside it, such as where it was taken.

    Raises:
        MediaError: it is empty, too large, or not of the kind that its name says.
        StillError: it is a picture that is not whole, or too wide or tall.
    """
    kind = Path(path).suffix
    if kind not in _BEGINNINGS or not content.startswith(_BEGINNINGS[kind]):
        raise MediaError("That file cannot be used. Give a recording as Ogg, or a picture as PNG or JPEG.")
    if len(content) > LIMIT:
        raise MediaError(
            f"That file is larger than {LIMIT // 1_000_000} MB. Give a shorter recording or a smaller picture."
        )
    if kind != ".ogg":
        content = only_the_picture(content)
    digest = hashlib.sha256(content).digest()
    kept = _place(service, digest)
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(kept, content)
    drop(session, service, path, class_id)
    school_id = service.school_id
    session.add(
        Media(id=uuid.uuid4(), school_id=school_id, class_id=class_id, path=path, sha256=digest, size=len(content))
    )
    audit.note(session, service, viewer, "kept a file for tablets", detail=path)
    return MediaFile(path, digest, len(content))


def drop(session: Session, service: Service, path: str, class_id: uuid.UUID | None) -> None:
    """No longer send a file to the tablets of a class; they let go of it."""
    named = (Media.school_id == service.school_id, Media.path == path, Media.class_id == class_id)
    session.execute(delete(Media).where(*named))


def of_class(session: Session, school_id: uuid.UUID, class_id: uuid.UUID) -> list[MediaFile]:
    """What the tablets of a class hold, in a steady order."""
    theirs = or_(Media.class_id == class_id, Media.class_id.is_(None))
    found = session.scalars(select(Media).where(Media.school_id == school_id, theirs).order_by(Media.path, Media.id))
    return [MediaFile(each.path, each.sha256, each.size) for each in found]


def place(session: Session, service: Service, class_id: uuid.UUID, digest: bytes) -> Path | None:
    """The file of this hash, where the class's tablets may have it; None where there is none."""
    if not any(each.sha256 == digest for each in of_class(session, service.school_id, class_id)):
        return None
    found = _place(service, digest)
    return found if found.is_file() else None


def _place(service: Service, digest: bytes) -> Path:
    return service.settings.folder / FOLDER / digest.hex()
