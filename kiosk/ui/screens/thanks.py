"""Thank you: the same voice for every answer, and honest words for a request."""

from __future__ import annotations

from kivy.properties import ObjectProperty, StringProperty

from kiosk import checkin
from kiosk.ports import Reach
from kiosk.ui.metrics import Box, Form, Metrics
from kiosk.ui.screens.screen import ADULT, ASKED, FINISH, KioskScreen, Option
from kiosk.ui.state import KioskState
from kiosk.ui.widgets import landscape as _landscape  # noqa: F401  (its rule is used in the .kv)
from kiosk.ui.widgets.kv import load_beside

_REACH = {
    Reach.HERE: ("lantern_lit", "reach.here"),
    Reach.OFFLINE: ("card", "reach.offline"),
    Reach.OUT_OF_HOURS: ("card", "reach.out_of_hours"),
}


class ThanksScreen(KioskScreen):
    """The last screen of a turn. It shows no feeling and no name."""

    title = StringProperty("")
    sentence = StringProperty("")
    picture = StringProperty("")
    title_box = ObjectProperty(None, allownone=True)
    sentence_box = ObjectProperty(None, allownone=True)
    picture_box = ObjectProperty(None, allownone=True)

    def __init__(self, kiosk: KioskState, metrics: Metrics, language: str = "en") -> None:
        super().__init__(kiosk, metrics, language)
        px, body = metrics.px, metrics.body
        # In the middle, clear of the speaker at the right and of the animal, which the rail form has elsewhere.
        aside = metrics.speaker.width + px(3)
        wide = body.width - 2 * aside
        self.title_box = Box(body.x + aside, px(metrics.sizes.top), wide, px(metrics.sizes.header))
        words_high = px(15 if metrics.form is not Form.TALL else 24)
        self.sentence_box = Box(body.x, self.title_box.foot + px(1), body.width, words_high)
        room = body.foot - self.sentence_box.foot - px(2)
        side = min(room, body.width, px(62))
        top = self.sentence_box.foot + (room - side) // 2 + px(1)
        self.picture_box = Box(body.x + (body.width - side) // 2, top, side, side)

    def show(self) -> None:
        turn = self.kiosk.turn
        self.title = self.say("thanks.title")
        self.begin()
        self.put_animal()
        tile = self.kiosk.pupil()
        if turn.asking:
            self.picture, said = _REACH[self.kiosk.reach]
        else:
            self.picture, said = tile.picture if tile else "", "thanks.told" if turn.saved else ""
        self.sentence = self.say(said) if said else ""
        self.asked = ("thanks.title", said) if said else ("thanks.title",)
        back = [Option(checkin.TAKE_BACK, "take_back", "thanks.take_back")] if turn.saved else []
        self.put_exits([*back, FINISH, ASKED if turn.asking else ADULT])
        self.put_speaker()
        self.finish()


load_beside(__file__)
