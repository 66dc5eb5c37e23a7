"""The school's classes and when they were last brought in step, without a single child."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sync.service.db.models import VISITOR, Pupil, School, SchoolClass
from sync.service.pages.messages import say

SOURCES = {"csv": "plain CSV", "oneroster": "OneRoster", "wonde": "Wonde"}


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class as the list shows it."""

    name: str
    year: str
    """In words; empty where years are mixed."""
    source: str
    children: int


@dataclass(frozen=True, slots=True)
class LastTime:
    """When something was brought in, and what it did, in one line without a name."""

    at: datetime
    said: str


@dataclass(frozen=True, slots=True)
class SchoolSeen:
    """What the page shows of the school."""

    name: str
    classes: tuple[ClassLine, ...]
    roster: LastTime | None
    register: LastTime | None

    @property
    def children(self) -> int:
        return sum(each.children for each in self.classes)


def read_school(session: Session, school_id: uuid.UUID) -> SchoolSeen:
    """Classes with the number of children of a roster in each; one query."""
    school = session.get_one(School, school_id)
    here = (Pupil.school_id == SchoolClass.school_id) & (Pupil.class_id == SchoolClass.id)
    counted = here & Pupil.left_on.is_(None) & (Pupil.source != VISITOR)
    rows = session.execute(
        select(SchoolClass.name, SchoolClass.year_group, SchoolClass.source, func.count(Pupil.id))
        .outerjoin(Pupil, counted)
        .where(SchoolClass.school_id == school_id)
        .group_by(SchoolClass.id, SchoolClass.name, SchoolClass.year_group, SchoolClass.source)
        .order_by(SchoolClass.name)
    )
    lines = (ClassLine(name, _year(year), SOURCES.get(source, source), count) for name, year, source, count in rows)
    return SchoolSeen(school.name, tuple(lines), _last(school, "roster_imported"), _last(school, "register_imported"))


def _last(school: School, what: str) -> LastTime | None:
    kept = school.settings.get(what)
    return LastTime(datetime.fromisoformat(kept["at"]), kept["said"]) if kept else None


def _year(year_group: str) -> str:
    if not year_group:
        return ""
    if year_group in "NR":
        return say("Nursery") if year_group == "N" else say("Reception")
    return say("Year %(year)s", year=year_group)
