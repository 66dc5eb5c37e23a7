"""Children who asked for a grown-up: today's, and any before that nobody has met."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from sync.service.db.models import AdultRequest, Pupil
from sync.service.pages.queries.history import WEEKS
from sync.service.pages.queries.people import name_of, staff_names

OPEN_DAYS = 14
"""How far back a request that nobody has met is still looked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as a banner tells it."""

    id: uuid.UUID
    class_id: uuid.UUID
    pupil_id: uuid.UUID | None
    who: str | None
    """The child's name; None when the child asked from the class wall without saying who they are."""
    asked_at: datetime
    how: str | None
    adult: str | None
    """The adult the child chose, or that the child is waiting for any."""
    seen_at: datetime | None
    seen_by: str | None
    met_at: datetime | None
    met_by: str | None
    withdrawn: bool
    waited_min: int
    """Minutes from asking until now, or until somebody met the child."""
    today: bool

    @property
    def open(self) -> bool:
        """Nobody has met the child, and the child has not taken it back."""
        return self.met_at is None and not self.withdrawn


def read_requests(
    session: Session, school_id: uuid.UUID, class_ids: Collection[uuid.UUID], day: date, now: datetime
) -> list[Asked]:
    """Requests of some classes: those that wait first, the longest wait on top; met and taken back ones after."""
    waits = and_(
        AdultRequest.met_at.is_(None),
        or_(AdultRequest.withdrawn_at.is_(None), AdultRequest.seen_at.is_(None)),
        AdultRequest.school_day >= day - timedelta(days=OPEN_DAYS),
    )
    rows = session.execute(
        select(AdultRequest, Pupil)
        .outerjoin(Pupil, and_(Pupil.school_id == AdultRequest.school_id, Pupil.id == AdultRequest.pupil_id))
        .where(
            AdultRequest.school_id == school_id,
            AdultRequest.class_id.in_(class_ids),
            AdultRequest.school_day >= day - timedelta(days=OPEN_DAYS),
            or_(AdultRequest.school_day == day, waits),
        )
    ).all()
    asked = _told(session, school_id, [(row[0], row[1]) for row in rows], day, now)
    return sorted(asked, key=lambda one: (not one.open, one.asked_at))


def read_requests_of(
    session: Session, school_id: uuid.UUID, pupil_id: uuid.UUID, day: date, now: datetime
) -> list[Asked]:
    """One pupil's requests of the last weeks, the latest first."""
    rows = session.scalars(
        select(AdultRequest)
        .where(
            AdultRequest.school_id == school_id,
            AdultRequest.pupil_id == pupil_id,
            AdultRequest.school_day >= day - timedelta(weeks=WEEKS),
        )
        .order_by(AdultRequest.asked_at.desc())
    ).all()
    return _told(session, school_id, [(row, None) for row in rows], day, now)


def _told(
    session: Session, school_id: uuid.UUID, rows: Sequence[tuple[AdultRequest, Pupil | None]], day: date, now: datetime
) -> list[Asked]:
    names = staff_names(session, school_id, {i for one, _ in rows for i in (one.adult_id, one.seen_by, one.met_by)})
    return [_asked(one, pupil, names, day, now) for one, pupil in rows]


def _asked(one: AdultRequest, pupil: Pupil | None, names: dict[uuid.UUID, str], day: date, now: datetime) -> Asked:
    until = one.met_at or now
    return Asked(
        id=one.event_id,
        class_id=one.class_id,
        pupil_id=one.pupil_id,
        who=name_of(pupil) if pupil else None,
        asked_at=one.asked_at,
        how=one.how,
        adult=names.get(one.adult_id) if one.adult_id else None,
        seen_at=one.seen_at,
        seen_by=names.get(one.seen_by) if one.seen_by else None,
        met_at=one.met_at,
        met_by=names.get(one.met_by) if one.met_by else None,
        withdrawn=one.withdrawn_at is not None,
        waited_min=max(0, int((until - one.asked_at).total_seconds() // 60)),
        today=one.school_day == day,
    )
