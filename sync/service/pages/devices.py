"""Tablets: enrol, see that they are in step, revoke. No child stands on this page."""

from __future__ import annotations

import uuid
from typing import Any

from litestar import Request, Response, get, post
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.handlers.base import BaseRouteHandler
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import select

from sync.service import audit, enrolment
from sync.service.access import Viewer, it_only
from sync.service.context import Service
from sync.service.db.models import Device, Role, SchoolClass
from sync.service.pages.forms import Form
from sync.service.pages.queries.devices import read_tablets
from sync.service.pages.queries.flags import count_new
from sync.service.pages.render import page


def sees_tablets(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
    """IT, and those who want to know before registration that every tablet is in step."""
    viewer = connection.scope.get("user")
    if not isinstance(viewer, Viewer) or viewer.role not in (Role.IT, Role.PRACTITIONER, Role.DSL):
        raise PermissionDeniedException("This page is for the people who look after the tablets.")


@get("/devices", guards=[sees_tablets], sync_to_thread=True)
def tablets(
    request: Request[Any, Any, Any], service: NamedDependency[Service], viewer: NamedDependency[Viewer]
) -> Response[str]:
    """All tablets; the forms are for IT alone."""
    return _tablets(request, service, viewer)


@post("/devices/code", guards=[it_only], sync_to_thread=True)
def code(
    request: Request[Any, Any, Any], service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form
) -> Response[str]:
    """Make a one-time code. It is in this answer and nowhere else, so this form does not redirect."""
    try:
        class_id = uuid.UUID(data.get("class", ""))
    except ValueError:
        return _tablets(request, service, viewer, error="Choose a class first, then press Make a code.")
    with service.db.write() as session:
        classroom = session.get(SchoolClass, (service.school_id, class_id))
        if classroom is None:
            raise NotFoundException
        made = enrolment.new_code(session, service, class_id, viewer)
    return _tablets(request, service, viewer, code=made, code_class=classroom.name)


@post("/devices/{device_id:uuid}/revoke", guards=[it_only], sync_to_thread=True)
def revoke(
    service: NamedDependency[Service], viewer: NamedDependency[Viewer], device_id: FromPath[uuid.UUID]
) -> Redirect:
    """Take a tablet's token away; it keeps what it has not sent, sealed."""
    with service.db.write() as session:
        device = session.get(Device, (service.school_id, device_id))
        if device is None:
            raise NotFoundException
        if device.revoked_at is None:
            device.revoked_at = service.clock.now()
            audit.note(session, service, viewer, "revoked a tablet", detail=str(device_id))
    return Redirect("/devices", status_code=303)


def _tablets(
    request: Request[Any, Any, Any],
    service: Service,
    viewer: Viewer,
    *,
    code: str = "",
    code_class: str = "",
    error: str = "",
) -> Response[str]:
    with service.db.read() as session:
        found = read_tablets(session, service.school_id, service.clock.now())
        ordered = select(SchoolClass).where(SchoolClass.school_id == service.school_id).order_by(SchoolClass.name)
        classes = session.scalars(ordered).all()
        new = count_new(session, viewer)
    return page(
        request,
        "devices.html",
        viewer=viewer,
        status=400 if error else 200,
        here="/devices",
        new_flags=new,
        tablets=found,
        classes=classes,
        it=viewer.role == Role.IT,
        zone=service.timezone,
        code=code,
        code_class=code_class,
        error=error,
    )
