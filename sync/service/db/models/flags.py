"""Reasons to look, their story, and where the rules stand."""

from __future__ import annotations

import enum
import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sync.service.db.models.base import Base, InSchool, Named


class FlagState(enum.StrEnum):
    """Where a flag stands: new > seen > watching > closed > reopened; passed to the DSL it stays open."""

    NEW = "new"
    REOPENED = "reopened"
    SEEN = "seen"
    WATCHING = "watching"
    PASSED = "passed"
    """Passed to the DSL, and not accepted yet."""
    CLOSED = "closed"


UNREAD = (FlagState.NEW, FlagState.REOPENED)
"""Nobody has looked at it yet, or not since it rests on something new."""
OPEN = (FlagState.NEW, FlagState.REOPENED, FlagState.SEEN, FlagState.WATCHING, FlagState.PASSED)


class FlagRow(Named, Base):
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
    due_on: Mapped[date | None]
    """While it is watched: the day on which somebody looks again."""
    decided_by: Mapped[uuid.UUID | None]
    """The human who closed it; a flag is never closed by a machine."""
    accepted_by: Mapped[uuid.UUID | None]
    """The DSL or deputy who accepted what was passed to them."""
    raised_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("school_id", "pupil_id", "rule", "day"),
        Index(None, "school_id", "state", "day"),
        ForeignKeyConstraint(["school_id", "pupil_id"], ["pupil.school_id", "pupil.id"]),
    )


class FlagNote(Named, Base):
    """The story of a flag: every change of state and every note, only ever added to."""

    __tablename__ = "flag_note"
    flag_id: Mapped[uuid.UUID]
    at: Mapped[datetime]
    staff_id: Mapped[uuid.UUID | None]
    action: Mapped[str] = mapped_column(String(24))
    text: Mapped[str] = mapped_column(Text, default="")
    __table_args__ = (Index(None, "school_id", "flag_id", "at"),)


class RuleState(InSchool, Base):
    """Where each rule stands for a pupil after `day`, so that an arriving event costs one step."""

    __tablename__ = "rule_state"
    pupil_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    day: Mapped[date]
    state: Mapped[bytes]
