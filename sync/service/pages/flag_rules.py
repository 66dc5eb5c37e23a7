"""The flag rules of a school: chosen on a page that first says what the choice would have meant in its own past."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from sync.service import audit, flag_choices, flag_past
from sync.service.access import Viewer, sees_whole_school
from sync.service.context import Service
from sync.service.db.models import School
from sync.service.flags.settings import Settings
from sync.service.pages.forms import AnyRequest, Form
from sync.service.pages.queries.flags import count_new
from sync.service.pages.render import page
from sync.service.pages.school import HOME


@get("/settings/flags", guards=[sees_whole_school], sync_to_thread=True)
def show(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[str]:
    """The rules as they are in force."""
    return _rules(request, service, viewer)


@post("/settings/flags", guards=[sees_whole_school], sync_to_thread=True)
def choose(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form
) -> Response[Any]:
    """Say what a choice would have meant, or, when that was confirmed, keep it."""
    with service.db.read() as session:
        before = flag_choices.in_force(session, service.school_id)
    try:
        after = flag_choices.read(data, before)
    except flag_choices.ChoiceError as error:
        return _rules(request, service, viewer, error=str(error))
    if after == before:
        return Redirect("/settings/flags", status_code=303)
    if data.get("save") != "yes":
        with service.db.read() as session:
            found = flag_past.preview(session, service.school_id, service.today(), before, after)
        return _rules(request, service, viewer, asked=after, preview=found)
    with service.db.write() as session:
        school = session.get_one(School, service.school_id)
        before = flag_choices.in_force(session, service.school_id)
        flag_choices.keep(school, before, after, service.today())
        audit.note(session, service, viewer, "changed the flag rules", detail=flag_choices.said(before, after))
    return Redirect("/settings/flags", status_code=303)


def _rules(
    request: AnyRequest,
    service: Service,
    viewer: Viewer,
    *,
    error: str = "",
    asked: Settings | None = None,
    preview: flag_past.Preview | None = None,
) -> Response[str]:
    with service.db.read() as session:
        before = flag_choices.in_force(session, service.school_id)
        new = count_new(session, viewer)
    return page(
        request,
        "flag_rules.html",
        viewer=viewer,
        status=400 if error else 200,
        here=HOME,
        new_flags=new,
        rules=flag_choices.RULES,
        chosen=asked or before,
        changed=flag_choices.said(before, asked) if asked else "",
        preview=preview,
        touched=flag_choices.changed_rules(before, asked) if asked else [],
        error=error,
    )
