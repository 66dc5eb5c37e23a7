"""The candle breath: smell the flower, blow the candle, four times.

The form that was studied with 342 young children (Obradovic and others 2021): four slow breaths, in through the nose
as if smelling a flower, out through the mouth as if blowing a candle, out longer than in.
"""

from __future__ import annotations

from typing import ClassVar

from kiosk.ui.activities.activity import Play
from kiosk.ui.activities.dots import Dots
from kiosk.ui.activities.guided import Guided
from kiosk.ui.activities.motion import Moment, Phase, Phases, ease, held, hump, mix, swing

IN_S, OUT_S, BREATHS = 4.0, 6.0, 4
_RINGS = (("#BEE0F1", 1.0, 0.74), ("#A5D2E9", 0.797, 0.62), ("#93C8F2", 0.593, 0.5))
"""Colour, and width after a breath in and after one out, as parts of the room."""
_PUFFS = 4
_SWAP_S = 0.5


class CandleBreath(Guided):
    """The child's own face breathes in its rings; the flower and the candle say which way."""

    id: ClassVar[str] = "candle"
    phases: ClassVar[Phases] = Phases((Phase("smell", IN_S), Phase("blow", OUT_S)), BREATHS)
    says: ClassVar = {"smell": "do.smell", "blow": "do.blow"}

    def build(self) -> None:
        room = self.stage_box
        # The flower stands half outside the rings, the candle at their side.
        self._wide = wide = min(room.height / 1.13, room.width * 0.86)
        high = wide * 1.12
        self._x, self._y = room.x + room.width / 2, self.up(room.y + (room.height + high) / 2 - wide / 2)
        self._rings = [self.disc(colour, round(wide * full)) for colour, full, _ in _RINGS]
        self._face = self.sprite("calm", round(wide * 0.37))
        self._puffs = [self.disc("#FFFFFF", round(wide * 0.075)) for _ in range(_PUFFS)]
        self._flower = self.sprite("prop_flower", round(wide * 0.3))
        side = round(wide * 0.36)
        self._candle = self.sprite("prop_candle", side)
        self._flame = self.sprite("prop_flame", round(side * 0.46), pivot=(50, 92))
        at_x, at_y = self._x + wide * 0.43, self._y - wide * 0.13
        self._candle.at(at_x, at_y)
        self._flame.at(at_x, at_y + side * 0.085)
        self._flower.at(self._x, self._y + wide * 0.46)
        for disc in (*self._rings, self._face):
            disc.at(self._x, self._y)
        self._dots = Dots(self, BREATHS)

    def begin(self, play: Play) -> None:
        self._face.name = play.feeling
        super().begin(play)
        self._dots.lay()
        for ring in self._rings[:2]:
            ring.alpha = 0.0 if self.plain else 1.0

    def pose(self, moment: Moment) -> None:
        smelling = moment.phase.name == "smell"
        breath = ease(moment.share) if smelling else 1 - ease(moment.share)
        for ring, (_, full, empty) in zip(self._rings, _RINGS, strict=True):
            ring.scale(mix(empty / full, 1.0, breath))
        self._face.scale(mix(0.84, 1.0, breath))
        swap = 1.0 if self.still else min(1.0, moment.seconds / _SWAP_S)
        first = moment.index == 0 and not self.still
        self._flower.alpha = 1.0 if first else swap if smelling else 1 - swap
        self._flower.scale(mix(0.88, 1.0, breath))
        self._flower.angle = 0.0 if self.still else 8 * hump(moment.share) if smelling else 0.0
        self._candle.alpha = 0.0 if first else 1 - swap if smelling else swap
        self._flame.alpha = self._candle.alpha
        blown = held(moment.share, 0.16) if not smelling else 0.0
        if self.still and not smelling:
            blown = 0.8
        flicker = swing(moment.seconds, 2.6) * 3.5 * blown if not self.still else 0.0
        self._flame.angle = 34 * blown + flicker
        self._flame.scale(mix(1.0, 0.55, blown), mix(1.0, 0.42, blown))
        self._blow(moment, blown)
        self._dots.fill(moment.round + (0.0 if smelling else moment.share))

    def _blow(self, moment: Moment, blown: float) -> None:
        """The breath goes from the mouth to the flame."""
        start, end = (self._x + self._wide * 0.1, self._y - self._wide * 0.06), self._flame.place
        for i, puff in enumerate(self._puffs):
            way = (moment.seconds * 0.7 + i / _PUFFS) % 1.0 if not self.still else (i + 0.5) / _PUFFS
            puff.at(mix(start[0], end[0], way), mix(start[1], end[1], way) + self._wide * 0.02)
            puff.scale(mix(0.35, 1.0, way))
            puff.alpha = 0.0 if self.plain else 0.75 * blown * hump(way)
