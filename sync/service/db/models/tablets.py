"""Tablets and how they are enrolled."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from sync.service.db.models.base import Base, InSchool, Named


class Device(Named, Base):
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
    forked_at: Mapped[datetime | None]
    """When two tablets were found to go by this identity: a copied card. Both are asked to enrol again."""
    __table_args__ = (ForeignKeyConstraint(["school_id", "class_id"], ["school_class.school_id", "school_class.id"]),)


class EnrolmentCode(InSchool, Base):
    """A one-time code for one class, stored hashed."""

    __tablename__ = "enrolment_code"
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    class_id: Mapped[uuid.UUID]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    """Wrong codes that were tried while this one lived."""


class Media(Named, Base):
    """A file that tablets hold; its bytes lie beside the database.

    One that is a child's or an adult's goes to the tablets where they are; any other to those of its class, or of all.
    """

    __tablename__ = "media"
    class_id: Mapped[uuid.UUID | None]
    pupil_id: Mapped[uuid.UUID | None]
    staff_id: Mapped[uuid.UUID | None]
    path: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[bytes]
    size: Mapped[int]
    __table_args__ = (
        Index(None, "school_id", "class_id"),
        Index(None, "school_id", "pupil_id"),
        Index(None, "school_id", "staff_id"),
    )


class TabletStore(InSchool, Base):
    """How far one store of one tablet is held here, so that the tablet notices when this service lost something."""

    __tablename__ = "tablet_store"
    store: Mapped[bytes] = mapped_column(primary_key=True)
    device_id: Mapped[uuid.UUID]
    contiguous: Mapped[int] = mapped_column(BigInteger)
    """Up to this number nothing is missing."""
    highest: Mapped[int] = mapped_column(BigInteger)
    ahead: Mapped[list[int]] = mapped_column(JSON)
    """Numbers above `contiguous` that have come already: what is urgent overtakes."""
    last_at: Mapped[datetime | None]
    """When the event of the highest number happened: no later one happened before it."""
