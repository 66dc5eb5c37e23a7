"""What the service keeps, as SQLAlchemy mapped classes.

`school_id` leads every key, so that the same tables serve one school on SQLite and a trust of many on PostgreSQL,
partitioned or sharded without change. Ids are UUIDs; times are aware UTC (`…_at`), school days are dates in the
school's own zone. Events are only ever added: what was moved, withdrawn or set aside is marked, never changed.
"""

from sync.service.db.models.audit import AuditEntry
from sync.service.db.models.base import Base
from sync.service.db.models.flags import OPEN, UNREAD, FlagNote, FlagRow, FlagState, RuleState
from sync.service.db.models.people import (
    VISITOR,
    Merge,
    Pupil,
    Role,
    RosterDraft,
    School,
    SchoolClass,
    Staff,
    StaffClass,
    StaffOffered,
    StaffSession,
)
from sync.service.db.models.plans import Plan, PlanNote, PupilNote
from sync.service.db.models.record import (
    Activity,
    AdultRequest,
    Attendance,
    CheckIn,
    Closure,
    Correction,
    DaySummary,
    Erased,
    RefusedEvent,
    RequestStep,
    StoredEvent,
)
from sync.service.db.models.signing import (
    ClassroomComputer,
    RecoveryCode,
    SecondFactor,
    StaffCode,
    StaffIdentity,
    StaffRequest,
)
from sync.service.db.models.tablets import Device, EnrolmentCode, Media, TabletStore
from sync.service.db.models.telling import Notice
from sync.service.db.models.work import StaffAway, StarredClass, StarredPupil

__all__ = [
    "OPEN",
    "UNREAD",
    "VISITOR",
    "Activity",
    "AdultRequest",
    "Attendance",
    "AuditEntry",
    "Base",
    "CheckIn",
    "ClassroomComputer",
    "Closure",
    "Correction",
    "DaySummary",
    "Device",
    "EnrolmentCode",
    "Erased",
    "FlagNote",
    "FlagRow",
    "FlagState",
    "Media",
    "Merge",
    "Notice",
    "Plan",
    "PlanNote",
    "Pupil",
    "PupilNote",
    "RecoveryCode",
    "RefusedEvent",
    "RequestStep",
    "Role",
    "RosterDraft",
    "RuleState",
    "School",
    "SchoolClass",
    "SecondFactor",
    "Staff",
    "StaffAway",
    "StaffClass",
    "StaffCode",
    "StaffIdentity",
    "StaffOffered",
    "StaffRequest",
    "StaffSession",
    "StarredClass",
    "StarredPupil",
    "StoredEvent",
    "TabletStore",
]
