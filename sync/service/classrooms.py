"""A class as its tablets know it: first names and pictures, adults to ask for, and who has answered."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from assets import activities
from sync import secret
from sync.protocol import Adult, Classroom, Reply, Tile
from sync.seal import key_id
from sync.service import children, erasure, helping, media, own_words, plans, requests_, tablet_settings, trusted
from sync.service.context import Service
from sync.service.db.models import AdultRequest, Pupil, School, SchoolClass
from sync.service.helped import read_after

REPLIES = timedelta(days=7)
"""How long a tablet that was switched off still hears of an answer, and how long a visitor's tile stays on the wall."""


def of_class(session: Session, service: Service, class_id: uuid.UUID) -> Classroom:
    """The class now. No surname leaves the service, save a letter where two children share a first name."""
    school = session.get_one(School, service.school_id)
    classroom = session.get_one(SchoolClass, (service.school_id, class_id))
    chosen = tablet_settings.of_school(school)
    files = media.of_class(session, service.school_id, class_id)
    photos = media.photos(files)
    adults = [
        Adult(adult=each.id.bytes, name=each.name, picture=each.picture, photo=photos.get(each.id, ""))
        for each in trusted.adults_of(session, service.school_id, class_id)
    ]
    return Classroom(
        epoch=school.epoch,
        utc_s=int(service.clock.now().timestamp()),
        school=school.name,
        name=classroom.name,
        key_id=key_id(service.public_key),
        public_key=service.public_key,
        pupils=_tiles(session, classroom, service.today(), [each.adult for each in adults], photos),
        adults=adults,
        replies=_replies(session, service, class_id),
        slot_from=chosen.slot_from,
        staffed=chosen.staffed,
        media=[media.named(each) for each in files],
        erased=erasure.told_to_tablets(session, service.school_id, service.clock.now()),
        timezone=school.timezone,
        quick_morning=chosen.quick_morning,
        secret_key=classroom.secret_key or b"",
        quiet_hours=chosen.quiet_hours,
        unsure=chosen.unsure,
        unsaid=chosen.unsaid,
        words=own_words.of_school(school),
    )


def shown_names(pupils: Sequence[Pupil]) -> list[str]:
    """First names, told apart by as many letters of the surname as it takes: `Amina B`, `Amina Ba`."""
    shared = Counter(pupil.given_name.casefold() for pupil in pupils)
    return [
        _told_apart(pupil, pupils) if shared[pupil.given_name.casefold()] > 1 else pupil.given_name for pupil in pupils
    ]


def _told_apart(pupil: Pupil, pupils: Sequence[Pupil]) -> str:
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


def _tiles(
    session: Session, of: SchoolClass, today: date, adults: Sequence[bytes], photos: Mapping[uuid.UUID, str]
) -> list[Tile]:
    """Children by name, then visitors: those who came this week, and the spare tiles."""
    here = select(Pupil).where(Pupil.school_id == of.school_id, Pupil.class_id == of.id)
    pupils = session.scalars(here.where(or_(children.listed(), children.spare()))).all()
    known = sorted((each for each in pupils if not children.nameless(each)), key=_by_name)
    visitors = sorted((each for each in pupils if children.nameless(each)), key=lambda each: each.id)
    here_lately = [each for each in visitors if each.came_on is None or each.came_on > today - REPLIES]
    names = [*shown_names(known), *("" for _ in here_lately)]
    everyone = [*known, *here_lately]
    offered = [each.id for each in activities.load()]
    ids = [each.id for each in everyone]
    after, planned = read_after(session, of.school_id, ids), plans.firsts(session, of.school_id, ids, today)
    nothing = plans.First((), None)
    return [
        Tile(
            pupil=pupil.id.bytes,
            name=name,
            picture=pupil.picture,
            step=pupil.step,
            group=pupil.group,
            opted_out=pupil.opted_out,
            settings=tablet_settings.of_child(pupil.settings),
            secret=_secret(pupil, of.secret_key),
            activities=helping.order(pupil.id.bytes, offered, after.get(pupil.id, {}), first.activities),
            adults=helping.order_of_adults(pupil.id.bytes, adults, first.adult_id.bytes if first.adult_id else None),
            visitor=not name,
            used=not name and pupil.came_on is not None,
            photo=photos.get(pupil.id, ""),
        )
        for pupil, name, first in zip(everyone, names, (planned.get(each, nothing) for each in ids), strict=True)
    ]


def _by_name(pupil: Pupil) -> tuple[str, str, uuid.UUID]:
    return pupil.given_name, pupil.family_name, pupil.id


def _secret(pupil: Pupil, key: bytes | None) -> bytes:
    return secret.hashed(pupil.id.bytes, pupil.secret_picture, key) if pupil.secret_picture and key else b""


def _replies(session: Session, service: Service, class_id: uuid.UUID) -> list[Reply]:
    """Requests of this week and what became of them; one taken back before anybody saw it is over."""
    requests = session.scalars(
        select(AdultRequest)
        .where(AdultRequest.school_id == service.school_id, AdultRequest.class_id == class_id)
        .where(AdultRequest.school_day > service.today() - REPLIES)
        .where(or_(AdultRequest.withdrawn_at.is_(None), AdultRequest.seen_at.is_not(None)))
        .order_by(AdultRequest.asked_at, AdultRequest.event_id)
    )
    return [_reply(request) for request in requests]


def _reply(request: AdultRequest) -> Reply:
    adult = request.met_by or request.seen_by
    who = request.tapped_as or request.pupil_id
    return Reply(
        request=request.event_id.bytes,
        state="met" if request.met_at else "seen" if request.seen_at else "asked",
        adult=adult.bytes if adult else None,
        pupil=who.bytes if who else None,
        asked_s=int(request.asked_at.timestamp()),
        answered=requests_.answered(request),
    )
