"""The school, its classes, its children and its adults."""

from __future__ import annotations

import enum
import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from sync.service.db.models.base import Base, InSchool, Named

VISITOR = "visitor"
"""The source of children who are on no roster: tiles without a name, kept ready in every class."""


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


class SchoolClass(Named, Base):
    __tablename__ = "school_class"
    name: Mapped[str] = mapped_column(String(80))
    year_group: Mapped[str] = mapped_column(String(8), default="")
    source: Mapped[str] = mapped_column(String(32))
    source_id: Mapped[str] = mapped_column(String(120))
    secret_key: Mapped[bytes | None]
    """16 bytes that key the hashes of the class's secret pictures; None until one is switched on."""
    __table_args__ = (UniqueConstraint("school_id", "source", "source_id"),)


class Pupil(Named, Base):
    """A child. Identity is (source, source id), never the name; a visitor has no name until staff give one."""

    __tablename__ = "pupil"
    class_id: Mapped[uuid.UUID]
    source: Mapped[str] = mapped_column(String(32))
    source_id: Mapped[str] = mapped_column(String(120))
    given_name: Mapped[str] = mapped_column(String(120))
    family_name: Mapped[str] = mapped_column(String(120), default="")
    picture: Mapped[str] = mapped_column(String(32))
    """An animal of the catalogue; no two children of a class share one."""
    photo_on_wall: Mapped[bool] = mapped_column(default=True, server_default=true())
    """The class wall shows this child's photograph, where there is one, in place of the animal."""
    year_group: Mapped[str] = mapped_column(String(8), default="")
    step: Mapped[int]
    """Ladder step 1..4: by year group until staff choose another."""
    group: Mapped[str] = mapped_column(String(40), default="")
    opted_out: Mapped[bool] = mapped_column(default=False)
    left_on: Mapped[date | None]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """How the tablet is for this child, as `sync.protocol.ChildSettings`; what is left out is as for everybody."""
    secret_picture: Mapped[str] = mapped_column(String(32), default="")
    """One of `assets.catalogue.SECRET_PICTURES`; empty while it is switched off. Tablets only hold its keyed hash."""
    came_on: Mapped[date | None]
    """The last school day on which a visitor's tile was used; None for spare ones and for children of a roster."""
    merged_into: Mapped[uuid.UUID | None]
    """The child of the roster that this visitor turned out to be; what their tile tells counts for that child."""
    send: Mapped[bool | None]
    """Special educational needs or disability, as the roster says; only ever counted, never shown with a child."""
    eal: Mapped[bool | None]
    """English as an additional language; the same."""
    __table_args__ = (
        UniqueConstraint("school_id", "source", "source_id"),
        Index(None, "school_id", "class_id"),
        ForeignKeyConstraint(["school_id", "class_id"], ["school_class.school_id", "school_class.id"]),
    )


class RosterDraft(Named, Base):
    """A roster that was uploaded and shown, and waits for somebody's yes; gone after a day."""

    __tablename__ = "roster_draft"
    file: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes]
    whole: Mapped[bool]
    """It names every child of the school."""
    roll_over: Mapped[bool]
    staff_id: Mapped[uuid.UUID | None]
    made_at: Mapped[datetime]


class Staff(Named, Base):
    __tablename__ = "staff"
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str] = mapped_column(String(200))
    picture: Mapped[str] = mapped_column(String(32), default="adult_1")
    trusted: Mapped[bool] = mapped_column(default=False)
    """Children may choose this adult on the tablets, where `offered` says."""
    offered: Mapped[str] = mapped_column(String(8), default="own", server_default="own")
    """In which classes: their `own` (every class for one who has none), `all`, or those `chosen` in `StaffOffered`."""
    told_by_mail: Mapped[bool] = mapped_column(default=True, server_default=true())
    """They want an e-mail when a child's request comes to them, where the school sends any."""
    disabled_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    """For supply adults: the end of their one day, after which they see nothing. None for everybody else."""
    __table_args__ = (UniqueConstraint("school_id", "email"),)


class StaffClass(InSchool, Base):
    """Which classes an adult works with."""

    __tablename__ = "staff_class"
    staff_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    class_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    __table_args__ = (
        ForeignKeyConstraint(["school_id", "staff_id"], ["staff.school_id", "staff.id"]),
        ForeignKeyConstraint(["school_id", "class_id"], ["school_class.school_id", "school_class.id"]),
    )


class StaffOffered(InSchool, Base):
    """A class whose children may choose an adult, where that was chosen for each class. It gives sight of nothing."""

    __tablename__ = "staff_offered"
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
    started_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    """When a person last opened a page with it, to the minute."""
    idle_s: Mapped[int | None]
    """Seconds without a page after which it ends, on a shared computer; None elsewhere."""
    browser: Mapped[str] = mapped_column(String(80), default="")
    computer_id: Mapped[uuid.UUID | None]
    """The classroom computer that stood for the second factor; when it is revoked, so is this."""


class Merge(Named, Base):
    """Staff said that a visitor is a child of the roster: never changed, only undone by another hand."""

    __tablename__ = "merge"
    visitor_id: Mapped[uuid.UUID]
    pupil_id: Mapped[uuid.UUID]
    merged_at: Mapped[datetime]
    merged_by: Mapped[uuid.UUID]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[uuid.UUID | None]
    __table_args__ = (
        Index(None, "school_id", "pupil_id"),
        Index(None, "school_id", "visitor_id"),
        ForeignKeyConstraint(["school_id", "visitor_id"], ["pupil.school_id", "pupil.id"]),
        ForeignKeyConstraint(["school_id", "pupil_id"], ["pupil.school_id", "pupil.id"]),
    )
