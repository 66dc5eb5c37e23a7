"""The bridge between the record in the database and the rules: reads a pupil's days, runs the rules, keeps the flags.

What is kept for a pupil (`RuleState`) is where the rules stood *before* the newest day, so that another event of that
day costs one step. An event of an earlier day is told by the caller or found out by counting, and that pupil is
replayed from the beginning. Either way the flags are those of a full replay; one that the record no longer supports is
removed while nobody has looked at it, and kept with a note once somebody has. However many pupils a batch names, the
number of queries is the same.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from types import MappingProxyType
from typing import Any, cast

import msgspec
from sqlalchemy import Table, bindparam, delete, select
from sqlalchemy import update as change
from sqlalchemy.orm import Session

from sync.service import children, flag_choices
from sync.service.db.models import FlagNote, FlagRow, Pupil, RuleState, School
from sync.service.db.prepared import Change, Query, insert_into
from sync.service.flag_memory import Kept, Memory, encode
from sync.service.flag_queue import reconcile
from sync.service.flag_record import NOTHING, Counts, Found, add, counts_before, find
from sync.service.flags import fold, r7_flat_top
from sync.service.flags.flag import Flag
from sync.service.flags.record import Day
from sync.service.flags.settings import Settings

# Core tables: on the hot path the ORM would cost as much as the rest.
_STATES = cast(Table, RuleState.__table__)
_READ = Query(
    select(_STATES.c.pupil_id, _STATES.c.day, _STATES.c.state).where(
        _STATES.c.school_id == bindparam("school"), _STATES.c.pupil_id.in_(bindparam("pupils", expanding=True))
    ),
    "pupils",
)
_SCHOOL = cast(Table, School.__table__).c
_CHOSEN = Query(select(_SCHOOL.settings).where(_SCHOOL.id == bindparam("school")))
_ADD = insert_into(_STATES)
_CHANGE = Change(
    change(_STATES)
    .where(_STATES.c.school_id == bindparam("at_school"), _STATES.c.pupil_id == bindparam("of"))
    .values(day=bindparam("day"), state=bindparam("state")),
    ("at_school", "of", "day", "state"),
)


Counted = tuple[date, Counts]
"""The day before which a pupil's rules stand, and what the record held before it."""

_memory = Memory()


def update(
    session: Session,
    school_id: uuid.UUID,
    pupil_ids: Iterable[uuid.UUID],
    today: date,
    now: datetime,
    *,
    earliest: date | Mapping[uuid.UUID, date] | None = None,
    counts: Mapping[uuid.UUID, Counted] = MappingProxyType({}),
) -> list[FlagRow]:
    """Bring the flags of some pupils up to date, inside the caller's transaction.

    Args:
        today: the school day, in the school's own calendar.
        now: aware UTC, for what is written.
        earliest: the first day whose record changed, of all or of each, if the caller knows; without it the record
            is counted. It must be given when a day changed in another way than by an event (the register, a moved
            check-in).
        counts: what `count` found a moment ago, where every change since has come with an update of its own; used
            for those whose rules stand before the same day still.

    Returns:
        The flags that are new or were reopened, in no order.
    """
    settings, floors = _chosen(session, school_id)
    changed: list[FlagRow] = []
    for some in batched(dict.fromkeys(pupil_ids), 200):
        work = _Work(session, school_id, settings)
        work.read(some, earliest, counts)
        known = [pupil_id for pupil_id in some if pupil_id in work.good]
        raised: dict[uuid.UUID, list[Flag]] = {}
        for begin, theirs in (
            (min((work.days[pupil_id] for pupil_id in known), default=None), known),
            (None, [pupil_id for pupil_id in some if pupil_id not in work.good]),
        ):
            if theirs:
                raised |= work.step(find(session, school_id, theirs, begin, today))
        work.write()
        changed += reconcile(session, school_id, {one: work.days[one] for one in known}, raised, now, floors)
    session.flush()
    return changed


def count(session: Session, school_id: uuid.UUID, pupil_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Counted]:
    """Count the record of some pupils for `update`, which then need not: it takes long, and needs no turn to write."""
    days = {pupil_id: day for pupil_id, day, _ in _states(session, school_id, list(pupil_ids))}
    return {one: (days[one], counts) for one, counts in counts_before(session, school_id, days).items()}


def on_roll(session: Session, school_id: uuid.UUID) -> list[uuid.UUID]:
    """Return every child on roll, in an order that stays."""
    query = select(Pupil.id).where(Pupil.school_id == school_id, children.listed()).order_by(Pupil.id)
    return list(session.scalars(query))


def states_of(session: Session, school_id: uuid.UUID, pupil_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, fold.States]:
    """Return where the rules stood before each child's newest day; children without a record have no entry."""
    states = {}
    for some in batched(pupil_ids, 200):
        for pupil_id, _, state in _states(session, school_id, some):
            with suppress(msgspec.DecodeError):
                states[pupil_id] = _memory.read(pupil_id, state).before
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
    return _chosen(session, school_id)[0]


def _chosen(session: Session, school_id: uuid.UUID) -> tuple[Settings, dict[str, date]]:
    session.flush()
    (chosen,) = _CHOSEN.rows(session.connection(), {"school": school_id})[0]
    return flag_choices.of_settings(chosen)


@lru_cache(maxsize=64)
def _fingerprint(settings: Settings) -> bytes:
    fields = ",".join(fold.States.__struct_fields__).encode()
    return hashlib.sha256(encode(settings) + fields).digest()[:8]


def _states(session: Session, school_id: uuid.UUID, pupil_ids: Sequence[uuid.UUID]) -> Iterable[tuple[Any, ...]]:
    return _READ.rows(session.connection(), {"school": school_id, "pupils": pupil_ids})


class _Work:
    """Up to 200 pupils: what was kept of them, what of it still holds, and what is to be kept instead."""

    def __init__(self, session: Session, school_id: uuid.UUID, settings: Settings) -> None:
        self._session, self._school_id, self._settings = session, school_id, settings
        self._fingerprint = _fingerprint(settings)
        self._states: dict[uuid.UUID, bytes] = {}
        self._newest: dict[uuid.UUID, _Newest] = {}
        self.days: dict[uuid.UUID, date] = {}
        """The day each kept state stands before, for all that have one."""
        self.good: dict[uuid.UUID, Kept] = {}
        """What was kept, where neither an earlier day nor the settings have changed since."""

    def read(
        self,
        pupil_ids: Sequence[uuid.UUID],
        earliest: date | Mapping[uuid.UUID, date] | None,
        counted: Mapping[uuid.UUID, Counted],
    ) -> None:
        for pupil_id, day, state in _states(self._session, self._school_id, pupil_ids):
            self.days[pupil_id], self._states[pupil_id] = day, state
        first = dict.fromkeys(pupil_ids, earliest) if isinstance(earliest, date) else earliest
        counts = self._counts(counted) if first is None else {}
        for pupil_id, day in self.days.items():
            with suppress(msgspec.DecodeError):
                kept = _memory.read(pupil_id, self._states[pupil_id])
                same = kept.earlier == counts[pupil_id] if first is None else first.get(pupil_id, date.min) >= day
                if same and kept.settings == self._fingerprint:
                    self.good[pupil_id] = kept

    def _counts(self, counted: Mapping[uuid.UUID, Counted]) -> dict[uuid.UUID, Counts]:
        """What the record holds before each pupil's newest day; counted again where that is another day by now."""
        known = {pupil_id: counts for pupil_id, (day, counts) in counted.items() if self.days.get(pupil_id) == day}
        left = {pupil_id: day for pupil_id, day in self.days.items() if pupil_id not in known}
        return known | counts_before(self._session, self._school_id, left)

    def step(self, found: Found) -> dict[uuid.UUID, list[Flag]]:
        """Fold the rules over each pupil's days and return every flag."""
        return {pupil_id: self._step(pupil_id, days, found.counts[pupil_id]) for pupil_id, days in found.days.items()}

    def _step(self, pupil_id: uuid.UUID, days: Sequence[Day], counts: Mapping[date, Counts]) -> list[Flag]:
        begin, kept = date.min, self.good.get(pupil_id)
        if kept:  # others in the batch may have needed earlier days
            begin = self.days[pupil_id]
            days = [day for day in days if day.day >= begin]
        if not days:
            return []
        last = days[-1].day
        known = _memory.after(pupil_id, kept, days[0]) if kept and len(days) == 2 else None
        before, flags = known or fold.replay(days[:-1], self._settings, kept.before if kept else None)
        after, newest = fold.advance(before, days[-1], self._settings)
        moved = kept is None or begin != last
        if moved:
            earlier = kept.earlier if kept else NOTHING
            for day, count in counts.items():
                if begin <= day < last:
                    earlier = add(earlier, count)
            kept = Kept(self._fingerprint, before, earlier)
        assert kept is not None
        self._newest[pupil_id] = _Newest(kept, moved, days[-1], after, newest)
        return [*flags, *newest]

    def write(self) -> None:
        """Keep where the rules stand before each pupil's newest day, where that is another day than it was."""
        added: list[dict[str, Any]] = []
        changed: list[dict[str, Any]] = []
        for pupil_id, found in self._newest.items():
            state = encode(found.kept) if found.moved else self._states[pupil_id]
            _memory.keep(pupil_id, state, found.kept, found.day, found.after, found.flags)
            if not found.moved:
                continue
            day = found.day.day
            if pupil_id in self.days:
                changed.append({"at_school": self._school_id, "of": pupil_id, "day": day, "state": state})
            else:
                added.append({"school_id": self._school_id, "pupil_id": pupil_id, "day": day, "state": state})
        connection = self._session.connection()
        _ADD.run(connection, added)
        _CHANGE.run(connection, changed)


@dataclass(frozen=True, slots=True)
class _Newest:
    """What a child's newest day came to."""

    kept: Kept
    moved: bool
    """The kept state stands before another day than it did."""
    day: Day
    after: fold.States
    flags: tuple[Flag, ...]


def batched(ids: Iterable[uuid.UUID], size: int) -> Iterator[list[uuid.UUID]]:
    """Yield the ids in lists of at most `size`, which is how many a query may name."""
    left = iter(ids)
    while some := list(islice(left, size)):
        yield some
