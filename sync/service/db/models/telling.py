"""What adults are told by e-mail and the like: an outbox, and with it the record of what was delivered."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sync.service.db.models.base import Base, Named


class Notice(Named, Base):
    """One message to one address by one way. It names no child, and holds nothing that a child said."""

    __tablename__ = "notice"
    key: Mapped[str] = mapped_column(String(200))
    """What it is about: the same thing is told once, whoever works it out and however often."""
    way: Mapped[str] = mapped_column(String(10))
    to: Mapped[str] = mapped_column(String(200), default="")
    """An e-mail address; empty for a way that leads to one place."""
    kind: Mapped[str] = mapped_column(String(10))
    """One of `sync.service.telling.plan.Kind`."""
    class_id: Mapped[uuid.UUID | None]
    classroom: Mapped[str] = mapped_column(String(80), default="")
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(String(8000))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    """When it is tried next; moved on by whoever takes it up, so that two never send it at once."""
    tries: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    """It is not tried any more: it is no longer so, or it was tried for too long."""
    problem: Mapped[str] = mapped_column(String(300), default="")
    """Why the last try failed, in a sentence with a cure."""
    __table_args__ = (UniqueConstraint("school_id", "key"), Index(None, "school_id", "created_at"))
