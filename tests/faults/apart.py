"""Taps on a tablet that is a program of its own, and what must be true of them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from sync.service.db.models import Pupil
from tests.bench.rows import Row, at_most
from tests.faults.programs import Program
from tests.faults.taps import AGAIN_S, Taps


class Apart:
    """Counts what such tablets confirmed, and what they showed that was not so."""

    def __init__(self, pupils: list[bytes]) -> None:
        self.taps = Taps(pupils)
        self.untrue: list[str] = []
        self.slowest_s = 0.0

    @classmethod
    def of(cls, children: Sequence[Pupil]) -> Apart:
        return cls([pupil.id.bytes for pupil in children])

    def tap(self, tablet: Program, count: int = 1) -> None:
        """Children tap; each must be told that it is kept."""
        pupils = self.taps.pupils
        for number in range(self.taps.give(count), self.taps.next):
            began = time.monotonic()
            kept = tablet.ask("tap", pupils[number % len(pupils)].hex(), str(number // len(pupils)))["kept"]
            self.slowest_s = max(self.slowest_s, time.monotonic() - began)
            self.sees("a tap was not confirmed", kept)
            if kept:
                self.taps.confirmed.add(number)

    def tried(self, tablet: Program) -> bool:
        """A child taps where it may not be kept; what the tablet says of it."""
        number = self.taps.give(1)
        pupils = self.taps.pupils
        kept = bool(tablet.ask("tap", pupils[number % len(pupils)].hex(), str(number // len(pupils)))["kept"])
        if kept:
            self.taps.confirmed.add(number)
        return kept

    def delivered(self, tablet: Program) -> None:
        """Wait until nothing waits; the tablet must say so."""
        state = tablet.ask("deliver")
        self.sees("it believed that things wait", state["waiting"] == 0)
        self.sees("it believed to be cut off", state["line"] == "up")

    def sees(self, otherwise: str, so: bool) -> None:
        """Note what is not so."""
        if not so:
            self.untrue.append(otherwise)

    def rows(self, name: str) -> Iterator[Row]:
        """The five invariants as rows."""
        for each in self.untrue:
            print(f"{name}: {each}")
        self.taps.untrue += len(self.untrue)
        yield from self.taps.rows(name)
        yield at_most(f"{name}.tap", self.slowest_s, "s", AGAIN_S)
