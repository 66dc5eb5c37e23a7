"""One batch, one transaction.

Opening needs no database and happens first. The table's primary key, not a look beforehand, decides whether an event
is new, so two deliveries of one batch at the same moment store it once. Nothing is acknowledged before the commit,
and nobody is told of anything before it either.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Table, bindparam, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sync.protocol import EventBatch, Verdict
from sync.service import audit, erasure, flagging
from sync.service.api import tokens
from sync.service.api.report import clock_error_s
from sync.service.api.tokens import Tablet
from sync.service.context import Service
from sync.service.db import prepared
from sync.service.db.models import Device, RefusedEvent, Staff, StoredEvent
from sync.service.ingest import ledger, pupils
from sync.service.ingest.derive import Derived, derive
from sync.service.ingest.judge import SEQ_END, Opened, Refusal, date_all, encode, judge
from sync.service.ingest.ledger import Page
from sync.service.ingest.pupils import Named

# Core tables and ready-made statements: on the hot path the ORM would cost as much as the rest.
_DEVICES = cast(Table, Device.__table__)
_SEEN = prepared.Change(
    update(_DEVICES)
    .where(_DEVICES.c.school_id == bindparam("at_school"), _DEVICES.c.id == bindparam("of"))
    .values(last_seen_at=bindparam("last_seen_at"), clock_error_s=bindparam("clock_error_s")),
    ("at_school", "of", "last_seen_at", "clock_error_s"),
)
_FORKED = (
    update(_DEVICES)
    .where(_DEVICES.c.school_id == bindparam("at_school"), _DEVICES.c.id == bindparam("of"))
    .values(forked_at=bindparam("forked_at"))
)
_ADD_EVENTS = prepared.insert_into(cast(Table, StoredEvent.__table__))


def deliver(service: Service, token: str, batch: EventBatch) -> list[Verdict]:
    """Take a batch from the tablet of a token and say what became of each event, in the batch's order.

    Raises:
        problems.Refused: 401, the token is nobody's or was revoked; nothing is stored.
        sqlalchemy.exc.OperationalError, TimeoutError: nothing was stored; the tablet tries again.
    """
    with service.db.read() as session:
        tokens.tablet(session.connection(), service, token)
    now = service.clock.now()
    if not all(service.opener.holds(envelope.key) for envelope in batch.events):
        service.keys.look_again()
    judged = [judge(service, envelope, now) for envelope in batch.events]
    with service.db.write() as session:
        connection = session.connection()
        tablet = tokens.tablet(connection, service, token)
        taking = _Taking(session, connection, service, tablet, batch, now)
        verdicts = taking.take(judged)
    for topic in taking.topics:
        service.live.publish(service.school_id, topic)
    return verdicts


@dataclass
class _Taking:
    """The batch's transaction."""

    session: Session
    connection: Connection
    service: Service
    tablet: Tablet
    batch: EventBatch
    now: datetime
    topics: frozenset[str] = frozenset()
    _before: Page = field(default_factory=Page)
    """What was held of the tablet's store before this batch."""

    def take(self, judged: Sequence[Opened | Refusal]) -> list[Verdict]:
        seen = {"last_seen_at": self.now, "clock_error_s": clock_error_s(self.batch.utc_s, self.now)}
        _SEEN.run(self.connection, [{**self._tablet, **seen}])
        self._page(judged)
        judged = erasure.recognise(self.session, self.service.school_id, judged, self.now)
        named = self._named(judged)
        staff = self._staff(judged)
        checked = [self._checked(each, named, staff) for each in judged]
        opened = [each for each in checked if isinstance(each, Opened)]
        stored = self._insert(opened)
        held = self._held(each for each in opened if stored.get(each.event_id) is not each)
        settled = [self._settled(each, stored, held) for each in checked]
        self._keep_aside([aside for _, aside in settled if aside])
        if stored:
            new = [each for each in opened if stored.get(each.event_id) is each]
            self._follow(derive(self.session, self.service.school_id, self.tablet, new, named))
        return [verdict for verdict, _ in settled]

    @property
    def _tablet(self) -> dict[str, uuid.UUID]:
        return {"at_school": self.service.school_id, "of": self.tablet.id}

    def _page(self, judged: Sequence[Opened | Refusal]) -> None:
        """Note that these numbers came, date the events by them, and see whether another tablet gave them out too."""
        school_id, tablet, store = self.service.school_id, self.tablet, self.batch.store
        page = self._before = ledger.read(self.connection, school_id, store)
        opened = [each for each in judged if isinstance(each, Opened)]
        date_all(self.service, opened, self.now, self.batch.sent, (page.highest, page.last_at))
        sent = [each.envelope for each in opened]
        if ledger.forked(self.connection, school_id, tablet.id, store, page, sent):
            self.connection.execute(_FORKED, {**self._tablet, "forked_at": self.now})
            audit.note(self.session, self.service, None, "found a tablet copied", detail=str(tablet.id))
        numbers = [each.envelope.seq for each in judged if 0 < each.envelope.seq < SEQ_END]
        newest = max(opened, key=lambda each: each.envelope.seq, default=None)
        if newest is not None and newest.envelope.seq > page.highest:
            page = replace(page, last_at=newest.happened_at)
        page = page.with_numbers(numbers, max(1, min(self.batch.since, SEQ_END)))
        ledger.write(self.connection, school_id, tablet.id, store, page)

    def _named(self, judged: Sequence[Opened | Refusal]) -> dict[uuid.UUID, Named]:
        """The pupils the batch names, of those that this school has."""
        ids = {each.pupil_id for each in judged if isinstance(each, Opened) and each.pupil_id}
        return pupils.read(self.connection, self.service.school_id, ids)

    def _staff(self, judged: Sequence[Opened | Refusal]) -> set[uuid.UUID]:
        named = {each.adult_id for each in judged if isinstance(each, Opened) and each.adult_id}
        if not named:
            return set()
        found = select(Staff.id).where(Staff.school_id == self.service.school_id, Staff.id.in_(named))
        return set(self.connection.execute(found).scalars())

    def _checked(
        self, each: Opened | Refusal, named: dict[uuid.UUID, Named], staff: set[uuid.UUID]
    ) -> Opened | Refusal:
        if isinstance(each, Refusal):
            return each
        if each.pupil_id is not None and each.pupil_id not in named:
            return _refusal(each, "it names a pupil that this school does not have")
        if each.adult_id is not None and each.adult_id not in staff:
            return _refusal(each, "it names an adult that this school does not have")
        return each

    def _insert(self, opened: Sequence[Opened]) -> dict[uuid.UUID, Opened]:
        """Store what is new, and return it by its id; of an event that is there twice, the first."""
        if not opened:
            return {}
        first = {each.event_id: each for each in reversed(opened)}
        rows = [self._row(each) for each in first.values()]
        if min(each.envelope.seq for each in opened) > self._before.highest and self._all_new(rows):
            return first
        statement = self._insert_new(StoredEvent.__table__).returning(StoredEvent.event_id)
        return {new: first[new] for new in self.connection.execute(statement, rows).scalars()}

    def _all_new(self, rows: Sequence[dict[str, Any]]) -> bool:
        """Store rows that should all be new, as an ordinary batch's are; when one is not, store none and say so."""
        try:
            with prepared.all_or_none(self.connection):
                _ADD_EVENTS.run(self.connection, rows)
        except IntegrityError:
            return False
        return True

    def _row(self, each: Opened) -> dict[str, Any]:
        return {
            "school_id": self.service.school_id,
            "event_id": each.event_id,
            "device_id": self.tablet.id,
            "store": self.batch.store,
            "seq": each.envelope.seq,
            "kind": each.event.kind,
            "content": encode(each.event),
            "box_hash": each.box_hash,
            "pupil_id": each.pupil_id,
            "about": each.about,
            "school_day": each.school_day,
            "happened_at": each.happened_at,
            "received_at": self.now,
        }

    def _held(self, others: Iterable[Opened]) -> dict[uuid.UUID, bytes]:
        """What the record holds of events that were not stored now: the hash of each one's box."""
        ids = {each.event_id for each in others}
        if not ids:
            return {}
        found = select(StoredEvent.event_id, StoredEvent.box_hash).where(
            StoredEvent.school_id == self.service.school_id, StoredEvent.event_id.in_(ids)
        )
        return {row.event_id: row.box_hash for row in self.connection.execute(found)}

    def _settled(
        self, each: Opened | Refusal, stored: dict[uuid.UUID, Opened], held: dict[uuid.UUID, bytes]
    ) -> tuple[Verdict, Refusal | None]:
        """The verdict on an event, and what to keep aside for people to see."""
        if stored.get(each.event_id) is each:
            return Verdict(each.envelope.event_id, "stored"), None
        if isinstance(each, Opened):
            if held.get(each.event_id) == each.box_hash:
                return Verdict(each.envelope.event_id, "already"), None
            reason = "another event with this id is stored; that one stands"
            each = Refusal(each.envelope, each.event_id, each.box_hash, reason, "conflict")
        elif each.outcome == "erased":  # nothing of it is kept, not even sealed
            return Verdict(each.envelope.event_id, "erased", each.reason), None
        return Verdict(each.envelope.event_id, each.outcome, each.reason), each

    def _keep_aside(self, refusals: Sequence[Refusal]) -> None:
        if refusals:
            rows = [
                {
                    "school_id": self.service.school_id,
                    "event_id": each.event_id,
                    "box_hash": each.box_hash,
                    "device_id": self.tablet.id,
                    "outcome": each.outcome,
                    "reason": each.reason,
                    "box": each.envelope.box,
                    "received_at": self.now,
                }
                for each in refusals
            ]
            self.connection.execute(self._insert_new(RefusedEvent.__table__), rows)

    def _follow(self, derived: Derived) -> None:
        """What follows from new events: flags in this transaction, news after it."""
        school_id = self.service.school_id
        first, today = derived.earliest, self.service.today()
        changed = flagging.update(self.session, school_id, first, today, self.now, earliest=first)
        self.topics = derived.topics | ({"flags"} if changed else set())

    def _insert_new(self, table: Any) -> Any:
        """An insert that passes over rows whose key is there already, in the words of this database."""
        assert isinstance(table, Table)
        if self.connection.dialect.name == "postgresql":
            from sqlalchemy.dialects import postgresql  # slow to load, where a school has no such database

            return postgresql.insert(table).on_conflict_do_nothing()
        return sqlite.insert(table).on_conflict_do_nothing()


def _refusal(each: Opened, reason: str) -> Refusal:
    return Refusal(each.envelope, each.event_id, each.box_hash, reason)
