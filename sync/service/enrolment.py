"""One-time codes that a person reads from a page and types on a tablet (`sync.pin` says what they are made of).

A code lives ten minutes, works once, and is stored hashed.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from sync import pin
from sync.protocol import Enrolled
from sync.seal import key_id
from sync.service import audit
from sync.service.access import Viewer
from sync.service.api import tokens
from sync.service.context import Service
from sync.service.db.models import Device, EnrolmentCode, School, SchoolClass
from sync.service.errors import ServiceError

LIFE = timedelta(minutes=10)
TRIES = 100
"""Wrong codes after which those that are alive stop working."""
_AGAIN = "Ask for a new code on the Tablets page."


class CodeError(ServiceError):
    """A code that enrols nothing, as a sentence with the cure."""


def new_code(session: Session, service: Service, class_id: uuid.UUID, viewer: Viewer | None = None) -> str:
    """Make a code for one tablet of a class, such as `K7QP-3M9X`. It is shown once; only its secret's hash is kept.

    Where the service speaks with the school's own certificate, the code also carries the check of it.
    """
    secret = pin.fresh()
    session.add(
        EnrolmentCode(
            school_id=service.school_id,
            code_hash=_hash(secret),
            class_id=class_id,
            expires_at=service.clock.now() + LIFE,
        )
    )
    audit.note(session, service, viewer, "made an enrolment code", detail=str(class_id))
    return str(pin.Code(secret, pin.check(secret, service.authority.der) if service.authority else ""))


def redeem(service: Service, typed: str, version: str) -> Enrolled:
    """Enrol a tablet with a code as somebody typed it: case, spaces, dashes and O for 0 do not matter.

    Two tablets with one code at the same moment: exactly one is enrolled.

    Raises:
        CodeError: the code is unknown, was used, or has run out.
    """
    enrolled = _redeemed(service, _hash(pin.read(typed).secret), version)
    if enrolled is None:
        raise CodeError(f"That code is not one of ours. Check each character. {_AGAIN}")
    return enrolled


def _redeemed(service: Service, code_hash: str, version: str) -> Enrolled | None:
    """The new identity; None for a code that there is not, which the living ones have to hear of."""
    now = service.clock.now()
    with service.db.write() as session:
        code = session.get(EnrolmentCode, (service.school_id, code_hash))
        if code is None:
            _count_a_wrong_one(session, service, now)
            return None
        if code.tries >= TRIES:
            raise CodeError(f"Too many wrong codes were tried while that one lived. {_AGAIN}")
        if code.expires_at <= now:
            raise CodeError(f"That code has run out; a code lives ten minutes. {_AGAIN}")
        taken = session.execute(
            update(EnrolmentCode)
            .where(EnrolmentCode.school_id == service.school_id, EnrolmentCode.code_hash == code_hash)
            .where(EnrolmentCode.used_at.is_(None))
            .values(used_at=now)
            .returning(EnrolmentCode.class_id)
        )
        if taken.first() is None:
            raise CodeError(f"That code has been used; a code works once. {_AGAIN}")
        return _enrolled(session, service, code.class_id, version)


def _count_a_wrong_one(session: Session, service: Service, now: datetime) -> None:
    alive = (EnrolmentCode.used_at.is_(None), EnrolmentCode.expires_at > now)
    session.execute(
        update(EnrolmentCode)
        .where(EnrolmentCode.school_id == service.school_id, *alive)
        .values(tries=EnrolmentCode.tries + 1)
    )


def _enrolled(session: Session, service: Service, class_id: uuid.UUID, version: str) -> Enrolled:
    school = session.get_one(School, service.school_id)
    classroom = session.get_one(SchoolClass, (service.school_id, class_id))
    of_class = select(func.count()).where(Device.school_id == service.school_id, Device.class_id == class_id)
    token = tokens.new()
    device = Device(
        id=uuid.uuid4(),
        school_id=service.school_id,
        class_id=class_id,
        name=f"{classroom.name}, tablet {(session.scalar(of_class) or 0) + 1}"[:80],
        token_hash=tokens.hashed(token),
        enrolled_at=service.clock.now(),
        report={"version": version[:40]},
    )
    session.add(device)
    session.flush()
    audit.note(session, service, None, "enrolled a tablet", detail=str(device.id))
    return Enrolled(
        device_id=device.id.bytes,
        token=token,
        school=school.name,
        classroom=classroom.name,
        key_id=key_id(service.public_key),
        public_key=service.public_key,
    )


def _hash(secret: str) -> str:
    return hashlib.sha256(b"daybreak enrol " + secret.encode()).hexdigest()
