"""The stage: the one screen that is up, and the only place where a finger comes down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kivy.uix.widget import Widget

from assets.words import ENGLISH
from kiosk.turn import Step
from kiosk.ui import pictures, text, theme
from kiosk.ui.gate import Gate
from kiosk.ui.metrics import Metrics
from kiosk.ui.own_words import OwnWords
from kiosk.ui.reader import SPEAKER, Reader
from kiosk.ui.scanning import Scanner
from kiosk.ui.screens.rest import RestScreen
from kiosk.ui.screens.screen import KioskScreen
from kiosk.ui.sound import Player
from kiosk.ui.state import KioskState

if TYPE_CHECKING:
    from kiosk.ui.staff.desk import Desk
    from kiosk.ui.widgets.answer import Answer

_SHOWN_FROM = ("turn", "ready", "classroom", "done", "lantern", "afternoon", "reach")
_MOVING_S = 1.0
"""How often a finger that moves says that somebody is there."""


class Stage(Widget):
    """Holds every screen, built once, and shows the one the turn asks for; silent without a `reader`."""

    def __init__(
        self,
        kiosk: KioskState,
        metrics: Metrics,
        language: str = "en",
        reader: Reader | None = None,
        desk: Desk | None = None,
    ) -> None:
        super().__init__(size=(metrics.width, metrics.height), size_hint=(None, None))
        self.desk = desk
        """What the staff corner changes; without it the corner stays shut."""
        self.kiosk, self.metrics, self.gate = kiosk, metrics, Gate(kiosk.timers)
        self.reader = reader or Reader(kiosk, Player(kiosk.timers))
        self._language = language
        self._own_words = kiosk.own_words = OwnWords(metrics)
        self._screens: dict[type[KioskScreen], KioskScreen] = {}
        self._up: KioskScreen | None = None
        self._over: KioskScreen | None = None
        self._place: tuple[Any, ...] = ()
        self._playing: Any = None
        """The finger that plays with what is not a card."""
        self._told_at = 0.0
        self.scanner = Scanner(self)
        for name in _SHOWN_FROM:
            kiosk.bind(**{name: self._changed})
        kiosk.bind(photos=self._photos_changed)
        self._changed()

    @property
    def screen(self) -> KioskScreen:
        """The screen that is up."""
        assert self._up is not None  # one is up from the first moment
        return self._over or self._up

    @property
    def screens(self) -> tuple[KioskScreen, ...]:
        """Every screen built so far; each is built once."""
        return tuple(self._screens.values())

    def prepare(self) -> None:
        """Build the screens that are not up yet, and paint their pictures ahead in a thread."""
        self._rehearse(dict.fromkeys(map(_kind, Step)))
        room = self.kiosk.classroom
        for language in {tile.settings.language for tile in room.pupils} if room else ():
            text.measure_ahead(language)

    def _rehearse(self, kinds: Iterable[type[KioskScreen]]) -> None:
        with pictures.noting() as wanted:
            for kind in kinds:
                if (screen := self._built(kind)) is not self._up:
                    screen.rehearse()
                    screen.clear()
        pictures.bake_ahead(sorted(wanted))

    def cover(self, kind: type[KioskScreen]) -> None:
        """Show a screen that is no step of the conversation over the one that is up, until that goes."""
        self.uncover()
        self._over = self._built(kind)
        self.scanner.stop()
        self.gate.changed()
        self.add_widget(self._over)

    def uncover(self) -> None:
        """Show the screen of the conversation again."""
        over, self._over = self._over, None
        if over is not None:
            self.gate.changed()
            self.remove_widget(over)

    @property
    def covered(self) -> bool:
        """True while a screen that is no step of the conversation is shown."""
        return self._over is not None

    def leave(self) -> None:
        """Let go of the state, before another stage takes this one's place."""
        self.scanner.stop()
        for name in _SHOWN_FROM:
            self.kiosk.unbind(**{name: self._changed})
        self.kiosk.unbind(photos=self._photos_changed)

    def on_touch_down(self, touch: Any) -> bool:
        self.kiosk.touched()
        card = self.screen.press(*touch.pos)
        self.scanner.finger()
        if card is not None and self.gate.enter(touch.uid):
            self.answer(card)
        elif card is None and self._playing is None and self.gate.free and self.screen.finger_down(*touch.pos):
            # It does not hold the gate: Stop stays in reach of the other hand.
            self._playing = touch.uid
        return True

    def on_touch_move(self, touch: Any) -> bool:
        if touch.uid == self._playing:
            now = self.kiosk.timers.now()
            if now - self._told_at >= _MOVING_S:
                self._told_at = now
                self.kiosk.touched()
            self.screen.finger_moved(*touch.pos)
        return True

    def on_touch_up(self, touch: Any) -> bool:
        self.gate.leave(touch.uid)
        if touch.uid == self._playing:
            self._playing = None
            self.screen.finger_up()
        return True

    def answer(self, card: Answer) -> None:
        """A card was chosen, by a finger or a switch."""
        if card.said == SPEAKER:
            self.reader.press(self.screen)
        else:
            self.reader.touch(card.word_id)
            card.dispatch("on_press")

    def key_down(self, key: int) -> bool:
        """A key was pressed, by Kivy's number; True when it was used."""
        return self.scanner.key_down(key)

    def key_up(self, key: int) -> None:
        self.scanner.key_up(key)

    def _sound(self, coming: Step) -> None:
        """The screen that was read goes; the last one of a turn has its chime."""
        self.reader.leave()
        if coming is Step.THANKS and self._place[0] is not Step.NOT_YOU:
            self.reader.end_turn()

    def _built(self, kind: type[KioskScreen]) -> KioskScreen:
        if kind not in self._screens:
            built = self._screens[kind] = kind(self.kiosk, self.metrics, self._language)
            built.reader = self.reader
            built.join(self)
        return self._screens[kind]

    def _photos_changed(self, *_: Any) -> None:
        """Photographs came or went: at rest the wall's are painted ahead, in a turn they are when they are met."""
        pictures.keep_photos(self.kiosk.photos)
        self._changed()
        if self.kiosk.turn.step is Step.REST and not self.covered:
            self._rehearse([_kind(Step.WHO)])

    def _changed(self, *_: Any) -> None:
        turn = self.kiosk.turn
        screen = self._built(_kind(turn.step))
        settings = turn.child.settings if turn.child else None
        look = theme.look_for(settings)
        if (room := self.kiosk.classroom) is not None:
            self._own_words.take(room.words, (ENGLISH, *(tile.settings.language for tile in room.pupils)))
        screen.wear(look)
        self.reader.serve(settings, self._own_words)
        step = turn.step if turn.step is not Step.SAVING else Step.FEELING
        place = (step, turn.page, turn.wall, turn.tries)
        anew = place != self._place
        if anew:
            if self._place:
                self.gate.changed()
                self._sound(turn.step)
            self._place = place
        if screen is not self._up:
            self.uncover()
            self.clear_widgets()
            self._playing = None
            self._up = screen
            screen.show()
            self.add_widget(screen)
        else:
            screen.show()
        self.scanner.changed(anew=anew)


def _kind(step: Step) -> type[KioskScreen]:
    """The screen of a step. All but the first are read when they are needed, after the first frame."""
    match step:
        case Step.REST:
            return RestScreen
        case Step.WHO:
            from kiosk.ui.screens.who import WhoScreen

            return WhoScreen
        case Step.CANT_FIND:
            from kiosk.ui.screens.asides import CantFindScreen

            return CantFindScreen
        case Step.NOT_YOU:
            from kiosk.ui.screens.asides import NotYouScreen

            return NotYouScreen
        case Step.UNSAVED:
            from kiosk.ui.screens.asides import UnsavedScreen

            return UnsavedScreen
        case Step.THANKS:
            from kiosk.ui.screens.thanks import ThanksScreen

            return ThanksScreen
        case Step.PICTURE_CARD:
            from kiosk.ui.screens.asides import PictureCardScreen

            return PictureCardScreen
        case Step.CAME:
            from kiosk.ui.screens.came import CameScreen

            return CameScreen
        case Step.ACTIVITY:
            from kiosk.ui.screens.activity import ActivityScreen

            return ActivityScreen
        case Step.STAFF:
            from kiosk.ui.screens.staff import StaffScreen

            return StaffScreen
        case _:
            from kiosk.ui.screens.choice import ChoiceScreen

            return ChoiceScreen
