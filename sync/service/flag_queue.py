"""The queue of flags: what the rules say now, kept without undoing what staff did.

A flag that the record no longer supports is removed while nobody has worked on it, and kept with a note once somebody
has. A closed flag that comes to rest on something new opens again.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import cast

from sqlalchemy import Table, bindparam, delete, select
from sqlalchemy.orm import Session

from sync.service.db.models import UNREAD, FlagNote, FlagRow, FlagState
from sync.service.db.prepared import Query
from sync.service.flags import fold
from sync.service.flags.flag import Flag

BY_HAND = frozenset({"R8"})
"""Flags that staff may raise themselves; the record doesn't hold what they rest on, so it can't take them back."""

_FLAGS = cast(Table, FlagRow.__table__).c
_KEPT = Query(
    select(_FLAGS.day).where(
        _FLAGS.school_id == bindparam("school"),
        _FLAGS.pupil_id.in_(bindparam("pupils", expanding=True)),
        _FLAGS.day >= bindparam("begin"),
    ),
    "pupils",
)


def reconcile(
    session: Session,
    school_id: uuid.UUID,
    begins: Mapping[uuid.UUID, date],
    raised: Mapping[uuid.UUID, list[Flag]],
    now: datetime,
    floors: Mapping[str, date] = MappingProxyType({}),
) -> list[FlagRow]:
    """Make the kept flags those that the rules raised, without undoing what staff did.

    Args:
        begins: the first day the rules looked at, for pupils whose earlier flags stand as they are.
        floors: by rule, the first day whose flags follow the rules in force; those of earlier days stand as they are.
    """
    begin = min(begins.values(), default=date.min) if begins.keys() >= raised.keys() else date.min
    if not any(raised.values()):
        named = {"school": school_id, "pupils": raised.keys(), "begin": begin}
        if not _KEPT.rows(session.connection(), named):
            return []  # so it is on most mornings
    query = select(FlagRow).where(FlagRow.school_id == school_id, FlagRow.pupil_id.in_(raised), FlagRow.day >= begin)
    rows = {
        (row.pupil_id, row.rule, row.day): row
        for row in session.scalars(query)
        if row.day >= max(begins.get(row.pupil_id, date.min), floors.get(row.rule, date.min))
    }
    changed: list[FlagRow] = []
    for pupil_id, flags in raised.items():
        for flag in flags:
            if flag.label or flag.day < floors.get(flag.rule, date.min):
                continue
            row = rows.pop((pupil_id, flag.rule, flag.day), None)
            if row is None:
                changed.append(_raise(session, school_id, pupil_id, flag, now))
            elif _refresh(session, row, flag, now):
                changed.append(row)
    for row in rows.values():
        if row.rule in fold.RULES and row.rule not in BY_HAND:
            _let_go(session, row, now)
    return changed


def _raise(session: Session, school_id: uuid.UUID, pupil_id: uuid.UUID, flag: Flag, now: datetime) -> FlagRow:
    row = FlagRow(
        school_id=school_id,
        id=uuid.uuid4(),
        pupil_id=pupil_id,
        rule=flag.rule,
        day=flag.day,
        since=flag.since,
        reason=flag.reason,
        evidence=list(flag.evidence),
        sufficiency=flag.sufficiency,
        rests_on=flag.rests_on,
        state=FlagState.NEW,
        raised_at=now,
        changed_at=now,
    )
    session.add(row)
    _note(session, row, now, "raised")
    return row


def _refresh(session: Session, row: FlagRow, flag: Flag, now: datetime) -> bool:
    """Bring a kept flag up to date; one that staff have worked on opens again when it rests on something new.

    One that was passed on stays with the DSL, and its story says that there is more.
    """
    new_evidence = not set(flag.evidence) <= set(row.evidence)
    says = (flag.since, flag.reason, list(flag.evidence), flag.sufficiency, flag.rests_on)
    if says == (row.since, row.reason, row.evidence, row.sufficiency, row.rests_on):
        return False
    row.since, row.reason, row.evidence, row.sufficiency, row.rests_on = says
    row.changed_at = now
    if not new_evidence or row.state in UNREAD:
        return False
    if row.state == FlagState.PASSED:
        _note(session, row, now, "more")
    else:
        open_again(row)
        _note(session, row, now, "reopened")
    return True


def open_again(row: FlagRow) -> None:
    """Make a flag one that nobody has looked at since; its owner and its story stay."""
    row.state = FlagState.REOPENED
    row.closed_reason = row.due_on = row.decided_by = row.accepted_by = None


def _let_go(session: Session, row: FlagRow, now: datetime) -> None:
    """Remove a flag that the record no longer supports, or say so in its story when staff have worked on it."""
    if row.state == FlagState.NEW and row.owner_id is None:
        session.execute(delete(FlagNote).where(FlagNote.school_id == row.school_id, FlagNote.flag_id == row.id))
        session.delete(row)
        return
    said = select(FlagNote.action).where(FlagNote.school_id == row.school_id, FlagNote.flag_id == row.id)
    if "unsupported" not in set(session.scalars(said)):
        _note(session, row, now, "unsupported", "What was tapped has since changed; the rule would not speak now.")
        row.changed_at = now


def _note(session: Session, row: FlagRow, now: datetime, action: str, text: str = "") -> None:
    session.add(
        FlagNote(
            school_id=row.school_id, id=uuid.uuid4(), flag_id=row.id, at=now, staff_id=None, action=action, text=text
        )
    )
