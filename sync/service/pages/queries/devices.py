"""Tablets as IT sees them: health, never a child."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from sync.service.db.models import Device, RefusedEvent, SchoolClass
from sync.service.pages.queries.today import in_step

HOT_C = 80
"""A Raspberry Pi slows itself down from here on."""
CLOCK_OFF_S = 120
"""A tablet's clock further off than this is said aloud."""


_REASONS = 3


@dataclass(frozen=True, slots=True)
class Tablet:
    """One enrolled tablet."""

    id: uuid.UUID
    name: str
    classroom: str
    enrolled_at: datetime
    last_seen_at: datetime | None
    revoked: bool
    in_step: bool
    version: str
    waiting: int | None
    """Events it has not sent yet, by its last report."""
    refused: int
    """Events the service could not accept, kept."""
    clock_error_s: int | None
    disk_free_mb: int | None
    put_aside: tuple[str, ...]
    forked: bool = False
    """Two tablets go by this identity: one card is a copy of the other."""
    journal_failing: bool = False
    temperature_c: int | None = None
    sqlite: str = ""
    reasons: tuple[tuple[str, int], ...] = ()
    """Why events were refused here, and how many for each reason, the commonest first."""

    @property
    def worries(self) -> tuple[str, ...]:
        """What is amiss with it beside what the columns say, each as a sentence with its cure."""
        if self.revoked:
            return ()
        return tuple(_worries(self))

    @property
    def clock(self) -> str:
        if self.clock_error_s is None:
            return "not known yet"
        if abs(self.clock_error_s) <= CLOCK_OFF_S:
            return "right"
        minutes = abs(self.clock_error_s) // 60
        return f"{minutes} min {'fast' if self.clock_error_s > 0 else 'slow'}"


def read_tablets(session: Session, school_id: uuid.UUID, now: datetime) -> list[Tablet]:
    """All tablets: those in use by class, revoked ones after."""
    reasons = _reasons(session, school_id)
    classroom = and_(SchoolClass.school_id == Device.school_id, SchoolClass.id == Device.class_id)
    rows = session.execute(
        select(Device, SchoolClass.name)
        .join(SchoolClass, classroom)
        .where(Device.school_id == school_id)
        .order_by(Device.revoked_at.is_not(None), SchoolClass.name, Device.name)
    )
    return [_tablet(row[0], row[1], tuple(reasons.get(row[0].id, ())), now) for row in rows]


def _reasons(session: Session, school_id: uuid.UUID) -> dict[uuid.UUID, list[tuple[str, int]]]:
    """Why each tablet's events were refused."""
    count = func.count()
    rows = session.execute(
        select(RefusedEvent.device_id, RefusedEvent.reason, count)
        .where(RefusedEvent.school_id == school_id)
        .group_by(RefusedEvent.device_id, RefusedEvent.reason)
        .order_by(count.desc(), RefusedEvent.reason)
    )
    found: dict[uuid.UUID, list[tuple[str, int]]] = {}
    for device_id, reason, times in rows:
        found.setdefault(device_id, []).append((reason, times))
    return found


def _worries(tablet: Tablet) -> Iterator[str]:
    if tablet.forked:
        yield "Two tablets share this identity: enrol both again. Nothing is lost."
    for reason, times in tablet.reasons[:_REASONS]:
        yield f"{times} refused and kept: {reason}."
    if tablet.journal_failing:
        yield "No second copy is being kept: its card may be full or worn. Change it soon."
    for name in tablet.put_aside:
        yield f"A damaged record was put aside ({name}) and built anew. If it happens twice, change the card."
    if tablet.temperature_c is not None and tablet.temperature_c >= HOT_C:
        yield f"Too warm at {tablet.temperature_c} °C: give it air."


def _tablet(device: Device, classroom: str, reasons: tuple[tuple[str, int], ...], now: datetime) -> Tablet:
    report = device.report or {}
    return Tablet(
        id=device.id,
        name=device.name,
        classroom=classroom,
        enrolled_at=device.enrolled_at,
        last_seen_at=device.last_seen_at,
        revoked=device.revoked_at is not None,
        in_step=device.forked_at is None and in_step(device, now),
        version=str(report.get("version", "")),
        waiting=report.get("waiting"),
        refused=max(sum(times for _, times in reasons), int(report.get("refused", 0))),
        clock_error_s=device.clock_error_s,
        disk_free_mb=report.get("disk_free_mb"),
        put_aside=tuple(str(each) for each in report.get("put_aside", ())),
        forked=device.forked_at is not None,
        journal_failing=bool(report.get("journal_failing", False)),
        temperature_c=report.get("temperature_c"),
        sqlite=str(report.get("sqlite", "")),
        reasons=reasons,
    )
