"""Numbered taps, and what must be true of them after a fault (I1 to I5 of FAULTS section 6).

Tap number n is a check-in of child n modulo the class, whose answer stood at place n over the class: no two are alike,
so that what the service holds says which taps it has, how often and in which order.
"""

from __future__ import annotations

import itertools
import sqlite3
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from kiosk.effects import CheckIn
from kiosk.settings import Settings
from kiosk.store import FILE
from sync.protocol import CheckedIn
from sync.service.db.models import Pupil
from sync.worker import Line
from tests.bench.rows import Row, at_most, shown
from tests.service.running import RunningService
from tests.sync.tablets import Watched, feeling, opened, stored

AGAIN_S = 5.0
"""I4: a tablet that is started again takes a tap within so many seconds."""


def tap(pupils: Sequence[bytes], number: int) -> CheckIn:
    """The check-in of a number."""
    return replace(feeling(uuid.UUID(bytes=pupils[number % len(pupils)])), position=number // len(pupils))


@dataclass
class Taps:
    """What was tapped, and what of it the screen confirmed."""

    pupils: list[bytes]
    next: int = 0
    given: set[int] = field(default_factory=set)
    """Every tap that may have been made."""
    confirmed: set[int] = field(default_factory=set)
    lost: int = 0
    doubled: int = 0
    invented: int = 0
    disordered: int = 0
    untrue: int = 0
    """Times at which a tablet showed what was not so."""
    slowest_s: float = 0.0
    """The longest that a tablet took from its start to the next confirmed tap."""

    @classmethod
    def of(cls, children: Sequence[Pupil]) -> Taps:
        return cls([pupil.id.bytes for pupil in children])

    def give(self, count: int) -> int:
        """Hand out so many numbers; the first of them."""
        first = self.next
        self.given |= set(range(first, first + count))
        self.next += count
        return first

    def make(self, watched: Watched, count: int = 1) -> int:
        """Tap on an open tablet; how many it confirmed."""
        before = len(self.confirmed)
        for number in range(self.give(count), self.next):
            if watched.carries_out(tap(self.pupils, number)):
                self.confirmed.add(number)
        return len(self.confirmed) - before

    def begin_again(self, settings: Settings, running: RunningService) -> None:
        """Start the tablet as its machine would, tap once, wait until all is delivered, and look at everything."""
        began = time.monotonic()
        with opened(settings) as watched:
            if not self.make(watched):
                self.lost += 1
            self.slowest_s = max(self.slowest_s, time.monotonic() - began)
            watched.all_delivered()
            self.untrue += watched.tablet.report().waiting != waiting(settings) or line(watched) is not Line.UP
        self.look(running)

    def look(self, running: RunningService) -> None:
        """Compare with what the service holds; the counts are of this look, except those of the tablet's truth."""
        check_ins = [each for each in stored(running) if each.kind == "checked_in"]
        found = [(each.store, number(self.pupils, each.content)) for each in check_ins]
        counted = Counter(each for _, each in found)
        self.lost = max(self.lost, len(self.confirmed - counted.keys()))
        self.doubled = max(self.doubled, sum(count > 1 for count in counted.values()))
        self.invented = max(self.invented, len(counted.keys() - self.given))
        out = sum(here[0] == there[0] and here[1] > there[1] for here, there in itertools.pairwise(found))
        self.disordered = max(self.disordered, out)

    def rows(self, name: str) -> Iterator[Row]:
        """The five invariants as rows."""
        yield shown(f"{name}.confirmed", len(self.confirmed), "taps")
        yield at_most(f"{name}.lost", self.lost, "taps", 0)
        yield at_most(f"{name}.doubled", self.doubled, "taps", 0)
        yield at_most(f"{name}.invented", self.invented, "taps", 0)
        yield at_most(f"{name}.out_of_order", self.disordered, "taps", 0)
        yield at_most(f"{name}.untrue", self.untrue, "times", 0)
        if self.slowest_s:
            yield at_most(f"{name}.taps_again", self.slowest_s, "s", AGAIN_S)


def number(pupils: Sequence[bytes], content: bytes) -> int:
    """Which tap an event of the service is; -1 for one that nobody made."""
    event = msgspec.msgpack.decode(content, type=CheckedIn)
    return event.position * len(pupils) + pupils.index(event.pupil) if event.pupil in pupils else -1


def line(watched: Watched) -> Line:
    """How the tablet believes its line to be."""
    return watched.tablet._worker.line


def waiting(settings: Settings) -> int:
    """How many events wait, read from the tablet's file by somebody else."""
    return len(asked(settings.data_dir / FILE, "SELECT seq FROM outbox WHERE refused IS NULL"))


def acked(settings: Settings) -> set[bytes]:
    """Ids of the events that the tablet believes to be safe at the service."""
    return {row[0] for row in asked(settings.data_dir / FILE, "SELECT event_id FROM event WHERE acked_at_s > 0")}


def held(folder: Path) -> set[bytes]:
    """Ids of the events in the file of a service, which need not run."""
    return {uuid.UUID(str(row[0])).bytes for row in asked(folder / "service.db", "SELECT event_id FROM event")}


def asked(path: Path, query: str) -> list[tuple[bytes, ...]]:
    """The answer of a database file, which its owner may have open."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return database.execute(query).fetchall()
