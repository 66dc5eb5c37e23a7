"""Who looked at whom, and who changed what."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from sync.service.db.models.base import Base, InSchool


class AuditEntry(InSchool, Base):
    """Who looked at whom, and who changed what; each entry is chained to the one before by its hash."""

    __tablename__ = "audit"
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    staff_id: Mapped[uuid.UUID | None]
    action: Mapped[str] = mapped_column(String(40))
    pupil_id: Mapped[uuid.UUID | None]
    detail: Mapped[str] = mapped_column(String(200), default="")
    chain: Mapped[bytes]
    __table_args__ = (
        Index(None, "school_id", "pupil_id", "seq"),
        Index(None, "school_id", "staff_id", "seq"),
        Index(None, "school_id", "at"),
    )
