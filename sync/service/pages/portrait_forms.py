"""A photograph and recorded names on a page: what its forms can do with them, and their files to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Response
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body
from sqlalchemy.orm import Session

from sync.service import media, portraits
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import Media, Pupil, Staff
from sync.service.errors import ServiceError
from sync.service.pages import tablet_words

Upload = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]
BODY_LIMIT = 25_000_000
"""Bytes that are read of a form: a camera's photograph is too large to keep, and deserves a sentence that says so."""
_KINDS = {".jpg": "image/jpeg", ".png": "image/png", ".ogg": "audio/ogg"}


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is kept of one child or adult, and where its forms and files are."""

    action: str
    """Where the form is sent."""
    files: str
    """Under it lie `photo` and `name/<language>`."""
    name: str
    picture: str
    """The drawn picture, shown where there is no photograph."""
    photo: str
    """A piece of the photograph's hash, so that another one has another address; empty for none."""
    names: Sequence[tuple[str, str, str]]
    """The recorded names: language, its title, and a piece of the hash."""
    languages: dict[str, str]


def read(session: Session, whose: Pupil | Staff, *, action: str, files: str, name: str) -> Portrait:
    """What is kept of a child or an adult."""
    photo, names = portraits.photo_of(session, whose), portraits.names_of(session, whose)
    titles = tablet_words.LANGUAGES
    return Portrait(
        action=action,
        files=files,
        name=name,
        picture=whose.picture,
        photo=_piece(photo) if photo else "",
        names=[(language, titles[language], _piece(row)) for language, row in names.items()],
        languages=titles,
    )


def carry_out(session: Session, service: Service, viewer: Viewer, whose: Pupil | Staff, data: dict[str, Any]) -> bool:
    """Do what a form asks for; return whether it was one of a portrait's forms.

    Raises:
        ServiceError: no file was chosen, or it cannot be used.
    """
    language = str(data.get("language", ""))
    match data.get("do"):
        case "keep photo":
            portraits.keep_photo(session, service, whose, _uploaded(data), viewer)
        case "remove photo":
            portraits.remove_photo(session, service, whose, viewer)
        case "keep name":
            portraits.keep_name(session, service, whose, language, _uploaded(data), viewer)
        case "remove name":
            portraits.remove_name(session, service, whose, language, viewer)
        case _:
            return False
    return True


def photo(session: Session, service: Service, whose: Pupil | Staff) -> Response[bytes]:
    """The file of a photograph. The caller has made sure that its viewer may see whose it is."""
    return _file(service, portraits.photo_of(session, whose))


def spoken_name(session: Session, service: Service, whose: Pupil | Staff, language: str) -> Response[bytes]:
    """The file of a recorded name; the same."""
    return _file(service, portraits.names_of(session, whose).get(language))


def _uploaded(data: dict[str, Any]) -> bytes:
    found = data.get("file")
    content = found.file.read(media.LIMIT + 1) if isinstance(found, UploadFile) else b""
    if not content:
        raise ServiceError("Choose a file first, then press the button again.")
    return content


def _file(service: Service, row: Media | None) -> Response[bytes]:
    found = media.file_of(service, row.sha256) if row is not None else None
    if row is None or found is None:
        raise NotFoundException
    kind = _KINDS["." + row.path.rpartition(".")[2]]
    return Response(found.read_bytes(), media_type=kind, headers={"content-disposition": "inline"})


def _piece(row: Media) -> str:
    return row.sha256.hex()[:12]
