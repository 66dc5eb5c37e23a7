"""Mix the colours: a touch on a jar sends a blob of paint to the plate, where it swirls into what lies there.

A chameleon takes on the colour. Water makes the plate clean again. A blob can be dragged; nobody has to.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from kiosk import voice
from kiosk.ui.activities.activity import Activity, Play
from kiosk.ui.activities.motion import ease, hump, mix
from kiosk.ui.activities.paint import MOST, PAINTS, Mixture, between
from kiosk.ui.activities.sprites import Sprite
from kiosk.ui.metrics import Box, Form, Metrics

WATER = "water"
_WATER_COLOUR = "#BFE3F7"
_BARE = "#F3EEE2"
"""The chameleon while the plate is clean."""
_FLY_S, _SWIRL_S = 0.55, 1.6
_DRAG_MM = 4.0
_JAR_MM = 24.0
_GAP_MM = 1.2
_LEAST, _FULL = 0.62, 0.9
"""How large the paint on the plate is, in parts of the plate: one blob, and all it holds."""


@dataclass(frozen=True, slots=True)
class Jar:
    """One jar to tap: its paint's name, its place, and its sprites."""

    paint: str
    middle: tuple[float, float]
    side: float
    sprites: tuple[Sprite, ...]

    def holds(self, x: float, y: float) -> bool:
        return abs(x - self.middle[0]) <= self.side / 2 and abs(y - self.middle[1]) <= self.side / 2


class MixColours(Activity):
    """Mix the colours."""

    id: ClassVar[str] = "mix"
    ground: ClassVar[str] = "#F9E6D3"
    rest_s: ClassVar[float] = 75.0

    def __init__(self, metrics: Metrics, box: Box) -> None:
        super().__init__(metrics, box)
        px, room = metrics.px, self.stage_box
        side = min(px(_JAR_MM), (box.width - 6 * px(_GAP_MM)) // 5, room.height // 3)
        shelf = room.foot - side - px(2)
        tall = metrics.form is Form.TALL
        # Above the jars: the plate, and the chameleon beside it or, on a tall screen, over it.
        above = Box(room.x, room.y, room.width, shelf - room.y - px(3))
        if tall:
            size = min(above.height // 2, round(above.width * 0.62))
            top = above.y + (above.height - 2 * size) // 2
            places = ((box.x + box.width / 2, top + size * 1.5), (box.x + box.width / 2, top + size * 0.5))
        else:
            size = min(above.height, round(above.width * 0.42))
            middle = above.y + above.height / 2
            places = (
                (box.x + box.width / 2 - size * 0.58, middle),
                (box.x + box.width / 2 + size * 0.58, middle),
            )
        (dish_x, dish_y), (pet_x, pet_y) = ((x, self.up(y)) for x, y in places)
        self._title = self.saying(self.title_box)
        self._dish_at, self._pet_at, self._dish_side = (dish_x, dish_y), (pet_x, pet_y), size
        self._dish = self.sprite("paint_dish", size)
        self._pool = self.sprite("paint_blob", size)
        self._swirl = self.sprite("paint_swirl", size)
        self._shine = self.sprite("paint_shine", size)
        self._pet = tuple(self.sprite(f"chameleon_{part}", size) for part in ("behind", "skin", "lines"))
        self.jars = tuple(self._jar(i, paint, side, shelf) for i, paint in enumerate((*PAINTS, WATER)))
        self._blob = self.sprite("paint_blob", round(side * 0.8))
        self.mixture = Mixture()
        self._old = _BARE
        self._held: Jar | None = None
        self._down_at = (0.0, 0.0)
        self._dragging = False
        self._flying: Jar | None = None
        self._from = (0.0, 0.0)
        self._since = 0.0
        self._swirling = False
        self._keyed = 0

    def _jar(self, place: int, paint: str, side: int, shelf: int) -> Jar:
        gap = min(self.metrics.px(3.5), (self.box.width - 5 * side) // 6)
        width = 5 * side + 4 * gap
        x = self.box.x + (self.box.width - width) / 2 + place * (side + gap) + side / 2
        y = self.up(shelf + side / 2)
        sprites = tuple(self.sprite(name, side) for name in ("jar", "jar_paint", "jar_front"))
        return Jar(paint, (x, y), side, sprites)

    @property
    def colour(self) -> str:
        """What the paint on the plate looks like once it has settled."""
        return self.mixture.colour

    def begin(self, play: Play) -> None:
        super().begin(play)
        self.say(self._title, "do.mix")
        for jar in self.jars:
            for sprite in jar.sprites:
                sprite.at(*jar.middle)
                sprite.alpha = 1.0
            jar.sprites[1].tint(PAINTS.get(jar.paint, _WATER_COLOUR))
        for sprite in (self._dish, self._pool, self._swirl, self._shine):
            sprite.at(*self._dish_at)
        self._dish.alpha = 1.0
        self._swirl.alpha = self._blob.alpha = 0.0
        for sprite in self._pet:
            sprite.at(*self._pet_at)
            sprite.alpha = 1.0
        self._wash()

    def end(self) -> None:
        super().end()
        self.mixture, self._old = Mixture(), _BARE
        self._held = self._flying = None
        self._swirling = self._dragging = False
        self._keyed = 0

    def press(self, x: float, y: float) -> bool:
        if self.play is None:
            return False
        jar = next((each for each in self.jars if each.holds(x, y)), None)
        if jar is None:
            return False
        self._take(jar, (x, y))
        return True

    def drag(self, x: float, y: float) -> None:
        jar = self._held
        if jar is None or jar.paint == WATER:
            return
        if self._dragging or math.dist((x, y), self._down_at) > self.metrics.px(_DRAG_MM):
            self._dragging = True
            self._blob.at(x, y)

    def lift(self) -> None:
        jar, dragged = self._held, self._dragging
        self._held, self._dragging = None, False
        if jar is not None and dragged:
            self._since, self._from = self.now, self._blob.place
            self.move()
            if self.still:
                self._land()

    def key(self) -> None:
        """A switch sends one paint after another, so that every press makes a new colour; water comes last."""
        if self.play is None:
            return
        jar = self.jars[(1, 2, 3, 0, 4)[self._keyed % 5]]
        self._keyed += 1
        self._take(jar, jar.middle)
        self.lift()

    def frame(self) -> None:
        now = self.now
        if self._flying is not None and not self._dragging:
            share = (now - self._since) / _FLY_S
            x, y = (mix(a, b, ease(share)) for a, b in zip(self._from, self._dish_at, strict=True))
            self._blob.at(x, y + hump(share) * self.metrics.px(8))
            if share >= 1:
                self._land()
        elif self._swirling:
            share = (now - self._since) / _SWIRL_S
            self._show(share)
            if share >= 1:
                self._swirling = False
        if self._flying is None and not self._swirling:
            self.hold()

    # Paint.

    def _take(self, jar: Jar, at: tuple[float, float]) -> None:
        """A jar was touched: what was on its way arrives at once, and its own blob sets out."""
        if self._flying is not None:
            self._land()
        assert self.play is not None  # the jars are touched while playing
        self.play.player.play(voice.sound(f"marimba_{self.jars.index(jar) + 1}"))
        self._held, self._down_at, self._dragging = jar, at, False
        if jar.paint == WATER:
            self._wash()
            return
        self._flying, self._since = jar, self.now
        self._from = (jar.middle[0], jar.middle[1] + jar.side * 0.3)
        self._blob.tint(PAINTS[jar.paint])
        self._blob.at(*self._from)
        self._blob.alpha = 1.0
        if self.still:
            self._land()
        else:
            self.move()

    def _land(self) -> None:
        """The blob reaches the plate and begins to swirl in."""
        jar, self._flying = self._flying, None
        if jar is None:
            return
        self._blob.alpha = 0.0
        self._old = self.colour if self.mixture.blobs else PAINTS[jar.paint]
        self.mixture = self.mixture.with_blob(jar.paint)
        self._swirl.tint(PAINTS[jar.paint])
        self._since, self._swirling = self.now, not self.still
        self._show(0.0 if self._swirling else 1.0)

    def _wash(self) -> None:
        self.mixture, self._swirling, self._flying = Mixture(), False, None
        self._blob.alpha = 0.0
        self._show(1.0)

    def _show(self, share: float) -> None:
        """The paint part of the way to its new colour."""
        blobs = self.mixture.blobs
        seen = between(self._old, self.colour, ease(share)) if blobs else _BARE
        size = mix(_LEAST, _FULL, min(1.0, (blobs - 1) / (MOST - 2))) if blobs else 0.0
        # A blob more makes the paint a little wider.
        grown = size * mix(0.92, 1.0, ease(share))
        self._pool.alpha = self._shine.alpha = 1.0 if blobs else 0.0
        self._pool.tint(seen)
        self._pool.scale(grown)
        self._pool.angle = 40 * ease(share)
        self._shine.scale(grown)
        self._swirl.alpha = 0.85 * hump(share) if self._swirling and blobs > 1 else 0.0
        self._swirl.scale(grown * mix(0.25, 0.85, ease(share)))
        self._swirl.angle = 420 * ease(share)
        self._pet[1].tint(seen)
