"""One worker that delivers what the tablet keeps, and brings back what the tablet must know.

It wakes when something was recorded, when it is time to look again, and when it is told to stop. A request for a
grown-up goes first and alone, and doesn't wait out a pause that an earlier failure began.
"""

from __future__ import annotations

import enum
import logging
import random
import threading
import time
from dataclasses import dataclass, field
from typing import Protocol

from sync.ahead import Ahead, Outbox
from sync.client import Client
from sync.errors import BusyError, NotAllowedError, RefusedError, SyncError, TooLargeError
from sync.protocol import BATCH_LIMIT, Classroom, Envelope, EventBatch, Moment, Report, Verdict
from sync.retry import Backoff, Chance

log = logging.getLogger(__name__)


class Host(Protocol):
    """The tablet, as the worker knows it. Called from the worker's thread."""

    def utc_s(self) -> int:
        """The tablet's clock, in seconds since 1970."""

    def moment(self) -> Moment:
        """This moment by the tablet's clocks."""

    def report(self) -> Report:
        """How the tablet is now."""

    def classroom_came(self, classroom: Classroom) -> None:
        """The class has changed."""

    def fetch_media(self, client: Client) -> None:
        """Fetch the files that the class names, as far as they come."""

    def line_changed(self, line: Line) -> None:
        """The line to the service has changed."""

    def delivered(self, count: int) -> None:
        """This many more events were answered by the service; what became of them is durable here."""


class Line(enum.Enum):
    """How the line to the service is."""

    DOWN = "down"
    UP = "up"
    NOT_ALLOWED = "not_allowed"
    """The service answers but no longer knows this tablet: it must be enrolled again. Everything is kept."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How often the worker looks, in seconds."""

    look_s: float = 20.0
    """Between looks at the class, while all is well: replies to requests come with it."""
    not_allowed_s: float = 120.0
    """Between tries while the tablet is not allowed."""
    report_s: float = 300.0
    """Between reports when nothing in them has changed but numbers."""
    most_pace_s: float = 30.0
    """The longest pause between two batches that a service can ask for."""
    backoff: Backoff = field(default_factory=Backoff)


class Worker:
    """Delivers in one thread of its own, from `start` until `stop`."""

    def __init__(
        self, client: Client, outbox: Outbox, host: Host, *, pace: Pace | None = None, chance: Chance = random.random
    ) -> None:
        self._client = client
        self._outbox = outbox
        self._batches = Ahead(outbox, host.delivered)
        self._host = host
        self._pace = pace or Pace()
        self._chance = chance
        self._wake = threading.Event()
        self._urgent = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self._limit = BATCH_LIMIT
        self._failures = 0
        self._look_at = 0.0
        self._reported_at = float("-inf")
        self._reported: Report | None = None
        self._epoch = ""
        self.line = Line.DOWN
        self.heard_at = float("-inf")
        """When the service last answered, by `time.monotonic`."""

    def start(self) -> None:
        """Begin delivering."""
        self._thread.start()

    def nudge(self, *, urgent: bool = False) -> None:
        """Say that something was recorded; an urgent thing is tried at once, whatever happened before."""
        if urgent:
            self._urgent.set()
        self._wake.set()

    def look(self) -> None:
        """Fetch the class and deliver now."""
        self._look_at = 0.0
        self.nudge(urgent=True)

    def stop(self, timeout_s: float | None = None) -> None:
        """Cut the request that is under way and end; safe to call twice and before `start`.

        A batch that was cut off goes again after the next start, and the service knows it by its ids.
        """
        self._stopping.set()
        self._urgent.set()
        self._wake.set()
        self._client.hang_up()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        self._client.close()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                wait_s = self._turn()
                self._failures = 0
            except SyncError as error:
                wait_s = self._failed(error)
            except Exception:  # the tablet's own trouble (a full disk): nothing is lost by trying later
                log.exception("delivering failed")
                wait_s = self._failed(SyncError())
            self._rest(wait_s)

    def _rest(self, wait_s: float) -> None:
        """Wait; while failing, only an urgent thing cuts the wait short."""
        until = time.monotonic() + wait_s
        while not self._stopping.is_set() and not self._urgent.is_set():
            left = until - time.monotonic()
            if left <= 0 or (self._wake.wait(left) and not self._failures):
                break
            self._wake.clear()
        self._wake.clear()
        self._urgent.clear()

    def _turn(self) -> float:
        """Do all there is to do; return the seconds until it is time to look again."""
        if self.line is Line.NOT_ALLOWED:
            self._fetch()
        while not self._stopping.is_set() and self._deliver():
            self._leave_room()
        self._batches.finish()
        if time.monotonic() >= self._look_at:
            self._fetch()
            self._look_at = time.monotonic() + self._pace.look_s
            self._host.fetch_media(self._client)
        self._tell()
        return max(0.0, self._look_at - time.monotonic())

    def _deliver(self) -> bool:
        """Send one batch; False when there was none."""
        urgent, events = self._batches.next_batch(self._limit, urgent=self._urgent.is_set())
        if not events:
            return False
        if not urgent and len(events) == self._limit:
            self._batches.sending(events, self._limit)
        store, since = self._outbox.store_id, self._outbox.since
        batch = EventBatch(store=store, utc_s=self._host.utc_s(), events=events, since=since, sent=self._host.moment())
        try:
            answer = self._client.send(batch)
        except RefusedError as error:
            if not error.about_content:
                raise
            self._batches.forget()
            self._narrow(events, str(error))
            return True
        except TooLargeError:
            if len(events) == 1:
                raise  # nothing smaller can be tried, and a stranger's word sets no event aside
            self._batches.forget()
            self._limit = len(events) // 2
            return True
        self._asked_pace_s = min(max(answer.pace_s, 0.0), self._pace.most_pace_s) if len(events) > 1 else 0.0
        self._batches.settle(answer.verdicts)
        self._limit = min(BATCH_LIMIT, self._limit * 2)
        self._came_through()
        if urgent:
            self._look_at = 0.0  # somebody may answer soon
        return True

    _asked_pace_s = 0.0

    def _leave_room(self) -> None:
        """Keep the pace that the service asked for, with jitter; something urgent does not wait for it."""
        if self._asked_pace_s:
            self._urgent.wait(self._asked_pace_s * (0.5 + self._chance()))
            self._asked_pace_s = 0.0

    def _narrow(self, events: list[Envelope], reason: str) -> None:
        """A batch refused whole is sent again in halves, until the event that spoils it stands alone."""
        if len(events) > 1:
            self._limit = len(events) // 2
            return
        self._batches.settle([Verdict(events[0].event_id, "refused", reason)])

    def _fetch(self) -> None:
        classroom = self._client.classroom(self._outbox.store_id)
        self._came_through()
        if classroom is not None:
            self._epoch = classroom.epoch
            self._host.classroom_came(classroom)
        if self._client.held is not None and self._epoch:
            self._outbox.service_holds(self._epoch, self._client.held)

    def _tell(self) -> None:
        report = self._host.report()
        before, now = self._reported, time.monotonic()
        if before and _same(before, report) and now - self._reported_at < self._pace.report_s:
            return
        try:
            self._client.report(report)
        except RefusedError as error:
            log.warning("the service refused the report: %s", error)
        self._reported, self._reported_at = report, now

    def _came_through(self) -> None:
        self.heard_at = time.monotonic()
        self._line_is(Line.UP)

    def _failed(self, error: SyncError) -> float:
        self._failures += 1
        self._batches.forget()
        if isinstance(error, NotAllowedError):
            self._line_is(Line.NOT_ALLOWED)
            log.warning("the service no longer knows this tablet; everything is kept")
            return self._pace.not_allowed_s
        self._line_is(Line.DOWN)
        log.info("not delivered: %s", error)
        asked = error.after_s if isinstance(error, BusyError) else None
        return self._pace.backoff.wait_s(self._failures, self._chance, asked)

    def _line_is(self, line: Line) -> None:
        if line is not self.line:
            self.line = line
            self._host.line_changed(line)


def _same(one: Report, other: Report) -> bool:
    """Whether two reports differ only in what changes all the time."""

    def lasting(report: Report) -> tuple[object, ...]:
        return (
            report.version,
            report.refused,
            report.clock,
            report.waiting > 0,
            report.disk_free_mb // 500,
            report.put_aside,
            report.journal_failing,
        )

    return lasting(one) == lasting(other)
