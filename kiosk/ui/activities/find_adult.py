"""Find my grown-up: the adults of the class are hiding; a touch finds one, and another chooses who to go to.

It ends with a large picture and a sentence to show to that adult. Where no adult is known, any grown-up will do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kiosk import voice
from kiosk.ui.activities.activity import Activity, Play, ink
from kiosk.ui.activities.motion import ease, mix
from kiosk.ui.activities.sprites import Sprite
from kiosk.ui.activities.tiles import Card
from kiosk.ui.metrics import Box, Form, Metrics

MOST = 6
"""Adults that hide at once; a class with more shows the first."""
_ANYBODY = "any_adult"
NOBODY = ((_ANYBODY, ""),)
_HIDES = ("door", "tree", "curtain", "screen", "bush", "door")
_LEAF = ("tree", "bush")
"""From behind these one comes out at the side; the others open."""
_OPEN_S, _GROW_S = 0.7, 0.6
_GO_S = 20.0
"""How long the card stands to be shown before the activity ends by itself."""
_ADULT = 0.68
"""How large the adult is, in parts of their hiding place."""
_ALONE = 0.72
"""The largest a hiding place is, in parts of the room's height."""


@dataclass(slots=True)
class Hide:
    """One hiding place: where it is, who is behind it, and whether they have been found."""

    box: Box
    kind: str
    place: Sprite
    adult: Sprite
    cover: Sprite
    found: bool = False
    since: float = 0.0

    def dress(self, adult: str) -> None:
        """Put an adult's picture behind it; with none, nothing of it needs to be painted."""
        self.adult.name = adult
        self.place.name, self.cover.name = (f"hide_{self.kind}_place", f"hide_{self.kind}") if adult else ("", "")

    def holds(self, x: float, up: float) -> bool:
        """`up` is counted from the top."""
        return self.box.x <= x < self.box.right and self.box.y <= up < self.box.foot


class FindAdult(Activity):
    """Find my grown-up."""

    id: ClassVar[str] = "find_adult"
    ground: ClassVar[str] = "#E4F1E0"
    rest_s: ClassVar[float] = 45.0

    def __init__(self, metrics: Metrics, box: Box) -> None:
        super().__init__(metrics, box)
        px, room, tall = metrics.px, self.stage_box, metrics.form is Form.TALL
        self._floor = self.disc("#CFE6C8", round(max(box.width, box.height) * 2.0))
        self._title = self.saying(self.title_box)
        self._sides = {count: self._side(count) for count in range(1, MOST + 1)}
        # Painted as large as three that share the room; one or two are stretched a little.
        side = self._sides[3]
        self.hides: list[Hide] = []
        for i in range(MOST):
            kind = _HIDES[i]
            hinge = (8.0, 50.0) if kind not in _LEAF and kind != "curtain" else (50.0, 100.0)
            if kind == "curtain":
                hinge = (50.0, 8.0)
            parts = (
                self.sprite(f"hide_{kind}_place", side),
                self.sprite(_ANYBODY, round(side * _ADULT)),
                self.sprite(f"hide_{kind}", side, hinge),
            )
            self.hides.append(Hide(Box(0, 0, 1, 1), kind, *parts))
        # What is shown at the end: the adult large, their name, and the sentence for them.
        wide = min(round(room.width * 0.94), px(150))
        sheet = Box(room.x + (room.width - wide) // 2, room.y, wide, room.height - px(3))
        self._sheet = Card(self.canvas, metrics, sheet)
        inner = sheet.inset(px(4), px(3))
        if tall:
            face = min(inner.width, round(inner.height * 0.55))
            picture = Box(inner.x + (inner.width - face) // 2, inner.y, face, face)
            words = Box(inner.x, picture.foot + px(2), inner.width, inner.foot - picture.foot - px(2))
        else:
            face = min(inner.height, round(inner.width * 0.44))
            picture = Box(inner.x, inner.y + (inner.height - face) // 2, face, face)
            words = Box(picture.right + px(4), inner.y, inner.right - picture.right - px(4), inner.height)
        self._large = self.sprite(_ANYBODY, face)
        self._large_at = (picture.x + face / 2, self.up(picture.y + face / 2))
        name = Box(words.x, words.y + words.height // 10, words.width, px(10 if not tall else 12))
        self._name = self.saying(name)
        told = Box(words.x, name.foot, words.width, round((words.foot - name.foot) * 0.55))
        self._told = self.saying(told, metrics.sizes.word_em + 1.0, lines=4)
        rest = words.foot - told.foot
        sign = max(1, min(rest, words.width // 2, px(26)))
        self._sign = self.sprite("show_sign", sign)
        self._sign.at(words.x + words.width / 2, self.up(told.foot + rest / 2))
        self._adults: tuple[tuple[str, str], ...] = NOBODY
        self.going: tuple[str, str] | None = None
        """The adult who was chosen: picture and name."""
        self._began_go = 0.0

    @property
    def hidden(self) -> list[Hide]:
        """The places in use."""
        return self.hides[: len(self._adults)]

    def begin(self, play: Play) -> None:
        self._adults = play.adults[:MOST] or NOBODY
        self.going = None
        for i, hide in enumerate(self.hides):
            hide.dress(self._adults[i][0] if i < len(self._adults) else "")
        super().begin(play)
        self._floor.alpha = 0.0 if self.plain or play.settings.high_contrast else 1.0
        across = self.box.x + self.box.width / 2
        self._floor.at(across, self.up(self.stage_box.y + self.stage_box.height * 0.55) - self._floor.side / 2)
        self._lay_out()
        self._large.alpha = self._sign.alpha = 0.0
        self.say(self._title, "do.find_adult")

    def end(self) -> None:
        # The class's adults are forgotten with the child's turn.
        for hide in self.hides:
            hide.dress(_ANYBODY)
            hide.found = False
        self._large.name = _ANYBODY
        self._adults, self.going = NOBODY, None
        super().end()
        self._sheet.drop()

    def press(self, x: float, y: float) -> bool:
        if self.play is None:
            return False
        if self.going is not None:
            # A moment's grace: the second tap of a double tap is not an answer to the card.
            if self.now - self._began_go > 1.0:
                self.finish_now()
            return True
        hide = next((each for each in self.hidden if each.holds(x, self.metrics.height - y)), None)
        if hide is None:
            return False
        self._touch(hide)
        return True

    def key(self) -> None:
        """A switch finds the adults one by one, then goes to the first; then the card ends."""
        if self.play is None:
            return
        if self.going is not None:
            self.finish_now()
            return
        self._touch(next((hide for hide in self.hidden if not hide.found), self.hidden[0]))

    def frame(self) -> None:
        moving = False
        for hide in self.hidden:
            if hide.found and self.going is None:
                share = (self.now - hide.since) / _OPEN_S
                self._open(hide, share)
                moving = moving or share < 1
        if self.going is not None:
            share = (self.now - self._began_go) / _GROW_S
            self._large.scale(mix(0.6, 1.0, ease(share)))
            moving = share < 1
        if not moving:
            self.hold()

    def finish_now(self) -> None:
        """The card has been looked at."""
        if self.play is not None:
            self.play.ended()

    # Hiding and being found.

    def _side(self, count: int) -> int:
        """How large one of `count` places is."""
        columns, rows = self._grid(count)
        room, gap = self.stage_box, self.metrics.px(4)
        return min(
            (room.width - gap * (columns + 1)) // columns,
            (room.height - gap * rows) // rows,
            round(room.height * _ALONE),
        )

    def _grid(self, count: int) -> tuple[int, int]:
        if self.metrics.form is Form.TALL:
            return (1, count) if count < 3 else (2, (count + 1) // 2)
        if self.metrics.form is Form.RAIL and count == 4:
            return 2, 2
        return (count, 1) if count < 5 else (3, 2)

    def _lay_out(self) -> None:
        count = len(self._adults)
        columns, rows = self._grid(count)
        side, room = self._sides[count], self.stage_box
        gap_y = (room.height - rows * side) // (rows + 1)
        for i, hide in enumerate(self.hides):
            hide.found = False
            line, column = divmod(i, columns)
            in_line = min(columns, count - line * columns) if i < count else columns
            gap_x = (room.width - in_line * side) // (in_line + 1)
            x = room.x + gap_x + column * (side + gap_x)
            y = room.y + gap_y + line * (side + gap_y)
            hide.box = Box(x, y, side, side)
            middle = (x + side / 2, self.up(y + side / 2))
            seen = 1.0 if i < count else 0.0
            hide.place.at(*middle)
            hide.place.scale(side / hide.place.side)
            hide.place.alpha = hide.cover.alpha = seen
            hide.adult.alpha = 0.0
            self._open(hide, 0.0)

    def _open(self, hide: Hide, share: float) -> None:
        """Show the cover part of the way open, and the adult as far out as that."""
        part, box = ease(share), hide.box
        fit, middle, foot = box.width / hide.cover.side, box.x + box.width / 2, self.up(box.foot)
        hide.adult.alpha = 1.0 if hide.found else 0.0
        grown = fit * (hide.cover.side * _ADULT) / hide.adult.side
        if hide.kind in _LEAF:
            # They come out at one side, and what hid them draws back to the other.
            smaller = fit * mix(1.0, 0.72, part)
            hide.cover.at(middle - box.width * 0.24 * part, foot)
            hide.cover.scale(smaller)
            hide.adult.at(middle + box.width * 0.19 * part, foot + box.height * 0.34)
            hide.adult.scale(grown)
            return
        hide.adult.at(middle, foot + box.height * (0.42 if hide.kind == "door" else 0.5))
        hide.adult.scale(grown)
        if hide.kind == "curtain":
            hide.cover.at(middle, foot + box.height * 0.92)
            hide.cover.scale(fit, fit * mix(1.0, 0.16, part))
            return
        hide.cover.at(box.x + box.width * 0.08, foot + box.height / 2)
        hide.cover.scale(fit * mix(1.0, 0.16, part), fit)

    def _touch(self, hide: Hide) -> None:
        assert self.play is not None  # touched while playing
        if hide.found:
            self._go(self._adults[self.hides.index(hide)])
            return
        hide.found, hide.since = True, self.now
        self.play.player.play(voice.sound("marimba_3"))
        if self.still:
            self._open(hide, 1.0)
        else:
            self._open(hide, 0.0)
            self.move()

    def _go(self, adult: tuple[str, str]) -> None:
        """Let's go to this adult: the card to show them."""
        assert self.play is not None  # chosen while playing
        self.going, self._began_go = adult, self.now
        for hide in self.hidden:
            for sprite in (hide.place, hide.adult, hide.cover):
                sprite.alpha = 0.0
        self._sheet.load()
        self._large.show(adult[0])
        self._large.at(*self._large_at)
        self._large.alpha = self._sign.alpha = 1.0
        self._large.scale(1.0 if self.still else 0.6)
        self._name.say(adult[1], ink(self.play.settings), self.play.settings.language)
        words = self.play.words["do.find_adult_show"]
        self._told.say(words, ink(self.play.settings), self.play.settings.language)
        self.say(self._title, "do.find_adult_go")
        self.move()
        self.later(_GO_S, self.finish_now)
