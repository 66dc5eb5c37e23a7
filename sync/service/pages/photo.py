"""A child's photograph and recorded name: kept, changed and removed by the adults who may open the child."""

from __future__ import annotations

import uuid
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy.orm import Session

from sync.service import audit, children
from sync.service.access import Viewer, sees_feelings
from sync.service.context import Service
from sync.service.db.models import Pupil, SchoolClass
from sync.service.errors import ServiceError
from sync.service.pages import portrait_forms
from sync.service.pages.forms import AnyRequest, pupil_named
from sync.service.pages.portrait_forms import BODY_LIMIT, Upload
from sync.service.pages.queries.flags import count_new
from sync.service.pages.queries.people import name_of
from sync.service.pages.render import page


@get("/pupils/{pupil_id:uuid}/photo", guards=[sees_feelings], sync_to_thread=True)
def show(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    pupil_id: FromPath[uuid.UUID],
) -> Response[str]:
    """What is kept now, and the forms."""
    return _form(request, service, viewer, pupil_id)


@post("/pupils/{pupil_id:uuid}/photo", guards=[sees_feelings], request_max_body_size=BODY_LIMIT, sync_to_thread=True)
def change(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    pupil_id: FromPath[uuid.UUID],
    data: Upload,
) -> Response[Any]:
    """Keep or remove a file, or choose what stands on the wall."""
    try:
        with service.db.write() as session:
            pupil = _pupil(session, viewer, pupil_id)
            if not portrait_forms.carry_out(session, service, viewer, pupil, data):
                _choose_wall(session, service, viewer, pupil, data)
    except ServiceError as error:
        return _form(request, service, viewer, pupil_id, error=str(error))
    service.live.publish(service.school_id, "roster")
    return Redirect(f"/pupils/{pupil_id}/photo", status_code=303)


@get("/portraits/{pupil_id:uuid}/photo", guards=[sees_feelings], sync_to_thread=True)
def file(
    service: NamedDependency[Service], viewer: NamedDependency[Viewer], pupil_id: FromPath[uuid.UUID]
) -> Response[bytes]:
    """The photograph, for those who may open the child."""
    with service.db.read() as session:
        return portrait_forms.photo(session, service, _pupil(session, viewer, pupil_id))


@get("/portraits/{pupil_id:uuid}/name/{language:str}", guards=[sees_feelings], sync_to_thread=True)
def spoken(
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    pupil_id: FromPath[uuid.UUID],
    language: FromPath[str],
) -> Response[bytes]:
    """The recorded name, for the same."""
    with service.db.read() as session:
        return portrait_forms.spoken_name(session, service, _pupil(session, viewer, pupil_id), language)


def _pupil(session: Session, viewer: Viewer, pupil_id: uuid.UUID) -> Pupil:
    """A child with a name who is at the school; of one who has left nothing is kept."""
    pupil = pupil_named(session, viewer, pupil_id)
    if viewer.visiting:
        raise PermissionDeniedException("Photos and recorded names are looked after by the adults of the school.")
    if pupil.left_on is not None or children.nameless(pupil):
        raise NotFoundException
    return pupil


def _choose_wall(session: Session, service: Service, viewer: Viewer, pupil: Pupil, data: dict[str, Any]) -> None:
    if data.get("wall") not in ("photo", "animal"):
        raise ServiceError("Choose the photo or the animal, then save again.")
    pupil.photo_on_wall = data["wall"] == "photo"
    audit.note(session, service, viewer, "chose a picture for the wall", pupil.id, str(data["wall"]))


def _form(
    request: AnyRequest, service: Service, viewer: Viewer, pupil_id: uuid.UUID, *, error: str = ""
) -> Response[str]:
    with service.db.read() as session:
        pupil = _pupil(session, viewer, pupil_id)
        name = name_of(pupil)
        kept = portrait_forms.read(
            session, pupil, action=f"/pupils/{pupil_id}/photo", files=f"/portraits/{pupil_id}", name=name
        )
        return page(
            request,
            "photo.html",
            viewer=viewer,
            status=400 if error else 200,
            here="/pupils",
            new_flags=count_new(session, viewer),
            pupil=pupil,
            name=name,
            classroom=session.get_one(SchoolClass, (pupil.school_id, pupil.class_id)).name,
            kept=kept,
            error=error,
            pictures={pupil.picture},
        )
