"""What a school chooses for all its tablets, and the groups of a class's wall. No feeling stands here."""

from __future__ import annotations

import uuid
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.response import Redirect

from sync.service import audit, children, framework, own_words, retention, tablet_settings
from sync.service.access import Viewer, sees_feelings
from sync.service.context import Service
from sync.service.db.models import School
from sync.service.pages.forms import AnyRequest, Form
from sync.service.pages.queries.flags import count_new
from sync.service.pages.queries.people import names_of, read_classes, read_pupils
from sync.service.pages.render import page
from sync.service.pages.school import HOME
from sync.service.pages.settings_form import FormError, read_tablets, read_target
from sync.service.pages.tablet_form import LONGEST_GROUP


@get("/settings", guards=[sees_feelings], sync_to_thread=True)
def show(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[str]:
    """The school's choices, and one class's groups."""
    return _settings(request, service, viewer, request.query_params.get("class"))


@post("/settings/tablets", guards=[sees_feelings], sync_to_thread=True)
def tablets(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form
) -> Response[Any]:
    """Change what holds for every tablet; for those who see the whole school."""
    if not viewer.sees_all_classes:
        raise PermissionDeniedException("This is for practitioners and the safeguarding lead.")
    wanted = data.get("class") or None
    try:
        with service.db.write() as session:
            school = session.get_one(School, service.school_id)
            before = tablet_settings.of_school(school)
            after, target = read_tablets(data, before), read_target(data, school.help_target_min)
            if after != before:
                tablet_settings.keep(school, after)
                audit.note(session, service, viewer, "changed the tablets' settings")
            if target != school.help_target_min:
                said = f"{school.help_target_min} to {target} minutes"
                school.help_target_min = target
                audit.note(session, service, viewer, "changed the help target", detail=said)
    except FormError as error:
        return _settings(request, service, viewer, wanted, error=str(error))
    return _back(service, wanted)


@post("/settings/groups", guards=[sees_feelings], sync_to_thread=True)
def groups(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form
) -> Response[Any]:
    """Put each child of one class into a group of the wall."""
    wanted = data.get("class") or None
    asked = {each: " ".join(group.split()) for each, group in data.items() if each.startswith("group-")}
    if any(len(group) > LONGEST_GROUP for group in asked.values()):
        said = f"A group's name holds at most {LONGEST_GROUP} characters."
        return _settings(request, service, viewer, wanted, error=said)
    with service.db.write() as session:
        classes = read_classes(session, viewer, wanted)
        if classes is None or classes.whole_school:
            raise NotFoundException
        for pupil in read_pupils(session, service.school_id, classes.ids):
            group = asked.get(f"group-{pupil.id}", pupil.group)
            if group != pupil.group:
                pupil.group = group
                audit.note(session, service, viewer, "changed a pupil's group", pupil.id)
    return _back(service, wanted)


def _back(service: Service, wanted: str | None) -> Redirect:
    service.live.publish(service.school_id, "roster")
    return Redirect(f"/settings?class={_id(wanted)}" if wanted else "/settings", status_code=303)


def _id(wanted: str) -> uuid.UUID:
    try:
        return uuid.UUID(wanted)
    except ValueError:
        raise NotFoundException from None


def _settings(
    request: AnyRequest, service: Service, viewer: Viewer, wanted: str | None, *, error: str = ""
) -> Response[str]:
    with service.db.read() as session:
        classes = read_classes(session, viewer, wanted)
        if classes is None or classes.whole_school:
            raise NotFoundException
        pupils = [each for each in read_pupils(session, service.school_id, classes.ids) if not children.nameless(each)]
        school = session.get_one(School, service.school_id)
        chosen, target = tablet_settings.of_school(school), school.help_target_min
        kept = retention.of_school(school).years
        pack = framework.of_school(school)
        own = sum(map(len, own_words.of_school(school).values()))
        new = count_new(session, viewer)
    return page(
        request,
        "settings.html",
        viewer=viewer,
        status=400 if error else 200,
        here=HOME if viewer.sees_all_classes else "/settings",
        new_flags=new,
        classes=classes,
        pupils=pupils,
        names=names_of(pupils),
        groups=sorted({each.group for each in pupils} - {""}),
        chosen=chosen,
        target=target,
        kept=kept,
        own=own,
        framework=pack,
        offered=retention.OFFERED,
        error=error,
        pictures={each.picture for each in pupils},
    )
