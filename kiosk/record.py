"""The record and the one thread that owns it, for everybody else to call.

What screens ask is answered from memory, renewed by that thread after each change, so that nobody waits for a disk.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import msgspec

from assets import catalogue
from kiosk.checkin import Effect
from kiosk.identity import Identity
from kiosk.ids import Names
from kiosk.recorder import Now, Recorder
from kiosk.store import Held, Mark, Store, open_store
from sync.clock import Clock
from sync.protocol import Classroom, Envelope, Verdict

log = logging.getLogger(__name__)

T = TypeVar("T")


class Record:
    """One tablet's open record. Also the outbox of its `sync.worker.Worker`."""

    def __init__(self, folder: Path, identity: Identity, clock: Clock) -> None:
        """Open it.

        Raises:
            StoreError: it can't be written, or another Daybreak is using it.
        """
        self._clock = clock
        self._held = Held(folder)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self.classroom: Classroom | None = None
        """The class as last heard; after a start, without replies."""
        self.marks: frozenset[Mark] = frozenset()
        self.here: frozenset[Mark] = frozenset()
        """Who has said anything today."""
        self.later: frozenset[Mark] = frozenset()
        """Who chose *later today*, and at which check-in; never written anywhere."""
        self.came: frozenset[bytes] = frozenset()
        """Requests about which a child has answered, and the service does not know yet."""
        self.lit = False
        """A request for a grown-up waits to be acknowledged."""
        try:
            self._store, self._recorder = self._ask(lambda: self._open(folder, identity))
        except BaseException:
            self._thread.shutdown()
            self._held.release()
            raise

    def close(self) -> None:
        """Finish what was handed over, then close; safe to call once."""
        self._thread.submit(self._store.close)
        self._thread.shutdown()
        self._held.release()

    def carry_out(self, effects: Sequence[Effect], now: Now, then: Callable[[bool, bool], None]) -> None:
        """Record effects soon; `then(durable, urgent)` is called once, from the record's thread.

        Raises:
            RuntimeError: the record is closed.
        """
        self._thread.submit(self._carry_out, effects, now, then)

    def classroom_came(self, classroom: Classroom, now: Now) -> None:
        """Keep the class, acknowledge the requests that were replied to, and forget what has had its time."""
        self._ask(lambda: self._classroom_came(classroom, now))

    def health(self) -> tuple[int, int, list[str], bool]:
        """How many events wait, how many were refused, the names of files put aside, and whether there is one copy."""
        return self._ask(
            lambda: (
                self._store.waiting(),
                self._store.refused(),
                self._store.put_aside(),
                self._store.journal.failing,
            )
        )

    # The worker's outbox.

    @property
    def store_id(self) -> bytes:
        return self._store.store_id

    @property
    def since(self) -> int:
        return self._store.since

    def service_holds(self, epoch: str, held: int) -> None:
        if again := self._ask(lambda: self._store.service_holds(epoch, held)):
            log.warning("the service was restored from a backup: %d events go to it again", again)

    def next_batch(self, limit: int) -> tuple[bool, list[Envelope]]:
        return self._ask(lambda: self._store.next_batch(limit))

    def batch_after(self, seq: int, limit: int) -> Future[list[Envelope]]:
        return self._thread.submit(self._store.batch_after, seq, limit)

    def settle(self, verdicts: Sequence[Verdict]) -> Future[None]:
        return self._thread.submit(self._store.settle, verdicts, int(self._clock.now().timestamp()))

    # In the record's own thread.

    def _ask(self, work: Callable[[], T]) -> T:
        answer: Future[T] = self._thread.submit(work)
        return answer.result()

    def _open(self, folder: Path, identity: Identity) -> tuple[Store, Recorder]:
        store = open_store(folder, self._clock.now())
        store.belongs_to(identity.device_id)
        recorder = Recorder(store, identity, catalogue.load().version, new_id=Names())
        self.classroom = _decoded(store.classroom())
        if self.classroom is not None:
            recorder.seal_to(self.classroom.key_id, self.classroom.public_key)
        self._told(recorder)
        return store, recorder

    def _carry_out(self, effects: Sequence[Effect], now: Now, then: Callable[[bool, bool], None]) -> None:
        try:
            urgent = self._recorder.record(effects, now)
        except Exception:  # whatever it was, the child must not be told that it is kept
            log.exception("a record could not be written")
            then(False, False)
            return
        self._renew()
        then(True, urgent)

    def _classroom_came(self, classroom: Classroom, now: Now) -> None:
        lasting = msgspec.msgpack.encode(msgspec.structs.replace(classroom, replies=[], erased=[], utc_s=0))
        self.classroom = classroom
        if lasting != self._store.classroom():
            self._store.keep_classroom(lasting)
        self._recorder.seal_to(classroom.key_id, classroom.public_key)
        if classroom.erased:
            self._store.erase(classroom.erased)
        self._recorder.acknowledge(classroom.replies)
        self._recorder.tidy(now)
        self._renew()

    def _renew(self) -> None:
        self._told(self._recorder)

    def _told(self, recorder: Recorder) -> None:
        self.marks, self.here = frozenset(recorder.marks), frozenset(recorder.here)
        self.later, self.came = frozenset(recorder.later), frozenset(recorder.came)
        self.lit = bool(recorder.open_requests)


def _decoded(body: bytes | None) -> Classroom | None:
    try:
        return None if body is None else msgspec.msgpack.decode(body, type=Classroom)
    except msgspec.MsgspecError:
        log.error("the kept class could not be read; it comes again with the next contact")
        return None
