"""What children told, exactly as it came and as the pages and the flags read it."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from sync.service.db.models.base import Base, InSchool, Named

_ADDS = text("about IS NOT NULL")


class StoredEvent(InSchool, Base):
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
        # Most events add to no other, and need no place in it.
        Index(None, "school_id", "about", sqlite_where=_ADDS),  # PostgreSQL's is in its migration: it is slow to load
    )


class RefusedEvent(InSchool, Base):
    """An envelope that could not be accepted, kept sealed with the reason, for staff to see."""

    __tablename__ = "refused_event"
    event_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    box_hash: Mapped[bytes] = mapped_column(primary_key=True)
    device_id: Mapped[uuid.UUID]
    outcome: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(200))
    box: Mapped[bytes]
    received_at: Mapped[datetime]


class Erased(InSchool, Base):
    """What is left of something erased: its id, so that it is known when it comes once more, and never comes back."""

    __tablename__ = "erased"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    """Of an event, or of a pupil."""
    erased_at: Mapped[datetime]
    on_tablets: Mapped[bool] = mapped_column(default=False)
    """An event that tablets may still hold, so that they are told to drop it."""
    __table_args__ = (Index(None, "school_id", "on_tablets"),)


class CheckIn(InSchool, Base):
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
    size: Mapped[int | None]
    """1 little, 2 middle, 3 big, as the child last said; it never changes the value."""
    abouts: Mapped[list[str]] = mapped_column(default=list)
    """All that the child said it was about, in order: a later one does not take back an earlier one."""
    by_adult: Mapped[bool] = mapped_column(default=False)
    """An adult tapped it for the child, from the staff corner."""
    tapped_as: Mapped[uuid.UUID | None]
    """The child whose tile was tapped, when staff have since said whose it was; None when it is `pupil_id`."""
    moved_at: Mapped[datetime | None]
    """When staff said that it was tapped for the wrong child; `Correction` says who, from whom and why."""
    set_aside_at: Mapped[datetime | None]
    """When staff said that it is nobody's: kept and shown as such, and left out of everything that counts."""
    __table_args__ = (
        Index(None, "school_id", "class_id", "school_day"),
        Index(None, "school_id", "pupil_id", "school_day"),
        ForeignKeyConstraint(["school_id", "pupil_id"], ["pupil.school_id", "pupil.id"]),
    )


class DaySummary(InSchool, Base):
    """What is left of a child's school day when its events have gone: what baselines and the rules need, and no word.

    Written in the transaction that removes the events, see `sync.service.retention`.
    """

    __tablename__ = "day_summary"
    pupil_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    school_day: Mapped[date] = mapped_column(primary_key=True)
    class_id: Mapped[uuid.UUID | None]
    """Of the day's check-ins; None on a day without one."""
    why: Mapped[int]
    """A `sync.service.flags.record.Why`."""
    check_ins: Mapped[int]
    valued: Mapped[int]
    """Those of them with a value, of which `value` is the mean."""
    value: Mapped[float | None]
    """-2..2"""
    scale: Mapped[int]
    asked: Mapped[int]
    """Requests for a grown-up."""
    present: Mapped[bool | None]
    """What the register said; None without a mark."""
    __table_args__ = (
        Index(None, "school_id", "class_id", "school_day"),
        ForeignKeyConstraint(["school_id", "pupil_id"], ["pupil.school_id", "pupil.id"]),
    )


class Activity(InSchool, Base):
    """Something that a child did after a check-in because it might help, and how it was then in the child's eyes."""

    __tablename__ = "activity_done"
    event_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    check_in_id: Mapped[uuid.UUID]
    pupil_id: Mapped[uuid.UUID]
    school_day: Mapped[date]
    at: Mapped[datetime]
    activity: Mapped[str] = mapped_column(String(32))
    seconds: Mapped[int]
    to_the_end: Mapped[bool]
    how_now: Mapped[str | None] = mapped_column(String(12))
    """One of `sync.protocol.HOW_NOWS`. It moves this activity in the child's own order and feeds no flag."""
    __table_args__ = (
        Index(None, "school_id", "check_in_id"),
        Index(None, "school_id", "pupil_id", "activity", "how_now"),
        Index("ix_activity_done_school_id_pupil_id_school_day", "school_id", "pupil_id", "school_day"),
        ForeignKeyConstraint(["school_id", "check_in_id"], ["check_in.school_id", "check_in.event_id"]),
    )


class AdultRequest(InSchool, Base):
    """A child who wants a grown-up: asked > seen > met. A child who says that nobody came opens it again."""

    __tablename__ = "adult_request"
    event_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    device_id: Mapped[uuid.UUID]
    class_id: Mapped[uuid.UUID]
    pupil_id: Mapped[uuid.UUID | None]
    school_day: Mapped[date]
    asked_at: Mapped[datetime]
    adult_id: Mapped[uuid.UUID | None]
    someone_else: Mapped[bool] = mapped_column(default=False)
    """The child wants an adult who was not among the pictures."""
    how: Mapped[str | None] = mapped_column(String(12))
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[uuid.UUID | None]
    met_at: Mapped[datetime | None]
    met_by: Mapped[uuid.UUID | None]
    withdrawn_at: Mapped[datetime | None]
    came: Mapped[str | None] = mapped_column(String(12))
    """What the child last said to *Did a grown-up come?*: one of `sync.protocol.CAMES`."""
    came_at: Mapped[datetime | None]
    came_event_id: Mapped[uuid.UUID | None]
    tapped_as: Mapped[uuid.UUID | None]
    """The visitor whose tile asked, when staff have since said who it was."""
    moved_from: Mapped[uuid.UUID | None]
    """The request that this one repeats for another child, since it may have been tapped for the wrong one."""
    __table_args__ = (
        Index(None, "school_id", "class_id", "school_day"),
        Index(None, "school_id", "pupil_id", "school_day"),
        Index(None, "school_id", "school_day"),
    )


class Correction(Named, Base):
    """Staff put right what was tapped: an event of their own beside the child's, never changed, only undone."""

    __tablename__ = "correction"
    event_id: Mapped[uuid.UUID]
    """The check-in or the request it is about."""
    of: Mapped[str] = mapped_column(String(12))
    """`check_in` or `request`."""
    what: Mapped[str] = mapped_column(String(12))
    """`moved` or `set_aside`."""
    from_pupil_id: Mapped[uuid.UUID]
    from_class_id: Mapped[uuid.UUID]
    to_pupil_id: Mapped[uuid.UUID | None]
    at: Mapped[datetime]
    staff_id: Mapped[uuid.UUID]
    reason: Mapped[str] = mapped_column(String(200))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[uuid.UUID | None]
    __table_args__ = (
        Index(None, "school_id", "event_id"),
        Index(None, "school_id", "from_pupil_id", "at"),
        Index(None, "school_id", "to_pupil_id", "at"),
    )


class RequestStep(Named, Base):
    """An adult saw a request, or met the child: only ever added to, so that a *no* takes nothing away."""

    __tablename__ = "request_step"
    request_id: Mapped[uuid.UUID]
    at: Mapped[datetime]
    staff_id: Mapped[uuid.UUID | None]
    what: Mapped[str] = mapped_column(String(8))
    """`seen` or `met`."""
    __table_args__ = (Index(None, "school_id", "request_id", "at"),)


class Attendance(InSchool, Base):
    """A mark of the register: `AM` or `PM`, with the school's code. Unknown codes stay unknown."""

    __tablename__ = "attendance"
    pupil_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    school_day: Mapped[date] = mapped_column(primary_key=True)
    session: Mapped[str] = mapped_column(String(2), primary_key=True)
    code: Mapped[str] = mapped_column(String(4))
    __table_args__ = (ForeignKeyConstraint(["school_id", "pupil_id"], ["pupil.school_id", "pupil.id"]),)


class Closure(InSchool, Base):
    """A weekday on which the school is shut: holidays, INSET days, bank holidays."""

    __tablename__ = "closure"
    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
