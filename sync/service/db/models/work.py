"""What adults say of their own work: who is away today, and the caseload each chose."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sync.service.db.models.base import Base, InSchool


class StaffAway(InSchool, Base):
    """An adult is not in on a day: what a child asks of them goes to the next at once."""

    __tablename__ = "staff_away"
    day: Mapped[date] = mapped_column(primary_key=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    marked_at: Mapped[datetime]
    marked_by: Mapped[uuid.UUID | None]
    __table_args__ = (ForeignKeyConstraint(["school_id", "staff_id"], ["staff.school_id", "staff.id"]),)


class StarredClass(InSchool, Base):
    """A class of an adult's own caseload."""

    __tablename__ = "starred_class"
    staff_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    class_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    __table_args__ = (
        ForeignKeyConstraint(["school_id", "staff_id"], ["staff.school_id", "staff.id"]),
        ForeignKeyConstraint(["school_id", "class_id"], ["school_class.school_id", "school_class.id"]),
    )


class StarredPupil(InSchool, Base):
    """A child of an adult's own caseload, beside those of its classes."""

    __tablename__ = "starred_pupil"
    staff_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    pupil_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    __table_args__ = (
        ForeignKeyConstraint(["school_id", "staff_id"], ["staff.school_id", "staff.id"]),
        ForeignKeyConstraint(["school_id", "pupil_id"], ["pupil.school_id", "pupil.id"]),
    )
