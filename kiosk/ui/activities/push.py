"""Push the wall: stand up and push a real one as long as the child on the screen does, then rest, three times."""

from __future__ import annotations

import math
from typing import ClassVar

from kiosk.ui.activities.activity import Play
from kiosk.ui.activities.dots import Dots
from kiosk.ui.activities.guided import Guided
from kiosk.ui.activities.motion import Moment, Phase, Phases, held, hump, mix
from kiosk.ui.metrics import Form

PUSH_S, REST_S, TIMES = 5.0, 5.0, 3
_SWAP_S = 0.4
_PITCH = 0.262
"""The height of a row of bricks, in parts of its length."""


class PushTheWall(Guided):
    """The wall gives a little where it is pushed, and a little more where a child's finger pushes too."""

    id: ClassVar[str] = "push"
    ground: ClassVar[str] = "#FBEBC8"
    phases: ClassVar[Phases] = Phases((Phase("push", PUSH_S), Phase("rest", REST_S)), TIMES)
    says: ClassVar = {"push": "do.push", "rest": "do.push_rest"}

    def build(self) -> None:
        room = self.stage_box
        tall = self.metrics.form is Form.TALL
        side = round(min(room.height * 0.86, room.width * 0.62))
        self._side = side
        floor = self.up(room.foot - (room.height - side) * (0.3 if tall else 0.35) - side * 0.02)
        left = room.x + (room.width - side * 1.52) / 2
        ground = self.block("#F0D292", self.metrics.width, self.metrics.height, (0, 0))
        ground.at(0, floor + side * 0.03)
        long = round(side * 0.42)
        self._pitch = long * _PITCH
        rows = math.ceil(side * 1.02 / self._pitch)
        self._wall_x = left + side * 0.965
        self._rows = [self.sprite("prop_bricks", long, (1, 50)) for _ in range(rows)]
        self._heights = [floor + self._pitch * (i + 0.5) for i in range(rows)]
        self._hands = floor + side * 0.55
        self._pusher = self.sprite("prop_pusher", side, (22, 97))
        self._rester = self.sprite("prop_rester", side, (36, 97))
        self._effort = self.sprite("prop_effort", round(side * 0.13), (50, 50))
        self._pusher.at(left + side * 0.22, floor)
        self._rester.at(left + side * 0.36, floor)
        self._effort.at(self._wall_x + long + side * 0.1, self._hands)
        self._effort.angle = 180
        self._dots = Dots(self, TIMES, "#B97A00", "#F0A22E")
        self._finger: float | None = None
        self._bent = 0.0

    def begin(self, play: Play) -> None:
        self._finger, self._bent = None, 0.0
        super().begin(play)
        self._dots.lay()

    def pose(self, moment: Moment) -> None:
        pushing = moment.phase.name == "push"
        swap = 1.0 if self.still or moment.index == 0 else min(1.0, moment.seconds / _SWAP_S)
        effort = (1.0 if self.still else held(moment.share, 0.14)) if pushing else 0.0
        self._pusher.alpha = swap if pushing else 1 - swap
        self._rester.alpha = 1 - swap if pushing else swap
        self._pusher.angle = mix(-2.5, 1.0, effort)
        # At rest the chest rises once, as after a long breath out.
        self._rester.scale(1.0, 1.0 + (0.0 if self.still else 0.02 * hump(moment.share)))
        self._effort.alpha = 0.0 if self.plain else effort
        self._bent = effort
        self._bend()
        self._dots.fill(moment.round + (moment.share if pushing else 1.0))

    def _bend(self) -> None:
        """Rows of bricks lean away from the hands, and from a finger on them."""
        for i, (row, height) in enumerate(zip(self._rows, self._heights, strict=True)):
            away = 0.05 * self._bent * _near(height, self._hands, self._side * 0.42)
            if self._finger is not None:
                away += 0.04 * _near(height, self._finger, self._side * 0.26)
            across = -1.0 if i % 2 else 1.0
            row.scale(across, 1.0)
            length = row.side * 0.98 if across < 0 else 0.0
            row.at(self._wall_x + away * self._side + length, height)

    def press(self, x: float, y: float) -> bool:
        self._feel(x, y)
        return super().press(x, y)

    def drag(self, x: float, y: float) -> None:
        self._feel(x, y)
        super().drag(x, y)

    def lift(self) -> None:
        self._finger = None
        super().lift()
        self._bend()

    def _feel(self, x: float, y: float) -> None:
        """A finger on the wall pushes it."""
        on_it = self._wall_x - self._side * 0.1 <= x <= self._wall_x + self._side * 0.6
        self._finger = y if on_it else None
        self._bend()


def _near(height: float, middle: float, reach: float) -> float:
    """1 at the middle, falling softly to 0 beyond the reach."""
    return math.exp(-(((height - middle) / reach) ** 2) * 1.6)
