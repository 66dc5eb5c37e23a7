"""What the service keeps, as SQLAlchemy mapped classes.

`school_id` leads every key, so that the same tables serve one school on SQLite and a trust of many on PostgreSQL,
partitioned or sharded without change. Ids are UUIDs; times are aware UTC (`…_at`), school days are dates in the
school's own zone. Events are only ever added: what was moved, withdrawn or set aside is marked, never changed.
"""

from __future__ import annotations

import enum
import uuid
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from sync.service.db.types import UtcDateTime


class Base(DeclarativeBase):
    """All tables of the service; constraints have names, so that migrations can change them."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        uuid.UUID: Uuid(),
        datetime: UtcDateTime(),
        bytes: LargeBinary(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
    }
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class _InSchool:
    """A row of one school: its id comes first in every key."""

    school_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, sort_order=-2)


class _Named(_InSchool):
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4, sort_order=-1)


class Role(enum.StrEnum):
    """What a member of staff may see; `sync.service.access` says it in full."""

    CLASS_ADULT = "class_adult"
    PRACTITIONER = "practitioner"
    DSL = "dsl"
    HEAD = "head"
    IT = "it"


class School(Base):
    __tablename__ = "school"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    name: Mapped[str] = mapped_column(String(200))
    timezone: Mapped[str] = mapped_column(String(64), default="Europe/London")
    epoch: Mapped[str] = mapped_column(String(32))
    """Changes when the data was restored from a backup; tablets then send again what they still have."""
    public_key: Mapped[bytes]
    help_target_min: Mapped[int] = mapped_column(default=15)
    """Minutes within which somebody should have met a child who asked."""
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)


class SchoolClass(_Named, Base):
    __tablename__ = "school_class"
    name: Mapped[str] = mapped_column(String(80))
    year_group: Mapped[str] = mapped_column(String(8), default="")
    source: Mapped[str] = mapped_column(String(32))
    source_id: Mapped[str] = mapped_column(String(120))
    __table_args__ = (UniqueConstraint("school_id", "source", "source_id"),)


class Pupil(_Named, Base):
    """A child. Identity is (source, source id), never the name."""

    __tablename__ = "pupil"
    class_id: Mapped[uuid.UUID]
    source: Mapped[str] = mapped_column(String(32))
    source_id: Mapped[str] = mapped_column(String(120))
    given_name: Mapped[str] = mapped_column(String(120))
    family_name: Mapped[str] = mapped_column(String(120), default="")
    picture: Mapped[str] = mapped_column(String(32))
    """An animal of the catalogue; no two children of a class share one."""
    year_group: Mapped[str] = mapped_column(String(8), default="")
    step: Mapped[int]
    """Ladder step 1..4: by year group until staff choose another."""
    group: Mapped[str] = mapped_column(String(40), default="")
    opted_out: Mapped[bool] = mapped_column(default=False)
    left_on: Mapped[date | None]
    __table_args__ = (
        UniqueConstraint("school_id", "source", "source_id"),
        Index(None, "school_id", "class_id"),
        ForeignKeyConstraint(["school_id", "class_id"], ["school_class.school_id", "school_class.id"]),
    )


class Staff(_Named, Base):
    __tablename__ = "staff"
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str] = mapped_column(String(200))
    picture: Mapped[str] = mapped_column(String(32), default="adult_1")
    trusted: Mapped[bool] = mapped_column(default=False)
    """Children may choose this adult on the tablets of their classes."""
    disabled_at: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("school_id", "email"),)


class StaffClass(_InSchool, Base):
    """Which classes an adult works with."""

    __tablename__ = "staff_class"
    staff_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    class_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    __table_args__ = (
        ForeignKeyConstraint(["school_id", "staff_id"], ["staff.school_id", "staff.id"]),
        ForeignKeyConstraint(["school_id", "class_id"], ["school_class.school_id", "school_class.id"]),
    )


class StaffSession(Base):
    """A signed-in browser. The id is stored hashed; deleting the row signs it out."""

    __tablename__ = "staff_session"
    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    school_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    staff_id: Mapped[uuid.UUID | None]
    data: Mapped[bytes]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Device(_Named, Base):
    """An enrolled tablet."""

    __tablename__ = "device"
    class_id: Mapped[uuid.UUID]
    name: Mapped[str] = mapped_column(String(80))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    enrolled_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]
    clock_error_s: Mapped[int | None]
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The tablet's last report of its own health."""
    __table_args__ = (ForeignKeyConstraint(["school_id", "class_id"], ["school_class.school_id", "school_class.id"]),)


class EnrolmentCode(_InSchool, Base):
    """A one-time code for one class, stored hashed."""

    __tablename__ = "enrolment_code"
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    class_id: Mapped[uuid.UUID]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class StoredEvent(_InSchool, Base):
    """One event exactly as a tablet sent it, opened; the record that everything else is derived from."""

    __tablename__ = "event"
    event_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    device_id: Mapped[uuid.UUID]
    store: Mapped[bytes]
    seq: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(24))
    content: Mapped[bytes]
    """The event as `sync.protocol` encodes it."""
    box_hash: Mapped[bytes]
    """SHA-256 of the sealed bytes: the same id with another hash is a conflict."""
    pupil_id: Mapped[uuid.UUID | None]
    about: Mapped[uuid.UUID | None]
    """The event that this one adds to or takes back."""
    school_day: Mapped[date]
    happened_at: Mapped[datetime]
    received_at: Mapped[datetime]
    __table_args__ = (
        Index(None, "school_id", "device_id", "store", "seq"),
        Index(None, "school_id", "about"),
        Index(None, "school_id", "pupil_id", "school_day"),
    )


class RefusedEvent(_InSchool, Base):
    """An envelope that could not be accepted, kept sealed with the reason, for staff to see."""

    __tablename__ = "refused_event"
    event_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    box_hash: Mapped[bytes] = mapped_column(primary_key=True)
    device_id: Mapped[uuid.UUID]
    outcome: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(200))
    box: Mapped[bytes]
    received_at: Mapped[datetime]


class CheckIn(_InSchool, Base):
    """A check-in as the pages and the flags read it, derived from `checked_in`."""

    __tablename__ = "check_in"
    event_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    pupil_id: Mapped[uuid.UUID]
    class_id: Mapped[uuid.UUID]
    """The class at the time; history stays where it happened."""
    school_day: Mapped[date]
    slot: Mapped[int]
    at: Mapped[datetime]
    answers: Mapped[list[str]]
    value: Mapped[float | None]
    """Pleasantness -2..2, the mean of two feelings; None for *not sure*, *not say* and needs of the body."""
    step: Mapped[int]
    catalogue: Mapped[int]
    position: Mapped[int]
    withdrawn_at: Mapped[datetime | None]
    __table_args__ = (
        Index(None, "school_id", "class_id", "school_day"),
        Index(None, "school_id", "pupil_id", "school_day"),
        ForeignKeyConstraint(["school_id", "pupil_id"], ["pupil.school_id", "pupil.id"]),
    )


class AdultRequest(_InSchool, Base):
    """A child who wants a grown-up: asked > seen > met."""

    __tablename__ = "adult_request"
    event_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    device_id: Mapped[uuid.UUID]
    class_id: Mapped[uuid.UUID]
    pupil_id: Mapped[uuid.UUID | None]
    school_day: Mapped[date]
    asked_at: Mapped[datetime]
    adult_id: Mapped[uuid.UUID | None]
    how: Mapped[str | None] = mapped_column(String(12))
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[uuid.UUID | None]
    met_at: Mapped[datetime | None]
    met_by: Mapped[uuid.UUID | None]
    withdrawn_at: Mapped[datetime | None]
    __table_args__ = (
        Index(None, "school_id", "class_id", "school_day"),
        Index(None, "school_id", "pupil_id", "school_day"),
    )


class Attendance(_InSchool, Base):
    """A mark of the register: `AM` or `PM`, with the school's code. Unknown codes stay unknown."""

    __tablename__ = "attendance"
    pupil_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    school_day: Mapped[date] = mapped_column(primary_key=True)
    session: Mapped[str] = mapped_column(String(2), primary_key=True)
    code: Mapped[str] = mapped_column(String(4))
    __table_args__ = (ForeignKeyConstraint(["school_id", "pupil_id"], ["pupil.school_id", "pupil.id"]),)


class Closure(_InSchool, Base):
    """A weekday on which the school is shut: holidays, INSET days, bank holidays."""

    __tablename__ = "closure"
    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))


class FlagState(enum.StrEnum):
    NEW = "new"
    SEEN = "seen"
    CLOSED = "closed"


class FlagRow(_Named, Base):
    """A reason to look, with what it rests on. Never a finding."""

    __tablename__ = "flag"
    pupil_id: Mapped[uuid.UUID]
    rule: Mapped[str] = mapped_column(String(4))
    day: Mapped[date]
    since: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    evidence: Mapped[list[str]]
    """Event ids, as text."""
    sufficiency: Mapped[str] = mapped_column(String(12))
    rests_on: Mapped[int]
    """How many check-ins the rule had to go by."""
    state: Mapped[str] = mapped_column(String(12), default=FlagState.NEW)
    owner_id: Mapped[uuid.UUID | None]
    closed_reason: Mapped[str | None] = mapped_column(String(24))
    raised_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("school_id", "pupil_id", "rule", "day"),
        Index(None, "school_id", "state", "day"),
        ForeignKeyConstraint(["school_id", "pupil_id"], ["pupil.school_id", "pupil.id"]),
    )


class FlagNote(_Named, Base):
    """The story of a flag: every change of state and every note, only ever added to."""

    __tablename__ = "flag_note"
    flag_id: Mapped[uuid.UUID]
    at: Mapped[datetime]
    staff_id: Mapped[uuid.UUID | None]
    action: Mapped[str] = mapped_column(String(24))
    text: Mapped[str] = mapped_column(Text, default="")
    __table_args__ = (Index(None, "school_id", "flag_id", "at"),)


class RuleState(_InSchool, Base):
    """Where each rule stands for a pupil after `day`, so that an arriving event costs one step."""

    __tablename__ = "rule_state"
    pupil_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    day: Mapped[date]
    state: Mapped[bytes]


class AuditEntry(_InSchool, Base):
    """Who looked at whom, and who changed what; each entry is chained to the one before by its hash."""

    __tablename__ = "audit"
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    staff_id: Mapped[uuid.UUID | None]
    action: Mapped[str] = mapped_column(String(40))
    pupil_id: Mapped[uuid.UUID | None]
    detail: Mapped[str] = mapped_column(String(200), default="")
    chain: Mapped[bytes]
    __table_args__ = (Index(None, "school_id", "pupil_id", "at"),)
