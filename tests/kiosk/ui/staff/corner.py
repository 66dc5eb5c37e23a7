"""A kiosk whose staff corner works, on a folder of its own."""

from __future__ import annotations

from pathlib import Path

from kiosk import pin
from kiosk.checkin import Step
from kiosk.pin import Lock
from kiosk.preferences import Kept
from kiosk.settings import Settings
from kiosk.ui.staff.corner import HOLD_S
from kiosk.ui.staff.desk import Desk
from tests.kiosk.ui.kiosk import Kiosk

PIN = "2468"


class Corner:
    """The staff corner of a kiosk: what it set, and how staff get into it."""

    def __init__(self, kiosk: Kiosk, folder: Path, *, pin_set: bool = True) -> None:
        if pin_set:
            pin.save(folder, PIN)
        self.kiosk = kiosk
        self.shone: list[float] = []
        self.resized: list[float] = []
        settings = Settings(data=str(folder), px_per_mm=kiosk.metrics.px_per_mm)
        self.desk = Desk(
            Kept(folder, settings),
            Lock(folder),
            kiosk.kiosk.timers,
            kiosk.stage.reader,
            shine=self.shone.append,
            resize=self.resized.append,
            on_main=lambda call: call(),
        )
        self.desk.attach(kiosk.tablet)
        kiosk.stage.desk = self.desk

    def hold(self, seconds: float = HOLD_S) -> None:
        """Press the corner for some seconds and let go."""
        self.kiosk.advance(0.3)  # the screen listens again
        finger = self.kiosk.finger_at(self.kiosk.metrics.px(4), self.kiosk.metrics.height - self.kiosk.metrics.px(4))
        finger.down()
        self.kiosk.frames(1)
        self.kiosk.advance(seconds)
        finger.up()
        self.kiosk.frames(2)

    def type(self, digits: str) -> None:
        for digit in digits:
            self.kiosk.press(digit)
        self.kiosk.press("enter")
        self.kiosk.advance(0.1)

    def open(self) -> None:
        """Go in with the right PIN."""
        self.hold()
        self.type(PIN)
        self.kiosk.until_screen(Step.STAFF)
