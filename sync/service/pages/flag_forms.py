"""What staff do with a flag: every form of the queue and of one flag. Each comes back to the page it was sent from."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy.orm import Session

from sync.service.access import Viewer, sees_feelings
from sync.service.context import Service
from sync.service.db.models import FlagRow
from sync.service.pages.cover import Cover
from sync.service.pages.flags import show_one
from sync.service.pages.forms import AnyRequest, Form
from sync.service.pages.queries import filters, work

Mine = NamedDependency[Service]
Who = NamedDependency[Viewer]
Id = FromPath[uuid.UUID]


@post("/flags/seen", guards=[sees_feelings], sync_to_thread=True)
def seen_all(service: Mine, viewer: Who, data: Form) -> Redirect:
    """Mark those that were ticked as seen; none ticked changes nothing."""
    ticked = [uuid.UUID(each.removeprefix("flag-")) for each in data if _ticks(each)]
    wanted = filters.read(data)
    if wanted is None:
        raise NotFoundException
    with service.db.write() as session:
        seen = work.see_all(session, service, viewer, ticked)
    if seen:
        service.live.publish(service.school_id, "flags")
    back = Cover("/flags", tuple(wanted.query.items()), None)
    return Redirect(back.revealed_address(service.clock.now()), status_code=303)


@post("/flags/{flag_id:uuid}/seen", guards=[sees_feelings], sync_to_thread=True)
def seen(request: AnyRequest, service: Mine, viewer: Who, flag_id: Id) -> Response[Any]:
    """Somebody is looking into it."""
    return _do(request, service, viewer, flag_id, lambda session: work.see(session, service, viewer, flag_id))


@post("/flags/{flag_id:uuid}/take", guards=[sees_feelings], sync_to_thread=True)
def take(request: AnyRequest, service: Mine, viewer: Who, flag_id: Id) -> Response[Any]:
    """It is mine from now on."""
    return _do(request, service, viewer, flag_id, lambda session: work.take(session, service, viewer, flag_id))


@post("/flags/{flag_id:uuid}/give", guards=[sees_feelings], sync_to_thread=True)
def give(request: AnyRequest, service: Mine, viewer: Who, flag_id: Id, data: Form) -> Response[Any]:
    """It is a colleague's from now on."""
    to = data.get("to", "")
    return _do(request, service, viewer, flag_id, lambda session: work.give(session, service, viewer, flag_id, to))


@post("/flags/{flag_id:uuid}/note", guards=[sees_feelings], sync_to_thread=True)
def note(request: AnyRequest, service: Mine, viewer: Who, flag_id: Id, data: Form) -> Response[Any]:
    """Add to the story."""
    text = data.get("text", "")
    return _do(
        request, service, viewer, flag_id, lambda session: work.add_note(session, service, viewer, flag_id, text)
    )


@post("/flags/{flag_id:uuid}/watch", guards=[sees_feelings], sync_to_thread=True)
def watch(request: AnyRequest, service: Mine, viewer: Who, flag_id: Id, data: Form) -> Response[Any]:
    """Look again on a day."""
    due, text = data.get("due", ""), data.get("text", "")
    return _do(
        request, service, viewer, flag_id, lambda session: work.watch(session, service, viewer, flag_id, due, text)
    )


@post("/flags/{flag_id:uuid}/close", guards=[sees_feelings], sync_to_thread=True)
def close(request: AnyRequest, service: Mine, viewer: Who, flag_id: Id, data: Form) -> Response[Any]:
    """Close it, with the reason."""
    why, text = data.get("reason", ""), data.get("text", "")
    return _do(
        request, service, viewer, flag_id, lambda session: work.close(session, service, viewer, flag_id, why, text)
    )


@post("/flags/{flag_id:uuid}/accept", guards=[sees_feelings], sync_to_thread=True)
def accept(request: AnyRequest, service: Mine, viewer: Who, flag_id: Id, data: Form) -> Response[Any]:
    """The safeguarding lead takes over what was passed to them."""
    text = data.get("text", "")
    return _do(request, service, viewer, flag_id, lambda session: work.accept(session, service, viewer, flag_id, text))


@post("/flags/{flag_id:uuid}/reopen", guards=[sees_feelings], sync_to_thread=True)
def reopen(request: AnyRequest, service: Mine, viewer: Who, flag_id: Id, data: Form) -> Response[Any]:
    """Open it once more."""
    text = data.get("text", "")
    return _do(request, service, viewer, flag_id, lambda session: work.reopen(session, service, viewer, flag_id, text))


def _do(
    request: AnyRequest, service: Service, viewer: Viewer, flag_id: uuid.UUID, step: Callable[[Session], FlagRow | None]
) -> Response[Any]:
    try:
        with service.db.write() as session:
            flag = step(session)
    except work.WorkError as error:
        return show_one(request, service, viewer, flag_id, error=str(error))
    if flag is None:
        raise NotFoundException
    service.live.publish(service.school_id, "flags")
    return Redirect(Cover(f"/flags/{flag_id}", (), None).revealed_address(service.clock.now()), status_code=303)


def _ticks(name: str) -> bool:
    try:
        return name.startswith("flag-") and bool(uuid.UUID(name.removeprefix("flag-")))
    except ValueError:
        return False
