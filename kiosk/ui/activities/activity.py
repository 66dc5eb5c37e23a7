"""What every activity is: a widget built once, begun for one child, and ended without a trace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from kiosk.turn import AS_EVERYBODY
from kiosk.ui import theme
from kiosk.ui.activities.sprites import Disc, Saying, Sprite, Wanted
from kiosk.ui.activities.ticker import Ticker
from kiosk.ui.metrics import Box, Form, Metrics
from kiosk.ui.sound import Player
from kiosk.ui.timers import Timer, Timers
from sync.protocol import ChildSettings

LAST_S = 2.0
"""How long the last picture stands still before an activity that has come to its end goes."""


@dataclass(frozen=True, slots=True)
class Play:
    """One playing of an activity: who it is for, and what it may use."""

    timers: Timers
    words: Mapping[str, str]
    """The words of the child's language, by id."""
    player: Player
    """Silent already when the child or the tablet is quiet: an activity plays without asking."""
    settings: ChildSettings = AS_EVERYBODY
    feeling: str = "calm"
    """The child's own face, for activities that show one."""
    step: int = 2
    adults: tuple[tuple[str, str], ...] = ()
    """Pictures and names of the adults a child may look for."""
    picture: str = ""
    """The child's own animal."""
    touched: Callable[[], None] = field(default=lambda: None)
    """Tell the conversation that somebody is there."""
    ended: Callable[[], None] = field(default=lambda: None)
    """The activity has come to its own end. Called at most once, never after `end`."""
    speak: Callable[[str], None] = field(default=lambda word: None)
    """Say a word, by its id, in the child's voice; silent where that is."""


class Activity(Widget):
    """One activity in its box. Prebuilt: `begin` and `end` allocate nothing that stays.

    Subclasses make their sprites in `__init__`, extend `begin` and `end`, and draw the moment in `frame`.
    """

    id: ClassVar[str]
    rest_s: ClassVar[float] = 60.0
    """Seconds untouched until the tablet goes back to rest; an activity that is watched sets its own."""
    ground: ClassVar[str] = "#DDEFF7"
    """The colour behind everything."""

    def __init__(self, metrics: Metrics, box: Box) -> None:
        super().__init__(size=(metrics.width, metrics.height), size_hint=(None, None))
        self.metrics, self.box = metrics, box
        self.play: Play | None = None
        self._ticker = Ticker(self._frame)
        self._waits: list[_Wait] = []
        self._sprites: list[Sprite] = []
        self._sayings: list[Saying] = []
        with self.canvas:
            self._ground = Color(*theme.rgba(self.ground))
            Rectangle(size=self.size)

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """Names and sides in pixels of the pictures that it begins with, to be painted ahead."""
        return tuple(dict.fromkeys(key for sprite in self._sprites for key in sprite.wanted))

    # From the screen.

    def begin(self, play: Play) -> None:
        """Start anew for one child. Subclasses extend it."""
        self.play = play
        self._ground.rgba = theme.rgba(self.ground_for(play.settings))
        for sprite in self._sprites:
            sprite.load()

    def end(self) -> None:
        """Stop every timer and sound and forget what was made. Safe to call twice; subclasses extend it."""
        self._ticker.stop()
        for wait in self._waits:
            wait.timer.cancel()
        self._waits.clear()
        if self.play is not None:
            self.play.player.stop()
        for sprite in self._sprites:
            sprite.drop()
        for saying in self._sayings:
            saying.say("")
        self.play = None

    # Touches come from the stage, one finger at a time, in window coordinates. True when the touch was used.

    def press(self, x: float, y: float) -> bool:
        return False

    def drag(self, x: float, y: float) -> None:
        """The finger that pressed has moved."""

    def lift(self) -> None:
        """The finger that pressed has gone."""

    def key(self) -> None:
        """A switch was pressed: a child who scans plays with it. By default as a press in the middle."""
        middle = self.box.x + self.box.width / 2
        self.press(middle, self.metrics.height - (self.box.y + self.box.height / 2))
        self.lift()

    # For the activities: pictures.

    def sprite(self, name: str, side_px: int, pivot: tuple[float, float] = (50, 50)) -> Sprite:
        """A picture that can move, in front of those made before it."""
        made = Sprite(self.canvas, name, max(1, side_px), pivot)
        self._sprites.append(made)
        return made

    def disc(self, colour: str, side_px: int) -> Disc:
        """A disc of one colour."""
        made = Disc(self.canvas, colour, max(1, side_px))
        self._sprites.append(made)
        return made

    def block(self, colour: str, wide_px: int, high_px: int, pivot: tuple[float, float] = (50, 50)) -> Sprite:
        """A plain block of one colour."""
        made = Sprite(self.canvas, "", max(1, wide_px), pivot, max(1, high_px))
        made.tint(colour)
        self._sprites.append(made)
        return made

    def saying(self, box: Box, em_mm: float = 0.0, lines: int = 2) -> Saying:
        """A place for words; `em_mm` is the letters' size, by default that of a question."""
        em = self.metrics.px(em_mm or self.metrics.sizes.question_em)
        made = Saying(self.canvas, self.metrics.height, box, em, self.metrics.px(3.0), lines)
        self._sayings.append(made)
        return made

    @property
    def title_box(self) -> Box:
        """Where the words that say what to do stand: a line at the top."""
        px, tall = self.metrics.px, self.metrics.form is Form.TALL
        top = self.box.y + px(4.0 if tall else 1.8)
        return Box(self.box.x + px(2), top, self.box.width - px(4), px(15 if tall else 12))

    @property
    def stage_box(self) -> Box:
        """The room below the words."""
        top = self.title_box.foot + self.metrics.px(1)
        return Box(self.box.x, top, self.box.width, self.box.foot - top)

    def up(self, y: float) -> float:
        """A height told from the top, as the window's own, told from the foot."""
        return self.metrics.height - y

    def say(self, place: Saying, word: str) -> None:
        """Show a word, and speak it where the child hears a voice."""
        assert self.play is not None  # words are said while playing
        place.say(self.play.words[word], ink(self.play.settings), self.play.settings.language)
        self.play.speak(word)

    def ground_for(self, settings: ChildSettings) -> str:
        """The ground in a child's own look."""
        if settings.high_contrast:
            return "#FFFFFF"
        return "#F7F5F1" if settings.low_stimulus else self.ground

    # For the activities: time.

    @property
    def still(self) -> bool:
        """True when nothing may move by itself."""
        return self.play is not None and self.play.settings.reduced_motion

    @property
    def mirrored(self) -> bool:
        """True for a child whose words are read from the right: the exits stand on the other side."""
        return self.play is not None and theme.look_for(self.play.settings).mirrored

    @property
    def plain(self) -> bool:
        """True when what is only pretty should be left out."""
        return self.play is not None and self.play.settings.low_stimulus

    @property
    def now(self) -> float:
        """Seconds, from any start, while playing."""
        return self.play.timers.now() if self.play is not None else 0.0

    def later(self, seconds: float, what: Callable[[], None]) -> Timer:
        """Call something after a while; called off when the activity ends."""
        assert self.play is not None  # nothing waits between two children
        wait = _Wait(self, what)
        wait.timer = self.play.timers.after(seconds, wait.due)
        self._waits.append(wait)
        return wait

    def move(self) -> None:
        """Draw a frame after another from now on; nothing happens for a child for whom nothing may move."""
        if self.play is not None and not self.still:
            self._ticker.start()

    def hold(self) -> None:
        """Draw no more frames: nothing moves."""
        self._ticker.stop()

    @property
    def moving(self) -> bool:
        return self._ticker.running

    def frame(self) -> None:
        """Draw this moment. Called thirty times a second or more between `move` and `hold`."""

    def finish(self) -> None:
        """The activity has come to its end: nothing moves, and after a while it goes."""
        self.hold()
        self.later(LAST_S, self._ended)

    def _frame(self) -> None:
        if self.play is not None:
            self.frame()

    def _ended(self) -> None:
        if self.play is not None:
            self.play.ended()

    def waited(self, wait: _Wait) -> None:
        """A wait is over."""
        if wait in self._waits:
            self._waits.remove(wait)


class _Wait:
    """One wait of an activity, forgotten when it is over."""

    timer: Timer

    def __init__(self, activity: Activity, what: Callable[[], None]) -> None:
        self._activity, self._what = activity, what

    def due(self) -> None:
        self._activity.waited(self)
        self._what()

    def cancel(self) -> None:
        self.timer.cancel()
        self._activity.waited(self)


def ink(settings: ChildSettings) -> str:
    """What is written in, for this child."""
    return "#000000" if settings.high_contrast else theme.INK
