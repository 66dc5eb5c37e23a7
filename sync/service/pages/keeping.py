"""How long what children told is kept: chosen on a page that first counts what would go."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from sync.service import audit, retention
from sync.service.access import Viewer, sees_whole_school
from sync.service.context import Service
from sync.service.db.models import School
from sync.service.pages.forms import AnyRequest, Form
from sync.service.pages.queries.flags import count_new
from sync.service.pages.render import page
from sync.service.pages.school import HOME

EVERYTHING = "all"


@get("/settings/keeping", guards=[sees_whole_school], sync_to_thread=True)
def show(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[str]:
    """What is kept now."""
    return _keeping(request, service, viewer)


@post("/settings/keeping", guards=[sees_whole_school], sync_to_thread=True)
def choose(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form
) -> Response[Any]:
    """Count what a choice would sum up or, when that was confirmed, keep the choice."""
    said = data.get("years", "")
    offered = {EVERYTHING: None, **{str(each): each for each in retention.OFFERED}}
    if said not in offered:
        return _keeping(request, service, viewer, error="Choose how long, then press the button once more.")
    years = offered[said]
    if years is not None and data.get("save") != "yes":
        with service.db.read() as session:
            found = retention.older(session, service.school_id, service.today(), years)
        return _keeping(request, service, viewer, asked=years, found=found)
    with service.db.write() as session:
        school = session.get_one(School, service.school_id)
        before = retention.of_school(school).years
        if before != years:
            retention.choose(school, years)
            detail = "everything" if years is None else retention.OFFERED[years]
            audit.note(session, service, viewer, "changed how long it is kept", detail=detail)
    return Redirect("/settings/keeping", status_code=303)


def _keeping(
    request: AnyRequest,
    service: Service,
    viewer: Viewer,
    *,
    error: str = "",
    asked: int | None = None,
    found: retention.Older | None = None,
) -> Response[str]:
    with service.db.read() as session:
        kept = retention.of_school(session.get_one(School, service.school_id)).years
        new = count_new(session, viewer)
    return page(
        request,
        "keeping.html",
        viewer=viewer,
        status=400 if error else 200,
        here=HOME,
        new_flags=new,
        offered=retention.OFFERED,
        suggested=retention.SUGGESTED,
        kept=kept,
        asked=asked,
        found=found,
        flag_years=retention.FLAG_YEARS,
        error=error,
    )
