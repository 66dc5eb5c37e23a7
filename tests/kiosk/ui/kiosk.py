"""A tablet's real screens with hand-turned time, for tests."""

from __future__ import annotations

from pathlib import Path

from kivy.core.window import Window

from kiosk.checkin import SETTLE_S, Step
from kiosk.ui import pictures
from kiosk.ui.drive import Driver
from kiosk.ui.metrics import Metrics
from kiosk.ui.photos import Photos
from kiosk.ui.stage import Stage
from kiosk.ui.state import KioskState
from kiosk.ui.timers import HandTimers
from tests.kiosk.ui.classroom import MemoryTablet, hex_of

SIZES = {(800, 480): 5.2, (1280, 800): 5.9, (720, 1280): 8.3}
"""The panels we draw for, with their pixels to the millimetre."""


class Kiosk(Driver):
    """The driver, with the words that tests use."""

    def __init__(
        self, size: tuple[int, int] = (800, 480), tablet: MemoryTablet | None = None, folder: Path | None = None
    ) -> None:
        if tuple(Window.size) != size:
            Window.size = size
        self.tablet = tablet or MemoryTablet()
        self.metrics = Metrics(*size, SIZES[size])
        photos = Photos(folder) if folder else None
        if photos is not None:
            pictures.photos_from(photos.square)
        state = KioskState(HandTimers(), photos=photos)
        super().__init__(Stage(state, self.metrics))
        state.attach(self.tablet)
        self.frames(2)

    def at(self, step: Step) -> bool:
        """True when the conversation stands at this step."""
        return bool(self.kiosk.turn.step is step)

    def to_wall(self) -> None:
        """Say hello."""
        self.press("hello")
        self.until_screen(Step.WHO)

    def to_feeling(self, child: int = 0) -> None:
        """Say hello and find a child's own picture."""
        self.to_wall()
        self.find(child)
        self.until_screen(Step.FEELING)

    def find(self, child: int) -> None:
        """Turn the wall until a child is on it, and touch it."""
        for _ in range(6):
            if any(card.said == hex_of(child) for card in self.cards()):
                break
            self.press("more")
        self.press(hex_of(child))

    def feel(self, feeling: str) -> None:
        """Touch a feeling and let it settle."""
        self.press(feeling)
        self.settle()

    def settle(self) -> None:
        self.advance(SETTLE_S)

    def to_thanks(self, child: int = 0, feeling: str = "calm") -> None:
        """Let a child say how they feel, and leave out all that may follow."""
        self.to_feeling(child)
        self.feel(feeling)
        self.leave_out()

    def leave_out(self) -> None:
        """From an answered feeling to the last screen, past everything that is only offered."""
        steps = (Step.SIZE, Step.ABOUT, Step.HELP, Step.THANKS)
        if self.kiosk.turn.page.startswith("inside"):
            self.feel("not_sure")
        while True:
            self.until_screen(*steps)
            if self.at(Step.THANKS):
                return
            self.press("not_now" if self.at(Step.HELP) else "skip")
