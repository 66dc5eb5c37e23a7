"""Today: who has checked in, how, and who asked for a grown-up. Covered until revealed; live."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath
from litestar.response import Redirect, ServerSentEvent
from litestar.response.sse import ServerSentEventMessage
from markupsafe import Markup
from sqlalchemy.orm import Session

from sync.service import audit, caseload, requests_, waiting
from sync.service.access import Viewer, sees_feelings, signed_in
from sync.service.context import Service
from sync.service.db.engine import as_of
from sync.service.db.models import Role
from sync.service.looked import not_looked_at
from sync.service.pages import words
from sync.service.pages.cover import SHOWN_S, Cover, of_request, pressed
from sync.service.pages.forms import Form
from sync.service.pages.messages import say
from sync.service.pages.queries.flags import count_new
from sync.service.pages.queries.people import MINE, Classes, read_classes
from sync.service.pages.queries.today import Today, in_step, read_today
from sync.service.pages.render import fragment, page
from sync.service.telling import outbox
from sync.service.telling.ways import NAMES

PING_S = 25
"""Seconds of silence after which an open page is told that nothing happened, so that proxies keep the line."""
SOON_MS, SOON_MANY_MS = 250, 1000
"""After a change an open page looks again within once to twice this: one class, and a page that shows more."""
LUNCH = (12, 30)
"""Local time from which the check-in after lunch is the one that is now."""


@get("/", guards=[signed_in], sync_to_thread=True)
def home(
    request: Request[Any, Any, Any], service: NamedDependency[Service], viewer: NamedDependency[Viewer]
) -> Response[Any]:
    """The first page: Today for those who work with children, the tablets for IT."""
    if viewer.role == Role.IT:
        return Redirect("/devices", status_code=303)
    if not viewer.sees_feelings:
        raise PermissionDeniedException("This page is for the adults who work with the children.")
    now = service.clock.now()
    with service.db.read() as session:
        classes = _classes(session, request, viewer)
        cover = of_request(request, now, **{"class": request.query_params.get("class")})
        if (way := pressed(request, cover, now)) is not None:
            return way
        context = _read(session, service, viewer, classes, cover, now)
        context["new_flags"] = count_new(session, viewer)
    _note_look(service, viewer, classes, cover, now)
    return page(
        request,
        "today.html",
        viewer=viewer,
        here="/",
        greeting=words.greeting(now, service.timezone),
        sub=_sub(context["today"], now, service),
        soon_ms=SOON_MS if classes.one else SOON_MANY_MS,
        **context,
    )


@get("/today/part", guards=[sees_feelings], sync_to_thread=True)
def part(
    request: Request[Any, Any, Any], service: NamedDependency[Service], viewer: NamedDependency[Viewer]
) -> Response[str]:
    """The part of Today that changes, covered or not as the page around it is."""
    now = service.clock.now()
    with service.db.read() as session:
        classes = _classes(session, request, viewer)
        query = {"class": request.query_params.get("class")}
        asked = of_request(request, now, **query)
        cover = Cover("/", asked.query, asked.until)
        context = _read(session, service, viewer, classes, cover, now)
    _note_look(service, viewer, classes, cover, now)
    return page(request, "today_part.html", viewer=viewer, **context)


@get("/today/live", guards=[sees_feelings])
async def live(
    request: Request[Any, Any, Any], service: NamedDependency[Service], viewer: NamedDependency[Viewer]
) -> ServerSentEvent:
    """Say that something of these classes changed; what it was, the page asks for itself."""
    wanted = request.query_params.get("class")
    return ServerSentEvent(_changes(service, wanted))


@get("/today/print", guards=[sees_feelings], sync_to_thread=True)
def printed(
    request: Request[Any, Any, Any], service: NamedDependency[Service], viewer: NamedDependency[Viewer]
) -> Response[str]:
    """A sheet without feelings."""
    now = service.clock.now()
    with service.db.read() as session:
        classes = _classes(session, request, viewer)
        context = _read(session, service, viewer, classes, Cover("/", (), None), now)
        new = count_new(session, viewer)
    context["groups"] = context["today"].by_class(classes)
    at = words.clock_time(now, service.timezone)
    return page(request, "today_print.html", viewer=viewer, here="/", at=at, new_flags=new, **context)


@post("/requests/{event_id:uuid}/seen", guards=[sees_feelings], sync_to_thread=True)
def seen(
    service: NamedDependency[Service], viewer: NamedDependency[Viewer], event_id: FromPath[uuid.UUID], data: Form
) -> Redirect:
    """Somebody knows and is on the way."""
    with service.db.write() as session:
        found = requests_.mark_seen(session, service, viewer, event_id)
    return _answered(service, found.class_id if found else None, data)


@post("/requests/{event_id:uuid}/met", guards=[sees_feelings], sync_to_thread=True)
def met(
    service: NamedDependency[Service], viewer: NamedDependency[Viewer], event_id: FromPath[uuid.UUID], data: Form
) -> Redirect:
    """A grown-up was with the child."""
    with service.db.write() as session:
        found = requests_.mark_met(session, service, viewer, event_id)
    return _answered(service, found.class_id if found else None, data)


def _answered(service: Service, class_id: uuid.UUID | None, data: dict[str, str]) -> Redirect:
    if class_id is None:
        raise NotFoundException
    service.live.publish(service.school_id, requests_.topic(class_id))
    wanted = data.get("class", "")
    cover = Cover("/", (("class", wanted),) if _is_choice(wanted) else (), None)
    return Redirect(cover.revealed_address(service.clock.now()), status_code=303)


def _is_choice(wanted: str) -> bool:
    return wanted in ("school", MINE) or (len(wanted) == 36 and wanted.replace("-", "").isalnum())


def _classes(session: Session, request: Request[Any, Any, Any], viewer: Viewer) -> Classes:
    mine = caseload.read(session, viewer)
    classes = read_classes(session, viewer, request.query_params.get("class"), mine)
    if classes is None:
        raise NotFoundException
    return classes


def _read(
    session: Session, service: Service, viewer: Viewer, classes: Classes, cover: Cover, now: datetime
) -> dict[str, Any]:
    key = (classes.choice, viewer.sees_restricted, viewer.staff_id if classes.only_caseload else None)

    def read() -> Today:
        day, zone = service.today(), service.timezone
        return read_today(session, service.school_id, classes, day, now, zone, restricted=viewer.sees_restricted)

    def wall() -> Markup:
        return _wall(service, today, classes, cover, key)

    today = service.recent.get(session, ("today", *key), now, read)
    return {
        "classes": classes,
        "mark": service.recent.mark(as_of(session)),
        "cover": cover,
        "cover_ms": SHOWN_S * 1000,
        "today": today,
        "wall": service.recent.get(session, ("wall", cover.shown, *key), now, wall),
        "faces": today.faces,
        "pictures": _pictures(today) if cover.shown else set(),
        "target": waiting.target(session, service.school_id) // timedelta(minutes=1),
        "zone": service.timezone,
        "failing": _failing(session, service, viewer, now),
        "not_looked_at": not_looked_at(session, service, classes.shown, now),
        "look_again_s": _look_again(today, now),
    }


def _wall(service: Service, today: Today, classes: Classes, cover: Cover, key: tuple[object, ...]) -> Markup:
    """The cards, class by class: those of a class in which nothing has changed are written once."""
    alone, zone = len(classes.shown) == 1, service.timezone
    parts = []
    for name, cards in today.by_class(classes):
        write = partial(fragment, "today_wall.html", name=name, cards=cards, alone=alone, shown=cover.shown, zone=zone)
        parts.append(service.recent.same(("wall", cover.shown, name, alone, *key), cards, write))
    return Markup("\n").join(parts)


def _pictures(today: Today) -> frozenset[str]:
    return today.pictures | {"adult"} if today.requests else today.pictures


def _failing(session: Session, service: Service, viewer: Viewer, now: datetime) -> tuple[str, ...]:
    """The ways by which adults are not told just now, for those who can see to it."""
    if not viewer.sees_all_classes:
        return ()
    return tuple(NAMES[each.way] for each in outbox.failing(session, service.school_id, NAMES, now))


def _look_again(today: Today, now: datetime) -> int:
    """Seconds after which a request goes on to the next adult, so that an open page shows it; 0 when none does."""
    waits = [one.next_at - now for one in today.open_requests if one.next_at is not None]
    return int(min(waits).total_seconds()) + 1 if waits else 0


def _note_look(service: Service, viewer: Viewer, classes: Classes, cover: Cover, now: datetime) -> None:
    if cover.until is None or not classes.choice:
        return
    whole = sorted(map(str, classes.caseload.classes)) if classes.only_caseload else []
    seen = (classes.choice, *whole)

    def write() -> None:
        with service.db.write(unseen=True) as session:
            for each in seen:
                audit.note(session, service, viewer, "looked at today", detail=each)

    service.reveals.once((viewer.staff_id, seen), cover.until, now, write)


async def _changes(service: Service, wanted: str | None) -> AsyncIterator[ServerSentEventMessage]:
    topics = aiter(service.live.subscribe(service.school_id))
    next_one = asyncio.ensure_future(_next(topics))
    try:
        await asyncio.sleep(0)  # from here on nothing is missed; what came before, the page sees by its mark
        yield ServerSentEventMessage(event="listening", data=service.recent.mark(service.db.changes))
        while True:
            done, _ = await asyncio.wait({next_one}, timeout=PING_S)
            if not done:
                yield ServerSentEventMessage(comment="still here")
                continue
            if (topic := next_one.result()) is None:
                return
            class_id = topic.partition(":")[2]
            if wanted in (None, "school", MINE) or not class_id or class_id == wanted:
                yield ServerSentEventMessage(event="changed", data="1")
            next_one = asyncio.ensure_future(_next(topics))
    finally:
        next_one.cancel()


async def _next(topics: AsyncIterator[str]) -> str | None:
    return await anext(topics, None)


def _sub(today: Today, now: datetime, service: Service) -> str:
    local = now.astimezone(service.timezone)
    slot = say("morning check-in") if (local.hour, local.minute) < LUNCH else say("check-in after lunch")
    return " · ".join((words.long_day(today.day), slot, _tablets(today, now, service)))


def _tablets(today: Today, now: datetime, service: Service) -> str:
    heard = [one for one in today.devices if one.last_seen_at is not None]
    if not heard:
        return say("no tablet heard from yet") if today.devices else say("no tablet yet")
    behind = [one for one in heard if not in_step(one, now)]
    if behind and len(heard) > 1:
        return say("%(number)d of %(all)d tablets in step", number=len(heard) - len(behind), all=len(heard))
    at = max(one.last_seen_at for one in heard if one.last_seen_at is not None)
    when = words.clock_time(at, service.timezone)
    if behind:
        if (now - at).days:
            when = words.day_and_time(at, service.timezone)
        return say("tablet last in step at %(when)s", when=when)
    if len(heard) == 1:
        return say("tablet in step at %(when)s", when=when)
    return say("all tablets in step at %(when)s", when=when)
