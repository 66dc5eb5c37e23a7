"""Staff accounts and their classes, what waits for a yes, and the browsers in which somebody is signed in."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from sync.service.access import Viewer
from sync.service.accounts import requests, session_rows
from sync.service.db.models import Role, SchoolClass, SecondFactor, Staff, StaffClass, StaffRequest, StaffSession
from sync.service.pages import words
from sync.service.pages.messages import say
from sync.service.pages.queries.people import staff_names


@dataclass(frozen=True, slots=True)
class Account:
    """One member of staff, as IT sees them."""

    id: uuid.UUID
    name: str
    email: str
    role: str
    """In words."""
    classes: tuple[str, ...]
    closed: bool
    waiting: bool
    """Something about it waits for a safeguarding lead's yes."""
    second_factor: str
    """`on`, `not yet`, or `not needed` at a classroom computer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to the safeguarding leads, in words."""

    id: uuid.UUID
    about: str
    """Whom it is about."""
    what: str
    asked_at: datetime
    by: str
    own: bool
    """It is about the reader's own account: another lead has to answer."""
    answered_at: datetime | None = None
    answered_by: str = ""
    granted: bool = False


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One browser in which somebody is signed in."""

    key: str
    browser: str
    since: datetime | None
    seen_at: datetime | None
    this: bool
    shared: bool
    classroom: bool


def read_accounts(session: Session, school_id: uuid.UUID) -> list[Account]:
    """All accounts by name, closed ones last; supply adults are listed elsewhere."""
    classroom = and_(SchoolClass.school_id == StaffClass.school_id, SchoolClass.id == StaffClass.class_id)
    linked: dict[uuid.UUID, list[str]] = defaultdict(list)
    links = select(StaffClass.staff_id, SchoolClass.name).join(SchoolClass, classroom)
    for staff_id, name in session.execute(links.where(StaffClass.school_id == school_id).order_by(SchoolClass.name)):
        linked[staff_id].append(name)
    on = set(
        session.scalars(
            select(SecondFactor.staff_id).where(
                SecondFactor.school_id == school_id, SecondFactor.confirmed_at.is_not(None)
            )
        )
    )
    waiting = {each.staff_id for each in requests.waiting(session, school_id)}
    everybody = session.scalars(
        select(Staff)
        .where(Staff.school_id == school_id, Staff.ends_at.is_(None))
        .order_by(Staff.disabled_at.is_not(None), Staff.name, Staff.id)
    )
    return [
        Account(
            id=one.id,
            name=one.name,
            email=one.email,
            role=say(words.ROLES[one.role]),
            classes=tuple(linked[one.id]),
            closed=one.disabled_at is not None,
            waiting=one.id in waiting,
            second_factor="on" if one.id in on else "not needed" if one.role == Role.CLASS_ADULT else "not yet",
        )
        for one in everybody
    ]


def read_asked(session: Session, viewer: Viewer, found: Sequence[StaffRequest]) -> list[Asked]:
    """Some questions to the safeguarding leads, in words."""
    people = {each for one in found for each in (one.staff_id, one.asked_by, one.answered_by)}
    names = staff_names(session, viewer.school_id, people)
    ordered = select(SchoolClass.id, SchoolClass.name).where(SchoolClass.school_id == viewer.school_id)
    classes = {str(row.id): row.name for row in session.execute(ordered.order_by(SchoolClass.name))}
    return [
        Asked(
            id=one.id,
            about=names.get(one.staff_id, "somebody"),
            what=_what(one, [name for each, name in classes.items() if each in one.class_ids]),
            asked_at=one.asked_at,
            by=names.get(one.asked_by, "the service's own machine") if one.asked_by else "the service's own machine",
            own=viewer.staff_id in (one.staff_id, one.asked_by),
            answered_at=one.answered_at,
            answered_by=names.get(one.answered_by, "") if one.answered_by else "",
            granted=one.granted,
        )
        for one in found
    ]


def read_browsers(session: Session, viewer: Viewer, now: datetime, this: str) -> list[SignedIn]:
    """Where somebody is signed in, the newest use first.

    Args:
        this: the key of the browser that asks.
    """
    rows = session.scalars(
        select(StaffSession).where(StaffSession.school_id == viewer.school_id, StaffSession.staff_id == viewer.staff_id)
    )
    alive = [row for row in rows if not session_rows.is_over(row, now) and b'"asked"' not in row.data]
    alive.sort(key=lambda row: (row.id_hash == this, row.seen_at or row.expires_at), reverse=True)
    return [
        SignedIn(
            key=row.id_hash,
            browser=row.browser or "A browser",
            since=row.started_at,
            seen_at=row.seen_at,
            this=row.id_hash == this,
            shared=row.idle_s is not None,
            classroom=row.computer_id is not None,
        )
        for row in alive
    ]


def _what(one: StaffRequest, classes: list[str]) -> str:
    if one.kind == requests.ROLE:
        as_what = words.ROLES[one.role].lower() if one.role != Role.DSL else "safeguarding lead"
        of = f" of {', '.join(classes)}" if classes else ""
        return f"would see children's feelings as {as_what}{of}"
    return {
        requests.SECOND_FACTOR: "lost their second factor and would set up a new one",
        requests.PASSWORD: "forgot their password and would choose a new one",
    }[one.kind]
