"""Pupils from Wonde: what the school was given there, and the way to what it would change. No feeling is here."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from sync.service import audit
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.errors import ServiceError
from sync.service.pages.forms import AnyRequest, Form
from sync.service.pages.queries.flags import count_new
from sync.service.pages.queries.roster import SOURCES, read_school
from sync.service.pages.render import page
from sync.service.pages.school import HOME, keeps_school
from sync.service.roster import drafts, wonde
from sync.service.roster.wonde import access, reading
from sync.service.roster.wonde.access import Access

HERE = "/roster/wonde"


@get(HERE, guards=[keeps_school], sync_to_thread=True)
def show(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[str]:
    """Whether a token is kept, never the token."""
    return _wonde(request, service, viewer)


@post(HERE, guards=[keeps_school], sync_to_thread=True)
def bring(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form
) -> Response[Any]:
    """Ask Wonde, and go on to what its answer would change; nothing changes yet."""
    roll_over = data.get("roll_over") == "yes"
    try:
        content = wonde.bring(service)
        draft_id = drafts.keep(service, viewer, reading.FILE, content, whole=True, roll_over=roll_over)
    except ServiceError as error:
        return _wonde(request, service, viewer, error=str(error))
    return Redirect(f"/roster/{draft_id}", status_code=303)


@post(f"{HERE}/access", guards=[keeps_school], sync_to_thread=True)
def keep(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form
) -> Response[Any]:
    """Keep the school's id and its token; the token is in no answer, here or later."""
    before, _ = _access(service)
    try:
        after = access.read(data.get("school", ""), data.get("token", ""), before)
    except ServiceError as error:
        return _wonde(request, service, viewer, typed=data.get("school", ""), error=str(error))
    after.save(service.settings.folder)
    _note(service, viewer, "kept a token for Wonde", after.school)
    return Redirect(HERE, status_code=303)


@post(f"{HERE}/forget", guards=[keeps_school], sync_to_thread=True)
def forget(service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form) -> Response[Any]:
    """Let go of the token; the children stay."""
    access.forget(service.settings.folder)
    _note(service, viewer, "let go of the token for Wonde", "")
    return Redirect(HERE, status_code=303)


def _note(service: Service, viewer: Viewer, action: str, detail: str) -> None:
    with service.db.write() as session:
        audit.note(session, service, viewer, action, detail=detail)


def _access(service: Service) -> tuple[Access | None, str]:
    """What is kept, and what is wrong with it if anything."""
    try:
        return Access.load(service.settings.folder), ""
    except ServiceError as error:
        return None, str(error)


def _wonde(
    request: AnyRequest, service: Service, viewer: Viewer, *, typed: str | None = None, error: str = ""
) -> Response[str]:
    kept, wrong = _access(service)
    with service.db.read() as session:
        classes = read_school(session, service.school_id).classes
        new = count_new(session, viewer)
    ours = SOURCES[reading.SOURCE]
    return page(
        request,
        "wonde.html",
        viewer=viewer,
        status=400 if error else 200,
        here=HOME,
        new_flags=new,
        kept=kept is not None,
        school=typed if typed is not None else kept.school if kept else "",
        others=sorted({each.source for each in classes if each.children and each.source != ours}),
        error=error or wrong,
    )
