"""A child's settings for the tablet. No feeling stands here; what would change is said before anything is saved."""

from __future__ import annotations

import os
import uuid
from datetime import date
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import select
from sqlalchemy.orm import Session

from assets.catalogue import SECRET_PICTURES
from sync import secret
from sync.service import audit, children, flagging, tablet_settings
from sync.service.access import Viewer, sees_feelings
from sync.service.context import Service
from sync.service.db.models import Pupil, School, SchoolClass
from sync.service.pages import tablet_words
from sync.service.pages.forms import AnyRequest, Form, pupil_named
from sync.service.pages.queries.flags import count_new
from sync.service.pages.queries.people import name_of
from sync.service.pages.render import page
from sync.service.pages.tablet_form import Chosen, FormError, changes, chosen_of, read_form, shown


@get("/pupils/{pupil_id:uuid}/tablet", guards=[sees_feelings], sync_to_thread=True)
def show(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    pupil_id: FromPath[uuid.UUID],
) -> Response[str]:
    """The form as it stands."""
    with service.db.read() as session:
        pupil = pupil_named(session, viewer, pupil_id)
        return _form(request, session, viewer, pupil, chosen_of(pupil))


@post("/pupils/{pupil_id:uuid}/tablet", guards=[sees_feelings], sync_to_thread=True)
def change(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    pupil_id: FromPath[uuid.UUID],
    data: Form,
) -> Response[Any]:
    """Say what would change, and on the second press save it."""
    with service.db.read() as session:
        pupil = pupil_named(session, viewer, pupil_id)
        try:
            chosen = read_form(data)
        except FormError as error:
            return _form(request, session, viewer, pupil, chosen_of(pupil), error=str(error))
        said = changes(chosen_of(pupil), chosen)
        if data.get("save") != "yes" or not said:
            return _form(request, session, viewer, pupil, chosen, said=said, looked=True)
    with service.db.write() as session:
        _save(session, service, viewer, pupil_named(session, viewer, pupil_id), chosen)
    service.live.publish(service.school_id, "roster")
    return Redirect(f"/pupils/{pupil_id}/tablet", status_code=303)


def _save(session: Session, service: Service, viewer: Viewer, pupil: Pupil, chosen: Chosen) -> None:
    opting = pupil.opted_out != chosen.opted_out
    chosen.put(pupil)
    classroom = session.get_one(SchoolClass, (pupil.school_id, pupil.class_id))
    if chosen.secret_picture and classroom.secret_key is None:
        classroom.secret_key = os.urandom(secret.KEY_BYTES)
    session.flush()
    audit.note(session, service, viewer, "changed the tablet for a pupil", pupil.id)
    if opting:  # silence means something else from now on, for the days that are past too
        now = service.clock.now()
        flagging.update(session, service.school_id, [pupil.id], service.today(), now, earliest=date.min)


def _form(
    request: AnyRequest,
    session: Session,
    viewer: Viewer,
    pupil: Pupil,
    chosen: Chosen,
    *,
    said: list[str] | None = None,
    looked: bool = False,
    error: str = "",
) -> Response[str]:
    groups = select(Pupil.group).where(Pupil.school_id == pupil.school_id, Pupil.class_id == pupil.class_id)
    return page(
        request,
        "tablet.html",
        viewer=viewer,
        status=400 if error else 200,
        here="/pupils",
        new_flags=count_new(session, viewer),
        pupil=pupil,
        name=name_of(pupil),
        classroom=session.get_one(SchoolClass, (pupil.school_id, pupil.class_id)).name,
        visitor=children.nameless(pupil),
        chosen=chosen,
        said=said or [],
        looked=looked,
        error=error,
        groups=sorted(set(session.scalars(groups)) - {""}),
        secrets=SECRET_PICTURES,
        texts=tablet_words,
        shown=shown,
        school=tablet_settings.of_school(session.get_one(School, pupil.school_id)),
        pictures={pupil.picture, *SECRET_PICTURES},
    )
