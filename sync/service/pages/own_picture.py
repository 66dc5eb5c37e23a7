"""One's own picture and recorded name, as children meet them on the tablets: a page of one's own account."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import PermissionDeniedException
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy.orm import Session

from assets.pictures import ADULT_PICTURES
from sync.service.access import Viewer, signed_in
from sync.service.context import Service
from sync.service.db.models import Staff
from sync.service.errors import ServiceError
from sync.service.pages import portrait_forms
from sync.service.pages.forms import AnyRequest
from sync.service.pages.grown_ups import show_as
from sync.service.pages.portrait_forms import BODY_LIMIT, Upload
from sync.service.pages.queries.flags import count_new
from sync.service.pages.render import page

ADDRESS = "/account/picture"


@get(ADDRESS, guards=[signed_in], sync_to_thread=True)
def show(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[str]:
    """What is kept now, and the forms."""
    return _form(request, service, viewer)


@post(ADDRESS, guards=[signed_in], request_max_body_size=BODY_LIMIT, sync_to_thread=True)
def change(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Upload
) -> Response[Any]:
    """Carry out one of the forms."""
    try:
        with service.db.write() as session:
            show_as(session, service, viewer, _own(session, viewer), data)
    except ServiceError as error:
        return _form(request, service, viewer, error=str(error))
    service.live.publish(service.school_id, "roster")
    return Redirect(ADDRESS, status_code=303)


@get(f"{ADDRESS}/photo", guards=[signed_in], sync_to_thread=True)
def file(service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[bytes]:
    """One's own photograph."""
    with service.db.read() as session:
        return portrait_forms.photo(session, service, _own(session, viewer))


@get(ADDRESS + "/name/{language:str}", guards=[signed_in], sync_to_thread=True)
def spoken(
    service: NamedDependency[Service], viewer: NamedDependency[Viewer], language: FromPath[str]
) -> Response[bytes]:
    """One's own recorded name."""
    with service.db.read() as session:
        return portrait_forms.spoken_name(session, service, _own(session, viewer), language)


def _own(session: Session, viewer: Viewer) -> Staff:
    if viewer.visiting:
        raise PermissionDeniedException("Who is here for one day is not shown on the tablets.")
    return session.get_one(Staff, (viewer.school_id, viewer.staff_id))


def _form(request: AnyRequest, service: Service, viewer: Viewer, *, error: str = "") -> Response[str]:
    with service.db.read() as session:
        own = _own(session, viewer)
        kept = portrait_forms.read(session, own, action=ADDRESS, files=ADDRESS, name=own.name)
        new = count_new(session, viewer)
    return page(
        request,
        "own_picture.html",
        viewer=viewer,
        status=400 if error else 200,
        here="/account",
        new_flags=new,
        one=own,
        kept=kept,
        drawn=ADULT_PICTURES,
        pictures=ADULT_PICTURES,
        error=error,
    )
