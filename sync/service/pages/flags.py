"""Flags: the queue with its filters, and one flag with the picture of its child."""

from __future__ import annotations

import uuid
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from sync.service import audit
from sync.service.access import Viewer, sees_feelings
from sync.service.context import Service
from sync.service.pages import chart, thirty_seconds
from sync.service.pages.cover import SHOWN_S, Cover, of_request, pressed
from sync.service.pages.forms import AnyRequest
from sync.service.pages.queries import filters
from sync.service.pages.queries.flags import (
    SHOWN,
    count_new,
    read_flag,
    read_owners,
    read_queue,
    read_queue_owners,
    read_rate,
    read_story,
)
from sync.service.pages.queries.history import History, read_evidence, read_history
from sync.service.pages.queries.people import read_classes
from sync.service.pages.queries.usual import read_usual
from sync.service.pages.render import page


@get("/flags", guards=[sees_feelings], sync_to_thread=True)
def queue(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[Any]:
    """The queue. Covered it names nobody."""
    now, wanted = service.clock.now(), filters.read(request.query_params)
    if wanted is None:
        raise NotFoundException
    cover = of_request(request, now, **wanted.query)
    if (way := pressed(request, cover, now)) is not None:
        return way
    with service.db.read() as session:
        found = read_queue(session, viewer, wanted, service.today()) if cover.shown else []
        owners = read_queue_owners(session, viewer) if cover.shown else []
        classes = read_classes(session, viewer, None)
        new = count_new(session, viewer)
    if cover.shown:
        audit.look(service, viewer, "looked at flags", detail=wanted.state)
    return page(
        request,
        "flags.html",
        viewer=viewer,
        here="/flags",
        new_flags=new,
        cover=cover,
        cover_ms=SHOWN_S * 1000,
        wanted=wanted,
        classes=classes.all if classes else (),
        owners=owners,
        today=service.today(),
        most=SHOWN,
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
    return show_one(request, service, viewer, flag_id)


def show_one(
    request: AnyRequest, service: Service, viewer: Viewer, flag_id: uuid.UUID, error: str = ""
) -> Response[Any]:
    """The page of one flag; with a sentence when a form of it could not be carried out."""
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
                "owners": read_owners(session, service.school_id, flag) if flag.open else [],
                "card": thirty_seconds.card(_family(history)),
                "disclosure": thirty_seconds.DISCLOSURE if flag.disclosure else (),
                "listen": thirty_seconds.LISTEN,
                "pictures": {flag.picture},
            }
    if cover.shown:
        audit.look(service, viewer, "looked at flag", flag.pupil_id, str(flag_id))
    return page(
        request,
        "flag.html",
        viewer=viewer,
        status=400 if error else 200,
        here="/flags",
        cover=cover,
        cover_ms=SHOWN_S * 1000,
        zone=service.timezone,
        today=service.today(),
        error=error,
        **context,
    )


def _family(history: History) -> str:
    """The family of the latest day with a feeling: it chooses the thirty-second card."""
    return next((day.family for day in reversed(history.days) if day.value is not None), "mist")
