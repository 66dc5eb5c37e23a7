"""What the staff corner's screens are made of: lines of text, levels, and cards with words of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.ui import theme
from kiosk.ui.metrics import Box, Form, Metrics
from kiosk.ui.screens.screen import Asking, Option
from kiosk.ui.staff.level import Level
from kiosk.ui.state import KioskState
from kiosk.ui.widgets.answer import Answer, Manner
from kiosk.ui.widgets.words import Words

if TYPE_CHECKING:
    from kiosk.ui.stage import Stage

_TEXT_MM = {Form.FOOT: 4.7, Form.RAIL: 3.5, Form.TALL: 3.7}


class Board(Asking):
    """A screen for staff, in English: its words are its own, and the speaker never reads them."""

    def __init__(self, kiosk: KioskState, metrics: Metrics, language: str = "en") -> None:
        self._lines: list[Words] = []
        self._levels: list[Level] = []
        self._used = [0, 0]
        super().__init__(kiosk, metrics, language)
        self.text_mm = _TEXT_MM[metrics.form]
        self.stage: Stage | None = None

    def join(self, stage: Stage) -> None:
        self.stage = stage

    def on_parent(self, _: Any, parent: Any) -> None:
        if parent is None:
            self.leave()
        else:
            self.enter()
            self.show()

    def enter(self) -> None:
        """Begin anew: the board comes up."""

    def leave(self) -> None:
        """The board goes; nothing of it may go on."""

    def begin(self) -> None:
        super().begin()
        self._used = [0, 0]

    def finish(self) -> None:
        super().finish()
        for line in self._lines[self._used[0] :]:
            line.box = None
        for level in self._levels[self._used[1] :]:
            level.box = None

    def write(
        self, text: str, box: Box, *, em_mm: float = 0, bold: bool = False, lines: int = 3, to: str = "left"
    ) -> None:
        """Set one text in its place, `em_mm` high and smaller where it must be."""
        place = self._used[0]
        if place == len(self._lines):
            self._lines.append(Words(window_height=self.metrics.height))
            self.add_widget(self._lines[-1])
        line = self._lines[place]
        line.box = None
        line.em, line.floor = self.metrics.px(em_mm or self.text_mm), self.metrics.px(2.3)
        line.bold, line.lines, line.align, line.text = bold, lines, to, text
        line.box = box
        self._used[0] = place + 1

    def level(self, share: float, box: Box) -> None:
        """Set a bar that is filled by `share`, 0..1."""
        place = self._used[1]
        if place == len(self._levels):
            self._levels.append(Level(window_height=self.metrics.height))
            self.add_widget(self._levels[-1])
        level = self._levels[place]
        level.share, level.box = share, box
        self._used[1] = place + 1

    def card(
        self,
        says: str,
        picture: str,
        text: str,
        box: Box,
        *,
        chosen: bool = False,
        still: bool = False,
        tint: str = theme.CARD,
        beside: bool | None = None,
        em_mm: float = 0,
    ) -> Answer:
        """Set one card with a text of its own."""
        wide = box.width > box.height * 2.2 if beside is None else beside
        em = self.metrics.px(em_mm or self.text_mm)
        manner = Manner(em, self.metrics.px(2.1), wide, lines=2)
        word = f"={text}" if text else ""
        return self.put(Option(says, picture, word, tint, still=still), box, manner, chosen=chosen)

    def sign(self, picture: str, box: Box) -> None:
        """Set a picture that cannot be touched."""
        manner = Manner(self.metrics.px(self.text_mm), self.metrics.px(2), picture_least=min(box.width, box.height))
        self.put(Option("", picture, "", sign=True), box, manner)

    def foot(self, *cards: tuple[str, str, str]) -> None:
        """Set what leads away from the board, in the exits' places, the last in its corner: says, picture, text."""
        self.put_exits([Option(says, picture, f"={text}") for says, picture, text in cards])
