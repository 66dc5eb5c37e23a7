"""What stands on the wall of Today, read as rows: a thousand children cost what thirty did as objects."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple, cast

from sqlalchemy import BindParameter, Table, bindparam, select
from sqlalchemy.orm import Session

from sync.service import children
from sync.service.db.models import Attendance, CheckIn, Pupil
from sync.service.db.prepared import Query

_PUPILS = cast(Table, Pupil.__table__).c
_CHECK_INS = cast(Table, CheckIn.__table__).c
_MARKS = cast(Table, Attendance.__table__).c
_CLASSES: BindParameter[uuid.UUID] = bindparam("classes", expanding=True)


class Child(NamedTuple):
    """One child, as far as the wall needs them."""

    id: uuid.UUID
    class_id: uuid.UUID
    source: str
    given_name: str
    family_name: str
    picture: str
    opted_out: bool
    came_on: date | None


class Told(NamedTuple):
    """One check-in of today."""

    pupil_id: uuid.UUID
    at: datetime
    answers: Sequence[str]
    abouts: Sequence[str]
    value: float | None
    size: int | None
    withdrawn_at: datetime | None
    set_aside_at: datetime | None

    @property
    def stands(self) -> bool:
        """Neither the child took it back nor did staff set it aside."""
        return self.withdrawn_at is None and self.set_aside_at is None


_READ_CHILDREN = Query(
    select(*(_PUPILS[name] for name in Child._fields))
    .where(_PUPILS.school_id == bindparam("school"), _PUPILS.class_id.in_(_CLASSES), children.listed())
    .order_by(_PUPILS.given_name, _PUPILS.family_name, _PUPILS.id),
    "classes",
)
_READ_TOLD = Query(
    select(*(_CHECK_INS[name] for name in Told._fields))
    .where(
        _CHECK_INS.school_id == bindparam("school"),
        _CHECK_INS.class_id.in_(_CLASSES),
        _CHECK_INS.school_day == bindparam("day"),
    )
    .order_by(_CHECK_INS.at, _CHECK_INS.event_id),
    "classes",
)
_READ_MARKS = Query(
    select(_MARKS.pupil_id, _MARKS.code).where(
        _MARKS.school_id == bindparam("school"),
        _MARKS.pupil_id.in_(bindparam("pupils", expanding=True)),
        _MARKS.school_day == bindparam("day"),
        _MARKS.session == bindparam("half"),
    ),
    "pupils",
)
_READ_DAYS = Query(
    select(_CHECK_INS.school_day, _CHECK_INS.pupil_id, _CHECK_INS.answers)
    .where(
        _CHECK_INS.school_id == bindparam("school"),
        _CHECK_INS.class_id == bindparam("class"),
        _CHECK_INS.school_day.in_(bindparam("days", expanding=True)),
        _CHECK_INS.withdrawn_at.is_(None),
        _CHECK_INS.set_aside_at.is_(None),
    )
    .order_by(_CHECK_INS.at, _CHECK_INS.event_id),
    "days",
)


def read_children(session: Session, school_id: uuid.UUID, classes: Collection[uuid.UUID]) -> list[Child]:
    """The children of some classes who have not left, by name, visitors last."""
    rows = _READ_CHILDREN.rows(session.connection(), {"school": school_id, "classes": classes})
    return sorted((Child(*row) for row in rows), key=children.nameless)


def read_told(
    session: Session, school_id: uuid.UUID, classes: Collection[uuid.UUID], day: date
) -> dict[uuid.UUID, list[Told]]:
    """Each child's check-ins of a day in some classes, in order, those that were taken back among them."""
    told: dict[uuid.UUID, list[Told]] = {}
    for row in _READ_TOLD.rows(session.connection(), {"school": school_id, "classes": classes, "day": day}):
        told.setdefault(row[0], []).append(Told(*row))
    return told


def read_marks(
    session: Session, school_id: uuid.UUID, pupils: Collection[uuid.UUID], day: date, half: str
) -> dict[uuid.UUID, str]:
    """The register of some children: the code of each who is in it.

    Args:
        half: `AM` or `PM`.
    """
    named = {"school": school_id, "pupils": pupils, "day": day, "half": half}
    return dict(_READ_MARKS.rows(session.connection(), named))


def read_days(
    session: Session, school_id: uuid.UUID, class_id: uuid.UUID, days: Collection[date]
) -> dict[tuple[date, uuid.UUID], Sequence[str]]:
    """What each child of a class answered last on each of some days."""
    named = {"school": school_id, "class": class_id, "days": days}
    return {(day, pupil): answers for day, pupil, answers in _READ_DAYS.rows(session.connection(), named)}
