"""Supply adults and classroom computers: who may be let in to a class without a telephone, and until when."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import select

from sync.service.access import Viewer, sees_whole_school
from sync.service.accounts import computers, supply
from sync.service.context import Service
from sync.service.db.models import ClassroomComputer, SchoolClass
from sync.service.errors import ServiceError
from sync.service.pages.forms import AnyRequest, Form
from sync.service.pages.queries.flags import count_new
from sync.service.pages.render import page
from sync.service.pages.school import HOME
from sync.service.pages.sign_in import cookie


@get("/class-sign-ins", guards=[sees_whole_school], sync_to_thread=True)
def show(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[str]:
    """Both, with the forms that make them."""
    return _shown(request, service, viewer)


@post("/class-sign-ins/supply", guards=[sees_whole_school], sync_to_thread=True)
def add_supply(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form
) -> Response[Any]:
    """Make a supply adult's code. It is in this answer and nowhere else, so this form does not redirect."""
    try:
        day = date.fromisoformat(data.get("day", ""))
    except ValueError:
        return _shown(request, service, viewer, error="Choose a day, then press Make a code.")
    try:
        with service.db.write() as session:
            made, code = supply.add(session, service, viewer, data.get("name", ""), _id(data.get("class", "")), day)
    except ServiceError as error:
        return _shown(request, service, viewer, error=str(error))
    return _shown(request, service, viewer, code=code, code_name=made.name, code_day=day)


@post("/class-sign-ins/supply/{staff_id:uuid}/end", guards=[sees_whole_school], sync_to_thread=True)
def end_supply(
    service: NamedDependency[Service], viewer: NamedDependency[Viewer], staff_id: FromPath[uuid.UUID]
) -> Redirect:
    """End a supply adult's day now."""
    with service.db.write() as session:
        if not supply.end(session, service, viewer, staff_id):
            raise NotFoundException
    return Redirect("/class-sign-ins", status_code=303)


@post("/class-sign-ins/computers", guards=[sees_whole_school], sync_to_thread=True)
def add_computer(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form
) -> Response[Any]:
    """Make the browser that sends this form a classroom computer."""
    try:
        with service.db.write() as session:
            token = computers.enrol(session, service, viewer, _id(data.get("class", "")), data.get("name", ""))
    except ServiceError as error:
        return _shown(request, service, viewer, error=str(error))
    answer = Redirect("/class-sign-ins?made=computer", status_code=303)
    answer.set_cookie(cookie(service, computers.COOKIE, token))
    return answer


@post("/class-sign-ins/computers/{computer_id:uuid}/revoke", guards=[sees_whole_school], sync_to_thread=True)
def revoke_computer(
    service: NamedDependency[Service], viewer: NamedDependency[Viewer], computer_id: FromPath[uuid.UUID]
) -> Redirect:
    """Take a computer's standing away, at once."""
    with service.db.write() as session:
        if not computers.revoke(session, service, viewer, computer_id):
            raise NotFoundException
    return Redirect("/class-sign-ins", status_code=303)


def _id(text: str) -> uuid.UUID:
    """The id in a form; that of no class when it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)


def _shown(
    request: AnyRequest,
    service: Service,
    viewer: Viewer,
    *,
    error: str = "",
    code: str = "",
    code_name: str = "",
    code_day: date | None = None,
) -> Response[str]:
    with service.db.read() as session:
        ordered = select(SchoolClass).where(SchoolClass.school_id == service.school_id).order_by(SchoolClass.name)
        classes = session.scalars(ordered).all()
        coming = supply.coming(session, service)
        here: list[ClassroomComputer] = list(computers.in_use(session, service.school_id))
        new = count_new(session, viewer)
    return page(
        request,
        "class_sign_ins.html",
        viewer=viewer,
        status=400 if error else 200,
        here=HOME,
        new_flags=new,
        classes=classes,
        class_names={each.id: each.name for each in classes},
        own=next((each.id for each in classes if each.id in viewer.class_ids), None),
        coming=coming,
        computers=here,
        made=request.query_params.get("made") == "computer",
        today=service.today(),
        zone=service.timezone,
        address=f"{request.url.scheme}://{request.url.netloc}/code",
        error=error,
        code=code,
        code_name=code_name,
        code_day=code_day,
    )
