"""The audit as pages show it: a hundred entries at a time, and whether each follows from the one before."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from sync.service import audit, children
from sync.service.db.models import AuditEntry, Pupil, Staff
from sync.service.pages.queries.people import name_of, staff_names

SHOWN = 100
MOST_NAMES = 20
"""Children whom a name that was typed may mean."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for."""

    staff_id: uuid.UUID | None = None
    child: str = ""
    """The beginning of a first or family name."""
    pupil_id: uuid.UUID | None = None
    day: date | None = None
    before: int | None = None
    """Entries older than this number."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry."""

    seq: int
    at: datetime
    who: str
    what: str
    child: str
    pupil_id: uuid.UUID | None
    detail: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of entries, the latest first."""

    entries: tuple[Entry, ...]
    older: int | None
    """Where the next page begins; None on the last."""
    broken: tuple[int, ...]
    """Entries of this page that do not follow from the one before."""


def read_page(session: Session, school_id: uuid.UUID, asked: Asked, zone: ZoneInfo) -> Page:
    """Read a page by index, whatever is kept: the entries, those before them, and the names in them."""
    found = list(session.scalars(_wanted(session, school_id, asked, zone).limit(SHOWN + 1)))
    rows, more = found[:SHOWN], len(found) > SHOWN
    before = {row.seq - 1 for row in rows} - {row.seq for row in rows}
    chains = {row.seq: row.chain for row in rows}
    if before:
        links = select(AuditEntry.seq, AuditEntry.chain).where(
            AuditEntry.school_id == school_id, AuditEntry.seq.in_(before)
        )
        chains |= {row.seq: row.chain for row in session.execute(links)}
    broken = tuple(row.seq for row in rows if not audit.follows(row, chains.get(row.seq - 1)))
    adults = staff_names(session, school_id, {row.staff_id for row in rows})
    ids = {row.pupil_id for row in rows if row.pupil_id}
    named = select(Pupil).where(Pupil.school_id == school_id, Pupil.id.in_(ids))
    pupils = {each.id: name_of(each) for each in session.scalars(named)} if ids else {}
    entries = tuple(_entry(row, adults, pupils) for row in rows)
    return Page(entries, rows[-1].seq if more else None, broken)


def read_staff(session: Session, school_id: uuid.UUID) -> list[tuple[uuid.UUID, str]]:
    """Everybody who has or had an account, by name."""
    rows = session.execute(select(Staff.id, Staff.name).where(Staff.school_id == school_id).order_by(Staff.name))
    return [(row.id, row.name) for row in rows]


def _wanted(session: Session, school_id: uuid.UUID, asked: Asked, zone: ZoneInfo) -> Select[AuditEntry]:
    wanted = select(AuditEntry).where(AuditEntry.school_id == school_id)
    if asked.before is not None:
        wanted = wanted.where(AuditEntry.seq < asked.before)
    if asked.staff_id is not None:
        wanted = wanted.where(AuditEntry.staff_id == asked.staff_id)
    if asked.pupil_id is not None:
        wanted = wanted.where(AuditEntry.pupil_id == asked.pupil_id)
    elif asked.child:
        wanted = wanted.where(AuditEntry.pupil_id.in_(_called(session, school_id, asked.child)))
    if asked.day is not None:
        begins = datetime.combine(asked.day, time(), zone)
        wanted = wanted.where(AuditEntry.at >= begins, AuditEntry.at < begins + timedelta(days=1))
    return wanted.order_by(AuditEntry.seq.desc())


def _called(session: Session, school_id: uuid.UUID, words: str) -> list[uuid.UUID]:
    """The children whose names begin with these words."""
    given, _, family = words.partition(" ")
    like = [
        func.lower(column).startswith(given.lower(), autoescape=True)
        for column in (Pupil.given_name, Pupil.family_name)
    ]
    named = select(Pupil).where(Pupil.school_id == school_id, or_(*like)).order_by(Pupil.given_name)
    if family:
        named = named.where(func.lower(Pupil.family_name).startswith(family.lower(), autoescape=True))
    found = session.scalars(named.limit(MOST_NAMES)).all()
    return [each.id for each in found if not children.nameless(each)]


def _entry(row: AuditEntry, adults: dict[uuid.UUID, str], pupils: dict[uuid.UUID, str]) -> Entry:
    who = adults.get(row.staff_id, "somebody no longer here") if row.staff_id else "the service"
    child = pupils.get(row.pupil_id, "a child who was erased") if row.pupil_id else ""
    return Entry(
        row.seq, row.at, who, row.action, child, row.pupil_id if child in pupils.values() else None, row.detail
    )
