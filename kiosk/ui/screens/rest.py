"""At rest: a sunrise, a greeting, and a lantern that is lit while somebody waits for a grown-up. No names here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kivy.properties import BooleanProperty, ObjectProperty, StringProperty

from kiosk import turn
from kiosk.ui import resting
from kiosk.ui.metrics import Box, Form, Metrics
from kiosk.ui.screens.screen import KioskScreen, Option
from kiosk.ui.staff.corner import Corner
from kiosk.ui.state import KioskState
from kiosk.ui.widgets import landscape as _landscape  # noqa: F401  (its rule is used in the .kv)
from kiosk.ui.widgets.kv import load_beside

if TYPE_CHECKING:
    from kiosk.ui.stage import Stage


class RestScreen(KioskScreen):
    """Where the tablet waits. Nothing on it moves."""

    greeting = StringProperty("")
    notice = StringProperty("")
    lit = BooleanProperty(False)
    known = BooleanProperty(False)
    greeting_box = ObjectProperty(None, allownone=True)
    notice_box = ObjectProperty(None, allownone=True)
    lantern_box = ObjectProperty(None, allownone=True)
    light_box = ObjectProperty(None, allownone=True)

    def __init__(self, kiosk: KioskState, metrics: Metrics, language: str = "en") -> None:
        super().__init__(kiosk, metrics, language)
        px, wide = metrics.px, metrics.width
        tall = metrics.form is Form.TALL
        self.light_box = resting.light_box(metrics)
        self.lantern_box = self.light_box.inset(round(self.light_box.width * 0.12))
        self.greeting_box = resting.greeting_box(metrics)
        width, height = min(px(90), wide - px(12)), px(21 if metrics.form is Form.FOOT else 20)
        self._button = Box((wide - width) // 2, round(metrics.height * 0.838) - height // 2, width, height)
        self.notice_box = self._button.inset(-px(2), 0)
        side = px(20)
        beside = Box(self._button.right + px(5), self._button.y + (height - side) // 2, side, side)
        self._speaker = metrics.speaker if tall else beside

    def show(self) -> None:
        state = self.kiosk
        self.begin()
        self.known = state.ready
        self.lit = state.lantern
        greeting = "greet.afternoon" if state.afternoon else "greet.morning"
        self.asked = (greeting,)
        self.greeting = self.say(greeting) if state.ready else ""
        enrolled = state.classroom is not None
        self.notice = "" if enrolled or not state.ready else self.say("tablet.not_enrolled")
        if enrolled:
            em = self.metrics.sizes.word_em * (1.5 if self.metrics.form is Form.FOOT else 1.3)
            manner = self.manner(em, beside=True, round_ends=True, lines=1)
            self.put(Option(turn.HELLO, "hand", "greet.hello"), self._button, manner)
            self.put_speaker(self._speaker)
        self.finish()

    # The staff corner.

    def join(self, stage: Stage) -> None:
        self._corner = Corner(stage)

    def finger_down(self, x: float, y: float) -> bool:
        return self._corner.down(x, y)

    def finger_moved(self, x: float, y: float) -> None:
        self._corner.moved(x, y)

    def finger_up(self) -> None:
        self._corner.up()


load_beside(__file__)
