"""The activity being played, with Stop and *I want a grown-up* always in reach.

Each activity is built when it is first chosen and kept; its pictures are painted ahead as soon as it is offered, and
held only while it is played. It gets the whole screen behind the exits, and `room` that is free of them.
"""

from __future__ import annotations

from typing import Any

from assets import faces
from kiosk import turn
from kiosk.checkin import Played, Step, Tapped
from kiosk.ui import activities
from kiosk.ui.activities import sprites
from kiosk.ui.activities.activity import Activity, Play
from kiosk.ui.metrics import Box, Form, Metrics, turned
from kiosk.ui.screens.screen import ADULT, ASKED, KioskScreen, Option
from kiosk.ui.sound import Player
from kiosk.ui.state import KioskState, nothing
from kiosk.ui.widgets.answer import Answer

STOP = Option(turn.STOP, "stop", "control.stop")
_CALM = "calm"


class ActivityScreen(KioskScreen):
    """Hosts the widget of the activity that the turn names: begun when the screen comes up, ended when it goes."""

    def __init__(self, kiosk: KioskState, metrics: Metrics, language: str = "en") -> None:
        super().__init__(kiosk, metrics, language)
        self.activity: Activity | None = None
        """The one being played."""
        self._built: dict[tuple[str, Box], Activity] = {}
        self._silent = Player(kiosk.timers)
        self._began = 0.0
        self._offers: tuple[str, ...] = ()
        kiosk.bind(turn=self._offered)

    def show(self) -> None:
        asking = self.kiosk.turn.asking
        self.begin()
        # Three places, of which the first stays free for the activity's own ornaments.
        manner = self.exit_manner(3)
        places = self.metrics.exits(3)
        for position, (option, box) in enumerate(zip((STOP, ASKED if asking else ADULT), places[1:], strict=True)):
            self.put(option, box, manner, position)
        self.finish()

    def heard(self, card: Answer) -> None:
        if card.said == turn.STOP:
            self.kiosk.hear(Played(self._seconds(), to_the_end=False))
        else:
            self.kiosk.hear(Tapped(card.said, int(card.position), self._seconds()))

    # Fingers that no card took, from the stage.

    def finger_down(self, x: float, y: float) -> bool:
        return self.activity is not None and self.activity.press(x, y)

    def finger_moved(self, x: float, y: float) -> None:
        if self.activity is not None:
            self.activity.drag(x, y)

    def finger_up(self) -> None:
        if self.activity is not None:
            self.activity.lift()

    def key(self) -> None:
        """A switch was pressed for the activity."""
        if self.activity is not None:
            self.activity.key()

    # Playing.

    def _seconds(self) -> int:
        """Whole seconds played so far."""
        return int(self.kiosk.timers.now() - self._began) if self.activity is not None else 0

    @property
    def room(self) -> Box:
        """The part of the screen that no exit covers."""
        metrics, exits = self.metrics, self.metrics.exits(3)
        gap = metrics.px(2)
        if metrics.form is Form.RAIL:
            box = Box(0, 0, exits[0].x - gap, metrics.height)
            return turned(box, metrics.width) if self.look.mirrored else box
        return Box(0, 0, metrics.width, exits[0].y - gap)

    def on_parent(self, _: Any, parent: Any) -> None:
        self._stop()
        if parent is not None:
            self._start()

    def _start(self) -> None:
        id = self.kiosk.turn.activity
        if id not in activities.ids():
            return  # named by a newer Daybreak: the exits are there
        self.activity = self._of(id)
        # Behind the exits: they stay in reach whatever is drawn.
        self.add_widget(self.activity, index=len(self.children))
        self._began = self.kiosk.timers.now()
        self.kiosk.activity_rest_s = self.activity.rest_s
        self.kiosk.played_s = self._seconds
        self.kiosk.touched()
        self.activity.begin(self._play())

    def _stop(self) -> None:
        activity, self.activity = self.activity, None
        if activity is not None:
            activity.end()
            self.remove_widget(activity)
            self.kiosk.activity_rest_s, self.kiosk.played_s = None, nothing
            sprites.forget_painted()

    def _ended(self) -> None:
        if self.activity is not None and self.kiosk.turn.step is Step.ACTIVITY:
            self.kiosk.hear(Played(self._seconds(), to_the_end=True))

    def _play(self) -> Play:
        state: KioskState = self.kiosk
        child, tile, room = state.turn.child, state.pupil(), state.classroom
        settings = child.settings if child else turn.AS_EVERYBODY
        felt = next((each for each in state.turn.told if each in faces.faces()), _CALM)
        quiet = settings.quiet or settings.voice == "off"
        return Play(
            timers=state.timers,
            words=self._words,
            player=self.reader.player if self.reader and not settings.quiet else self._silent,
            settings=settings,
            feeling=felt,
            step=child.step if child else 2,
            adults=tuple((self.kiosk.picture_of(adult), adult.name) for adult in room.adults) if room else (),
            picture=tile.picture if tile else "",
            touched=state.touched,
            ended=self._ended,
            speak=(lambda word: None) if quiet else self._speak,
        )

    def _speak(self, word: str) -> None:
        if self.reader is not None and (clip := self.reader.voice.clip(word)) is not None:
            self.reader.player.play(clip)

    # Ahead of time.

    def _of(self, id: str) -> Activity:
        key = (id, self.room)
        if key not in self._built:
            self._built[key] = activities.build(id, self.metrics, self.room)
        return self._built[key]

    def _offered(self, _: Any, now: turn.Turn) -> None:
        """What might help is shown: paint meanwhile what the three will need."""
        if now.step is Step.HELP and now.offers != self._offers:
            known = [self._of(id) for id in now.offers if id in activities.ids()]
            sprites.paint_ahead(key for each in known for key in each.wanted)
        self._offers = now.offers if now.step is Step.HELP else ()
