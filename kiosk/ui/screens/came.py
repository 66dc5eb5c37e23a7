"""The next visit after a request: a silent picture of the adult who saw it, and *Did a grown-up come?*"""

from __future__ import annotations

from kiosk import turn as conversation
from kiosk.exits import shut
from kiosk.ui.metrics import ANSWER_MM, LARGER_MM
from kiosk.ui.screens.screen import ADULT, ASKED, NOT_SAY, NOT_SURE, Asking, Option

_YES = Option(conversation.YES, "came_yes", "came.yes")
_NO = Option(conversation.NO, "came_no", "came.no")


class CameScreen(Asking):
    """Shows the adult's picture large. A name is never written beside it, and nothing is said aloud by itself."""

    def show(self) -> None:
        turn, metrics = self.kiosk.turn, self.metrics
        self.ask("ask.came")
        self.begin()
        self.put_animal()
        picture, answers = metrics.beside
        self.put(Option("", self._adult(), "", still=True), picture, self.manner(metrics.sizes.word_em))
        least = LARGER_MM if self.look.larger_targets else ANSWER_MM
        places = metrics.answers([2], answers, least_mm=least)
        for i, (option, box) in enumerate(zip((_YES, _NO), places, strict=True)):
            self.put(option, box, self.manner(metrics.sizes.word_em), i)
        ways = (NOT_SURE, NOT_SAY, ASKED if turn.asking else ADULT)
        self.put_exits([each for each in ways if not shut(turn, each.says)], 2)
        self.put_speaker()
        self.finish()

    def _adult(self) -> str:
        """The picture of the adult who saw the request; any grown-up when nobody is named."""
        child, classroom = self.kiosk.turn.child, self.kiosk.classroom
        seen_by = child.asked.adult if child and child.asked else None
        adults = classroom.adults if classroom else []
        return next((self.kiosk.picture_of(adult) for adult in adults if adult.adult.hex() == seen_by), "any_adult")
