"""The register, as a CSV file: who was in, for the *away* of the pages and the silence that a flag may notice.

date       as 2026-11-23
pupil_id   as in the roster
session    AM or PM
code       as the school writes it; one that nobody knows is kept and counts neither as in nor as away
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service import audit, flagging, schools
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import Attendance, Pupil
from sync.service.flags.record import ELSEWHERE, IN_SCHOOL
from sync.service.roster import table
from sync.service.roster.table import Row

COLUMNS = ("date", "pupil_id", "session", "code")
SESSIONS = ("AM", "PM")


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the register."""

    day: date
    pupil_id: str
    session: str
    code: str
    row: Row


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    marks: int
    unknown_codes: tuple[str, ...]

    def summary(self) -> str:
        unknown = f"; codes that nobody knows here: {', '.join(self.unknown_codes)}" if self.unknown_codes else ""
        return f"{self.marks} marks of the register{unknown}"


def in_school(code: str) -> bool | None:
    """True for in the building (late too), False for not, None for a code that nobody knows (DfE, August 2024)."""
    if code in IN_SCHOOL:
        return True
    return False if code in ELSEWHERE else None


def parse(content: bytes, file: str) -> list[Mark]:
    """Read a register.

    Raises:
        RosterError: with file, line and cure.
    """
    marks: dict[tuple[date, str, str], Mark] = {}
    for row in table.rows(content, file, required=COLUMNS):
        mark = _mark(row)
        first = marks.setdefault((mark.day, mark.pupil_id, mark.session), mark)
        if first is not mark and first.code != mark.code:
            what = f"this child's {mark.session} stands on line {first.row.line} with another code"
            raise row.error(what, "Remove one of the two lines.")
    return list(marks.values())


def import_register(service: Service, content: bytes, file: str, *, by: Viewer | None = None) -> Imported:
    """Keep the marks of a register, in place of earlier ones for the same half-days; all of them or none.

    Raises:
        RosterError: with file, line and cure.
    """
    marks = parse(content, file)
    with service.db.write() as session:
        pupils = _pupils(session, service.school_id)
        for mark in marks:
            if mark.pupil_id not in pupils:
                raise mark.row.error(f"there is no child {mark.pupil_id} here", "Import the roster first.")
            session.merge(
                Attendance(
                    school_id=service.school_id,
                    pupil_id=pupils[mark.pupil_id],
                    school_day=mark.day,
                    session=mark.session,
                    code=mark.code,
                )
            )
        imported = Imported(len(marks), tuple(sorted({mark.code for mark in marks if in_school(mark.code) is None})))
        audit.note(session, service, by, "imported a register", detail=f"{len(marks)} marks")
        schools.remember(session, service.school_id, "register_imported", service.clock.now(), f"{imported.summary()}.")
        if marks:
            touched = {pupils[mark.pupil_id] for mark in marks}
            earliest = min(mark.day for mark in marks)
            session.flush()
            flagging.update(
                session, service.school_id, touched, service.today(), service.clock.now(), earliest=earliest
            )
    service.live.publish(service.school_id, "attendance")
    return imported


def _mark(row: Row) -> Mark:
    written = row.need("date", 10)
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise row.error(f"{written!r} is no date", "Write it as 2026-11-23.") from None
    session = row.need("session", 10).upper()
    if session not in SESSIONS:
        raise row.error(f"{session!r} is no session", "Write AM or PM.")
    return Mark(day, row.need("pupil_id"), session, row.need("code", 4).upper(), row)


def _pupils(session: Session, school_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """Pupils by the id the school knows them by, where only one source uses it."""
    found: dict[str, list[uuid.UUID]] = {}
    for pupil in session.scalars(select(Pupil).where(Pupil.school_id == school_id)):
        found.setdefault(pupil.source_id, []).append(pupil.id)
    return {source_id: ids[0] for source_id, ids in found.items() if len(ids) == 1}
