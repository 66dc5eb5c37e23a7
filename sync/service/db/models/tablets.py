"""Tablets and how they are enrolled."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, String
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
    __table_args__ = (ForeignKeyConstraint(["school_id", "class_id"], ["school_class.school_id", "school_class.id"]),)


class EnrolmentCode(InSchool, Base):
    """A one-time code for one class, stored hashed."""

    __tablename__ = "enrolment_code"
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    class_id: Mapped[uuid.UUID]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
