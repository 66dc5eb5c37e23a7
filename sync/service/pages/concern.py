"""An adult's own concern about any child they may open: which child, and what was seen or heard."""

from __future__ import annotations

import uuid
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException

from sync.service import children, concerns
from sync.service.access import Viewer, sees_feelings
from sync.service.context import Service
from sync.service.pages.forms import AnyRequest, Form, pupil_named, to_revealed
from sync.service.pages.queries.flags import count_new
from sync.service.pages.queries.people import names_of, read_classes, read_pupils
from sync.service.pages.render import page


@get("/concern", guards=[sees_feelings], sync_to_thread=True)
def show(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[str]:
    """The form, with the children of one class. No feeling stands here, so nothing is covered."""
    return _form(request, service, viewer, request.query_params)


@post("/concern", guards=[sees_feelings], sync_to_thread=True)
def tell(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form
) -> Response[Any]:
    """Put it into the queue of flags, and go to the flag that it became."""
    try:
        pupil_id = uuid.UUID(data.get("pupil", ""))
    except ValueError:
        return _form(request, service, viewer, data, error="Choose the child, then press the button once more.")
    try:
        with service.db.write() as session:
            pupil = pupil_named(session, viewer, pupil_id)
            flag = concerns.tell(session, service, viewer, pupil, data.get("text", ""), data.get("day", ""))
    except concerns.ConcernError as error:
        return _form(request, service, viewer, data, error=str(error))
    return to_revealed(service, f"/flags/{flag.id}", "flags")


def _form(request: AnyRequest, service: Service, viewer: Viewer, said: Any, *, error: str = "") -> Response[str]:
    with service.db.read() as session:
        classes = read_classes(session, viewer, said.get("class") or None)
        if classes is None or classes.whole_school:
            raise NotFoundException
        pupils = [each for each in read_pupils(session, service.school_id, classes.ids) if not children.nameless(each)]
        new = count_new(session, viewer)
    return page(
        request,
        "concern.html",
        viewer=viewer,
        status=400 if error else 200,
        here="/flags",
        new_flags=new,
        classes=classes,
        pupils=pupils,
        names=names_of(pupils),
        longest=concerns.LONGEST,
        today=service.today().isoformat(),
        said={name: str(said.get(name) or "") for name in ("pupil", "text", "day")},
        error=error,
    )
