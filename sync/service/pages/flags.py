"""Flags: the queue, and one flag with the picture of its child. New > seen > closed with a reason."""

from __future__ import annotations

import uuid
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath
from litestar.response import Redirect

from sync.service import audit
from sync.service.access import Viewer, sees_feelings
from sync.service.context import Service
from sync.service.db.models import FlagRow, FlagState
from sync.service.pages import chart, thirty_seconds
from sync.service.pages.cover import SHOWN_S, Cover, of_request, pressed
from sync.service.pages.queries import work
from sync.service.pages.queries.flags import count_new, read_flag, read_queue, read_rate, read_story
from sync.service.pages.queries.history import History, read_evidence, read_history
from sync.service.pages.queries.usual import read_usual
from sync.service.pages.render import page

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
AnyRequest = Request[Any, Any, Any]


@get("/flags", guards=[sees_feelings], sync_to_thread=True)
def queue(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[Any]:
    """The queue. Covered it names nobody."""
    now, wanted = service.clock.now(), request.query_params.get("state", "")
    if wanted and wanted not in list(FlagState):
        raise NotFoundException
    cover = of_request(request, now, state=wanted)
    if (way := pressed(request, cover, now)) is not None:
        return way
    with service.db.read() as session:
        found = read_queue(session, viewer, FlagState(wanted) if wanted else None) if cover.shown else []
        new = count_new(session, viewer)
    if cover.shown:
        with service.db.write() as session:
            audit.note(session, service, viewer, "looked at flags", detail=wanted)
    return page(
        request,
        "flags.html",
        viewer=viewer,
        here="/flags",
        new_flags=new,
        cover=cover,
        cover_ms=SHOWN_S * 1000,
        state=wanted,
        flags=found,
        pictures={flag.picture for flag in found},
    )


@get("/flags/{flag_id:uuid}", guards=[sees_feelings], sync_to_thread=True)
def one(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    flag_id: FromPath[uuid.UUID],
) -> Response[Any]:
    """One flag: why, what it rests on, the child's last weeks, and what has been done."""
    return _one(request, service, viewer, flag_id)


@post("/flags/{flag_id:uuid}/seen", guards=[sees_feelings], sync_to_thread=True)
def seen(service: NamedDependency[Service], viewer: NamedDependency[Viewer], flag_id: FromPath[uuid.UUID]) -> Redirect:
    """Somebody is looking into it."""
    with service.db.write() as session:
        flag = work.see(session, service, viewer, flag_id)
    return _back(service, flag)


@post("/flags/{flag_id:uuid}/note", guards=[sees_feelings], sync_to_thread=True)
def note(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    flag_id: FromPath[uuid.UUID],
    data: Form,
) -> Response[Any]:
    """Add to the story."""
    try:
        with service.db.write() as session:
            flag = work.add_note(session, service, viewer, flag_id, data.get("text", ""))
    except work.WorkError as error:
        return _one(request, service, viewer, flag_id, error=str(error))
    return _back(service, flag)


@post("/flags/{flag_id:uuid}/close", guards=[sees_feelings], sync_to_thread=True)
def close(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    flag_id: FromPath[uuid.UUID],
    data: Form,
) -> Response[Any]:
    """Close it, with the reason."""
    try:
        with service.db.write() as session:
            flag = work.close(session, service, viewer, flag_id, data.get("reason", ""), data.get("text", ""))
    except work.WorkError as error:
        return _one(request, service, viewer, flag_id, error=str(error))
    return _back(service, flag)


def _one(request: AnyRequest, service: Service, viewer: Viewer, flag_id: uuid.UUID, error: str = "") -> Response[Any]:
    now = service.clock.now()
    path = f"/flags/{flag_id}"
    # A form that could not be carried out comes back at once, revealed: its reader was reading it just now.
    cover = Cover(path, (), int(now.timestamp()) + SHOWN_S) if error else of_request(request, now)
    with service.db.read() as session:
        flag = read_flag(session, viewer, flag_id)
        if flag is None:
            raise NotFoundException
        if not error and (way := pressed(request, cover, now)) is not None:
            return way
        context: dict[str, Any] = {"flag": flag, "new_flags": count_new(session, viewer)}
        if cover.shown:
            history = read_history(
                session, service.school_id, flag.pupil_id, service.today(), restricted=viewer.sees_restricted
            )
            evidence = read_evidence(session, service.school_id, flag.evidence, restricted=viewer.sees_restricted)
            context |= {
                "history": history,
                "evidence": evidence,
                "chart": chart.draw(history.days, read_usual(session, service.school_id, flag.pupil_id), [flag.day]),
                "lines": read_story(session, service.school_id, [flag]),
                "rate": read_rate(session, service.school_id, flag.rule, service.today()),
                "card": thirty_seconds.card(_family(history)),
                "listen": thirty_seconds.LISTEN,
                "pictures": {flag.picture},
            }
    if cover.shown:
        with service.db.write() as session:
            audit.note(session, service, viewer, "looked at flag", flag.pupil_id, str(flag_id))
    return page(
        request,
        "flag.html",
        viewer=viewer,
        status=400 if error else 200,
        here="/flags",
        cover=cover,
        cover_ms=SHOWN_S * 1000,
        zone=service.timezone,
        error=error,
        **context,
    )


def _family(history: History) -> str:
    """The family of the latest day with a feeling: it chooses the thirty-second card."""
    return next((day.family for day in reversed(history.days) if day.value is not None), "mist")


def _back(service: Service, flag: FlagRow | None) -> Redirect:
    if flag is None:
        raise NotFoundException
    service.live.publish(service.school_id, "flags")
    cover = Cover(f"/flags/{flag.id}", (), None)
    return Redirect(cover.revealed_address(service.clock.now()), status_code=303)
