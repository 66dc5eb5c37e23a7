"""What the screens may ask of the tablet; they know nothing of databases or networks."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from typing import Protocol

from kiosk.checkin import Effect
from sync.protocol import Classroom


class Reach(enum.Enum):
    """Whether a grown-up will hear of a request, said honestly on the screen."""

    HERE = "here"
    """The service answers and adults are on duty."""
    OFFLINE = "offline"
    """Nobody can be told until the network is back: the screen shows a card to take to an adult."""
    OUT_OF_HOURS = "out_of_hours"


class Tablet(Protocol):
    """One enrolled tablet. Every method returns at once and may be called from the screen's thread."""

    def classroom(self) -> Classroom | None:
        """The class as last heard from the service; None until the tablet has been enrolled and synced once."""

    def done(self) -> frozenset[str]:
        """Ids (hex) of the pupils who have checked in during the slot that is now."""

    def lantern(self) -> bool:
        """True while a request for a grown-up waits to be acknowledged; known offline too."""

    def reach(self) -> Reach: ...

    def afternoon(self) -> bool:
        """True from noon, by the tablet's clock: the greeting follows it."""

    def carry_out(self, effects: Sequence[Effect], then: Callable[[bool], None]) -> None:
        """Record what a child did, off the screen's thread.

        `then` is called exactly once, from another thread: True when all of it is durable on this tablet,
        False when it could not be written. Ids of pupils and adults are hex, as `classroom()` gives them.
        """

    def watch(self, changed: Callable[[], None]) -> None:
        """Call `changed`, from any thread, whenever classroom, done, lantern or reach may have changed."""

    def close(self) -> None:
        """Stop the threads and close the database; safe to call twice."""
