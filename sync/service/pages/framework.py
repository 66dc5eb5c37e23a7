"""The school's framework: a file it wrote itself, told in sentences before it is loaded. No child stands here."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.enums import MediaType
from litestar.exceptions import NotFoundException
from litestar.response import Redirect
from sqlalchemy import select
from sqlalchemy.orm import Session

from assets.framework import pack as shipped
from sync.service import audit, framework, framework_file
from sync.service.access import Viewer, sees_whole_school
from sync.service.context import Service
from sync.service.db.models import Plan, School
from sync.service.framework import Pack
from sync.service.framework_file import FrameworkError
from sync.service.pages.forms import AnyRequest, Form
from sync.service.pages.queries.abouts import activity_word
from sync.service.pages.queries.flags import count_new
from sync.service.pages.render import page
from sync.service.pages.roster import Upload, uploaded
from sync.service.pages.school import HOME
from sync.service.pages.words import counted

BODY_LIMIT = 4 * framework_file.LIMIT
"""Bytes of a request that holds a pack: a form writes one byte as three."""


@get("/settings/framework", guards=[sees_whole_school], sync_to_thread=True)
def show(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[str]:
    """What is loaded, and the ways to load another."""
    return _framework(request, service, viewer)


@post("/settings/framework", guards=[sees_whole_school], request_max_body_size=BODY_LIMIT, sync_to_thread=True)
def look(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Upload
) -> Response[Any]:
    """Say what a file holds; nothing is loaded yet."""
    _, content = uploaded(data)
    try:
        if not content:
            raise FrameworkError("Choose a file first, then press the button again.")
        found, text = framework_file.read(content)
    except FrameworkError as error:
        return _framework(request, service, viewer, wrong=error.said)
    return _framework(request, service, viewer, found=found, text=text)


@post("/settings/framework/load", guards=[sees_whole_school], request_max_body_size=BODY_LIMIT, sync_to_thread=True)
def load(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form
) -> Response[Any]:
    """Load the very text that was looked at."""
    try:
        found, text = framework_file.read(data.get("content", "").replace("\r\n", "\n").encode())
    except FrameworkError as error:
        return _framework(request, service, viewer, wrong=error.said)
    with service.db.write() as session:
        framework.keep(session.get_one(School, service.school_id), found, text)
        audit.note(session, service, viewer, "loaded a framework", detail=counted(len(found.strands), "strand"))
    return Redirect("/settings/framework", status_code=303)


@post("/settings/framework/remove", guards=[sees_whole_school], sync_to_thread=True)
def remove(service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[Any]:
    """Have no framework again; plans keep the labels they have."""
    with service.db.write() as session:
        school = session.get_one(School, service.school_id)
        if framework.source_of(school):
            framework.remove(school)
            audit.note(session, service, viewer, "took the framework out")
    return Redirect("/settings/framework", status_code=303)


@get("/settings/framework/file", guards=[sees_whole_school], sync_to_thread=True)
def file(request: AnyRequest, service: NamedDependency[Service]) -> Response[str]:
    """A pack as a file: `?which=current`, `empty` or `example`."""
    which = request.query_params.get("which", "")
    if which == "current":
        with service.db.read() as session:
            text = framework.source_of(session.get_one(School, service.school_id))
    elif which in ("empty", "example"):
        text = shipped("empty" if which == "empty" else "example")
    else:
        text = ""
    if not text:
        raise NotFoundException
    named = {"content-disposition": f'attachment; filename="framework-{which}.toml"'}
    return Response(text, media_type=MediaType.TEXT, headers=named)


def _framework(
    request: AnyRequest,
    service: Service,
    viewer: Viewer,
    *,
    found: Pack | None = None,
    text: str = "",
    wrong: tuple[str, ...] = (),
) -> Response[str]:
    with service.db.read() as session:
        current = framework.of_school(session.get_one(School, service.school_id))
        own = _without(session, service, found.labels) if found else []
        new = count_new(session, viewer)
    return page(
        request,
        "framework.html",
        viewer=viewer,
        status=400 if wrong else 200,
        here=HOME,
        new_flags=new,
        current=current,
        found=found,
        text=text,
        own=own,
        wrong=wrong,
        activity_word=activity_word,
        limit=framework_file.LIMIT // 1000,
    )


def _without(session: Session, service: Service, labels: tuple[str, ...]) -> list[str]:
    """Labels of open plans that a pack does not have, each once."""
    tags = session.scalars(select(Plan.tags).where(Plan.school_id == service.school_id, Plan.closed_at.is_(None)))
    return sorted({tag for each in tags for tag in each} - {*labels})
