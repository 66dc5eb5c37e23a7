"""The audit: who looked at whom, and who changed what, for the safeguarding lead and the head."""

from __future__ import annotations

import uuid
from datetime import date
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.di import NamedDependency

from sync.service import audit
from sync.service.access import Viewer, sees_audit
from sync.service.context import Service
from sync.service.pages.forms import AnyRequest
from sync.service.pages.queries.audit import Asked, read_page, read_staff
from sync.service.pages.queries.flags import count_new
from sync.service.pages.render import page


@get("/audit", guards=[sees_audit], sync_to_thread=True)
def entries(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[str]:
    """A hundred entries, the latest first, of what the address asks for. No feeling stands in any of them."""
    return _entries(request, service, viewer)


@post("/audit/verify", guards=[sees_audit], sync_to_thread=True)
def verify(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[str]:
    """Go through the whole chain and say what was found."""
    with service.db.read() as session:
        found = audit.verify(session, service.school_id)
    with service.db.write() as session:
        audit.note(session, service, viewer, "verified the audit")
    return _entries(request, service, viewer, found)


def _entries(
    request: AnyRequest, service: Service, viewer: Viewer, verified: audit.Verified | None = None
) -> Response[str]:
    query = request.query_params
    asked = Asked(
        staff_id=_id(query.get("staff", "")),
        child=" ".join(query.get("child", "").split())[:80],
        pupil_id=_id(query.get("pupil", "")),
        day=_day(query.get("day", "")),
        before=int(query["before"])
        if query.get("before", "").isascii() and query.get("before", "").isdigit()
        else None,
    )
    with service.db.read() as session:
        found = read_page(session, service.school_id, asked, service.timezone)
        everybody = read_staff(session, service.school_id)
        new = count_new(session, viewer)
    audit.look(service, viewer, "looked at the audit")
    kept = {name: query[name] for name in ("staff", "child", "pupil", "day") if query.get(name)}
    return page(
        request,
        "audit.html",
        viewer=viewer,
        here="/audit",
        new_flags=new,
        zone=service.timezone,
        today=service.today(),
        asked=asked,
        filtered=bool(kept),
        page=found,
        older=f"/audit?{urlencode({**kept, 'before': found.older})}" if found.older else "",
        newest=f"/audit?{urlencode(kept)}" if asked.before else "",
        everybody=everybody,
        verified=verified,
    )


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
