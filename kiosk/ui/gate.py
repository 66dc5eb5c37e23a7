"""Which finger may answer: one at a time, and none while a screen has only just changed under it."""

from __future__ import annotations

from kiosk.ui.timers import Timers


class Gate:
    """Lets one finger answer at a time, and no second tap of a double tap reach the screen that follows.

    While a finger is down on an answer every other finger is ignored; after the screen has changed all are, for
    `PAUSE_S`.
    """

    PAUSE_S = 0.3
    LONGEST_S = 4.0
    """A finger held down longer than this no longer keeps others out: it may be a leaning arm."""

    def __init__(self, timers: Timers) -> None:
        self._timers = timers
        self._finger: int | None = None
        self._since = 0.0
        self._shut_until = float("-inf")

    def enter(self, finger: int) -> bool:
        """True when this finger may answer now; it then holds the gate until `leave`."""
        now = self._timers.now()
        held = self._finger is not None and now - self._since < self.LONGEST_S
        if held or now < self._shut_until:
            return False
        self._finger, self._since = finger, now
        return True

    def leave(self, finger: int) -> None:
        if finger == self._finger:
            self._finger = None

    def changed(self) -> None:
        """The screen has changed under the finger."""
        self._shut_until = self._timers.now() + self.PAUSE_S

    @property
    def free(self) -> bool:
        """True when a new finger would be heard."""
        return self._finger is None and self._timers.now() >= self._shut_until
