"""What the doctor finds in the database: whether it answers, the last backup, and which tablets need a hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from sync.clock import SystemClock
from sync.service import backup, calendar, unusable
from sync.service.db.engine import Database
from sync.service.db.models import AuditEntry, Closure, Device, RefusedEvent, School
from sync.service.errors import ServiceError
from sync.service.settings import Settings

OLD = timedelta(days=7)
"""A backup that is older has too much to ask of the tablets."""
CLOCK_OFF_S = 120


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    well: bool
    sentence: str


def findings(settings: Settings) -> Iterator[Finding]:
    """Look at backups and tablets."""
    now = SystemClock(settings.clock_shift_s).now()
    database = Database(settings.database_url)
    try:
        with database.read() as session:
            school = session.scalars(select(School)).first()
            if school is None:
                yield Finding("school", False, "there is none yet. Run `daybreak service init`.")
                return
            yield _backup(session, settings, now)
            yield from _tablets(session, school, now)
    except SQLAlchemyError:
        yield Finding("school", False, "the tables are another version's. Start the service once: it brings them on.")
    finally:
        database.close()


def postgresql(settings: Settings) -> Finding:
    """Whether the PostgreSQL of a school answers."""
    try:
        database = Database(settings.database_url)
    except ServiceError as error:
        return Finding("database", False, str(error))
    try:
        with database.read() as session:
            version = str(session.scalar(text("SHOW server_version"))).split()[0]
        return Finding("database", True, f"PostgreSQL {version} answers.")
    except DBAPIError as error:
        return Finding("database", False, unusable.sentence(settings, error))
    finally:
        database.close()


def _backup(session: Session, settings: Settings, now: datetime) -> Finding:
    if settings.shared:
        kept = backup.POSTGRESQL.format(database=settings.shown_database, folder=settings.folder)
        if settings.copy_to:
            return Finding("backup", False, f"copy_to copies no PostgreSQL. {kept}")
        return Finding("backup", True, f"PostgreSQL's own tools make it. {kept}")
    last = session.scalar(select(func.max(AuditEntry.at)).where(AuditEntry.action == "made a backup"))
    if settings.copy_to:
        copies = [each.stat().st_mtime for each in Path(settings.copy_to).glob(f"*{backup.SUFFIX}")]
        copied = datetime.fromtimestamp(max(copies), UTC) if copies else None
        last = max((each for each in (last, copied) if each is not None), default=None)
    cure = "Run `daybreak service backup FOLDER` every night, and `daybreak service verify` now and then."
    if last is None:
        return Finding("backup", False, f"none was ever made here. {cure}")
    said = f"the last one is of {last.astimezone(UTC):%-d %B %Y, %H:%M} UTC"
    return Finding("backup", now - last <= OLD, f"{said}." if now - last <= OLD else f"{said}. {cure}")


def _tablets(session: Session, school: School, now: datetime) -> Iterator[Finding]:
    tablets = list(session.scalars(select(Device).where(Device.revoked_at.is_(None)).order_by(Device.name)))
    yield from _copied(tablets)
    yield from _silent(session, school, [each for each in tablets if each.forked_at is None], now)
    yield from _clocks(tablets)
    yield from _records(tablets)
    refused = session.execute(
        select(RefusedEvent.reason, func.count()).group_by(RefusedEvent.reason).order_by(func.count().desc())
    ).all()
    if refused:
        reasons = "; ".join(f"{count} because {reason}" for reason, count in refused[:3])
        cure = "They are kept sealed. Update the service if a tablet is newer than it, and look at the Tablets page."
        yield Finding("refused", False, f"{sum(count for _, count in refused)} events: {reasons}. {cure}")
    else:
        yield Finding("refused", True, "no event.")


def _copied(tablets: list[Device]) -> Iterator[Finding]:
    copied = [each.name for each in tablets if each.forked_at is not None]
    if copied:
        cure = "One card is a copy of the other. Enrol both again with new codes; nothing is lost."
        yield Finding("identity", False, f"two tablets go by the name of {', '.join(copied)}. {cure}")


def _silent(session: Session, school: School, tablets: list[Device], now: datetime) -> Iterator[Finding]:
    zone = ZoneInfo(school.timezone)
    closed = set(session.scalars(select(Closure.day)))
    day = calendar.last_school_day(calendar.school_day(now - timedelta(days=1), zone), closed)
    silent = [
        each.name
        for each in tablets
        if calendar.school_day(each.last_seen_at or each.enrolled_at, zone) < day and each.enrolled_at < now - OLD / 7
    ]
    if silent:
        cure = "Look whether they are switched on, then run `daybreak kiosk doctor` on one. What waits there is kept."
        yield Finding("tablets", False, f"not seen since before {day:%A}: {', '.join(silent)}. {cure}")
    elif tablets:
        yield Finding("tablets", True, f"{len(tablets)} in use, all seen since {day:%A}.")
    else:
        yield Finding("tablets", True, "none is enrolled yet.")


def _clocks(tablets: list[Device]) -> Iterator[Finding]:
    wrong = [each for each in tablets if abs(each.clock_error_s or 0) > CLOCK_OFF_S]
    if len(wrong) > 1 and len(wrong) == len(tablets):
        cure = "Look at this machine's clock first, then ask IT to let time servers through (NTP, UDP port 123)."
        yield Finding("clocks", False, f"every tablet's differs from this machine's. {cure}")
    elif wrong:
        names = ", ".join(each.name for each in wrong)
        cure = (
            "Ask IT to let time servers through to tablets (NTP, UDP port 123). Check-ins get their right times here."
        )
        yield Finding("clocks", False, f"wrong on {names}. {cure}")


def _records(tablets: list[Device]) -> Iterator[Finding]:
    failing = [each.name for each in tablets if (each.report or {}).get("journal_failing")]
    if failing:
        cure = "Its card may be full or worn: send what waits, then put in a new one."
        yield Finding("records", False, f"no second copy is kept on {', '.join(failing)}. {cure}")
    aside = [each.name for each in tablets if (each.report or {}).get("put_aside")]
    if aside:
        cure = "A damaged record was put aside and rebuilt. Change the card when it happens twice."
        yield Finding("records", False, f"{', '.join(aside)}: {cure[0].lower()}{cure[1:]}")
