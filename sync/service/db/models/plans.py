"""What a practitioner plans with a child, and the notes that adults keep about one."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from sync.service.db.models.base import Base, Named


class Plan(Named, Base):
    """A plan as it stands; `PlanNote` keeps how it came to be so."""

    __tablename__ = "plan"
    pupil_id: Mapped[uuid.UUID]
    goal: Mapped[str] = mapped_column(Text)
    """In the practitioner's words."""
    tags: Mapped[list[str]]
    """Labels of the school's own framework."""
    activities: Mapped[list[str]]
    """Ids of activities that the tablet offers first, in this order."""
    adult_id: Mapped[uuid.UUID | None]
    """The trusted adult who stands first when this child asks for a grown-up."""
    starts_on: Mapped[date]
    review_on: Mapped[date]
    ends_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[uuid.UUID]
    closed_at: Mapped[datetime | None]
    __table_args__ = (
        Index(None, "school_id", "pupil_id", "starts_on"),
        Index(None, "school_id", "closed_at", "review_on"),
        ForeignKeyConstraint(["school_id", "pupil_id"], ["pupil.school_id", "pupil.id"]),
    )


class PlanNote(Named, Base):
    """The story of a plan: made, changed, reviewed, closed; only ever added to."""

    __tablename__ = "plan_note"
    plan_id: Mapped[uuid.UUID]
    at: Mapped[datetime]
    staff_id: Mapped[uuid.UUID]
    action: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text, default="")
    __table_args__ = (Index(None, "school_id", "plan_id", "at"),)


class PupilNote(Named, Base):
    """A note about a child, with author and time; only ever added to."""

    __tablename__ = "pupil_note"
    pupil_id: Mapped[uuid.UUID]
    at: Mapped[datetime]
    staff_id: Mapped[uuid.UUID]
    text: Mapped[str] = mapped_column(Text)
    restricted: Mapped[bool] = mapped_column(default=False)
    """For the safeguarding lead alone."""
    __table_args__ = (
        Index(None, "school_id", "pupil_id", "at"),
        ForeignKeyConstraint(["school_id", "pupil_id"], ["pupil.school_id", "pupil.id"]),
    )
