"""Files for tablets, such as recorded names: kept by their hash, named by where they lie on the tablet.

The bytes of a file go once the last row that names its hash is gone for good: at the commit, and for what a crash left
over, in the morning.
"""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, event, or_, select
from sqlalchemy.orm import Session

from sync.files import write_whole
from sync.protocol import MediaFile
from sync.service import audit, children, trusted
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import Media, Pupil, Staff
from sync.service.errors import ServiceError
from sync.service.stills import only_the_picture

LIMIT = 2_000_000
"""Bytes of one file: a minute of a recorded voice, or a photograph large enough for any tablet."""
FOLDER = "media"
PICTURES = "pictures/"
"""Where pictures lie on the tablet."""
LEFT_OVER_S = 3600.0
"""Seconds after which a file that no row names is nobody's: before, its row may be on its way."""
_BEGINNINGS = {".ogg": b"OggS", ".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff"}
_GOING = "files that may have no row any more"


class MediaError(ServiceError):
    """A file that can't be kept, as a sentence with the cure."""


def recorded_name(whose: uuid.UUID, language: str = "en") -> str:
    """Where a tablet keeps the recorded name of a pupil or an adult."""
    return f"voice/{language}/name.{whose.hex}.ogg"


def checked(kind: str, content: bytes) -> bytes:
    """A file's content as it may be kept; a picture without what its camera wrote beside it, such as where it was.

    Args:
        kind: `.ogg`, `.png` or `.jpg`.

    Raises:
        MediaError: it is empty, too large, or not of its kind.
        StillError: it is a picture that is not whole, or too wide or tall.
    """
    if kind not in _BEGINNINGS or not content.startswith(_BEGINNINGS[kind]):
        raise MediaError("That file cannot be used. Give a recording as Ogg, or a picture as PNG or JPEG.")
    if len(content) > LIMIT:
        raise MediaError(
            f"That file is larger than {LIMIT // 1_000_000} MB. Give a shorter recording or a smaller picture."
        )
    return content if kind == ".ogg" else only_the_picture(content)


def kind_of(content: bytes) -> str:
    """`.ogg`, `.png` or `.jpg` by how a file begins; empty for any other."""
    return next((kind for kind, beginning in _BEGINNINGS.items() if content.startswith(beginning)), "")


def keep(
    session: Session, service: Service, path: str, content: bytes, class_id: uuid.UUID | None, viewer: Viewer | None
) -> MediaFile:
    """Keep a file for the tablets of a class (None: of all), in place of the one of the same name.

    Raises:
        MediaError, StillError: see `checked`.
    """
    content = checked(Path(path).suffix, content)
    drop(session, service, path, class_id)
    row = add(session, service, path, content, class_id=class_id)
    audit.note(session, service, viewer, "kept a file for tablets", detail=path)
    return named(row)


def add(session: Session, service: Service, path: str, content: bytes, **whose: uuid.UUID | None) -> Media:
    """Write a checked file and its row; `whose` is `class_id`, `pupil_id` or `staff_id`."""
    digest = hashlib.sha256(content).digest()
    kept = _place(service, digest)
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(kept, content)
    row = Media(id=uuid.uuid4(), school_id=service.school_id, path=path, sha256=digest, size=len(content), **whose)
    session.add(row)
    return row


def drop(session: Session, service: Service, path: str, class_id: uuid.UUID | None) -> None:
    """No longer send a file to the tablets of a class; they let go of it."""
    let_go(session, service, Media.path == path, Media.class_id == class_id)


def let_go(session: Session, service: Service, *which: ColumnElement[bool]) -> int:
    """Let some files go, here once this is committed and on the tablets within a minute; return how many."""
    ours = (Media.school_id == service.school_id, *which)
    digests = session.scalars(select(Media.sha256).where(*ours)).all()
    session.execute(delete(Media).where(*ours))
    going: set[bytes] = session.info.setdefault(_GOING, set())
    if digests and not going:
        event.listen(session, "before_commit", partial(_find_unnamed, service), once=True)
    going.update(digests)
    return len(digests)


def sweep(service: Service) -> int:
    """Remove what a crash or a restored backup left over: files that no row names. Return how many."""
    folder, gone = service.settings.folder / FOLDER, 0
    if not folder.is_dir():
        return 0
    with service.db.write(unseen=True) as session:
        names = {digest.hex() for digest in session.scalars(select(Media.sha256))}
        for file in folder.iterdir():
            if file.name not in names and time.time() - file.stat().st_mtime > LEFT_OVER_S:
                file.unlink()
                gone += 1
    return gone


def of_class(session: Session, school_id: uuid.UUID, class_id: uuid.UUID) -> Sequence[Media]:
    """What the tablets of a class hold, in a steady order: their class's files, their children's and their adults'."""
    pupils = select(Pupil.id).where(Pupil.school_id == school_id, Pupil.class_id == class_id, children.listed())
    shown = pupils.where(Pupil.photo_on_wall)
    adults = select(Staff.id).where(Staff.school_id == school_id, trusted.offered_in(school_id, class_id))
    picture = Media.path.startswith(PICTURES, autoescape=True)
    nobodys = and_(Media.pupil_id.is_(None), Media.staff_id.is_(None))
    theirs = or_(
        and_(nobodys, or_(Media.class_id == class_id, Media.class_id.is_(None))),
        and_(~picture, Media.pupil_id.in_(pupils)),
        and_(picture, Media.pupil_id.in_(shown)),
        Media.staff_id.in_(adults),
    )
    return session.scalars(
        select(Media).where(Media.school_id == school_id, theirs).order_by(Media.path, Media.id)
    ).all()


def named(row: Media) -> MediaFile:
    """A file as tablets hear of it."""
    return MediaFile(row.path, row.sha256, row.size)


def photos(rows: Sequence[Media]) -> Mapping[uuid.UUID, str]:
    """The paths of photographs, by the child or adult whom they show."""
    return {
        whose: row.path for row in rows if (whose := row.pupil_id or row.staff_id) and row.path.startswith(PICTURES)
    }


def place(session: Session, service: Service, class_id: uuid.UUID, digest: bytes) -> Path | None:
    """The file of this hash, where the class's tablets may have it; None where there is none."""
    if not any(each.sha256 == digest for each in of_class(session, service.school_id, class_id)):
        return None
    return file_of(service, digest)


def file_of(service: Service, digest: bytes) -> Path | None:
    """Where a file lies, whoever may see it; None where it is lost."""
    found = _place(service, digest)
    return found if found.is_file() else None


def _place(service: Service, digest: bytes) -> Path:
    return service.settings.folder / FOLDER / digest.hex()


def _find_unnamed(service: Service, session: Session) -> None:
    """Note which of the files that went have no row left, and remove those once that is certain."""
    session.flush()
    going: set[bytes] = session.info.pop(_GOING)
    going -= set(session.scalars(select(Media.sha256).where(Media.sha256.in_(going))))

    def remove(_: Any) -> None:
        for digest in going:
            _place(service, digest).unlink(missing_ok=True)

    event.listen(session, "after_commit", remove, once=True)
