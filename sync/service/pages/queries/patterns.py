"""The check-ins of a term as the tables of patterns, worked out once a day: yesterday does not change any more."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sync.service.context import Service
from sync.service.db.models import CheckIn, Correction, SchoolClass
from sync.service.pages.drawing import family
from sync.service.pages.queries import abouts
from sync.service.patterns.tables import Classroom, Patterns, Told, draw_up

WEEKS = 13
_lock = threading.Lock()
_kept: dict[tuple[uuid.UUID, str], tuple[Hashable, Term]] = {}
"""The newest tables of each school, by its epoch too: a restored school begins anew."""


@dataclass(frozen=True, slots=True)
class Term:
    """The tables of a term, and of which days."""

    patterns: Patterns
    first: date
    last: date


def read_term(session: Session, service: Service) -> Term:
    """The tables of the last weeks up to yesterday.

    They are worked out when somebody first asks on a day, and again after staff have put something right; what a
    tablet delivers late stands in them on the next day.
    """
    today = service.today()
    righted = session.scalar(
        select(func.count(Correction.id) + func.count(Correction.undone_at)).where(
            Correction.school_id == service.school_id
        )
    )
    mark = (today, righted)
    where = (service.school_id, str(service.settings.folder))
    with _lock:
        kept = _kept.get(where)
        if kept is None or kept[0] != mark:
            kept = _kept[where] = mark, _read(session, service, today)
        return kept[1]


def prepare(service: Service) -> None:
    """Work out today's tables, so that whoever opens them first need not wait."""
    with service.db.read() as session:
        read_term(session, service)


def _read(session: Session, service: Service, today: date) -> Term:
    first, last = today - timedelta(weeks=WEEKS), today - timedelta(days=1)
    classes = [
        Classroom(row.id, row.name, row.year_group)
        for row in session.scalars(select(SchoolClass).where(SchoolClass.school_id == service.school_id))
    ]
    rows = session.execute(
        select(CheckIn.class_id, CheckIn.pupil_id, CheckIn.school_day, CheckIn.at, CheckIn.answers, CheckIn.abouts,
               CheckIn.value)
        .where(
            CheckIn.school_id == service.school_id,
            CheckIn.class_id.in_([each.id for each in classes]),
            CheckIn.school_day.between(first, last),
            CheckIn.withdrawn_at.is_(None),
            CheckIn.set_aside_at.is_(None),
        )
    )  # fmt: skip
    told = (
        Told(
            class_id,
            pupil_id,
            day,
            at.astimezone(service.timezone).hour,
            tuple(dict.fromkeys(answers)),
            # What may be a disclosure is never counted: one child must not find it on a chart.
            abouts.shown(said, value, restricted=False) if said else (),
        )
        for class_id, pupil_id, day, at, answers, said, value in rows
    )
    return Term(draw_up(told, classes, family), first, last)
