"""Grown-ups: whom children may choose on the tablets, in which classes, and how each is shown and called."""

from __future__ import annotations

import uuid
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy.orm import Session

from assets.pictures import ADULT_PICTURES
from sync.service import audit, trusted
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import Staff
from sync.service.errors import ServiceError
from sync.service.pages import portrait_forms
from sync.service.pages.forms import AnyRequest
from sync.service.pages.portrait_forms import BODY_LIMIT, Upload
from sync.service.pages.queries.flags import count_new
from sync.service.pages.queries.grown_ups import read_grown_ups, read_offer
from sync.service.pages.render import page
from sync.service.pages.school import HOME, keeps_school


@get("/grown-ups", guards=[keeps_school], sync_to_thread=True)
def everyone(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[str]:
    """Every adult with an account, those whom children can choose first."""
    with service.db.read() as session:
        found = read_grown_ups(session, service.school_id)
        new = count_new(session, viewer)
    return page(
        request,
        "grown_ups.html",
        viewer=viewer,
        here=HOME,
        new_flags=new,
        chosen=[each for each in found if each.trusted],
        others=[each for each in found if not each.trusted],
        pictures={each.picture for each in found},
    )


@get("/grown-ups/{staff_id:uuid}", guards=[keeps_school], sync_to_thread=True)
def one(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    staff_id: FromPath[uuid.UUID],
) -> Response[str]:
    """Where children may choose one adult, their picture and their recorded name."""
    return _one(request, service, viewer, staff_id)


@post("/grown-ups/{staff_id:uuid}", guards=[keeps_school], request_max_body_size=BODY_LIMIT, sync_to_thread=True)
def change(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    staff_id: FromPath[uuid.UUID],
    data: Upload,
) -> Response[Any]:
    """Carry out one of the forms of that page."""
    try:
        with service.db.write() as session:
            staff = _found(session, service, staff_id)
            if data.get("do") == "offer":
                _offer(session, service, viewer, staff, data)
            else:
                show_as(session, service, viewer, staff, data)
    except ServiceError as error:
        return _one(request, service, viewer, staff_id, error=str(error))
    service.live.publish(service.school_id, "roster")
    return Redirect(f"/grown-ups/{staff_id}", status_code=303)


@get("/grown-ups/{staff_id:uuid}/photo", guards=[keeps_school], sync_to_thread=True)
def file(service: NamedDependency[Service], staff_id: FromPath[uuid.UUID]) -> Response[bytes]:
    """An adult's photograph."""
    with service.db.read() as session:
        return portrait_forms.photo(session, service, _found(session, service, staff_id))


@get("/grown-ups/{staff_id:uuid}/name/{language:str}", guards=[keeps_school], sync_to_thread=True)
def spoken(
    service: NamedDependency[Service], staff_id: FromPath[uuid.UUID], language: FromPath[str]
) -> Response[bytes]:
    """An adult's recorded name."""
    with service.db.read() as session:
        return portrait_forms.spoken_name(session, service, _found(session, service, staff_id), language)


def show_as(session: Session, service: Service, viewer: Viewer, staff: Staff, data: dict[str, Any]) -> None:
    """Keep or remove an adult's file, or choose their drawn picture.

    Raises:
        ServiceError: the form holds nothing of that, or a file that cannot be used.
    """
    if portrait_forms.carry_out(session, service, viewer, staff, data):
        return
    if data.get("picture") not in ADULT_PICTURES:
        raise ServiceError("Choose one of the drawn pictures, then save again.")
    staff.picture = str(data["picture"])
    audit.note(session, service, viewer, "chose an adult's drawn picture", detail=str(staff.id))


def _offer(session: Session, service: Service, viewer: Viewer, staff: Staff, data: dict[str, Any]) -> None:
    ticked = data.get("class", [])
    wanted = {str(each) for each in (ticked if isinstance(ticked, list) else [ticked])}
    classes = [each.id for each in read_offer(session, staff).classes if str(each.id) in wanted]
    yes = data.get("trusted") == "yes"
    where = str(data.get("where", trusted.OWN))
    trusted.offer(session, service, viewer, staff, trusted=yes, where=where, class_ids=classes)


def _found(session: Session, service: Service, staff_id: uuid.UUID) -> Staff:
    """An adult with an open account; supply adults are gone tomorrow, so children don't choose them."""
    found = session.get(Staff, (service.school_id, staff_id))
    if found is None or found.ends_at is not None or found.disabled_at is not None:
        raise NotFoundException
    return found


def _one(
    request: AnyRequest, service: Service, viewer: Viewer, staff_id: uuid.UUID, *, error: str = ""
) -> Response[str]:
    with service.db.read() as session:
        found = _found(session, service, staff_id)
        address = f"/grown-ups/{staff_id}"
        kept = portrait_forms.read(session, found, action=address, files=address, name=found.name)
        offer, new = read_offer(session, found), count_new(session, viewer)
    return page(
        request,
        "grown_up.html",
        viewer=viewer,
        status=400 if error else 200,
        here=HOME,
        new_flags=new,
        one=found,
        offer=offer,
        kept=kept,
        drawn=ADULT_PICTURES,
        pictures=ADULT_PICTURES,
        error=error,
    )
