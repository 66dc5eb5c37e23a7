"""Photographs and recorded names of children and adults: whose they are, and when they go.

A photograph's path holds a piece of its hash, so that a tablet never takes an older one for it. A recorded name lies
where the tablet's voice looks for it.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from assets.words import LANGUAGES
from sync.service import audit, media
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import Media, Pupil, Staff
from sync.service.media import PICTURES, MediaError

_HASHED = 24
"""Letters of the hash in a photograph's path: with the owner's 32 it fits what tablets take as a name."""


def keep_photo(session: Session, service: Service, whose: Pupil | Staff, content: bytes, viewer: Viewer) -> None:
    """Keep a photograph in place of the one before.

    Raises:
        MediaError, sync.service.stills.StillError: it is no whole PNG or JPEG, or too large.
    """
    kind = media.kind_of(content)
    if kind not in (".png", ".jpg"):
        raise MediaError("That is not a picture that can be used. Give it as JPEG or PNG.")
    content = media.checked(kind, content)
    media.let_go(session, service, of(whose), _PHOTO)
    digest = hashlib.sha256(content).hexdigest()[:_HASHED]
    media.add(session, service, f"{PICTURES}{whose.id.hex}_{digest}{kind}", content, **_owner(whose))
    _note(session, service, viewer, "kept a photo", whose)


def remove_photo(session: Session, service: Service, whose: Pupil | Staff, viewer: Viewer) -> None:
    """Let a photograph go; nothing happens where there is none."""
    if media.let_go(session, service, of(whose), _PHOTO):
        _note(session, service, viewer, "removed a photo", whose)


def keep_name(
    session: Session, service: Service, whose: Pupil | Staff, language: str, content: bytes, viewer: Viewer
) -> None:
    """Keep a recorded name in one language, in place of the one before.

    Raises:
        MediaError: no such language, or no Ogg file, or too large.
    """
    if language not in LANGUAGES:
        raise MediaError("Choose one of the languages of the list.")
    if media.kind_of(content) != ".ogg":
        raise MediaError("That is not a recording that can be used. Give it as Ogg Vorbis, from any sound editor.")
    content = media.checked(".ogg", content)
    path = media.recorded_name(whose.id, language)
    media.let_go(session, service, of(whose), Media.path == path)
    media.add(session, service, path, content, **_owner(whose))
    _note(session, service, viewer, "kept a recorded name", whose, language)


def remove_name(session: Session, service: Service, whose: Pupil | Staff, language: str, viewer: Viewer) -> None:
    """Let a recorded name go; nothing happens where there is none."""
    if media.let_go(session, service, of(whose), Media.path == media.recorded_name(whose.id, language)):
        _note(session, service, viewer, "removed a recorded name", whose, language)


def photo_of(session: Session, whose: Pupil | Staff) -> Media | None:
    """The photograph that is kept now, shown on the wall or not."""
    return session.scalar(select(Media).where(Media.school_id == whose.school_id, of(whose), _PHOTO))


def names_of(session: Session, whose: Pupil | Staff) -> Mapping[str, Media]:
    """The recorded names that are kept now, by language, in the order of the languages."""
    kept = session.scalars(select(Media).where(Media.school_id == whose.school_id, of(whose), ~_PHOTO))
    paths = {each.path: each for each in kept}
    wanted = ((language, paths.get(media.recorded_name(whose.id, language))) for language in LANGUAGES)
    return {language: row for language, row in wanted if row is not None}


def forget_children(session: Session, service: Service, pupil_ids: Collection[uuid.UUID]) -> None:
    """Let go of everything of children who have left or are erased, and of visitors who were found to be them.

    Who did that is written down where it was done.
    """
    merged = select(Pupil.id).where(Pupil.school_id == service.school_id, Pupil.merged_into.in_(pupil_ids))
    media.let_go(session, service, or_(Media.pupil_id.in_(pupil_ids), Media.pupil_id.in_(merged)))


def forget_adult(session: Session, service: Service, staff_id: uuid.UUID) -> None:
    """Let go of everything of an adult who has left."""
    media.let_go(session, service, Media.staff_id == staff_id)


def of(whose: Pupil | Staff) -> ColumnElement[bool]:
    """The condition for the files of one child or adult."""
    return Media.pupil_id == whose.id if isinstance(whose, Pupil) else Media.staff_id == whose.id


_PHOTO = Media.path.startswith(PICTURES)


def _owner(whose: Pupil | Staff) -> dict[str, uuid.UUID | None]:
    return {"pupil_id": whose.id} if isinstance(whose, Pupil) else {"staff_id": whose.id}


def _note(
    session: Session, service: Service, viewer: Viewer, action: str, whose: Pupil | Staff, language: str = ""
) -> None:
    if isinstance(whose, Pupil):
        audit.note(session, service, viewer, action, whose.id, language)
    else:
        audit.note(session, service, viewer, f"{action} of an adult", detail=f"{whose.id} {language}".strip())
