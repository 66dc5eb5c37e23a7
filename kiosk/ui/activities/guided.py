"""An activity that leads: phases one after another, each with its words and its picture, whoever touches or not.

Moving, the picture is drawn anew for each frame; where nothing may move it changes once at the beginning of a phase,
to what the phase is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from kiosk.ui.activities.activity import Activity, Play
from kiosk.ui.activities.motion import Moment, Phases
from kiosk.ui.metrics import Box, Metrics
from kiosk.ui.timers import Timer

_GLOW_MM, _GLOW, _FADE_S = 15.0, 0.55, 0.5


class Guided(Activity):
    """Subclasses name their phases and draw a moment in `pose`."""

    phases: ClassVar[Phases]
    says: ClassVar[Mapping[str, str]]
    """The word of each phase, by the phase's name."""

    def __init__(self, metrics: Metrics, box: Box) -> None:
        super().__init__(metrics, box)
        self.moment = self.phases.moment(0, 0.0)
        self._since = 0.0
        self._next: Timer | None = None
        self._lifted_at: float | None = None
        self.title = self.saying(self.title_box)
        self.build()
        self._glow = self.disc("#FFFFFF", metrics.px(_GLOW_MM))

    def build(self) -> None:
        """Make the sprites, back to front."""

    def begin(self, play: Play) -> None:
        super().begin(play)
        self._glow.alpha = 0
        self._lifted_at = None
        self.move()
        self._enter(0)

    def end(self) -> None:
        super().end()
        self._next = None

    def pose(self, moment: Moment) -> None:
        """Draw a moment. Where nothing may move it is called once a phase, with the end of it."""

    def phase_began(self, moment: Moment) -> None:
        """A phase has begun: its words are shown and spoken. Subclasses extend it."""
        if word := self.says.get(moment.phase.name):
            self.say(self.title, word)

    def frame(self) -> None:
        share = (self.now - self._since) / self.moment.phase.seconds
        self.moment = self.phases.moment(self.moment.index, share)
        self.pose(self.moment)
        if self._lifted_at is not None:
            self._glow.alpha = _GLOW * (1 - (self.now - self._lifted_at) / _FADE_S)

    # A finger is never needed; it leaves a soft light where it is.

    def press(self, x: float, y: float) -> bool:
        self._lifted_at = None
        self._glow.at(x, y)
        self._glow.alpha = _GLOW
        return True

    def drag(self, x: float, y: float) -> None:
        self._glow.at(x, y)

    def lift(self) -> None:
        self._lifted_at = self.now
        if not self.moving:
            self._glow.alpha = 0

    def go_on(self) -> None:
        """Begin the next phase now."""
        if self._next is not None:
            self._next.cancel()
            self._enter(self.moment.index + 1)

    def key(self) -> None:
        """A child who plays with a switch goes at their own pace: each press is the next phase."""
        self.go_on()

    def _enter(self, index: int) -> None:
        self._since = self.now
        if index >= len(self.phases):
            self._next = None
            self.moment = self.phases.at(self.phases.total_s)
            self.pose(self.moment)
            self._glow.alpha = 0
            self.finish()
            return
        self.moment = self.phases.moment(index, 1.0 if self.still else 0.0)
        self.phase_began(self.moment)
        self.pose(self.moment)
        self._next = self.later(self.moment.phase.seconds, partial(self._enter, index + 1))
