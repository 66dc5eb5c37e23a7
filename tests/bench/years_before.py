"""Years before the one that was laid: everything of it that is over happened once more, exactly that much earlier."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Date, Table, update

from sync.service import flag_record, flagging
from sync.service.context import Service
from sync.service.db.models import (
    Activity,
    AdultRequest,
    Attendance,
    CheckIn,
    FlagNote,
    FlagRow,
    Plan,
    PlanNote,
    PupilNote,
    RuleState,
    StoredEvent,
)
from sync.service.db.types import UtcDateTime
from sync.service.flag_memory import Kept

DAYS = 364
"""From one year to the next: whole weeks, so that a Monday stays one."""
_OVER = {
    StoredEvent: "1",
    CheckIn: "1",
    Activity: "1",
    Attendance: "1",
    AdultRequest: "met_at is not null",
    FlagRow: "state = 'closed'",
    FlagNote: "flag_id in (select id from flag where state = 'closed')",
    Plan: "closed_at is not null",
    PlanNote: "plan_id in (select id from plan where closed_at is not null)",
    PupilNote: "1",
}
_INDEXES = "select name, sql from sqlite_master where type = 'index' and tbl_name = ? and sql is not null"
_OWN_IDS = {"event_id", "about", "check_in_id", "id", "flag_id", "plan_id"}
"""Columns with ids of rows that are copied; a copy's end with a mark of its year."""


def lay(database: sqlite3.Connection, years: int) -> None:
    """Lay so many years, 1 to 9, before the one that is there."""
    for model, over in _OVER.items():
        table: Any = model.__table__
        assert isinstance(table, Table)
        indexes = database.execute(_INDEXES, (table.name,)).fetchall()
        for name, _ in indexes:
            database.execute(f"drop index {name}")  # one that is made at the end costs a third of one that grows
        (newest,) = database.execute(f"select max(rowid) from {table.name}").fetchone()
        names = ", ".join(column.name for column in table.columns)
        for back in range(1, years + 1):
            shifted = ", ".join(_shifted(column, back) for column in table.columns)
            copied = f"select {shifted} from {table.name} where {over} and rowid <= {newest}"
            database.execute(f"insert into {table.name} ({names}) {copied} order by rowid")
        for _, sql in indexes:
            database.execute(sql)
    database.commit()


def count_again(service: Service, pupils: Sequence[uuid.UUID]) -> None:
    """Let the rules' kept states know of the earlier years, as if they had seen them."""
    with service.db.write() as session:
        states = {row.pupil_id: row for row in session.query(RuleState)}
        for some in flagging.batched(pupils, 200):
            days = {each: states[each].day for each in some}
            for pupil_id, counts in flag_record.counts_before(session, service.school_id, days).items():
                kept = msgspec.msgpack.decode(states[pupil_id].state, type=Kept)
                changed = msgspec.msgpack.encode(msgspec.structs.replace(kept, earlier=counts))
                session.execute(update(RuleState).where(RuleState.pupil_id == pupil_id).values(state=changed))


def _shifted(column: Any, back: int) -> str:
    name = column.name
    if name in _OWN_IDS:
        return f"substr({name}, 1, 20) || 'beef0000000{back}'"
    if isinstance(column.type, Date):
        return f"date({name}, '-{DAYS * back} days')"
    if isinstance(column.type, UtcDateTime):
        return f"date(substr({name}, 1, 10), '-{DAYS * back} days') || substr({name}, 11)"
    return f"seq + {back}000000000" if name == "seq" else str(name)
