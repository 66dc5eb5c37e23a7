"""Putting right what was tapped for the wrong child, merging a child who stands twice, and notes about one."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service import audit, children, notes, putting_right, requests_, visitors
from sync.service.access import Viewer, sees_feelings
from sync.service.context import Service
from sync.service.db.models import AdultRequest, CheckIn, Correction, Pupil
from sync.service.errors import ServiceError
from sync.service.pages.cover import SHOWN_S, Cover, of_request, pressed
from sync.service.pages.drawing import feeling_word, known
from sync.service.pages.forms import AnyRequest, Form, pupil_named, to_revealed
from sync.service.pages.pupils import show_one
from sync.service.pages.queries.flags import count_new
from sync.service.pages.queries.people import name_of, names_of, read_classes, read_pupils
from sync.service.pages.render import page


@get("/check-ins/{event_id:uuid}/right", guards=[sees_feelings], sync_to_thread=True)
def ask(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    event_id: FromPath[uuid.UUID],
) -> Response[Any]:
    """What was tapped, and what can be done about it."""
    return _ask(request, service, viewer, event_id)


@post("/check-ins/{event_id:uuid}/right", guards=[sees_feelings], sync_to_thread=True)
def put(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    event_id: FromPath[uuid.UUID],
    data: Form,
) -> Response[Any]:
    """Move it with the requests that go with it, or set it aside."""
    try:
        with service.db.write() as session:
            check_in = _check_in(session, viewer, event_id)
            before, reason = check_in.pupil_id, data.get("reason", "")
            if data.get("what") == putting_right.SET_ASIDE:
                putting_right.set_aside(session, service, viewer, check_in, reason)
            elif data.get("what") == putting_right.MOVED:
                to = _to_child(session, viewer, data.get("to", ""))
                asked = _requests_beside(session, check_in) if data.get("requests") == "yes" else []
                putting_right.move(session, service, viewer, check_in, to, reason)
                for one in asked:
                    putting_right.ask_for_other(session, service, viewer, one, to, reason)
            else:
                raise putting_right.PuttingRightError("Choose first whether it is moved or set aside.")
            classes = {check_in.class_id}
    except ServiceError as error:
        return _ask(request, service, viewer, event_id, error=str(error))
    for class_id in classes:
        service.live.publish(service.school_id, requests_.topic(class_id))
    return to_revealed(service, f"/pupils/{before}", "roster", "flags")


@post("/corrections/{correction_id:uuid}/back", guards=[sees_feelings], sync_to_thread=True)
def back(
    service: NamedDependency[Service], viewer: NamedDependency[Viewer], correction_id: FromPath[uuid.UUID]
) -> Redirect:
    """Take a correction back."""
    with service.db.write() as session:
        made = session.get(Correction, (service.school_id, correction_id))
        ends = [made.from_pupil_id, made.to_pupil_id] if made is not None else []
        if made is None or any(each is not None and viewer.pupil(session, each) is None for each in ends):
            raise NotFoundException
        putting_right.put_back(session, service, viewer, made)
        child = made.from_pupil_id
    return to_revealed(service, f"/pupils/{child}", "roster", "flags")


@post("/pupils/{pupil_id:uuid}/duplicate", guards=[sees_feelings], sync_to_thread=True)
def duplicate(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    pupil_id: FromPath[uuid.UUID],
    data: Form,
) -> Response[Any]:
    """Say that this child stands on the list a second time, as another."""
    try:
        with service.db.write() as session:
            double = pupil_named(session, viewer, pupil_id, merged=True)
            right = _to_child(session, viewer, data.get("into", ""))
            visitors.merge_duplicate(session, service, viewer, double, right)
            into = right.id
    except ServiceError as error:
        return show_one(request, service, viewer, pupil_id, error=str(error))
    return to_revealed(service, f"/pupils/{into}", "roster", "flags")


@post("/pupils/{pupil_id:uuid}/notes", guards=[sees_feelings], sync_to_thread=True)
def note(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    pupil_id: FromPath[uuid.UUID],
    data: Form,
) -> Response[Any]:
    """Add a note about a child."""
    try:
        with service.db.write() as session:
            pupil = pupil_named(session, viewer, pupil_id, merged=True)
            text, restricted = data.get("text", ""), data.get("restricted") == "yes"
            notes.add(session, service, viewer, pupil, text, restricted=restricted)
    except ServiceError as error:
        return show_one(request, service, viewer, pupil_id, error=str(error))
    return to_revealed(service, f"/pupils/{pupil_id}", "roster", "flags")


def _ask(request: AnyRequest, service: Service, viewer: Viewer, event_id: uuid.UUID, error: str = "") -> Response[Any]:
    now: datetime = service.clock.now()
    path = f"/check-ins/{event_id}/right"
    cover = Cover(path, (), int(now.timestamp()) + SHOWN_S) if error else of_request(request, now)
    with service.db.read() as session:
        check_in = _check_in(session, viewer, event_id)
        pupil = session.get_one(Pupil, (service.school_id, check_in.pupil_id))
        if not error and (way := pressed(request, cover, now)) is not None:
            return way
        context: dict[str, Any] = {"new_flags": count_new(session, viewer), "pictures": {pupil.picture}}
        if cover.shown:
            classes = read_classes(session, viewer, "school" if viewer.sees_all_classes else str(pupil.class_id))
            found = read_pupils(session, service.school_id, classes.ids if classes else ())
            others = [each for each in found if each.id != pupil.id and not children.nameless(each)]
            others.sort(key=lambda each: each.class_id != pupil.class_id)
            names = names_of(others)
            context |= {
                "words_of": " and ".join(map(feeling_word, check_in.answers)),
                "faces": [each for each in check_in.answers if known(each)],
                "check_in": check_in,
                "others": [
                    (each.id, names[each.id], classes.name(each.class_id) if classes else "") for each in others
                ],
                "asked": _requests_beside(session, check_in),
                "pictures": {pupil.picture} | {each for each in check_in.answers if known(each)},
            }
    if cover.shown:
        audit.look(service, viewer, "looked at a check-in", pupil.id, str(event_id))
    return page(
        request,
        "right.html",
        viewer=viewer,
        status=400 if error else 200,
        here="/pupils",
        cover=cover,
        cover_ms=SHOWN_S * 1000,
        zone=service.timezone,
        pupil=pupil,
        name=name_of(pupil),
        error=error,
        **context,
    )


def _check_in(session: Session, viewer: Viewer, event_id: uuid.UUID) -> CheckIn:
    found = session.get(CheckIn, (viewer.school_id, event_id))
    if found is None or viewer.pupil(session, found.pupil_id) is None:
        raise NotFoundException
    return found


def _requests_beside(session: Session, check_in: CheckIn) -> list[AdultRequest]:
    """What the child whose tile was tapped asked for on the same day, and nobody has moved yet."""
    asked = select(AdultRequest).where(
        AdultRequest.school_id == check_in.school_id,
        AdultRequest.pupil_id == check_in.pupil_id,
        AdultRequest.school_day == check_in.school_day,
        AdultRequest.withdrawn_at.is_(None),
        AdultRequest.moved_from.is_(None),
    )
    moved = select(AdultRequest.moved_from).where(
        AdultRequest.school_id == check_in.school_id,
        AdultRequest.school_day == check_in.school_day,
        AdultRequest.moved_from.is_not(None),
    )
    gone = set(session.scalars(moved))
    return [one for one in session.scalars(asked.order_by(AdultRequest.asked_at)) if one.event_id not in gone]


def _to_child(session: Session, viewer: Viewer, wanted: str) -> Pupil:
    try:
        return pupil_named(session, viewer, uuid.UUID(wanted), merged=True)
    except ValueError:
        raise putting_right.PuttingRightError("Choose a child first, then press the button again.") from None
