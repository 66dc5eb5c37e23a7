"""The bridge between the record in the database and the rules: reads a pupil's days, runs the rules, keeps the flags.

What is kept for a pupil (`RuleState`) is where the rules stood *before* the newest day, so that another event of that
day costs one step. An event of an earlier day is found out by counting, and that pupil is replayed from the beginning.
Either way the flags are those of a full replay; one that the record no longer supports is removed while nobody has
looked at it, and kept with a note once somebody has.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache

import msgspec
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from sync.service.db.models import AdultRequest, CheckIn, FlagNote, FlagRow, FlagState, RuleState, School
from sync.service.flag_record import days_of
from sync.service.flags import fold
from sync.service.flags.flag import Flag
from sync.service.flags.settings import DEFAULT, Settings, of_school

Counts = tuple[int, int, int, int]
"""Check-ins, those withdrawn, requests, those withdrawn. None of them ever falls, so a late event always shows."""


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What `RuleState.state` holds."""

    settings: bytes
    """Names the settings it was made with; others mean a replay."""
    before: fold.States
    """Where the rules stood before `RuleState.day`."""
    earlier: Counts
    """What the record held before that day."""


def update(
    session: Session,
    school_id: uuid.UUID,
    pupil_ids: Iterable[uuid.UUID],
    today: date,
    now: datetime,
    *,
    earliest: date | None = None,
) -> list[FlagRow]:
    """Bring the flags of some pupils up to date, inside the caller's transaction.

    Args:
        today: the school day, in the school's own calendar.
        now: aware UTC, for what is written.
        earliest: the first day whose record changed, if the caller knows; without it the record is counted. It must
            be given when a day changed in another way than by an event (the register, a moved check-in).

    Returns:
        The flags that are new or were reopened, in no order.
    """
    settings = settings_of(session, school_id)
    changed: list[FlagRow] = []
    for pupil_id in dict.fromkeys(pupil_ids):
        changed += _update_pupil(session, school_id, pupil_id, today, now, settings, earliest)
    session.flush()
    return changed


def forget(session: Session, school_id: uuid.UUID, pupil_id: uuid.UUID) -> None:
    """Remove every flag of a child, their story, and where the rules stood."""
    theirs = select(FlagRow.id).where(FlagRow.school_id == school_id, FlagRow.pupil_id == pupil_id)
    session.execute(delete(FlagNote).where(FlagNote.school_id == school_id, FlagNote.flag_id.in_(theirs)))
    session.execute(delete(FlagRow).where(FlagRow.school_id == school_id, FlagRow.pupil_id == pupil_id))
    session.execute(delete(RuleState).where(RuleState.school_id == school_id, RuleState.pupil_id == pupil_id))


def settings_of(session: Session, school_id: uuid.UUID) -> Settings:
    """Return the school's flag settings, as shipped where it chose nothing."""
    chosen = session.scalar(select(School.settings).where(School.id == school_id)) or {}
    return of_school(chosen.get("flags", {})) if chosen.get("flags") else DEFAULT


@lru_cache(maxsize=64)
def _fingerprint(settings: Settings) -> bytes:
    fields = ",".join(fold.States.__struct_fields__).encode()
    return hashlib.sha256(msgspec.msgpack.encode(settings) + fields).digest()[:8]


def _update_pupil(
    session: Session,
    school_id: uuid.UUID,
    pupil_id: uuid.UUID,
    today: date,
    now: datetime,
    settings: Settings,
    earliest: date | None,
) -> list[FlagRow]:
    row = session.get(RuleState, (school_id, pupil_id))
    kept = _still_good(session, row, settings, earliest)
    begin = row.day if row and kept else None
    days = days_of(session, school_id, pupil_id, begin, today)
    if not days:
        return _reconcile(session, school_id, pupil_id, begin, [], now)
    before, flags = fold.replay(days[:-1], settings, kept.before if kept else None)
    _, newest = fold.advance(before, days[-1], settings)
    last = days[-1].day
    state = msgspec.msgpack.encode(Kept(_fingerprint(settings), before, _counts(session, school_id, pupil_id, last)))
    if row is None:
        session.add(RuleState(school_id=school_id, pupil_id=pupil_id, day=last, state=state))
    else:
        row.day, row.state = last, state
    return _reconcile(session, school_id, pupil_id, begin, [*flags, *newest], now)


def _still_good(session: Session, row: RuleState | None, settings: Settings, earliest: date | None) -> Kept | None:
    """Return what was kept, unless an earlier day has changed since or the settings have."""
    if row is None or (earliest is not None and earliest < row.day):
        return None
    try:
        kept = msgspec.msgpack.decode(row.state, type=Kept)
    except msgspec.DecodeError:
        return None
    if kept.settings != _fingerprint(settings):
        return None
    if earliest is None and kept.earlier != _counts(session, row.school_id, row.pupil_id, row.day):
        return None
    return kept


def _counts(session: Session, school_id: uuid.UUID, pupil_id: uuid.UUID, before: date) -> Counts:
    counted: list[int] = []
    for table in (CheckIn, AdultRequest):
        found = session.execute(
            select(func.count(), func.count(table.withdrawn_at)).where(
                table.school_id == school_id, table.pupil_id == pupil_id, table.school_day < before
            )
        ).one()
        counted += found
    return counted[0], counted[1], counted[2], counted[3]


def _reconcile(
    session: Session,
    school_id: uuid.UUID,
    pupil_id: uuid.UUID,
    begin: date | None,
    flags: Sequence[Flag],
    now: datetime,
) -> list[FlagRow]:
    """Make the kept flags from `begin` on those that the rules raised, without undoing what staff did."""
    query = select(FlagRow).where(FlagRow.school_id == school_id, FlagRow.pupil_id == pupil_id)
    rows = {
        (row.rule, row.day): row
        for row in session.scalars(query if begin is None else query.where(FlagRow.day >= begin))
    }
    changed: list[FlagRow] = []
    for flag in flags:
        if flag.label:
            continue
        row = rows.pop((flag.rule, flag.day), None)
        if row is None:
            changed.append(_raise(session, school_id, pupil_id, flag, now))
        elif _refresh(session, row, flag, now):
            changed.append(row)
    for row in rows.values():
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
    """Bring a kept flag's words up to date; one that staff had closed opens again when it rests on something new."""
    new_evidence = not set(flag.evidence) <= set(row.evidence)
    if row.reason == flag.reason and not new_evidence and row.evidence == list(flag.evidence):
        return False
    row.since, row.reason, row.evidence = flag.since, flag.reason, list(flag.evidence)
    row.sufficiency, row.rests_on, row.changed_at = flag.sufficiency, flag.rests_on, now
    if not new_evidence or row.state == FlagState.NEW:
        return False
    row.state, row.closed_reason = FlagState.NEW, None
    _note(session, row, now, "reopened")
    return True


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
