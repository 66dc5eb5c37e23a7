"""The star breath: follow the point round a star with a finger, in along one edge and out along the next."""

from __future__ import annotations

import math
from typing import ClassVar

from assets.drawing.props_a import star_corners
from kiosk.ui.activities.activity import Play
from kiosk.ui.activities.guided import Guided
from kiosk.ui.activities.motion import Moment, Phase, Phases, ease, mix
from kiosk.ui.metrics import Form

IN_S, OUT_S = 4.0, 5.0
_PATH = "#F6B73C"
_TRAIL = 26
_TRAIL_S = 2.6
_TRAIL_MM = 3.2
"""A drop of light falls each time the finger has moved so far."""


class StarBreath(Guided):
    """A point of light leads round the star; a finger may follow and leaves a trail. It goes by itself, too."""

    id: ClassVar[str] = "star"
    ground: ClassVar[str] = "#E9E6F8"
    phases: ClassVar[Phases] = Phases((Phase("in", IN_S), Phase("out", OUT_S)), 5)
    says: ClassVar = {"in": "do.breathe_in", "out": "do.breathe_out"}

    def build(self) -> None:
        room = self.stage_box
        side = round(min(room.height * 1.1, room.width * (0.98 if self.metrics.form is Form.TALL else 0.9)))
        x = room.x + room.width / 2
        # The star's own box is higher than the star, whose middle stands a little below that of its tips.
        y = self.up(room.y + room.height / 2 + side * 0.035)
        self._star = self.sprite("prop_star", side)
        self._star.at(x, y)
        self._corners = [(x + (cx - 50) / 100 * side, y - (cy - 50) / 100 * side) for cx, cy in star_corners()]
        wide = side * 0.07
        self._lengths = [math.dist(a, self._corners[(i + 1) % 10]) for i, a in enumerate(self._corners)]
        self._edges = [self.block(_PATH, round(long), round(wide), (0, 50)) for long in self._lengths]
        self._ends = [self.disc(_PATH, round(wide)) for _ in self._corners]
        for i, ((ax, ay), edge) in enumerate(zip(self._corners, self._edges, strict=True)):
            bx, by = self._corners[(i + 1) % 10]
            edge.at(ax, ay)
            edge.angle = -math.degrees(math.atan2(by - ay, bx - ax))
            self._ends[i].at(ax, ay)
        self._face = self.sprite("calm", round(side * 0.24))
        self._face.at(x, y - side * 0.01)
        self._trail = [self.disc("#8E7BD8", self.metrics.px(7)) for _ in range(_TRAIL)]
        self._lead = self.sprite("prop_lead", round(side * 0.17))
        self._fell = [-_TRAIL_S] * _TRAIL
        self._drop = 0

    def begin(self, play: Play) -> None:
        self._face.name = play.feeling
        self._wipe()
        super().begin(play)

    def phase_began(self, moment: Moment) -> None:
        super().phase_began(moment)
        if self.still:
            self._wipe()

    def pose(self, moment: Moment) -> None:
        index, way = moment.index, ease(moment.share)
        for i, (edge, end) in enumerate(zip(self._edges, self._ends, strict=True)):
            done = 1.0 if i < index else way if i == index else 0.0
            edge.alpha = end.alpha = 1.0 if done > 0 or i <= index else 0.0
            edge.scale(max(done, 0.001), 1.0)
        (ax, ay), (bx, by) = self._corners[index], self._corners[(index + 1) % 10]
        self._lead.at(mix(ax, bx, way), mix(ay, by, way))
        breath = way if moment.phase.name == "in" else 1 - way
        self._face.scale(mix(0.84, 1.0, breath))
        self._lead.scale(mix(0.86, 1.0, breath))

    # The finger's own trail.

    def press(self, x: float, y: float) -> bool:
        self._let_fall(x, y)
        return True

    def drag(self, x: float, y: float) -> None:
        last = self._trail[(self._drop - 1) % _TRAIL].place
        if math.dist(last, (x, y)) >= self.metrics.px(_TRAIL_MM):
            self._let_fall(x, y)

    def lift(self) -> None:
        """The trail fades by itself, or at the next edge where nothing moves."""

    def frame(self) -> None:
        super().frame()
        now = self.now
        for light, fell in zip(self._trail, self._fell, strict=True):
            if light.alpha:
                age = (now - fell) / _TRAIL_S
                light.alpha = 0.6 * (1 - age)
                light.scale(mix(1.0, 0.5, age))

    def _let_fall(self, x: float, y: float) -> None:
        light = self._trail[self._drop]
        light.at(x, y)
        light.scale(1.0)
        light.alpha = 0.6
        self._fell[self._drop] = self.now
        self._drop = (self._drop + 1) % _TRAIL

    def _wipe(self) -> None:
        for light in self._trail:
            light.alpha = 0
