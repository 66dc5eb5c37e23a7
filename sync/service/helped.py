"""What children said after activities, counted from the record."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from sync.service.db.models import Activity, Correction
from sync.service.helping import After

_ANSWERS = ("easier", "same", "harder")


def counted(school_id: uuid.UUID) -> ColumnElement[bool]:
    """The condition that leaves out what followed a check-in that staff set aside; those are few."""
    return Activity.check_in_id.not_in(
        select(Correction.event_id).where(
            Correction.school_id == school_id, Correction.what == "set_aside", Correction.undone_at.is_(None)
        )
    )


def read_after(
    session: Session, school_id: uuid.UUID, pupil_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, dict[str, After]]:
    """For each child who has said anything, how it was after each activity: one query, answered from its index."""
    found = session.execute(
        select(Activity.pupil_id, Activity.activity, Activity.how_now, func.count())
        .where(Activity.school_id == school_id, Activity.pupil_id.in_(pupil_ids), Activity.how_now.in_(_ANSWERS))
        .where(counted(school_id))
        .group_by(Activity.pupil_id, Activity.activity, Activity.how_now)
    )
    counts: dict[uuid.UUID, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for pupil_id, activity, answer, times in found:
        counts[pupil_id][activity][str(answer)] = times
    return {
        pupil_id: {activity: After(**said) for activity, said in theirs.items()} for pupil_id, theirs in counts.items()
    }
