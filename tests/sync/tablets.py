"""Real tablets of a real service, with something to wait on instead of time."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import select

from kiosk import identity
from kiosk.checkin import CheckIn, Effect
from kiosk.settings import Settings
from kiosk.tablet import Tablet, open_tablet
from sync.clock import Clock
from sync.joining import join
from sync.retry import Backoff
from sync.service.db.models import StoredEvent
from sync.worker import Pace
from tests.service.running import RunningService

MONDAY = datetime(2026, 11, 23, 8, 40, tzinfo=UTC)
"""A school morning; London has no summer time then, so its clocks say 08:40 too."""
QUICK = Pace(look_s=0.1, not_allowed_s=0.1, report_s=0.1, backoff=Backoff(first_s=0.02, most_s=0.1))
PATIENCE_S = 15.0


class Hands:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        """Move the hands by hours, minutes …"""
        self.at += timedelta(**by)


def enrol(running: RunningService, folder: Path, *, classroom: str = "2W", address: str = "") -> Settings:
    """Enrol a tablet of a running service in a folder; `address` is where it will look for it, if elsewhere."""
    answer, authority = join(running.url, running.enrolment_code(classroom), version("daybreak"))
    identity.save(folder, identity.Identity.enrolled(address or running.url, answer, authority))
    return Settings(data=str(folder))


class Watched:
    """An open tablet, and a way to wait until something about it is so."""

    def __init__(self, tablet: Tablet) -> None:
        self.tablet = tablet
        self._changed = threading.Event()
        tablet.watch(self._changed.set)

    def until(self, so: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
        """Wait for the tablet to tell of a change after which this is so.

        No lock is held while asking: the thread that answers may be the one that tells.
        """
        end = time.monotonic() + patience_s
        while True:
            self._changed.clear()
            if so():
                return
            assert self._changed.wait(max(0.0, end - time.monotonic())), "it did not come about"

    def in_time(self, so: Callable[[], bool]) -> None:
        """Wait for something that the tablet does not tell of, such as what lies on its disk."""
        end, pause = time.monotonic() + PATIENCE_S, threading.Event()
        while not so():
            assert time.monotonic() < end, "it did not come about"
            pause.wait(0.02)

    def carries_out(self, *effects: Effect) -> bool:
        """Hand effects over and wait for the answer: whether they are durable."""
        return carried_out(self.tablet, effects)

    def all_delivered(self) -> None:
        """Wait until nothing waits."""
        self.until(lambda: self.tablet.report().waiting == 0)


def carried_out(tablet: Tablet, effects: Sequence[Effect]) -> bool:
    """Whether effects became durable."""
    told = threading.Event()
    said: list[bool] = []

    def then(durable: bool) -> None:
        said.append(durable)
        told.set()

    tablet.carry_out(effects, then)
    assert told.wait(PATIENCE_S), "the record never answered"
    return said[0]


@contextmanager
def opened(settings: Settings, clock: Clock | None = None, *, pace: Pace = QUICK) -> Iterator[Watched]:
    """An enrolled tablet, open."""
    tablet = open_tablet(settings, clock or Hands(), pace=pace)
    try:
        yield Watched(tablet)
    finally:
        tablet.close()


def feeling(pupil: uuid.UUID, answer: str = "sad", *, step: int = 2) -> CheckIn:
    """A check-in of a pupil."""
    return CheckIn(pupil.hex, (answer,), step, 0)


def stored(running: RunningService) -> list[StoredEvent]:
    """Everything the service holds, in the tablets' order."""
    with running.service.db.read() as session:
        return list(session.scalars(select(StoredEvent).order_by(StoredEvent.store, StoredEvent.seq)))
