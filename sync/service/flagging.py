"""The bridge between the record in the database and the rules: reads a pupil's days, runs the rules, keeps the flags.

What is kept for a pupil (`RuleState`) is where the rules stood *before* the newest day, so that another event of that
day costs one step. An event of an earlier day is found out by counting, and that pupil is replayed from the beginning.
Either way the flags are those of a full replay; one that the record no longer supports is removed while nobody has
looked at it, and kept with a note once somebody has.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from itertools import islice

import msgspec
from sqlalchemy import and_, delete, func, select
from sqlalchemy.orm import Session

from sync.service.db.models import AdultRequest, CheckIn, FlagNote, FlagRow, Pupil, RuleState, School
from sync.service.flag_queue import reconcile
from sync.service.flag_record import days_of
from sync.service.flags import fold, r7_flat_top
from sync.service.flags.flag import Flag
from sync.service.flags.record import Day
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
    for some in batched(dict.fromkeys(pupil_ids), 200):
        rows = _states(session, school_id, some)
        kept = _still_good(session, school_id, rows, settings, earliest)
        begins: dict[date | None, list[uuid.UUID]] = {}
        for pupil_id in some:
            begins.setdefault(rows[pupil_id].day if pupil_id in kept else None, []).append(pupil_id)
        flags: dict[uuid.UUID, list[Flag]] = {}
        for begin, theirs in begins.items():
            for pupil_id, days in days_of(session, school_id, theirs, begin, today).items():
                flags[pupil_id] = _step(session, school_id, pupil_id, days, settings, rows.get(pupil_id), kept)
            changed += reconcile(session, school_id, begin, {one: flags[one] for one in theirs}, now)
    session.flush()
    return changed


def sweep(session: Session, school_id: uuid.UUID, today: date, now: datetime) -> list[FlagRow]:
    """Bring every child on roll up to date: those who tapped nothing have no event that would (R6).

    Run it once a day before school, after the register has come in; it is the same as `update` for all.
    """
    on_roll = select(Pupil.id).where(Pupil.school_id == school_id, Pupil.left_on.is_(None)).order_by(Pupil.id)
    return update(session, school_id, list(session.scalars(on_roll)), today, now)


def states_of(session: Session, school_id: uuid.UUID, pupil_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, fold.States]:
    """Return where the rules stood before each child's newest day; children without a record have no entry."""
    states = {}
    for some in batched(pupil_ids, 200):
        for pupil_id, row in _states(session, school_id, some).items():
            with suppress(msgspec.DecodeError):
                states[pupil_id] = msgspec.msgpack.decode(row.state, type=Kept).before
    return states


def little_information(session: Session, school_id: uuid.UUID, pupil_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return the children who carry the label of R7: nothing but the happiest answers, so little to go by."""
    settings = settings_of(session, school_id)
    states = states_of(session, school_id, pupil_ids)
    return {pupil_id for pupil_id, state in states.items() if r7_flat_top.labelled(state.r7, settings)}


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


def _states(session: Session, school_id: uuid.UUID, pupil_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, RuleState]:
    query = select(RuleState).where(RuleState.school_id == school_id, RuleState.pupil_id.in_(pupil_ids))
    return {row.pupil_id: row for row in session.scalars(query)}


def _still_good(
    session: Session,
    school_id: uuid.UUID,
    rows: dict[uuid.UUID, RuleState],
    settings: Settings,
    earliest: date | None,
) -> dict[uuid.UUID, Kept]:
    """Return what was kept, where neither an earlier day nor the settings have changed since."""
    good = {}
    counts = _counts(session, school_id, rows) if earliest is None else {}
    for pupil_id, row in rows.items():
        with suppress(msgspec.DecodeError):
            kept = msgspec.msgpack.decode(row.state, type=Kept)
            same = earliest >= row.day if earliest else kept.earlier == counts[pupil_id]
            if same and kept.settings == _fingerprint(settings):
                good[pupil_id] = kept
    return good


def _step(
    session: Session,
    school_id: uuid.UUID,
    pupil_id: uuid.UUID,
    days: Sequence[Day],
    settings: Settings,
    row: RuleState | None,
    kept: dict[uuid.UUID, Kept],
) -> list[Flag]:
    """Fold the rules over the days, keep where they stand before the newest one, and return every flag."""
    if not days:
        return []
    was = kept.get(pupil_id)
    before, flags = fold.replay(days[:-1], settings, was.before if was else None)
    _, newest = fold.advance(before, days[-1], settings)
    last = days[-1].day
    if row is None:
        row = RuleState(school_id=school_id, pupil_id=pupil_id, day=last, state=b"")
        session.add(row)
    if was is None or row.day != last or not row.state:
        row.day = last
        session.flush()
        earlier = _counts(session, school_id, [pupil_id])[pupil_id]
        row.state = msgspec.msgpack.encode(Kept(_fingerprint(settings), before, earlier))
    return [*flags, *newest]


def _counts(session: Session, school_id: uuid.UUID, pupil_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Counts]:
    """Count what each pupil's record holds before the day that their kept state stands at."""
    ids = list(pupil_ids)
    counted: dict[uuid.UUID, list[int]] = {pupil_id: [] for pupil_id in ids}
    for table in (CheckIn, AdultRequest):
        query = (
            select(RuleState.pupil_id, func.count(table.event_id), func.count(table.withdrawn_at))
            .outerjoin(
                table,
                and_(
                    table.school_id == RuleState.school_id,
                    table.pupil_id == RuleState.pupil_id,
                    table.school_day < RuleState.day,
                ),
            )
            .where(RuleState.school_id == school_id, RuleState.pupil_id.in_(ids))
            .group_by(RuleState.pupil_id)
        )
        for pupil_id, events, withdrawn in session.execute(query):
            counted[pupil_id] += (events, withdrawn)
    return {pupil_id: (one[0], one[1], one[2], one[3]) for pupil_id, one in counted.items()}


def batched(ids: Iterable[uuid.UUID], size: int) -> Iterator[list[uuid.UUID]]:
    """Yield the ids in lists of at most `size`, which is how many a query may name."""
    left = iter(ids)
    while some := list(islice(left, size)):
        yield some
