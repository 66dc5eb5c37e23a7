"""A child asked for a grown-up: asked > seen > met. Each step is taken once, and audited."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from sync.service import audit
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import AdultRequest


def mark_seen(session: Session, service: Service, viewer: Viewer, event_id: uuid.UUID) -> AdultRequest | None:
    """Somebody knows and is on the way: the alarm pauses, and the child's tablet hears of it.

    Returns:
        The request, or None when there is none of that id that this adult may see. A second look changes nothing.
    """
    request = _find(session, viewer, event_id)
    if request is not None and request.seen_at is None:
        _seen(request, service, viewer)
        audit.note(session, service, viewer, "saw a request", request.pupil_id, str(event_id))
    return request


def mark_met(session: Session, service: Service, viewer: Viewer, event_id: uuid.UUID) -> AdultRequest | None:
    """A grown-up was with the child: the request ends. One that nobody had seen is seen by the same adult.

    Returns:
        The request, or None when there is none of that id that this adult may see.
    """
    request = _find(session, viewer, event_id)
    if request is not None and request.met_at is None:
        if request.seen_at is None:
            _seen(request, service, viewer)
        request.met_at = service.clock.now()
        request.met_by = viewer.staff_id
        audit.note(session, service, viewer, "met a request", request.pupil_id, str(event_id))
    return request


def topic(class_id: uuid.UUID) -> str:
    """What `Live` is told when a request of a class has changed."""
    return f"requests:{class_id}"


def _find(session: Session, viewer: Viewer, event_id: uuid.UUID) -> AdultRequest | None:
    request = session.get(AdultRequest, (viewer.school_id, event_id))
    return request if request is not None and viewer.may_see_class(request.class_id) else None


def _seen(request: AdultRequest, service: Service, viewer: Viewer) -> None:
    request.seen_at = service.clock.now()
    request.seen_by = viewer.staff_id
