"""Pupils and classes: a roster brought in, looked through before anything changes; the register. No feeling is here."""

from __future__ import annotations

import uuid
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath
from litestar.response import Redirect

from sync.service import attendance, roster
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.errors import ServiceError
from sync.service.pages import changes
from sync.service.pages.forms import AnyRequest, Form
from sync.service.pages.queries.flags import count_new
from sync.service.pages.queries.roster import read_school
from sync.service.pages.render import page
from sync.service.pages.school import HOME, keeps_school
from sync.service.roster import drafts, plain, table
from sync.service.roster.plan import Plan

Upload = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]
BODY_LIMIT = table.SIZE_LIMIT + 100_000


@get("/roster", guards=[keeps_school], sync_to_thread=True)
def show(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[str]:
    """The classes there are, and the ways to bring in more."""
    return _school(request, service, viewer)


@post("/roster", guards=[keeps_school], request_max_body_size=BODY_LIMIT, sync_to_thread=True)
def upload(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Upload
) -> Response[Any]:
    """Read a roster and go on to what it would change; nothing changes yet."""
    file, content = uploaded(data)
    whole, roll_over = data.get("whole") == "yes", data.get("roll_over") == "yes"
    try:
        if not content:
            raise ServiceError("Choose a file first, then press the button again.")
        draft_id = drafts.keep(service, viewer, file, content, whole=whole, roll_over=roll_over)
    except ServiceError as error:
        return _school(request, service, viewer, error=str(error))
    return Redirect(f"/roster/{draft_id}", status_code=303)


@get("/roster/{draft_id:uuid}", guards=[keeps_school], sync_to_thread=True)
def plan(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    draft_id: FromPath[uuid.UUID],
) -> Response[Any]:
    """What a roster would change, for a person to say yes to."""
    return _plan(request, service, viewer, draft_id)


@post("/roster/{draft_id:uuid}", guards=[keeps_school], sync_to_thread=True)
def confirm(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    draft_id: FromPath[uuid.UUID],
    data: Form,
) -> Response[Any]:
    """Carry out the very plan that was shown."""
    with service.db.read() as session:
        draft = drafts.find(session, service, viewer, draft_id)
    if draft is None:
        return _plan(request, service, viewer, draft_id)
    if draft.roll_over and data.get("understood") != "yes":
        return _plan(
            request, service, viewer, draft_id, error="Tick the box that says you have looked, then press again."
        )
    with service.db.read() as session:
        first = not read_school(session, service.school_id).classes
    try:
        drafts.carry_out(service, viewer, draft, data.get("plan", ""))
    except ServiceError as error:
        return _plan(request, service, viewer, draft_id, error=str(error))
    return Redirect("/" if first and viewer.sees_feelings else HOME, status_code=303)


@post("/roster/register", guards=[keeps_school], request_max_body_size=BODY_LIMIT, sync_to_thread=True)
def register(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Upload
) -> Response[Any]:
    """Keep the marks of a register."""
    file, content = uploaded(data)
    try:
        if not content:
            raise ServiceError("Choose a file first, then press the button again.")
        attendance.import_register(service, content, file or "register.csv", by=viewer)
    except ServiceError as error:
        return _school(request, service, viewer, register_error=str(error))
    return Redirect(f"{HOME}#register", status_code=303)


def uploaded(data: dict[str, Any], field: str = "file") -> tuple[str, bytes]:
    """The name and the bytes of an uploaded file; both empty where none was chosen."""
    found = data.get(field)
    if not isinstance(found, UploadFile):
        return "", b""
    return found.filename, found.file.read(table.SIZE_LIMIT + 1)


def _school(
    request: AnyRequest, service: Service, viewer: Viewer, *, error: str = "", register_error: str = ""
) -> Response[str]:
    with service.db.read() as session:
        found = read_school(session, service.school_id)
        new = count_new(session, viewer)
    return page(
        request,
        "roster.html",
        viewer=viewer,
        status=400 if error or register_error else 200,
        here=HOME,
        new_flags=new,
        school=found,
        columns=plain.COLUMNS,
        zone=service.timezone,
        error=error,
        register_error=register_error,
    )


def _plan(
    request: AnyRequest, service: Service, viewer: Viewer, draft_id: uuid.UUID, *, error: str = ""
) -> Response[Any]:
    with service.db.read() as session:
        draft = drafts.find(session, service, viewer, draft_id)
        new = count_new(session, viewer)
    if draft is None:
        raise NotFoundException
    found: Plan = roster.import_roster(service, drafts.read(draft), dry_run=True)
    return page(
        request,
        "roster_plan.html",
        viewer=viewer,
        status=400 if error else 200,
        here=HOME,
        new_flags=new,
        draft=draft,
        plan=found,
        lists=changes.lists(found),
        stop=found.stop(roll_over=draft.roll_over),
        classes={each.source_id: each.name for each in found.roster.classes},
        error=error,
    )
