"""Shake it out: hands, arms, legs, all of you, and then be still. A touch on a part shakes it, too."""

from __future__ import annotations

import math
from typing import ClassVar

from kiosk.ui.activities.activity import Play
from kiosk.ui.activities.guided import Guided
from kiosk.ui.activities.motion import Moment, Phase, Phases, held, mix, swing

EACH_S, STILL_S = 7.0, 6.0
_HERTZ = 2.4
"""Below the three a second that nothing on a screen may flash or shake faster than."""
_POKE_S = 1.2
_PARTS: dict[str, frozenset[str]] = {
    "hands": frozenset({"hands"}),
    "arms": frozenset({"arms"}),
    "legs": frozenset({"legs"}),
    "all": frozenset({"hands", "arms", "legs", "trunk"}),
    "still": frozenset(),
}


class ShakeItOut(Guided):
    """A child made of parts, each of which can shake."""

    id: ClassVar[str] = "shake"
    ground: ClassVar[str] = "#F8E3EC"
    phases: ClassVar[Phases] = Phases(
        (*(Phase(part, EACH_S) for part in ("hands", "arms", "legs", "all")), Phase("still", STILL_S))
    )
    says: ClassVar = {name: f"do.shake_{name}" for name in _PARTS}

    def build(self) -> None:
        room = self.stage_box
        # The child is 100 units high with its legs, the arms reach as wide.
        unit = min(room.height * 0.93 / 112, room.width * 0.97 / 138)
        self._unit, self._x = unit, room.x + room.width / 2
        self._foot = self.up(room.y + (room.height + unit * 112) / 2) + unit * 3
        ground = self.disc("#EFCBDA", round(unit * 74))
        ground.at(self._x, self._foot + unit)
        ground.scale(1.0, 0.13)
        limb = round(unit * 44)
        self._legs = [self.sprite("prop_leg", round(unit * 34), (50, 8)) for _ in range(2)]
        self._arms = [self.sprite("prop_arm", limb, (14, 50)) for _ in range(2)]
        self._trunk = self.sprite("prop_trunk", round(unit * 100), (50, 88))
        self._hands = [self.sprite("prop_open_hand", round(unit * 23), (50, 86)) for _ in range(2)]
        self._marks = [self.sprite("prop_shaking", round(unit * 15), (30, 50)) for _ in range(4)]
        self._reach = limb * 0.70
        self._poked: dict[str, float] = {}

    def begin(self, play: Play) -> None:
        self._poked.clear()
        super().begin(play)

    def pose(self, moment: Moment) -> None:
        parts = _PARTS[moment.phase.name]
        strength = {part: held(moment.share, 0.1) * (part in parts) for part in ("hands", "arms", "legs", "trunk")}
        if self.still:
            strength = {part: float(part in parts) for part in strength}
        for part, since in self._poked.items():
            strength[part] = max(strength[part], 1 - min(1.0, (self.now - since) / _POKE_S))
        t = 0.25 / _HERTZ if self.still else moment.seconds
        self._shake(t, strength)

    def _shake(self, t: float, strength: dict[str, float]) -> None:
        unit = self._unit
        sway = swing(t, _HERTZ / 2) * strength["trunk"]
        hip_y = self._foot + unit * 27
        self._trunk.at(self._x + sway * unit * 1.6, hip_y + unit * 1.0)
        self._trunk.angle = sway * 3
        for i, way in enumerate((-1, 1)):
            beat = swing(t + i * 0.06, _HERTZ)
            leg = self._legs[i]
            leg.scale(way, 1.0)
            lifted = max(0.0, swing(t, _HERTZ / 2) * way) * strength["legs"]
            leg.at(self._x + way * unit * 8 + sway * unit, hip_y + unit * 3 + lifted * unit * 3.0)
            leg.angle = -way * (3 + 13 * lifted) + 5 * beat * strength["legs"] * (lifted > 0)
            arm, hand, mark = self._arms[i], self._hands[i], self._marks[i]
            shoulder = (self._x + way * unit * 14 + sway * unit * 2, hip_y + unit * 34)
            lift = 14 + 22 * beat * strength["arms"]
            arm.scale(way, 1.0)
            arm.at(*shoulder)
            arm.angle = -way * lift
            wrist = (
                shoulder[0] + way * self._reach * math.cos(math.radians(lift)),
                shoulder[1] + self._reach * math.sin(math.radians(lift)),
            )
            hand.at(*wrist)
            hand.scale(-way, 1.0)
            hand.angle = way * (48 - lift * 0.4 + 34 * beat * strength["hands"])
            upper = max(strength["hands"], strength["arms"])
            mark.at(wrist[0] + way * unit * 17, wrist[1] + unit * 12)
            mark.scale(way, 1.0)
            mark.angle = -way * 30
            mark.alpha = mix(0.0, 0.9, upper)
            low = self._marks[2 + i]
            low.at(self._x + way * unit * 24, self._foot + unit * 9)
            low.scale(way, 1.0)
            low.alpha = mix(0.0, 0.9, strength["legs"])

    def press(self, x: float, y: float) -> bool:
        """What is touched shakes for a moment."""
        if y < self._foot + self._unit * 30:
            part = "legs"
        elif abs(x - self._x) > self._unit * 36:
            part = "hands"
        else:
            part = "arms" if abs(x - self._x) > self._unit * 14 else "trunk"
        if not self.still and self.moving:
            self._poked[part] = self.now
        return super().press(x, y)
