"""What people sign in with, beside a password: second factors, providers, classroom computers, codes, a DSL's yes."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sync.service.db.models.base import Base, InSchool, Named


class SecondFactor(InSchool, Base):
    """The secret that somebody's telephone shares with the service, sealed with a key that is not in the database."""

    __tablename__ = "second_factor"
    staff_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    secret: Mapped[bytes]
    confirmed_at: Mapped[datetime | None]
    """None until the first code from the telephone came out right."""
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    """The half minute of the newest code that was taken: it and those before it are worth nothing now."""
    __table_args__ = (ForeignKeyConstraint(["school_id", "staff_id"], ["staff.school_id", "staff.id"]),)


class RecoveryCode(InSchool, Base):
    """One of ten codes on paper, each good once; kept as a keyed hash."""

    __tablename__ = "recovery_code"
    staff_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    used_at: Mapped[datetime | None]
    __table_args__ = (ForeignKeyConstraint(["school_id", "staff_id"], ["staff.school_id", "staff.id"]),)


class StaffIdentity(InSchool, Base):
    """Ties an account to a person at Microsoft or Google, by the provider's own name for them, which never changes."""

    __tablename__ = "staff_identity"
    issuer: Mapped[str] = mapped_column(String(200), primary_key=True)
    subject: Mapped[str] = mapped_column(String(200), primary_key=True)
    staff_id: Mapped[uuid.UUID]
    provider: Mapped[str] = mapped_column(String(20))
    tied_at: Mapped[datetime]
    used_at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("school_id", "staff_id", "issuer"),
        ForeignKeyConstraint(["school_id", "staff_id"], ["staff.school_id", "staff.id"]),
    )


class ClassroomComputer(Named, Base):
    """A browser that counts as the second factor of one class's adults; its cookie is kept hashed."""

    __tablename__ = "classroom_computer"
    class_id: Mapped[uuid.UUID]
    name: Mapped[str] = mapped_column(String(80))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    enrolled_at: Mapped[datetime]
    enrolled_by: Mapped[uuid.UUID]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    __table_args__ = (ForeignKeyConstraint(["school_id", "class_id"], ["school_class.school_id", "school_class.id"]),)


class StaffCode(InSchool, Base):
    """A code on paper that lets one person start: `start` to choose a password, `supply` to sign in for one day."""

    __tablename__ = "staff_code"
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[uuid.UUID]
    kind: Mapped[str] = mapped_column(String(10))
    starts_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    __table_args__ = (
        Index(None, "school_id", "staff_id"),
        ForeignKeyConstraint(["school_id", "staff_id"], ["staff.school_id", "staff.id"]),
    )


class StaffRequest(Named, Base):
    """Something about an account that needs a safeguarding lead's yes. Never changed once it is answered."""

    __tablename__ = "staff_request"
    staff_id: Mapped[uuid.UUID]
    kind: Mapped[str] = mapped_column(String(20))
    """`role` (with `role` and `class_ids`), `second_factor` or `password`."""
    role: Mapped[str] = mapped_column(String(20), default="")
    class_ids: Mapped[list[str]] = mapped_column(JSON, default=list)
    asked_at: Mapped[datetime]
    asked_by: Mapped[uuid.UUID | None]
    """None for a command typed on the service's machine."""
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[uuid.UUID | None]
    granted: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (
        Index(None, "school_id", "answered_at"),
        ForeignKeyConstraint(["school_id", "staff_id"], ["staff.school_id", "staff.id"]),
    )
