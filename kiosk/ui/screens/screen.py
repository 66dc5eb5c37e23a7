"""What every screen is made of: a question, the child's own animal, cards to answer with, and the exits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.widget import Widget

from assets import words
from kiosk import turn
from kiosk.ui import theme
from kiosk.ui.metrics import Box, Form, Metrics
from kiosk.ui.reader import SPEAKER, Reader
from kiosk.ui.state import KioskState
from kiosk.ui.widgets.answer import Answer, Manner, Option
from kiosk.ui.widgets.kv import load_beside
from kiosk.ui.widgets.words import Drawing, Placed, Words
from kiosk.voice import NAME

if TYPE_CHECKING:
    from kiosk.ui.stage import Stage

NOT_SURE = Option(turn.NOT_SURE, "not_sure", "exit.not_sure")
NOT_SAY = Option(turn.NOT_SAY, "not_say", "exit.not_say")
ADULT = Option(turn.ADULT, "adult", "exit.adult")
ASKED = Option("", "adult", "exit.asked", done=True, sign=True)
"""In the place of *I want a grown-up* once the request is on its way."""
_SPEAKER = Option(SPEAKER, "speaker", "")
FINISH = Option(turn.FINISH, "yes", "control.finish")
_FLOOR_MM = 2.1
"""Letters never get smaller than this; a longer text takes more lines instead."""


class KioskScreen(Widget):
    """One screen. `show` brings it up to date with the state; nothing on it moves by itself."""

    kiosk = ObjectProperty()
    metrics = ObjectProperty()
    question = StringProperty("")
    with_animal = BooleanProperty(False)
    controls = NumericProperty(0)
    """Places for controls that are kept free beside the question."""
    look = ObjectProperty(theme.USUAL, rebind=True)

    def __init__(self, kiosk: KioskState, metrics: Metrics, language: str = "en") -> None:
        self._words = words.words(language)
        self._cards: list[Answer] = []
        self._shown: list[Answer] = []
        self.asked: tuple[str, ...] = ()
        """Ids of the words that the speaker reads before the cards."""
        self.reader: Reader | None = None
        """Who speaks, for a screen that says something by itself; set by the stage."""
        super().__init__(kiosk=kiosk, metrics=metrics, size=(metrics.width, metrics.height))

    # For the stage.

    def wear(self, look: theme.Look) -> None:
        """Take on the look and the language of whoever's turn it is; called before `show`."""
        if look == self.look:
            return
        self._words = words.words(look.language)
        self.look = look
        for widget in self.walk(restrict=True):
            if isinstance(widget, Placed):
                widget.wear(look, self.metrics.width)

    def join(self, stage: Stage) -> None:
        """Called once, when a stage has built this screen."""

    def show(self) -> None:
        """Bring everything on the screen up to date."""

    def rehearse(self) -> None:
        """Lay out what will be needed first, so that its pictures can be painted ahead."""

    @property
    def cards(self) -> tuple[Answer, ...]:
        """Every card that is shown."""
        return tuple(self._shown)

    def press(self, x: float, y: float) -> Answer | None:
        """The card at a place of the window that would answer there."""
        return next((card for card in self._shown if card.can_press(x, y)), None)

    def heard(self, card: Answer) -> None:
        """A card was pressed: by default its choice is told to the conversation."""
        self.kiosk.tap(card.said, int(card.position))

    def finger_down(self, x: float, y: float) -> bool:
        """A finger came down where no card is; True when the screen does something with it until `finger_up`."""
        return False

    def finger_moved(self, x: float, y: float) -> None:
        """That finger has moved."""

    def finger_up(self) -> None:
        """That finger has gone. Not called when the screen went before it."""

    def key(self) -> None:
        """A switch was pressed for what is no card, such as an activity."""

    # For the screens.

    def say(self, word: str) -> str:
        """A word in the language of whoever's turn it is: the school's own where that is in force, else ours."""
        own = self.kiosk.own_words
        return (own.of(self.look.language).get(word) if own else None) or self._words[word]

    def begin(self) -> None:
        """Start to set the cards of this moment; those not set again before `finish` are cleared away."""
        self._shown = []

    def put(self, option: Option, box: Box, manner: Manner, position: int = 0, *, chosen: bool = False) -> Answer:
        """Set one card. `option.word` is a word's id, or the text itself after an equals sign (a child's name)."""
        place = len(self._shown)
        if place == len(self._cards):
            card = Answer(metrics=self.metrics, window_height=self.metrics.height)
            card.wear(self.look, self.metrics.width)
            card.bind(on_press=self._pressed)
            self._cards.append(card)
            self.add_widget(card)
        card = self._cards[place]
        said = option.word[1:] if option.word.startswith("=") else self.say(option.word) if option.word else ""
        spoken = replace(option, word=said)
        if card.option != spoken or card.box != box or card.manner != manner or card.position != position:
            card.offer(spoken, box, manner, position)
        card.chosen = chosen
        # A child's or an adult's name is heard only where staff have recorded it.
        card.word_id = f"{NAME}{option.says}" if option.word.startswith("=") else option.word
        self._shown.append(card)
        return card

    def clear(self) -> None:
        """Take every card away, so that the next `show` sets them all anew."""
        self.begin()
        self.finish()

    def finish(self) -> None:
        for card in self._cards[len(self._shown) :]:
            if card.option is not None:
                card.offer(None, None, card.manner)

    def put_exits(self, options: Sequence[Option], first_position: int = 0, *, chosen: str | None = None) -> None:
        """Set the exits in their places, the last always in the same corner."""
        manner = self.exit_manner(len(options))
        for i, box in enumerate(self.metrics.exits(len(options), animal=self.with_animal)):
            option = options[i]
            self.put(option, box, manner, first_position + i, chosen=bool(chosen) and option.says == chosen)

    def put_speaker(self, box: Box | None = None) -> None:
        """Set the card that reads the screen aloud, at the top right."""
        self.put(_SPEAKER, box or self.metrics.speaker, self.manner(self.metrics.sizes.word_em))

    def put_card(self, box: Box, word: str = "card.title") -> None:
        """Set the large card that a child takes to an adult, its words drawn large."""
        wide = box.width > box.height * 1.3
        manner = self.manner(self.metrics.sizes.question_em * 1.15, beside=wide, lines=4)
        self.put(Option("", "adult", word, still=True), box, manner)

    def put_animal(self) -> None:
        """Set the child's own animal, which says whose turn it is; a tap asks *Not you?*."""
        tile = self.kiosk.pupil()
        self.with_animal = tile is not None
        if tile is not None:
            own = Option(turn.ME, tile.picture, "", ground(tile.picture))
            self.put(own, self.metrics.animal, self.manner(self.metrics.sizes.word_em))

    def manner(self, em_mm: float, *, beside: bool = False, round_ends: bool = False, lines: int = 2) -> Manner:
        """How a card sets its word, from millimetres."""
        px = self.metrics.px
        return Manner(px(em_mm), px(min(em_mm, _FLOOR_MM)), beside, round_ends, lines=lines)

    def exit_manner(self, count: int) -> Manner:
        """Exits: words beside along the foot, under the picture where a card is narrow; pictures 15 mm at least."""
        px, sizes = self.metrics.px, self.metrics.sizes
        beside = self.metrics.form is Form.FOOT
        return Manner(px(sizes.exit_em), px(_FLOOR_MM), beside, picture_least=px(15), lines=2)

    def _pressed(self, card: Answer) -> None:
        self.heard(card)


def ground(picture: str) -> str:
    """The colour of a child's own tile: their animal's, or a plain card's for a visitor's blank one."""
    from assets import animals  # read here: the first frame is drawn without any picture

    return animals.tile_colour(picture) if picture in animals.ANIMALS else theme.CARD


class Asking(KioskScreen):
    """A screen with a question at the top."""

    question_words: Any = ObjectProperty()

    def ask(self, *words: str) -> None:
        """Show the question, the first of these words, and let the speaker read all of them."""
        self.asked = words
        self.question = self.say(words[0])


class Telling(Asking):
    """A screen with one large picture, or a card for an adult, and a sentence under it."""

    picture = StringProperty("")
    sentence = StringProperty("")
    picture_box = ObjectProperty(None, allownone=True)
    sentence_box = ObjectProperty(None, allownone=True)

    def __init__(self, kiosk: KioskState, metrics: Metrics, language: str = "en") -> None:
        super().__init__(kiosk, metrics, language)
        body, px = metrics.body, metrics.px
        words_high = px(16 if metrics.form is not Form.RAIL else 14)
        high, wide = body.height - words_high - px(2), min(body.width, px(130))
        left = body.x + (body.width - wide) // 2
        self.picture_box = Box(left, body.y, wide, high)
        self.sentence_box = Box(left, body.y + high + px(2), wide, words_high)


__all__ = [
    "ADULT",
    "ASKED",
    "FINISH",
    "NOT_SAY",
    "NOT_SURE",
    "Asking",
    "Drawing",
    "KioskScreen",
    "Option",
    "Telling",
    "Words",
    "ground",
]

load_beside(__file__)
