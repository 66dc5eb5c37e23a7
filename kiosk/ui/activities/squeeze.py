"""Squeeze and let go: make fists as if a lemon were in them, hold, and let go. Three times, then the glass is full."""

from __future__ import annotations

from typing import ClassVar

from kiosk.ui.activities.guided import Guided
from kiosk.ui.activities.motion import Moment, Phase, Phases, arriving, ease, mix, swing

SQUEEZE_S, LET_GO_S, TIMES = 5.0, 5.0, 3
_DROPS = 5
_FALL_S = 0.9
_SLEEVE = (("#2C5FA0", 47.5), ("#7FA6DE", 41.5))
"""Outline and cloth, and how high each is, in hundredths of the hand's picture."""


class SqueezeAndLetGo(Guided):
    """Two hands squeeze a lemon. A touch on it begins the next squeeze at once; it comes by itself, too."""

    id: ClassVar[str] = "squeeze"
    ground: ClassVar[str] = "#E3F3E2"
    phases: ClassVar[Phases] = Phases((Phase("squeeze", SQUEEZE_S), Phase("let_go", LET_GO_S)), TIMES)
    says: ClassVar = {"squeeze": "do.squeeze", "let_go": "do.let_go"}

    def build(self) -> None:
        room = self.stage_box
        wide = min(room.width * 0.44, room.height * 0.56)
        self._wide, self._x = wide, room.x + room.width / 2
        glass = round(wide * 0.62)
        high = wide * 0.92 + glass
        top = room.y + max(0.0, (room.height - high) / 2)
        self._y = self.up(top + wide * 0.46)
        foot = self.up(top + high)
        # The juice stands behind the glass.
        self._full = (round(glass * 0.55), round(glass * 0.78))
        self._juice = self.block("#FFD95C", *self._full, (50, 100))
        self._juice.at(self._x, foot + glass * 0.065)
        self._drops = [self.sprite("prop_juice", round(wide * 0.13), (50, 10)) for _ in range(_DROPS)]
        self._glass = self.sprite("prop_glass", glass, (50, 100))
        self._glass.at(self._x, foot)
        self._fall = (self._y - wide * 0.33, foot + glass * 0.3)
        self._lemon = self.sprite("prop_lemon", round(wide), (50, 54))
        self._lemon.at(self._x, self._y)
        hand = round(wide * 0.78)
        # The sleeves go on to the edges of the screen.
        reach = max(self._x, self.metrics.width - self._x)
        self._sleeves = [
            [self.block(colour, round(reach), round(hand * high / 100), (100, 50)) for colour, high in _SLEEVE]
            for _ in range(2)
        ]
        self._hands = [self.sprite("prop_grip", hand, (94, 55)) for _ in range(2)]
        self._hand = hand

    def pose(self, moment: Moment) -> None:
        squeezing = moment.phase.name == "squeeze"
        if self.still:
            tight = 1.0 if squeezing else 0.0
        elif squeezing:
            tight = ease(moment.seconds / 1.2)
        else:
            tight = 1 - arriving(moment.seconds / 1.4)
        trembling = swing(moment.seconds, 2.5) * 0.006 * tight if squeezing and not self.still else 0.0
        self._lemon.scale(mix(1.0, 0.72, tight) + trembling, mix(1.0, 1.1, tight) - trembling)
        for hand, way in zip(self._hands, (-1, 1), strict=True):
            hand.scale(-way * _size(tight), _size(tight))
            hand.at(self._x + way * self._wide * mix(0.5, 0.1, tight), self._y)
        for sleeve, way in zip(self._sleeves, (-1, 1), strict=True):
            for block in sleeve:
                block.scale(-way, _size(tight))
                cuff = self._wide * mix(0.5, 0.1, tight) + self._hand * 0.9 * _size(tight)
                block.at(self._x + way * cuff, self._y - self._hand * 0.06 * _size(tight))
        filled = (moment.round + (moment.share if squeezing else 1.0)) / TIMES
        self._juice.scale(1.0, max(0.004, filled))
        self._juice.alpha = 1.0 if filled > 0.01 else 0.0
        self._rain(moment, tight if squeezing else 0.0)

    def _rain(self, moment: Moment, tight: float) -> None:
        for i, each in enumerate(self._drops):
            way = (moment.seconds / _FALL_S + i / _DROPS) % 1.0 if not self.still else (i + 0.5) / _DROPS
            across = ((i * 2) % _DROPS - _DROPS // 2) * self._wide * 0.035
            each.at(self._x + across, mix(self._fall[0], self._fall[1], way**1.6))
            shown = tight * (i < 2 if self.plain else True) * (1.0 if self.still else min(1.0, moment.seconds - 0.4))
            each.alpha = shown * min(1.0, (1 - way) * 5)

    def press(self, x: float, y: float) -> bool:
        on_lemon = abs(x - self._x) < self._wide * 0.8 and abs(y - self._y) < self._wide * 0.6
        if on_lemon and self.moment.phase.name == "let_go" and self.moment.round + 1 < TIMES:
            self.go_on()
        return super().press(x, y)


def _size(tight: float) -> float:
    """A squeezing hand comes a little nearer."""
    return mix(0.94, 1.0, tight)
