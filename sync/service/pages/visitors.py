"""Who a visitor is: a name, or a child of the roster; and an adult's own concern. All forms of the pupil page."""

from __future__ import annotations

import uuid
from typing import Any

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy.orm import Session

from sync.service import concerns, visitors
from sync.service.access import Viewer, sees_feelings
from sync.service.context import Service
from sync.service.db.models import VISITOR, Merge, Pupil
from sync.service.errors import ServiceError
from sync.service.pages.cover import Cover
from sync.service.pages.forms import AnyRequest, Form, to_revealed
from sync.service.pages.pupils import show_one


@post("/pupils/{pupil_id:uuid}/name", guards=[sees_feelings], sync_to_thread=True)
def name(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    pupil_id: FromPath[uuid.UUID],
    data: Form,
) -> Response[Any]:
    """Give a visitor a name."""
    try:
        with service.db.write() as session:
            visitor = _visitor(session, viewer, pupil_id)
            visitors.name(session, service, viewer, visitor, data.get("given", ""), data.get("family", ""))
    except ServiceError as error:
        return show_one(request, service, viewer, pupil_id, error=str(error))
    return to_revealed(service, f"/pupils/{pupil_id}", "roster", "flags")


@post("/pupils/{pupil_id:uuid}/merge", guards=[sees_feelings], sync_to_thread=True)
def merge(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    pupil_id: FromPath[uuid.UUID],
    data: Form,
) -> Response[Any]:
    """Say which child of the roster a visitor was."""
    try:
        into = uuid.UUID(data.get("into", ""))
    except ValueError:
        return show_one(request, service, viewer, pupil_id, error="Choose a child first, then press the button again.")
    try:
        with service.db.write() as session:
            visitor, child = _visitor(session, viewer, pupil_id), viewer.pupil(session, into)
            if child is None:
                raise NotFoundException
            visitors.merge(session, service, viewer, visitor, child)
    except ServiceError as error:
        return show_one(request, service, viewer, pupil_id, error=str(error))
    return to_revealed(service, f"/pupils/{into}", "roster", "flags")


@post("/merges/{merge_id:uuid}/split", guards=[sees_feelings], sync_to_thread=True)
def split(
    service: NamedDependency[Service], viewer: NamedDependency[Viewer], merge_id: FromPath[uuid.UUID]
) -> Redirect:
    """Take a merge back."""
    with service.db.write() as session:
        made = session.get(Merge, (service.school_id, merge_id))
        if made is None or viewer.pupil(session, made.pupil_id) is None:
            raise NotFoundException
        visitors.split(session, service, viewer, made)
    return to_revealed(service, f"/pupils/{made.visitor_id}", "roster", "flags")


@post("/pupils/{pupil_id:uuid}/concern", guards=[sees_feelings], sync_to_thread=True)
def concern(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    pupil_id: FromPath[uuid.UUID],
    data: Form,
) -> Response[Any]:
    """Put an adult's own concern into the queue."""
    try:
        with service.db.write() as session:
            pupil = viewer.pupil(session, pupil_id)
            if pupil is None:
                raise NotFoundException
            flag = concerns.tell(session, service, viewer, pupil, data.get("text", ""), data.get("day", ""))
    except ServiceError as error:
        return show_one(request, service, viewer, pupil_id, error=str(error))
    service.live.publish(service.school_id, "flags")
    return Redirect(Cover(f"/flags/{flag.id}", (), None).revealed_address(service.clock.now()), status_code=303)


def _visitor(session: Session, viewer: Viewer, pupil_id: uuid.UUID) -> Pupil:
    pupil = viewer.pupil(session, pupil_id)
    if pupil is None or pupil.source != VISITOR:
        raise NotFoundException
    return pupil
