"""Who is away today: everybody says so of themselves, practitioner and DSL of anybody."""

from __future__ import annotations

import uuid
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.response import Redirect
from sqlalchemy import select

from sync.service import away
from sync.service.access import Viewer, signed_in
from sync.service.context import Service
from sync.service.db.models import Staff
from sync.service.pages.forms import Form
from sync.service.pages.queries.flags import count_new
from sync.service.pages.render import page


@get("/away", guards=[signed_in], sync_to_thread=True)
def show(
    request: Request[Any, Any, Any], service: NamedDependency[Service], viewer: NamedDependency[Viewer]
) -> Response[str]:
    """The adults whom this one may mark, oneself first."""
    with service.db.read() as session:
        open_ones = select(Staff).where(Staff.school_id == service.school_id, Staff.disabled_at.is_(None))
        staff = [one for one in session.scalars(open_ones.order_by(Staff.name)) if away.may_mark(viewer, one.id)]
        gone = away.read(session, service.school_id, service.today())
        new = count_new(session, viewer)
    staff.sort(key=lambda one: one.id != viewer.staff_id)
    return page(
        request, "away.html", viewer=viewer, here="/away", new_flags=new, staff=staff, gone=gone, day=service.today()
    )


@post("/away", guards=[signed_in], sync_to_thread=True)
def mark(service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form) -> Redirect:
    """Mark one adult away today, or in after all."""
    try:
        staff_id = uuid.UUID(data.get("staff", ""))
    except ValueError:
        raise NotFoundException from None
    with service.db.write() as session:
        if away.mark(session, service, viewer, staff_id, away=data.get("away") == "yes") is None:
            raise NotFoundException
    service.live.publish(service.school_id, away.TOPIC)
    return Redirect("/away", status_code=303)
