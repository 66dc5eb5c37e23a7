"""Hum with the bee: while a warm tone sounds the bee flies from flower to flower, four times, and home.

Nothing is listened to. A touch starts each hum; so does waiting.
"""

from __future__ import annotations

from typing import ClassVar

from kiosk.ui.activities.activity import Activity, Play
from kiosk.ui.activities.motion import ease, held, hump, mix, swing
from kiosk.ui.metrics import Box, Form, Metrics
from kiosk.ui.timers import Timer
from kiosk.voice import sound

HUMS = 4
HUM_S = 8.5
"""The tone of 10 s rises and ebbs over two seconds: the bee lands as it ebbs."""
REST_S = 4.0
"""Between two hums, to breathe in; before the first it is longer, to look."""
FIRST_S = 7.0
_WIDE = ((0.10, 0.86), (0.30, 0.94), (0.50, 0.84), (0.70, 0.94), (0.895, 0.90))
_TALL = ((0.20, 0.46), (0.74, 0.50), (0.24, 0.74), (0.70, 0.78), (0.30, 1.0))
"""Where the four flowers and the hive stand: their feet, in parts of the room."""
_FLAP_HZ = 6.0


class Hum(Activity):
    """Hum."""

    id: ClassVar[str] = "hum"
    ground: ClassVar[str] = "#D9EEF8"
    rest_s: ClassVar[float] = 40.0

    def __init__(self, metrics: Metrics, box: Box) -> None:
        super().__init__(metrics, box)
        tall, room = metrics.form is Form.TALL, self.stage_box
        spots = _TALL if tall else _WIDE
        side = round(min(room.width * (0.36 if tall else 0.235), room.height * (0.3 if tall else 0.62)))
        self._side = side
        self._hills = [self.disc(colour, round(box.width * 1.7)) for colour in ("#BCE5C3", "#A3DAAF", "#8DCF9C")]
        self._sun = [self.disc(colour, round(side * size)) for colour, size in (("#F6EBC0", 1.25), ("#FFDD77", 0.8))]
        self._flowers = [self.sprite(f"flower_{i + 1}", side, (50, 99)) for i in range(HUMS)]
        self._hive = self.sprite("beehive", side, (50, 96))
        for sprite, (x, y) in zip((*self._flowers, self._hive), spots, strict=True):
            sprite.at(box.x + x * box.width, self.up(room.y + y * room.height - metrics.px(1)))
        bee = round(min(side * 0.72, metrics.px(26)))
        self._bee_side = bee
        self._waves = self.sprite("hum_waves", round(bee * 0.7), (0, 50))
        self._far_wing = self.sprite("bee_wing", round(bee * 0.62), (50, 96))
        self._body = self.sprite("bee_body", bee)
        self._near_wing = self.sprite("bee_wing", round(bee * 0.62), (50, 96))
        self._title = self.saying(self.title_box)
        # On a flower the bee sits over its middle; at home it hovers before the door.
        self.stops = [
            (x, y + side * (0.80 if i < HUMS else 0.42))
            for i, (x, y) in enumerate(sprite.place for sprite in (*self._flowers, self._hive))
        ]
        self.hums = 0
        """How many have begun."""
        self._since, self._landed = 0.0, True
        self._waiting: Timer | None = None

    @property
    def humming(self) -> bool:
        """True while the tone sounds."""
        return self.play is not None and self._waiting is None and 0 < self.hums <= HUMS and not self._landed

    def begin(self, play: Play) -> None:
        super().begin(play)
        self.hums, self._landed = 0, True
        plain = self.plain or play.settings.high_contrast
        self._set_scenery(plain)
        for sprite in (*self._flowers, self._hive, self._far_wing, self._body, self._near_wing):
            sprite.alpha = 1.0
        self._waves.alpha = 0.0
        self._sit(0)
        self.say(self._title, "do.hum")
        self._waiting = self.later(FIRST_S, self._hum)

    def end(self) -> None:
        super().end()
        self.hums, self._waiting, self._landed = 0, None, True

    def press(self, x: float, y: float) -> bool:
        if self._waiting is None or self.play is None:
            return False
        self._hum()
        return True

    def frame(self) -> None:
        seconds = self.now - self._since
        share = min(1.0, seconds / HUM_S)
        start, goal = self.stops[self.hums - 1], self.stops[self.hums]
        x = mix(start[0], goal[0], ease(share))
        y = mix(start[1], goal[1], ease(share)) + hump(share) * self._side * 0.22
        # Two slow waves on the way, fading towards both ends.
        y += swing(share, 2.0) * hump(share) * self._side * 0.12
        way = 1.0 if goal[0] >= start[0] else -1.0
        self._pose(x, y, way, held(share, 0.1), flap=abs(swing(seconds, _FLAP_HZ)))
        self._waves.alpha = held(share, 0.12) * (0.8 + 0.2 * swing(seconds, 0.9))

    # Humming.

    def _hum(self) -> None:
        """The tone begins, and the bee sets out."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
        assert self.play is not None  # waits end with the play
        self.hums += 1
        self._since, self._landed = self.now, False
        self.play.touched()
        self._title.say(self.play.words["do.hum_now"])
        self.play.player.play(sound("hum"))
        if self.still:
            self._waves.alpha = 1.0
        self.move()
        self.later(HUM_S, self._land)

    def _land(self) -> None:
        """The hum is over: the bee sits, and waits for the next."""
        self.hold()
        self._landed = True
        self._sit(self.hums)
        assert self.play is not None  # waits end with the play
        if self.hums == HUMS:
            self._title.say("")
            self.finish()
            return
        self._title.say(self.play.words["do.hum"])
        self._waiting = self.later(REST_S, self._hum)

    def _sit(self, stop: int) -> None:
        self._waves.alpha = 0.0
        way = 1.0 if stop == HUMS or self.stops[stop + 1][0] >= self.stops[stop][0] else -1.0
        self._pose(*self.stops[stop], way, 0.0, flap=0.35)

    def _pose(self, x: float, y: float, way: float, flying: float, flap: float) -> None:
        """The bee and all that belongs to it; `way` 1 looks to the right, -1 to the left."""
        bee = self._bee_side
        self._body.at(x, y)
        self._body.scale(way, 1)
        self._body.angle = -6 * flying * way
        root = (x - 0.02 * bee * way, y + 0.16 * bee)
        for wing, lean in ((self._far_wing, 22), (self._near_wing, -18)):
            wing.at(*root)
            wing.angle = (lean - 14) * way
            wing.scale(1.0, mix(1.0, 0.62, flap))
        self._waves.at(x + 0.5 * bee * way, y)
        self._waves.scale(way, 1)

    def _set_scenery(self, plain: bool) -> None:
        box = self.box
        radius = box.width * 0.85
        crests = (0.50, 0.76, 1.02) if self.metrics.form is Form.TALL else (0.74, 0.86, 0.97)
        room = self.stage_box
        acrosses = (0.5, 0.7, 0.4) if self.metrics.form is Form.TALL else (0.25, 0.8, 0.4)
        for hill, across, crest in zip(self._hills, acrosses, crests, strict=True):
            hill.at(box.x + box.width * across, self.up(room.y + room.height * (crest - 0.06)) - radius)
            hill.alpha = 0.0 if plain else 1.0
        for disc in self._sun:
            disc.at(box.x + box.width * 0.86, self.up(room.y + room.height * (0.08 if box.width > box.height else 0.1)))
            disc.alpha = 0.0 if plain else 1.0
