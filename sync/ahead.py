"""The outbox, read one batch ahead and marked one batch behind.

In a backlog the tablet would else wait for the service and the service for the tablet: now the next batch is read, and
the one before is marked, while a request is under way. Nothing is marked before the service has answered for it, and
what a child says at this moment still goes next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Protocol

from sync.protocol import Envelope, Verdict


class Outbox(Protocol):
    """What waits to be sent. Called from the worker's thread; it does one thing after another."""

    @property
    def store_id(self) -> bytes:
        """The 8 bytes that name the database the events are kept in."""

    @property
    def since(self) -> int:
        """The first number given out under that name."""

    def service_holds(self, epoch: str, held: int) -> None:
        """Hear how far the service holds this store without a gap: what a restored one lacks waits again."""

    def next_batch(self, limit: int) -> tuple[bool, list[Envelope]]:
        """The next events, oldest first, and whether they are urgent; urgent ones go first and alone."""

    def batch_after(self, seq: int, limit: int) -> Future[list[Envelope]]:
        """Begin to read the events that wait after a number, oldest first, urgent ones left out."""

    def settle(self, verdicts: Sequence[Verdict]) -> Future[None]:
        """Begin to make durable what became of events."""


class Ahead:
    """Batches of one outbox, for one thread.

    Args:
        delivered: called with how many events a batch had, once what became of them is durable.
    """

    def __init__(self, outbox: Outbox, delivered: Callable[[int], None]) -> None:
        self._outbox = outbox
        self._delivered = delivered
        self._reading: Future[list[Envelope]] | None = None
        self._settling: tuple[Future[None], int] | None = None

    def next_batch(self, limit: int, *, urgent: bool) -> tuple[bool, list[Envelope]]:
        """The next events, and whether they are urgent; none when nothing waits and all before is durable.

        Args:
            limit: how many at most; those that were read ahead may be more, where it has fallen since.
            urgent: something urgent was recorded: what was read ahead of it is left for later.
        """
        reading, self._reading = self._reading, None
        if reading is not None and not urgent and (events := reading.result()) and len(events) <= limit:
            return False, events
        self.finish()
        return self._outbox.next_batch(limit)

    def sending(self, events: Sequence[Envelope], limit: int) -> None:
        """These are about to be sent, as many as may go at once: begin to read those that follow."""
        self._reading = self._outbox.batch_after(events[-1].seq, limit)

    def settle(self, verdicts: Sequence[Verdict]) -> None:
        """Begin to mark what became of a batch, when the one before is durable; wait where nothing else is to do.

        Raises:
            Exception: whatever kept the batch before from being marked; it goes again, and the service knows it.
        """
        self.finish()
        self._settling = self._outbox.settle(verdicts), len(verdicts)
        if self._reading is None:
            self.finish()

    def finish(self) -> None:
        """Wait until everything that was answered is durable.

        Raises:
            Exception: it could not be made so.
        """
        settling, self._settling = self._settling, None
        if settling is not None:
            settling[0].result()
            self._delivered(settling[1])

    def forget(self) -> None:
        """Something went wrong on the way: what was read ahead may not be the next any more."""
        self._reading = None
