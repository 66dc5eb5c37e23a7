"""Tablets as IT sees them: health, never a child."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from sync.service.db.models import Device, RefusedEvent, SchoolClass
from sync.service.pages.queries.today import in_step

CLOCK_OFF_S = 120
"""A tablet's clock further off than this is said aloud."""


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
    counts = select(RefusedEvent.device_id, func.count()).where(RefusedEvent.school_id == school_id)
    refused = dict(session.execute(counts.group_by(RefusedEvent.device_id)).all())
    classroom = and_(SchoolClass.school_id == Device.school_id, SchoolClass.id == Device.class_id)
    rows = session.execute(
        select(Device, SchoolClass.name)
        .join(SchoolClass, classroom)
        .where(Device.school_id == school_id)
        .order_by(Device.revoked_at.is_not(None), SchoolClass.name, Device.name)
    )
    return [_tablet(row[0], row[1], refused.get(row[0].id, 0), now) for row in rows]


def _tablet(device: Device, classroom: str, refused: int, now: datetime) -> Tablet:
    report = device.report or {}
    return Tablet(
        id=device.id,
        name=device.name,
        classroom=classroom,
        enrolled_at=device.enrolled_at,
        last_seen_at=device.last_seen_at,
        revoked=device.revoked_at is not None,
        in_step=in_step(device, now),
        version=str(report.get("version", "")),
        waiting=report.get("waiting"),
        refused=max(refused, int(report.get("refused", 0))),
        clock_error_s=device.clock_error_s,
        disk_free_mb=report.get("disk_free_mb"),
        put_aside=tuple(str(each) for each in report.get("put_aside", ())),
    )
