"""Five things: five to see, four to touch, three to hear, two to smell, one to taste. Each found one is tapped off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kiosk.ui.activities.activity import Activity, Play
from kiosk.ui.activities.motion import arriving, mix
from kiosk.ui.activities.sprites import Disc
from kiosk.ui.metrics import ANSWER_GAP_MM, ANSWER_MM, Box, Form, Metrics

_NEXT_S = 1.1
"""Seconds between the last dot of a sense and the next sense."""
_POP_S = 0.35
_SWAP_S = 0.45


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense: its picture, its word, its colours, and how many things are looked for."""

    word: str
    picture: str
    rim: str
    full: str
    count: int


SENSES = (
    Sense("do.five_see", "prop_eye", "#2C6AA6", "#8CC0EC", 5),
    Sense("do.five_feel", "prop_touch", "#8A6A46", "#E8B883", 4),
    Sense("do.five_hear", "prop_ear", "#6A4FB5", "#BBA6EE", 3),
    Sense("do.five_smell", "prop_nose", "#2F7D46", "#8FD398", 2),
    Sense("do.five_taste", "prop_mouth", "#B0305F", "#F29FB8", 1),
)


class _Dot:
    """One dot to tap off: a rim, a white inside, and the colour that comes."""

    def __init__(self, activity: Activity, side: int) -> None:
        line = max(2, round(side * 0.05))
        self.rim, self.inside, self.full = (activity.disc("#FFFFFF", side - n * line) for n in (0, 2, 4))
        self.found_at: float | None = None
        self.x = self.y = 0.0

    def place(self, x: float, y: float, sense: Sense) -> None:
        self.x, self.y, self.found_at = x, y, None
        self.rim.tint(sense.rim)
        self.full.tint(sense.full)
        for disc in self.all():
            disc.at(x, y)
        self.rim.alpha = self.inside.alpha = 1.0
        self.full.alpha = 0.0

    def clear(self) -> None:
        for disc in self.all():
            disc.alpha = 0.0

    def all(self) -> tuple[Disc, Disc, Disc]:
        return self.rim, self.inside, self.full


class FiveThings(Activity):
    """Goes at the child's own pace: a dot for each thing that was found, in any order."""

    id: ClassVar[str] = "five"
    rest_s: ClassVar[float] = 90.0
    ground: ClassVar[str] = "#FFF3D9"

    def __init__(self, metrics: Metrics, box: Box) -> None:
        super().__init__(metrics, box)
        self._title = self.saying(self.title_box)
        room, tall = self.stage_box, metrics.form is Form.TALL
        self._side = metrics.px(ANSWER_MM)
        self._gap = metrics.px(ANSWER_GAP_MM)
        one_row = metrics.form is Form.FOOT
        rows = 1 if one_row else 2
        dots_high = rows * self._side + (rows - 1) * self._gap
        if metrics.form is Form.RAIL:
            # Low glass: the picture at the left, the dots beside it.
            wide = 3 * self._side + 2 * self._gap
            picture: float = min(room.height - metrics.px(8), room.width - wide - 3 * self._gap)
            left = room.x + (room.width - picture - wide - 2 * self._gap) / 2
            self._at = (left + picture / 2, self.up(room.y + room.height / 2 - metrics.px(3)))
            self._dots_at = (left + picture + 2 * self._gap + wide / 2, self._at[1])
        else:
            spare = room.height - dots_high - metrics.px(12)
            picture = min(spare * (0.84 if tall else 1.0), room.width * 0.62)
            high = picture + metrics.px(7) + dots_high
            top = room.y + (room.height - metrics.px(4) - high) / 2
            self._at = (room.x + room.width / 2, self.up(top + picture / 2))
            self._dots_at = (self._at[0], self.up(top + high - dots_high / 2))
        self._halo = self.disc("#FFFFFF", round(picture))
        self._halo.at(*self._at)
        self._pictures = [self.sprite(sense.picture, round(picture * 0.66)) for sense in SENSES]
        for each in self._pictures:
            each.at(*self._at)
        self._dots = [_Dot(self, self._side) for _ in range(SENSES[0].count)]
        self._sense = 0
        self._since = 0.0
        self._over = False

    def begin(self, play: Play) -> None:
        super().begin(play)
        self._over = False
        self._show(0)

    def end(self) -> None:
        super().end()
        self._over = True

    def press(self, x: float, y: float) -> bool:
        """A dot that is touched is filled; beside the dots nothing happens."""
        for dot in self._dots[: SENSES[self._sense].count]:
            if dot.found_at is None and max(abs(x - dot.x), abs(y - dot.y)) <= (self._side + self._gap) / 2:
                self._fill(dot)
                return True
        return False

    def key(self) -> None:
        """A switch fills the next dot."""
        for dot in self._dots[: SENSES[self._sense].count]:
            if dot.found_at is None:
                self._fill(dot)
                return

    def frame(self) -> None:
        now = self.now
        coming = min(1.0, (now - self._since) / _SWAP_S)
        self._pictures[self._sense].scale(mix(0.92, 1.0, arriving(coming)))
        self._pictures[self._sense].alpha = coming
        if self._sense:
            self._pictures[self._sense - 1].alpha = 1 - coming
        moving = coming < 1.0
        for dot in self._dots:
            if dot.found_at is not None:
                share = min(1.0, (now - dot.found_at) / _POP_S)
                dot.full.scale(arriving(share))
                moving = moving or share < 1.0
        if not moving:
            self.hold()

    def _show(self, sense: int) -> None:
        self._sense, self._since = sense, self.now
        told = SENSES[sense]
        self.say(self._title, told.word)
        for i, picture in enumerate(self._pictures):
            picture.alpha = 1.0 if i == sense else 0.0
            picture.scale(1.0)
        for i, dot in enumerate(self._dots):
            if i < told.count:
                dot.place(*self._place(i, told.count), told)
            else:
                dot.clear()
                dot.found_at = None
        if sense:
            self.move()
            if self.moving:
                self.frame()

    def _place(self, i: int, count: int) -> tuple[float, float]:
        """The middle of a dot: in one row, or in two where the glass is narrow."""
        rows = [count] if self.metrics.form is Form.FOOT or count <= 3 else [(count + 1) // 2, count // 2]
        row = 0 if i < rows[0] else 1
        column = i - row * rows[0]
        pitch = self._side + self._gap
        x = self._dots_at[0] + (column - (rows[row] - 1) / 2) * pitch
        return x, self._dots_at[1] + ((len(rows) - 1) / 2 - row) * pitch

    def _fill(self, dot: _Dot) -> None:
        if self._over or self.play is None:
            return
        dot.found_at = self.now
        dot.full.alpha = 1.0
        dot.full.scale(1.0 if self.still else 0.3)
        self.move()
        if all(each.found_at is not None for each in self._dots[: SENSES[self._sense].count]):
            if self._sense + 1 < len(SENSES):
                self.later(_NEXT_S, self._next)
            else:
                self._over = True
                for each in self._dots:
                    each.full.scale(1.0)
                self.finish()

    def _next(self) -> None:
        self._show(self._sense + 1)
