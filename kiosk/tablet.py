"""One enrolled tablet: the screens' wishes on one side, the record and the line to the service on the other."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib.metadata import version

from kiosk import identity as identities
from kiosk.device.clock import Stamps
from kiosk.device.health import disk_free_mb, temperature_c
from kiosk.earlier import asked_before
from kiosk.effects import Effect
from kiosk.media import Shelf
from kiosk.ports import Health, Reach
from kiosk.ports import Tablet as TabletPort
from kiosk.record import Record
from kiosk.recorder import Now
from kiosk.school_time import NOON, day_and_slot, local, staffed
from kiosk.settings import Settings
from kiosk.turn import Asked
from sync.client import Client
from sync.clock import Clock
from sync.protocol import Classroom, Moment, Report, Trust
from sync.worker import Line, Pace, Worker

log = logging.getLogger(__name__)

CONTACT_S = 60.0
"""Seconds after the last word from the service that a child may still be told that somebody hears."""


def open_tablet(settings: Settings, clock: Clock, *, pace: Pace | None = None) -> Tablet:
    """Open this machine's tablet and begin delivering.

    Raises:
        IdentityError: it is not enrolled.
        StoreError: its record can't be written, or another Daybreak is using it.
        SyncError: the service's address is not safe to use.
    """
    identity = identities.load(settings.data_dir)
    client = Client(identity.service, identity.token, proxy=settings.proxy, authority=identity.authority)
    record = Record(settings.data_dir, identity, clock)
    return Tablet(settings, clock, record, client, pace)


class Tablet(TabletPort):
    """See `kiosk.ports.Tablet`. Made by `open_tablet`."""

    def __init__(
        self, settings: Settings, clock: Clock, record: Record, client: Client, pace: Pace | None = None
    ) -> None:
        self._folder = settings.data_dir
        self._clock = clock
        self._stamps = Stamps(clock)
        self._record = record
        self._watchers: list[Callable[[], None]] = []
        self._closing = threading.Lock()
        self._closed = False
        self._client = client
        self._shelf = Shelf(settings.data_dir)
        self._worker = Worker(client, record, self, pace=pace)
        self._worker.start()

    def classroom(self) -> Classroom | None:
        return self._record.classroom

    def done(self) -> frozenset[str]:
        now = self._day_and_slot()
        return frozenset(mark.pupil.hex() for mark in self._record.marks if (mark.day, mark.slot) == now)

    def here_today(self) -> frozenset[str]:
        today, _ = self._day_and_slot()
        return frozenset(mark.pupil.hex() for mark in self._record.here if mark.day == today)

    def slot(self) -> int:
        return self._day_and_slot()[1]

    def asked_before(self, pupil: str) -> Asked | None:
        classroom = self._record.classroom
        replies = classroom.replies if classroom else []
        return asked_before(replies, bytes.fromhex(pupil), self._clock.now().timestamp(), self._record.came)

    def chose_later(self, pupil: str) -> bool:
        today, slot = self._day_and_slot()
        return any(mark.pupil.hex() == pupil and mark.day == today and mark.slot < slot for mark in self._record.later)

    def lantern(self) -> bool:
        return self._record.lit

    def reach(self) -> Reach:
        classroom, worker = self._record.classroom, self._worker
        if classroom is None or worker.line is not Line.UP or time.monotonic() - worker.heard_at > CONTACT_S:
            return Reach.OFFLINE
        return Reach.HERE if staffed(self._clock.now(), classroom) else Reach.OUT_OF_HOURS

    def afternoon(self) -> bool:
        return self.wall_clock().time() >= NOON

    def wall_clock(self) -> datetime:
        return local(self._clock.now(), self._record.classroom)

    def health(self, then: Callable[[Health], None]) -> None:
        def ask() -> None:
            try:
                report = self.report()
            except RuntimeError:
                return  # closed meanwhile
            worker = self._worker
            heard = time.monotonic() - worker.heard_at
            then(
                Health(
                    report.waiting,
                    report.refused,
                    heard if heard < float("inf") else None,
                    worker.line is not Line.NOT_ALLOWED,
                    Trust(report.clock),
                    report.disk_free_mb,
                    report.version,
                    len(report.put_aside),
                )
            )

        # The record answers in its own thread, after what it is writing: the screen does not wait for it.
        threading.Thread(target=ask, name="health", daemon=True).start()

    def send_now(self) -> None:
        self._worker.look()

    def carry_out(self, effects: Sequence[Effect], then: Callable[[bool], None]) -> None:
        def kept(durable: bool, urgent: bool) -> None:
            try:
                then(durable)  # the child first
            finally:
                if durable:
                    self._worker.nudge(urgent=urgent)
                self._tell()

        try:
            self._record.carry_out(tuple(effects), self._now(), kept)
        except RuntimeError:  # closed already: nothing was kept, and the screen must say so
            then(False)

    def watch(self, changed: Callable[[], None]) -> None:
        self._watchers.append(changed)

    def close(self) -> None:
        with self._closing:
            if self._closed:
                return
            self._closed = True
        self._worker.stop()
        self._record.close()

    # What the worker asks (`sync.worker.Host`).

    def utc_s(self) -> int:
        return int(self._clock.now().timestamp())

    def moment(self) -> Moment:
        return self._stamps.now()

    def report(self) -> Report:
        waiting, refused, aside, failing = self._record.health()
        return Report(
            version=version("daybreak"),
            utc_s=self.utc_s(),
            waiting=waiting,
            refused=refused,
            clock=int(self._stamps.trust()),
            disk_free_mb=disk_free_mb(self._folder),
            put_aside=aside,
            journal_failing=failing,
            sqlite=sqlite3.sqlite_version,
            temperature_c=temperature_c(),
        )

    def classroom_came(self, classroom: Classroom) -> None:
        self._stamps.heard(classroom.utc_s)
        if self._stamps.trust() > Trust.UNKNOWN:
            self._client.know_the_time()
        self._record.classroom_came(classroom, self._now())
        self._tell()

    def fetch_media(self, client: Client) -> None:
        if (classroom := self._record.classroom) is not None:
            try:
                if self._shelf.fill(classroom.media, client.media) and classroom.media:
                    self._tell()
            except OSError:  # a full card keeps no recordings; it must not keep a tap from being delivered
                log.exception("a file could not be kept")

    def line_changed(self, line: Line) -> None:
        self._tell()

    def delivered(self, count: int) -> None:
        self._tell()

    def _tell(self) -> None:
        for changed in tuple(self._watchers):
            try:
                changed()
            except Exception:  # a screen's trouble must not stop the record or the line
                log.exception("a screen could not be told of a change")

    def _day_and_slot(self) -> tuple[str, int]:
        at, classroom = self._clock.now(), self._record.classroom
        return day_and_slot(at, classroom) if classroom else (at.date().isoformat(), 0)

    def _now(self) -> Now:
        return Now(self._stamps.now(), *self._day_and_slot())
