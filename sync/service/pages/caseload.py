"""Keeping children and classes in one's own caseload; it is seen on Today."""

from __future__ import annotations

import uuid

from litestar import post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from sync.service import caseload
from sync.service.access import Viewer, sees_feelings
from sync.service.context import Service
from sync.service.db.models import SchoolClass
from sync.service.pages.forms import Form, pupil_named


@post("/pupils/{pupil_id:uuid}/caseload", guards=[sees_feelings], sync_to_thread=True)
def keep_pupil(
    service: NamedDependency[Service], viewer: NamedDependency[Viewer], pupil_id: FromPath[uuid.UUID], data: Form
) -> Redirect:
    """Keep one child, or no longer."""
    with service.db.write() as session:
        pupil = pupil_named(session, viewer, pupil_id)
        caseload.keep_pupil(session, viewer, pupil, kept=data.get("kept") == "yes")
    return Redirect(f"/pupils/{pupil_id}", status_code=303)


@post("/classes/{class_id:uuid}/caseload", guards=[sees_feelings], sync_to_thread=True)
def keep_class(
    service: NamedDependency[Service], viewer: NamedDependency[Viewer], class_id: FromPath[uuid.UUID], data: Form
) -> Redirect:
    """Keep one class, or no longer."""
    with service.db.write() as session:
        if not viewer.may_see_class(class_id) or session.get(SchoolClass, (service.school_id, class_id)) is None:
            raise NotFoundException
        caseload.keep_class(session, viewer, class_id, kept=data.get("kept") == "yes")
    return Redirect(f"/?class={class_id}", status_code=303)
