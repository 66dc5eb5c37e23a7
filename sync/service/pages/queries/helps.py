"""What a child did because it might help, and how it was afterwards in the child's own eyes."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from sync.service.db.models import Activity
from sync.service.helped import counted as counted_for
from sync.service.helping import FEW
from sync.service.pages.messages import counted
from sync.service.pages.queries.abouts import activity_word
from sync.service.pages.queries.history import WEEKS


@dataclass(frozen=True, slots=True)
class Helped:
    """One activity and the counts of what was said after it."""

    activity: str
    times: int
    easier: int
    same: int
    harder: int

    @property
    def name(self) -> str:
        return activity_word(self.activity)

    @property
    def said(self) -> str:
        """`easier 5, the same 2, harder 1`, or that it is too few to say."""
        if self.easier + self.same + self.harder < FEW:
            return "too few to say"
        parts = (("easier", self.easier), ("the same", self.same), ("harder", self.harder))
        return ", ".join(f"{word} {times}" for word, times in parts if times)

    @property
    def often(self) -> str:
        return counted(self.times, "time", "times")


def read_helped(session: Session, school_id: uuid.UUID, pupil_id: uuid.UUID, today: date) -> list[Helped]:
    """A pupil's activities of the last weeks, the most frequent first."""

    def many(answer: str) -> ColumnElement[int]:
        return func.sum(case((Activity.how_now == answer, 1), else_=0))

    times = func.count()
    rows = session.execute(
        select(Activity.activity, times, many("easier"), many("same"), many("harder"))
        .where(
            Activity.school_id == school_id,
            Activity.pupil_id == pupil_id,
            counted_for(school_id),
            Activity.school_day >= today - timedelta(weeks=WEEKS),
        )
        .group_by(Activity.activity)
        .order_by(times.desc(), Activity.activity)
    )
    return [Helped(*row) for row in rows]
