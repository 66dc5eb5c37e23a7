"""The PIN pad before the staff corner: our own keys, and nothing that a child could read off the screen."""

from __future__ import annotations

from kiosk.pin import LENGTHS
from kiosk.turn import Opened
from kiosk.ui.staff import places
from kiosk.ui.staff.board import Board
from kiosk.ui.timers import Timer
from kiosk.ui.widgets.answer import Answer

CLOSE_S = 25.0
"""Seconds untouched until the pad goes away."""
_CLEAR, _ENTER, _BACK = "clear", "enter", "back"
_KEYS = (*"123456789", _CLEAR, "0", _ENTER)


class PinScreen(Board):
    """Asks for the PIN; without one it says how to set one."""

    _typed = ""
    _wrong = False
    _closing: Timer | None = None
    _checking: Timer | None = None

    def enter(self) -> None:
        self._typed, self._wrong = "", False
        self._stay()

    def leave(self) -> None:
        for timer in (self._closing, self._checking):
            if timer is not None:
                timer.cancel()
        self._closing = self._checking = None
        self._typed = ""

    def show(self) -> None:
        self.question = "Staff"
        self.begin()
        desk = self.stage.desk if self.stage else None
        if desk is None or not desk.lock.is_set:
            told = "This tablet has no PIN yet. To set one, run on the tablet: daybreak kiosk pin"
            self.write(told, self.metrics.body, lines=4)
        elif desk.lock.wait_s:
            minutes = max(1, round(desk.lock.wait_s / 60))
            again = "in a minute" if minutes == 1 else f"in {minutes} minutes"
            self.write(f"That was the wrong PIN too often. Try again {again}.", self.metrics.body, lines=3)
        else:
            self._put_pad()
        self.foot((_BACK, "back", "Back"))
        self.finish()

    def _put_pad(self) -> None:
        dots, keys = places.keys(self.metrics)
        if self._typed:
            for box in places.dots(self.metrics, dots, len(self._typed)):
                self.sign("staff_typed", box)
        else:
            told = "Wrong PIN" if self._wrong else "Type the PIN"
            self.write(told, dots, em_mm=self.text_mm * 1.3, to="centre")
        for says, box in zip(_KEYS, keys, strict=True):
            picture = {_CLEAR: "staff_rub_out", _ENTER: "yes"}.get(says, "")
            self.card(says, picture, "" if picture else says, box, em_mm=7, beside=False)

    def heard(self, card: Answer) -> None:
        self._stay()
        if card.said == _BACK:
            self._close()
            return
        if self._checking is not None:
            return
        if card.said == _CLEAR:
            self._typed = self._typed[:-1]
        elif card.said == _ENTER:
            # The dots stay while the PIN is tried: the trying takes a moment, on purpose.
            self._checking = self.kiosk.timers.after(0.02, self._try)
        elif len(self._typed) < LENGTHS[1]:
            self._typed += card.said
        self.show()

    def _try(self) -> None:
        self._checking = None
        assert self.stage is not None
        assert self.stage.desk is not None
        right = self.stage.desk.lock.opens(self._typed)
        self._typed, self._wrong = "", not right
        if right:
            self._close()
            self.kiosk.hear(Opened())
        else:
            self.show()

    def _stay(self) -> None:
        """Somebody is there: the pad stays a while longer."""
        if self._closing is not None:
            self._closing.cancel()
        self._closing = self.kiosk.timers.after(CLOSE_S, self._close)

    def _close(self) -> None:
        if self.stage is not None:
            self.stage.uncover()
