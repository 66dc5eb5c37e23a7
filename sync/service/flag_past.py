"""What a school's own past says about its flags: how many to expect, how many led to something, on whom they fell."""

from __future__ import annotations

import time
import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sync.service import children
from sync.service.db.models import CheckIn, FlagRow, Pupil
from sync.service.flag_record import days_of
from sync.service.flagging import batched, settings_of
from sync.service.flags import budget, fairness
from sync.service.flags.record import Day
from sync.service.flags.settings import Settings

WEEKS = 12
"""School weeks that are counted; the rules learn from all that came before."""
TERMS_WEEKS = 26
"""Two terms, which a preview counts."""
LEARN_WEEKS = 10
"""Before them, from which the rules learn what is usual."""


def records_of(session: Session, school_id: uuid.UUID, today: date) -> dict[str, list[Day]]:
    """Return every child's record on roll, by the pupil's id as text."""
    on_roll = select(Pupil.id).where(Pupil.school_id == school_id, children.listed()).order_by(Pupil.id)
    records: dict[str, list[Day]] = {}
    for some in batched(session.scalars(on_roll).all(), 50):
        records |= {str(pupil): days for pupil, days in days_of(session, school_id, some, None, today).items()}
    return records


def expect(session: Session, school_id: uuid.UUID, today: date, *, made_up: int = 120) -> list[budget.Expected]:
    """Return what this school should expect a week of each setting, with its alternatives.

    Args:
        made_up: children of the made-up school that says what nothing changed means.
    """
    settings = settings_of(session, school_id)
    on_roll = select(func.count()).select_from(Pupil).where(Pupil.school_id == school_id, children.listed())
    pupils = session.scalar(on_roll) or 0
    since = today - timedelta(weeks=WEEKS)
    open_days = select(func.count(CheckIn.school_day.distinct())).where(
        CheckIn.school_id == school_id, CheckIn.school_day > since, CheckIn.school_day <= today
    )
    weeks = (session.scalar(open_days) or 0) / 5.0
    records = records_of(session, school_id, today) if weeks else {}
    return budget.expect(settings, pupils, records, since, weeks, made_up=made_up)


@dataclass(frozen=True, slots=True)
class Preview:
    """What other settings would have meant in the school's own last two terms."""

    weeks: float
    """School weeks of five days with a check-in; 0 when the school has no past yet."""
    children: int
    counted: int
    """Of the children, how many could be reckoned with in the time there was; all others are taken to be alike."""
    now: dict[str, float]
    """Flags a week of the school by rule, with the settings in force."""
    then: dict[str, float]
    """The same, with those that are asked about."""

    @property
    def a_week(self) -> tuple[float, float]:
        """Flags a week of all rules: now, and then."""
        return sum(self.now.values()), sum(self.then.values())


def preview(
    session: Session, school_id: uuid.UUID, today: date, before: Settings, after: Settings, *, within_s: float = 8.0
) -> Preview:
    """Replay the last two terms with both settings; nothing is kept.

    Args:
        within_s: seconds after which no more children are read, so that the page never hangs.
    """
    until, since = time.monotonic() + within_s, today - timedelta(weeks=TERMS_WEEKS)
    on_roll = select(Pupil.id).where(Pupil.school_id == school_id, children.listed()).order_by(Pupil.id)
    pupils = session.scalars(on_roll).all()
    found, asked_about = Counter[str](), Counter[str]()
    open_days: set[date] = set()
    counted = 0
    for some in batched(pupils, 50):
        if counted and time.monotonic() > until:
            break
        records = days_of(session, school_id, some, since - timedelta(weeks=LEARN_WEEKS), today)
        known = {str(pupil_id): days for pupil_id, days in records.items()}
        found += budget.past(known, before, since)
        asked_about += budget.past(known, after, since)
        open_days |= {day.day for days in known.values() for day in days if day.events and day.day > since}
        counted += len(some)
    weeks = len(open_days) / 5.0
    share = len(pupils) / counted / weeks if counted and weeks else 0.0
    return Preview(
        weeks,
        len(pupils),
        counted,
        {rule: number * share for rule, number in sorted(found.items())},
        {rule: number * share for rule, number in sorted(asked_about.items())},
    )


def outcomes(session: Session, school_id: uuid.UUID, since: date) -> tuple[list[fairness.Child], list[fairness.Raised]]:
    """Return the children on roll, and the flags of theirs since a day with what became of them."""
    pupils = [
        fairness.Child(str(pupil_id), year)
        for pupil_id, year in session.execute(
            select(Pupil.id, Pupil.year_group).where(Pupil.school_id == school_id, children.listed())
        )
    ]
    known = {child.pupil for child in pupils}
    query = select(FlagRow.pupil_id, FlagRow.rule, FlagRow.closed_reason)
    rows = session.execute(query.where(FlagRow.school_id == school_id, FlagRow.day >= since))
    raised = [fairness.Raised(str(pupil), rule, closed) for pupil, rule, closed in rows if str(pupil) in known]
    return pupils, raised
