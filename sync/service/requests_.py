"""A child asked for a grown-up: asked > seen > met. Each step is taken once, written down for good, and audited."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service import audit
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import AdultRequest, RequestStep

SEEN, MET = "seen", "met"
CLOCKS_APART = timedelta(minutes=1)
"""How far a tablet's clock may be behind: a step within this after a child's *no* was taken before it."""


def mark_seen(session: Session, service: Service, viewer: Viewer, event_id: uuid.UUID) -> AdultRequest | None:
    """Somebody knows and is on the way: the alarm pauses, and the child's tablet hears of it.

    Returns:
        The request, or None when there is none of that id that this adult may see. A second look changes nothing.
    """
    request = _find(session, viewer, event_id)
    if request is not None and request.seen_at is None:
        take(session, request, SEEN, service.clock.now(), viewer.staff_id)
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
            take(session, request, SEEN, service.clock.now(), viewer.staff_id)
        take(session, request, MET, service.clock.now(), viewer.staff_id)
        audit.note(session, service, viewer, "met a request", request.pupil_id, str(event_id))
    return request


def take(session: Session, request: AdultRequest, what: str, at: datetime, staff_id: uuid.UUID | None) -> None:
    """Take one step of a request, and write it down."""
    _stand(request, what, at, staff_id)
    session.add(
        RequestStep(
            school_id=request.school_id,
            id=uuid.uuid4(),
            request_id=request.event_id,
            at=at,
            staff_id=staff_id,
            what=what,
        )
    )


def open_again(session: Session, request: AdultRequest, nobody_came_at: datetime) -> None:
    """The child said that nobody came: only what adults did after that counts. What they did before stays written."""
    request.seen_at = request.seen_by = request.met_at = request.met_by = None
    steps = select(RequestStep).where(
        RequestStep.school_id == request.school_id,
        RequestStep.request_id == request.event_id,
        RequestStep.at > nobody_came_at + CLOCKS_APART,
    )
    for step in session.scalars(steps.order_by(RequestStep.at.desc(), RequestStep.what)):
        _stand(request, step.what, step.at, step.staff_id)


def answered(request: AdultRequest) -> bool:
    """Whether the child need not be asked if a grown-up came: they said so, or took it back.

    After a *no*, they are asked again once another adult has answered.
    """
    if request.withdrawn_at is not None:
        return True
    return request.came is not None and not (request.came == "no" and request.seen_at is not None)


def topic(class_id: uuid.UUID) -> str:
    """What `Live` is told when a request of a class has changed."""
    return f"requests:{class_id}"


def _find(session: Session, viewer: Viewer, event_id: uuid.UUID) -> AdultRequest | None:
    request = session.get(AdultRequest, (viewer.school_id, event_id))
    return request if request is not None and viewer.may_see_class(request.class_id) else None


def _stand(request: AdultRequest, what: str, at: datetime, staff_id: uuid.UUID | None) -> None:
    if what == SEEN:
        request.seen_at, request.seen_by = at, staff_id
    else:
        request.met_at, request.met_by = at, staff_id
