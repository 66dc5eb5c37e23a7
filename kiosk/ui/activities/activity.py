"""What every activity is: a widget built once, begun for one child, and ended without a trace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from kivy.uix.widget import Widget

from kiosk.turn import AS_EVERYBODY
from kiosk.ui.metrics import Box, Metrics
from kiosk.ui.sound import Player
from kiosk.ui.timers import Timers
from sync.protocol import ChildSettings


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


class Activity(Widget):
    """One activity in its box. Prebuilt: `begin` and `end` allocate nothing that stays."""

    id: ClassVar[str]
    rest_s: ClassVar[float] = 60.0
    """Seconds untouched until the tablet goes back to rest; an activity that is watched sets its own."""

    def __init__(self, metrics: Metrics, box: Box) -> None:
        super().__init__(size=(metrics.width, metrics.height), size_hint=(None, None))
        self.metrics, self.box = metrics, box
        self.play: Play | None = None

    def begin(self, play: Play) -> None:
        """Start anew for one child. Subclasses extend it."""
        self.play = play

    def end(self) -> None:
        """Stop every timer and sound and forget what was made. Safe to call twice; subclasses extend it."""
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
