"""The children that a batch names, as far as taking it in needs them; for visitors, who they turned out to be."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import Connection, Table, bindparam, select, update

from sync.service.db.models import VISITOR, Pupil
from sync.service.db.prepared import Query

# Core tables and ready-made statements: on the hot path the ORM would cost as much as the rest.
_PUPILS = cast(Table, Pupil.__table__)
_READ = Query(
    select(_PUPILS.c.id, _PUPILS.c.class_id, _PUPILS.c.source, _PUPILS.c.came_on, _PUPILS.c.merged_into).where(
        _PUPILS.c.school_id == bindparam("school"), _PUPILS.c.id.in_(bindparam("pupils", expanding=True))
    ),
    "pupils",
)
_CAME = (
    update(_PUPILS)
    .where(_PUPILS.c.school_id == bindparam("at_school"), _PUPILS.c.id == bindparam("of"))
    .values(came_on=bindparam("came_on"))
)


@dataclass(frozen=True, slots=True)
class Named:
    """One child."""

    class_id: uuid.UUID
    counts_for: uuid.UUID
    """The child for whom what this tile tells counts: the same, unless staff merged a visitor."""
    visitor: bool
    came_on: date | None


def read(connection: Connection, school_id: uuid.UUID, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Named]:
    """The children of these ids that this school has."""
    found = _READ.rows(connection, {"school": school_id, "pupils": ids})
    return {
        id: Named(class_id, merged_into or id, source == VISITOR, came_on)
        for id, class_id, source, came_on, merged_into in found
    }


def note_visits(
    connection: Connection, school_id: uuid.UUID, pupils: Mapping[uuid.UUID, Named], days: Mapping[uuid.UUID, date]
) -> None:
    """Keep the last day on which each visitor's tile was used, of those among `days`; no query when there is none."""
    came = [
        {"at_school": school_id, "of": id, "came_on": day}
        for id, day in days.items()
        if (pupil := pupils[id]).visitor and (pupil.came_on is None or pupil.came_on < day)
    ]
    if came:
        connection.execute(_CAME, came)
