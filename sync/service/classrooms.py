"""A class as its tablets know it: first names and pictures, adults to ask for, and who has answered."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from sync.protocol import Adult, Classroom, Reply, Tile
from sync.seal import key_id
from sync.service.context import Service
from sync.service.db.models import AdultRequest, Pupil, School, SchoolClass, Staff, StaffClass

REPLIES = timedelta(days=7)
"""How long a tablet that was switched off still hears of an answer."""


def of_class(session: Session, service: Service, class_id: uuid.UUID) -> Classroom:
    """The class now. No surname leaves the service, save a letter where two children share a first name."""
    school = session.get_one(School, service.school_id)
    classroom = session.get_one(SchoolClass, (service.school_id, class_id))
    return Classroom(
        epoch=school.epoch,
        utc_s=int(service.clock.now().timestamp()),
        school=school.name,
        name=classroom.name,
        key_id=key_id(service.public_key),
        public_key=service.public_key,
        pupils=_tiles(session, service.school_id, class_id),
        adults=_adults(session, service.school_id, class_id),
        replies=_replies(session, service, class_id),
        timezone=school.timezone,
    )


def shown_names(pupils: list[Pupil]) -> list[str]:
    """First names, told apart by as many letters of the surname as it takes: `Amina B`, `Amina Ba`."""
    shared = Counter(pupil.given_name.casefold() for pupil in pupils)
    return [
        _told_apart(pupil, pupils) if shared[pupil.given_name.casefold()] > 1 else pupil.given_name for pupil in pupils
    ]


def _told_apart(pupil: Pupil, pupils: list[Pupil]) -> str:
    namesakes = [
        other.family_name.casefold()
        for other in pupils
        if other is not pupil and other.given_name.casefold() == pupil.given_name.casefold()
    ]
    family = pupil.family_name
    letters = 1
    while letters < len(family) and any(other.startswith(family[:letters].casefold()) for other in namesakes):
        letters += 1
    return f"{pupil.given_name} {family[:letters]}".strip()


def _tiles(session: Session, school_id: uuid.UUID, class_id: uuid.UUID) -> list[Tile]:
    pupils = list(
        session.scalars(
            select(Pupil)
            .where(Pupil.school_id == school_id, Pupil.class_id == class_id, Pupil.left_on.is_(None))
            .order_by(Pupil.given_name, Pupil.family_name, Pupil.id)
        )
    )
    return [
        Tile(
            pupil=pupil.id.bytes,
            name=name,
            picture=pupil.picture,
            step=pupil.step,
            group=pupil.group,
            opted_out=pupil.opted_out,
        )
        for pupil, name in zip(pupils, shown_names(pupils), strict=True)
    ]


def _adults(session: Session, school_id: uuid.UUID, class_id: uuid.UUID) -> list[Adult]:
    """Trusted adults of the class, and those who are there for the whole school."""
    of_class = select(StaffClass.staff_id).where(StaffClass.school_id == school_id, StaffClass.class_id == class_id)
    anywhere = select(StaffClass.staff_id).where(StaffClass.school_id == school_id)
    staff = session.scalars(
        select(Staff)
        .where(Staff.school_id == school_id, Staff.trusted, Staff.disabled_at.is_(None))
        .where(or_(Staff.id.in_(of_class), Staff.id.not_in(anywhere)))
        .order_by(Staff.name, Staff.id)
    )
    return [Adult(adult=each.id.bytes, name=each.name, picture=each.picture) for each in staff]


def _replies(session: Session, service: Service, class_id: uuid.UUID) -> list[Reply]:
    """Requests of this week that somebody has seen or met: the tablet's lantern goes out for them."""
    requests = session.scalars(
        select(AdultRequest)
        .where(AdultRequest.school_id == service.school_id, AdultRequest.class_id == class_id)
        .where(AdultRequest.school_day > service.today() - REPLIES, AdultRequest.seen_at.is_not(None))
        .order_by(AdultRequest.asked_at, AdultRequest.event_id)
    )
    return [_reply(request) for request in requests]


def _reply(request: AdultRequest) -> Reply:
    adult = request.met_by or request.seen_by
    return Reply(
        request=request.event_id.bytes,
        state="met" if request.met_at else "seen",
        adult=adult.bytes if adult else None,
    )
