"""The tablet's record: what was tapped is durable before anybody is told that it is.

A `Store` belongs to one thread. Every method that writes is one transaction, committed and on the disk when it
returns. An event's bytes are frozen when it is added; nothing leaves before the service has confirmed it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, exists, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from kiosk.store import recovery
from kiosk.store.journal import Entry, Journal
from kiosk.store.tables import classroom, done_mark, event, meta, open_request, outbox, put_aside
from sync.protocol import Envelope, Verdict

log = logging.getLogger(__name__)

KEEP_ACKED_S = 30 * 24 * 3600
"""Confirmed events stay sealed this long, so that a service restored from a backup can be given them again."""
KEEP_OPEN_S = 7 * 24 * 3600
"""The service tells of replies for a week; a tablet that was off for longer must not stay lit for ever."""
SAFE = ("stored", "already")
_REASON_CHARS = 200


@dataclass(frozen=True, slots=True)
class Sealed:
    """One event to add, as it will travel."""

    event_id: bytes
    key_id: bytes
    box: bytes
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A tick of the class wall: a pupil (16 bytes) in one slot of one school day (ISO date)."""

    pupil: bytes
    day: str
    slot: int


@dataclass(frozen=True, slots=True)
class Change:
    """What one transaction adds to the record and to the tablet's own knowledge."""

    events: tuple[Sealed, ...] = ()
    marks: tuple[Mark, ...] = ()
    unmarks: tuple[Mark, ...] = ()
    opened: tuple[bytes, ...] = ()
    """Requests for a grown-up made now."""
    closed: tuple[bytes, ...] = ()
    """Requests acknowledged or withdrawn now."""


class Store:
    """One open database. Made by `kiosk.store.open_store`."""

    def __init__(self, engine: Engine, connection: Connection, journal: Journal) -> None:
        self._engine = engine
        self._connection = connection
        self.journal = journal
        with connection.begin():
            row = connection.execute(select(meta.c.store, meta.c.since)).one()
        self.store_id: bytes = row.store
        self.since: int = row.since
        """The first number given out under this name."""

    def close(self) -> None:
        """Close the database; the last connection folds the write-ahead log into the file."""
        self.journal.close()
        self._connection.close()
        self._engine.dispose()

    def apply(self, change: Change, now_s: int) -> None:
        """Make a change durable: events with their outbox rows, ticks and requests, all or nothing.

        The journal's copy of the events follows. Where it can't be written the change is durable all the same.

        Raises:
            sqlalchemy.exc.DBAPIError: it could not be written, and nothing of it was.
        """
        with self._connection.begin():
            numbered = self._add(change.events)
            if change.marks:
                rows = [{"pupil": m.pupil, "day": m.day, "slot": m.slot} for m in change.marks]
                self._connection.execute(upsert(done_mark).on_conflict_do_nothing(), rows)
            for mark in change.unmarks:
                self._connection.execute(
                    delete(done_mark).where(
                        done_mark.c.pupil == mark.pupil, done_mark.c.day == mark.day, done_mark.c.slot == mark.slot
                    )
                )
            if change.opened:
                rows = [{"event_id": each, "asked_at_s": now_s} for each in change.opened]
                self._connection.execute(insert(open_request), rows)
            if change.closed:
                self._connection.execute(delete(open_request).where(open_request.c.event_id.in_(change.closed)))
        self.journal.append([Entry(self.store_id, seq, e.event_id, e.key_id, e.box, e.urgent) for seq, e in numbered])

    def _add(self, events: Sequence[Sealed]) -> list[tuple[int, Sealed]]:
        if not events:
            return []
        first: int = self._connection.execute(
            update(meta).values(next_seq=meta.c.next_seq + len(events)).returning(meta.c.next_seq - len(events))
        ).scalar_one()
        numbered = list(enumerate(events, start=first))
        rows = [{"seq": seq, "event_id": e.event_id, "key_id": e.key_id, "box": e.box} for seq, e in numbered]
        self._connection.execute(insert(event), rows)
        self._connection.execute(insert(outbox), [{"seq": seq, "urgent": e.urgent} for seq, e in numbered])
        return numbered

    def next_batch(self, limit: int) -> tuple[bool, list[Envelope]]:
        """The next events to send, oldest first, and whether they are urgent; urgent ones go first and alone."""
        for urgent in (True, False):
            if events := self._ready(urgent, 0, limit):
                return urgent, events
        return False, []

    def batch_after(self, seq: int, limit: int) -> list[Envelope]:
        """The events to send after a number, oldest first, urgent ones left out."""
        return self._ready(False, seq, limit)

    def _ready(self, urgent: bool, after: int, limit: int) -> list[Envelope]:
        with self._connection.begin():
            rows = self._connection.execute(_READY, {"urgent": urgent, "after": after, "limit": limit}).all()
        return [Envelope(*row) for row in rows]

    def settle(self, verdicts: Sequence[Verdict], now_s: int) -> None:
        """Note what became of events: confirmed ones leave the outbox, refused ones stay, with the reason."""
        safe = [each.event_id for each in verdicts if each.outcome in SAFE or each.outcome == "erased"]
        erased = [each.event_id for each in verdicts if each.outcome == "erased"]
        refused = [
            {"id": each.event_id, "reason": f"{each.outcome}: {each.reason}"[:_REASON_CHARS]}
            for each in verdicts
            if each.outcome in ("conflict", "refused")
        ]
        with self._connection.begin():
            if safe:
                self._connection.exec_driver_sql(_ACK, [(now_s, each) for each in safe])
                self._connection.exec_driver_sql(_SENT, [(each,) for each in safe])
            if refused:
                self._connection.execute(_REFUSE, refused)
        if erased:
            self.erase(erased)

    def erase(self, event_ids: Sequence[bytes]) -> None:
        """Forget what the service has erased: the sealed bytes go, from here and from the journal; ids stay as ids.

        Raises:
            sqlalchemy.exc.DBAPIError, OSError: it could not be done now; the service names them again.
        """
        with self._connection.begin():
            held = select(event.c.event_id).where(event.c.event_id.in_(event_ids), event.c.box != b"")
            found = list(self._connection.execute(held).scalars())
            if found:
                self._connection.exec_driver_sql(_SENT, [(each,) for each in found])
                self._connection.execute(_EMPTY, [{"id": each} for each in found])
        if found:
            self.journal.drop(set(found))
            self._clear_the_log()

    def service_holds(self, epoch: str, held: int) -> int:
        """Hear how far the service holds this record without a gap; return how many events go again.

        Where its epoch is another, or it holds less than it once said, it was restored from a backup: all it may miss
        waits once more, of what is still kept.
        """
        with self._connection.begin():
            return recovery.send_again(self._connection, epoch, held)

    def belongs_to(self, device_id: bytes) -> None:
        """Say which enrolled tablet this record is; another than before gives it another name.

        So two copies of one card, each enrolled anew, no longer give out the same numbers. What waits is kept.
        """
        with self._connection.begin():
            self.store_id, self.since = recovery.claim(self._connection, device_id)

    def recover(self) -> int:
        """Take back from the journal the events that the database lacks, and copy there what it lacks itself.

        Returns how many were taken back. Called once, when the record is opened.
        """
        with self._connection.begin():
            count, self.store_id = recovery.take_back(self._connection, self.journal.found, self.store_id)
        with self._connection.begin():
            lacking = recovery.uncopied(self._connection, self.journal.found, self.store_id)
        self.journal.append(lacking)
        self.journal.found = ()  # after a term offline it is large
        return count

    def waiting(self) -> int:
        """Events the service has not confirmed and not refused."""
        return self._count(select(func.count()).select_from(outbox).where(outbox.c.refused.is_(None)))

    def waiting_among(self, ids: Sequence[bytes]) -> frozenset[bytes]:
        """Those of these events that the service has not confirmed and not refused."""
        query = select(event.c.event_id).join_from(outbox, event)
        query = query.where(event.c.event_id.in_(ids), outbox.c.refused.is_(None))
        with self._connection.begin():
            return frozenset(self._connection.execute(query).scalars())

    def refused(self) -> int:
        """Events set aside because the service refused them."""
        return self._count(select(func.count()).select_from(outbox).where(outbox.c.refused.is_not(None)))

    def _count(self, query: object) -> int:
        with self._connection.begin():
            number: int = self._connection.execute(query).scalar_one()  # type: ignore[call-overload]
            return number

    def marks(self) -> frozenset[Mark]:
        """Every tick that is kept."""
        with self._connection.begin():
            return frozenset(Mark(row.pupil, row.day, row.slot) for row in self._connection.execute(select(done_mark)))

    def open_requests(self) -> frozenset[bytes]:
        """Ids of the requests that nobody has acknowledged."""
        with self._connection.begin():
            return frozenset(self._connection.execute(select(open_request.c.event_id)).scalars())

    def classroom(self) -> bytes | None:
        """The class as last kept, encoded; None before the first."""
        with self._connection.begin():
            body: bytes | None = self._connection.execute(select(classroom.c.body)).scalar_one_or_none()
            return body

    def keep_classroom(self, body: bytes) -> None:
        """Keep the class in place of the one before."""
        statement = upsert(classroom).values(id=1, body=body)
        with self._connection.begin():
            self._connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_={"body": body}))

    def note_put_aside(self, name: str, reason: str, now_s: int) -> None:
        """Remember a database file that could not be read, to be reported."""
        with self._connection.begin():
            self._connection.execute(insert(put_aside).values(name=name, reason=reason, at_s=now_s))

    def put_aside(self) -> list[str]:
        """Names of the files that were put aside, oldest first."""
        with self._connection.begin():
            return list(self._connection.execute(select(put_aside.c.name).order_by(put_aside.c.at_s)).scalars())

    def tidy(self, now_s: int, today: str) -> None:
        """Forget what has had its time: ticks of other days, old requests, and events confirmed long ago.

        Their bytes are then in no file of the folder. The journal forgets first: were it to remember an event that the
        database no longer knows, the next start would take it back.

        Raises:
            sqlalchemy.exc.DBAPIError: it could not be written.
        """
        old = [event.c.acked_at_s < now_s - KEEP_ACKED_S, ~exists().where(outbox.c.seq == event.c.seq)]
        with self._connection.begin():
            self._connection.execute(delete(open_request).where(open_request.c.asked_at_s < now_s - KEEP_OPEN_S))
            self._connection.execute(delete(done_mark).where(done_mark.c.day != today))
            gone = set(self._connection.execute(select(event.c.event_id).where(*old)).scalars())
        if gone and self._forgotten(gone):
            with self._connection.begin():
                self._connection.execute(delete(event).where(*old))
        self._clear_the_log()  # always: the day before may have ended between the line above and this one
        with self._connection.begin():
            first, following = self._connection.execute(
                select(select(func.min(event.c.seq)).scalar_subquery(), meta.c.next_seq)
            ).one()
        self.journal.forget_before(first or following)

    def _forgotten(self, event_ids: set[bytes]) -> bool:
        """Whether the journal could forget these events; where it couldn't, they are kept for another day."""
        try:
            self.journal.drop(event_ids)
        except OSError as error:
            log.error("the journal could not be tidied (%s)", error.strerror)
            return False
        return True

    def _clear_the_log(self) -> None:
        """Fold the write-ahead log into the file and empty it: an older page of it must not keep what was erased."""
        driver: Any = self._connection.connection.dbapi_connection
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


_READY = (
    select(event.c.event_id, event.c.seq, event.c.key_id, event.c.box)
    .join_from(outbox, event)
    .where(outbox.c.refused.is_(None), outbox.c.urgent == bindparam("urgent"), outbox.c.seq > bindparam("after"))
    .order_by(outbox.c.seq)
    .limit(bindparam("limit"))
)
_NAMED = event.c.event_id == bindparam("id")
_SEQ = select(event.c.seq).where(_NAMED).scalar_subquery()
# In the driver's own words: a backlog is settled five hundred at a time, and SQLAlchemy would look at each anew.
_ACK = "UPDATE event SET acked_at_s = ? WHERE event_id = ?"
_SENT = "DELETE FROM outbox WHERE seq = (SELECT seq FROM event WHERE event_id = ?)"
_EMPTY = update(event).where(_NAMED).values(box=b"")
_REFUSE = update(outbox).where(outbox.c.seq == _SEQ).values(refused=bindparam("reason"))
