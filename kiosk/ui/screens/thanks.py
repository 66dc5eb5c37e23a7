"""Thank you: the same voice for every answer, and honest words for a request."""

from __future__ import annotations

from kivy.properties import ObjectProperty, StringProperty

from assets import activities
from kiosk import checkin
from kiosk.ports import Reach
from kiosk.turn import HELP
from kiosk.ui.metrics import ANSWER_GAP_MM, Box, Form, Metrics
from kiosk.ui.screens.screen import ADULT, ASKED, FINISH, KioskScreen, Option
from kiosk.ui.state import KioskState
from kiosk.ui.widgets import landscape as _landscape  # noqa: F401  (its rule is used in the .kv)
from kiosk.ui.widgets.kv import load_beside

_REACH = {
    Reach.HERE: "reach.here",
    Reach.OFFLINE: "reach.offline",
    Reach.OUT_OF_HOURS: "reach.out_of_hours",
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
        self._picture = self._centred(body.foot, px(62))
        # On a tall screen the small tile stands under the picture, which is then smaller.
        over = metrics.aside.y - px(ANSWER_GAP_MM) if metrics.form is Form.TALL else body.foot
        self._picture_over_tile = self._centred(over, px(62))
        self._card = self._centred(body.foot, px(62), px(110))

    def _centred(self, foot: int, most: int, wide: int = 0) -> Box:
        """The place of the picture, between the sentence and `foot`; `wide` pixels wide, or a square."""
        body, px = self.metrics.body, self.metrics.px
        room = foot - self.sentence_box.foot - px(2)
        height = min(room, body.width, most)
        width = min(wide, body.width) if wide else height
        top = self.sentence_box.foot + (room - height) // 2 + px(1)
        return Box(body.x + (body.width - width) // 2, top, width, height)

    def show(self) -> None:
        turn = self.kiosk.turn
        self.title = self.say("thanks.title")
        self.begin()
        self.put_animal()
        tile = self.kiosk.pupil()
        reach = self.kiosk.reach
        to_do = bool(turn.offers) and not turn.asking
        said = _REACH[reach] if turn.asking else "thanks.told" if turn.saved else ""
        self.picture_box = self._picture_over_tile if to_do else self._picture
        if turn.asking:
            self.picture = "lantern_lit" if reach is Reach.HERE else ""
        else:
            self.picture = tile.picture if tile else ""
        self.sentence = self.say(said) if said else ""
        self.asked = ("thanks.title", said) if said else ("thanks.title",)
        if turn.asking and reach is not Reach.HERE:
            self.put_card(self._card)
        if to_do:
            self._put_something_to_do(turn.offers[0])
        back = [Option(checkin.TAKE_BACK, "take_back", "thanks.take_back")] if turn.saved else []
        self.put_exits([*back, FINISH, ASKED if turn.asking else ADULT])
        self.put_speaker()
        self.finish()

    def _put_something_to_do(self, first: str) -> None:
        """Set the one small tile, with the first of the child's own activities on it."""
        offered = next(each for each in activities.load() if each.id == first)
        beside, sizes = self.metrics.form is Form.TALL, self.metrics.sizes
        manner = self.manner(sizes.word_em if beside else sizes.exit_em, beside=beside)
        self.put(Option(HELP, offered.picture, "help.more"), self.metrics.aside, manner)


load_beside(__file__)
