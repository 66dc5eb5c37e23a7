"""A picture story: three covers to choose from, then six pictures with a sentence each, turned by a touch.

Children who opted out of everything else meet the same stories.
"""

from __future__ import annotations

from typing import ClassVar

from kivy.graphics import Color, Rectangle

from assets import stories
from assets.words import LANGUAGES
from kiosk import voice
from kiosk.ui import pictures
from kiosk.ui.activities import storybook
from kiosk.ui.activities.activity import Activity, Play, ink
from kiosk.ui.activities.motion import ease
from kiosk.ui.activities.sprites import upload
from kiosk.ui.activities.tiles import Card
from kiosk.ui.metrics import Box, Form, Metrics
from kiosk.ui.timers import Timer

FADE_S = 0.5
PAUSE_S = 0.6
"""A page stands at least this long, so that a double tap turns one page."""
_LOOK_AGAIN_S = 0.1
SCAN_S = 2.5
"""With a switch: how long each cover has the border."""


class Leaf:
    """A place for a page's picture: a texture that comes and goes."""

    def __init__(self, canvas: object, metrics: Metrics, box: Box) -> None:
        self.box = box
        self._veil = Color(1, 1, 1, 0)
        self._block = Rectangle(pos=(box.x, metrics.height - box.foot), size=(box.width, box.height))
        canvas.add(self._veil)  # type: ignore[attr-defined]
        canvas.add(self._block)  # type: ignore[attr-defined]
        self.shown: tuple[str, int] | None = None

    def show(self, story: str, number: int, radius: int) -> None:
        """Take a page."""
        self._block.texture = upload(storybook.page(story, number, self.box.width, radius))
        self.shown = (story, number)

    def take_from(self, other: Leaf) -> None:
        """Show what another leaf shows."""
        self._block.texture, self.shown = other._block.texture, other.shown

    @property
    def alpha(self) -> float:
        return float(self._veil.a)

    @alpha.setter
    def alpha(self, alpha: float) -> None:
        self._veil.a = alpha

    def drop(self) -> None:
        """Let the page go."""
        self._block.texture, self.shown, self._veil.a = pictures.blank(), None, 0.0


class Story(Activity):
    """A picture story."""

    id: ClassVar[str] = "story"
    ground: ClassVar[str] = "#E6DFF6"
    rest_s: ClassVar[float] = 60.0

    def __init__(self, metrics: Metrics, box: Box) -> None:
        super().__init__(metrics, box)
        self._radius = metrics.px(2.6)
        self._title = self.saying(self.title_box)
        self.covers: list[Card] = []
        self._fronts: list[Leaf] = []
        self._names = []
        for card, picture, name in self._cover_places():
            self.covers.append(Card(self.canvas, metrics, card))
            self._fronts.append(Leaf(self.canvas, metrics, picture))
            self._names.append(self.saying(name, metrics.sizes.word_em))
        sheet, picture, words, foot = self._page_places()
        self._sheet = Card(self.canvas, metrics, sheet)
        self._under = Leaf(self.canvas, metrics, picture)
        self._over = Leaf(self.canvas, metrics, picture)
        self._words = self.saying(words, metrics.sizes.question_em, lines=3 if words.width > 2 * words.height else 6)
        self._onward = self.sprite("onward", min(foot.height, metrics.px(13)))
        self._dots = [self.disc("#3C3570", max(4, metrics.px(1.9))) for _ in range(stories.PAGES)]
        self._place_foot(foot)
        self.story: str | None = None
        self.number = 0
        """The page that is open, from 1; 0 while the covers lie there."""
        self._since = 0.0
        self._marked = -1
        self._scan: Timer | None = None
        # It is built as soon as it is offered: time enough for the covers.
        width = self._fronts[0].box.width
        storybook.paint_ahead((story, stories.cover(story), width, self._radius) for story in stories.STORIES)

    # Where things stand.

    def _cover_places(self) -> list[tuple[Box, Box, Box]]:
        """Card, picture and title of each cover."""
        px, room, count = self.metrics.px, self.stage_box, len(stories.STORIES)
        pad, gap = px(1.6), px(5)
        places = []
        if self.metrics.form is Form.TALL:
            high = min((room.height - gap * (count + 1)) // count, px(36))
            wide = min(room.width - 2 * px(4), px(86))
            top = room.y + (room.height - count * high - (count - 1) * gap) // 2
            for i in range(count):
                card = Box(room.x + (room.width - wide) // 2, top + i * (high + gap), wide, high)
                across = min(round((high - 2 * pad) * stories.SHAPE), wide * 3 // 5)
                picture = Box(card.x + pad, card.y + pad, across, storybook.height(across))
                name = Box(picture.right + pad, card.y + pad, card.right - picture.right - 2 * pad, high - 2 * pad)
                places.append((card, picture, name))
            return places
        gap = px(4)
        wide = min((room.width - gap * (count + 1)) // count, px(70))
        across = wide - 2 * pad
        line = px(15)
        high = pad + storybook.height(across) + line + pad
        left = room.x + (room.width - count * wide - (count - 1) * gap) // 2
        top = room.y + (room.height - high) // 2
        for i in range(count):
            card = Box(left + i * (wide + gap), top, wide, high)
            picture = Box(card.x + pad, card.y + pad, across, storybook.height(across))
            places.append((card, picture, Box(picture.x, picture.foot, across, line)))
        return places

    def _page_places(self) -> tuple[Box, Box, Box, Box]:
        """The sheet, and on it the picture, the words, and the foot with the arrow."""
        px, box = self.metrics.px, self.box
        out = px(3)
        sheet = Box(box.x + out, box.y + out, box.width - 2 * out, box.height - 2 * out)
        pad, foot_high = px(2.4), px(14)
        inner = sheet.inset(pad)
        beside = inner.width - round(inner.height * stories.SHAPE) - pad
        if self.metrics.form is Form.FOOT and beside > px(40):
            across = round(inner.height * stories.SHAPE)
            picture = Box(inner.x, inner.y, across, inner.height)
            words = Box(picture.right + pad, inner.y, inner.right - picture.right - pad, inner.height - foot_high)
            return sheet, picture, words, Box(words.x, words.foot, words.width, foot_high)
        # The words under the picture, the arrow beside them; the sheet is no higher than it must be.
        words_high = px(17) if self.metrics.form is not Form.TALL else px(26)
        across = min(inner.width, round((inner.height - words_high - pad) * stories.SHAPE))
        used = storybook.height(across) + pad + words_high
        top = box.y + (box.height - used - 2 * pad) // 2
        sheet = Box(sheet.x, top, sheet.width, used + 2 * pad)
        picture = Box(sheet.x + (sheet.width - across) // 2, top + pad, across, storybook.height(across))
        line = Box(inner.x, picture.foot + pad, inner.width, words_high)
        arrow = px(22)
        return (
            sheet,
            picture,
            Box(line.x, line.y, line.width - arrow, words_high),
            Box(line.right - arrow, line.y, arrow, words_high),
        )

    def _place_foot(self, foot: Box) -> None:
        """The arrow, and a dot for each page under or beside it."""
        px, count = self.metrics.px, stories.PAGES
        wide = foot.width > px(40)
        step = px(3.4)
        arrow_x = foot.right - self._onward.side / 2 - (px(1) if wide else (foot.width - self._onward.side) / 2)
        dots_y = foot.y + foot.height / 2 if wide else foot.foot - px(1.2)
        first = foot.x + px(2) if wide else foot.x + (foot.width - step * (count - 1)) / 2
        self._onward.at(arrow_x, self.up(foot.y + (foot.height / 2 if wide else foot.height / 2 - px(1.6))))
        for i, dot in enumerate(self._dots):
            dot.at(first + i * step, self.up(dots_y))

    # From the screen.

    def begin(self, play: Play) -> None:
        super().begin(play)
        self.story, self.number, self._marked, self._scan = None, 0, -1, None
        for story, card, front, name in zip(stories.STORIES, self.covers, self._fronts, self._names, strict=True):
            card.load()
            card.chosen = False
            front.show(story, stories.cover(story), self._radius)
            front.alpha = 1.0
            name.say(play.words[f"story.{story}"], ink(play.settings), play.settings.language)
        self._show_foot(0)
        right_to_left = play.settings.language in LANGUAGES and LANGUAGES[play.settings.language].rtl
        self._onward.scale(-1 if right_to_left else 1, 1)
        self._title.say("")
        self.say(self._title, "do.story")
        # While the covers are looked at, whichever is chosen becomes ready.
        storybook.paint_ahead((story, 1, self._over.box.width, self._radius) for story in stories.STORIES)

    def end(self) -> None:
        super().end()
        for card in (*self.covers, self._sheet):
            card.drop()
        for leaf in (*self._fronts, self._under, self._over):
            leaf.drop()
        self.story, self.number, self._scan = None, 0, None

    def press(self, x: float, y: float) -> bool:
        if self.play is None:
            return False
        if self.story is None:
            chosen = next((i for i, card in enumerate(self.covers) if card.holds(x, y)), None)
            if chosen is None:
                return False
            self._open(stories.STORIES[chosen])
            return True
        if self._sheet.holds(x, y):
            if self.open and self.now - self._since >= PAUSE_S:
                self._turn()
            return True
        return False

    def key(self) -> None:
        """A switch: the first press lets the border go round the covers, the next takes the one that has it; then
        each press turns a page."""
        if self.play is None:
            return
        if self.story is not None:
            if self.open:
                self._turn()
        elif self._marked < 0:
            self._mark()
        else:
            self._open(stories.STORIES[self._marked])

    @property
    def open(self) -> bool:
        """True when the picture of the open page is there to be looked at."""
        return self.story is not None and self._over.shown == (self.story, self.number)

    def frame(self) -> None:
        share = (self.now - self._since) / FADE_S
        self._over.alpha = ease(share)
        if share >= 1:
            self.hold()

    # Reading.

    def _mark(self) -> None:
        self._marked = (self._marked + 1) % len(self.covers)
        for i, card in enumerate(self.covers):
            card.chosen = i == self._marked
        self._scan = self.later(SCAN_S, self._mark)

    def _open(self, story: str) -> None:
        if self._scan is not None:
            self._scan.cancel()
            self._scan = None
        self.story = story
        for card, front, name in zip(self.covers, self._fronts, self._names, strict=True):
            card.drop()
            front.drop()
            name.say("")
        self._title.say("")
        self._sheet.load()
        width = self._over.box.width
        storybook.paint_ahead((story, number, width, self._radius) for number in range(1, stories.PAGES + 1))
        self._turn()

    def _turn(self) -> None:
        assert self.play is not None  # pages turn while playing
        assert self.story is not None  # a cover was chosen
        if self.number == stories.PAGES:
            self.play.ended()
            return
        self.number += 1
        self._since = self.now
        if self.number > 1:
            self._under.take_from(self._over)
            self._under.alpha = 1.0
            self.play.player.play(voice.sound("tap"))
        self._over.alpha = 0.0
        self._show_foot(self.number)
        self.say(self._words, f"story.{self.story}.{self.number}")
        self._take()

    def _take(self) -> None:
        """Show the picture of the open page; on a slow tablet the child hears the sentence while it is painted."""
        assert self.story is not None  # a page is open
        if not storybook.ready((self.story, self.number, self._over.box.width, self._radius)):
            self.later(_LOOK_AGAIN_S, self._take)
            return
        self._over.show(self.story, self.number, self._radius)
        self._since = self.now
        self._over.alpha = 1.0 if self.still or self.number == 1 else 0.0
        self.move()

    def _show_foot(self, number: int) -> None:
        """The arrow, and the dot of the open page darker than the others."""
        self._onward.alpha = 1.0 if number else 0.0
        for i, dot in enumerate(self._dots, start=1):
            dot.alpha = 0.0 if not number else 1.0 if i == number else 0.22
