"""What the screens may ask of the tablet; they know nothing of databases or networks."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from kiosk.turn import Asked
from sync.protocol import Classroom, Trust

if TYPE_CHECKING:
    from kiosk.effects import Effect


class Reach(enum.Enum):
    """Whether a grown-up will hear of a request, said honestly on the screen."""

    HERE = "here"
    """The service answers and adults are on duty."""
    OFFLINE = "offline"
    """Nobody can be told until the network is back: the screen shows a card to take to an adult."""
    OUT_OF_HOURS = "out_of_hours"


@dataclass(frozen=True, slots=True)
class Health:
    """How the tablet is, for staff: numbers with no child in them."""

    waiting: int
    """Records not yet acknowledged by the service."""
    refused: int
    heard_s: float | None
    """Seconds since the service last answered; None when it has not since the tablet was started."""
    allowed: bool
    """False when the service no longer knows this tablet: it must be enrolled again."""
    clock: Trust
    disk_free_mb: int
    version: str
    put_aside: int = 0
    """Damaged records that were put aside."""


class Tablet(Protocol):
    """One enrolled tablet. Every method returns at once and may be called from the screen's thread."""

    def classroom(self) -> Classroom | None:
        """The class as last heard from the service; None until the tablet has been enrolled and synced once."""

    def done(self) -> frozenset[str]:
        """Ids (hex) of the pupils who have checked in during the slot that is now."""

    def here_today(self) -> frozenset[str]:
        """Ids (hex) of the pupils who have said anything today, in whichever slot."""

    def slot(self) -> int:
        """The number of the check-in slot that is now: 0 in the morning."""

    def asked_before(self, pupil: str) -> Asked | None:
        """The request of an earlier visit about which this pupil (hex) is to be asked *Did a grown-up come?*"""

    def chose_later(self, pupil: str) -> bool:
        """Whether this pupil (hex) chose *later today* at an earlier check-in of today."""

    def lantern(self) -> bool:
        """True while a request for a grown-up waits to be acknowledged; known offline too."""

    def reach(self) -> Reach: ...

    def afternoon(self) -> bool:
        """True from noon, by the tablet's clock: the greeting follows it."""

    def wall_clock(self) -> datetime:
        """The school's own local time now; UTC while the school is unknown."""

    def health(self, then: Callable[[Health], None]) -> None:
        """Ask how the tablet is; `then` is called once, from another thread, unless the tablet closes first."""

    def send_now(self) -> None:
        """Deliver what waits and fetch the class now, whatever pause an earlier failure began."""

    def carry_out(self, effects: Sequence[Effect], then: Callable[[bool], None]) -> None:
        """Record what a child did, off the screen's thread.

        `then` is called exactly once, from another thread: True when all of it is durable on this tablet,
        False when it could not be written. Ids of pupils and adults are hex, as `classroom()` gives them.
        """

    def watch(self, changed: Callable[[], None]) -> None:
        """Call `changed`, from any thread, whenever classroom, done, lantern or reach may have changed."""

    def close(self) -> None:
        """Stop the threads and close the database; safe to call twice."""
