"""One question and its cards: every step that only asks is shown by this screen."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.turn import Step
from kiosk.ui.metrics import ANSWER_MM, LARGER_MM, Box, Form
from kiosk.ui.screens.questions import Question, pages, question
from kiosk.ui.screens.screen import Asking, Option
from kiosk.ui.wall import evenly
from kiosk.ui.widgets.answer import Answer

_FEW = 4
"""Cards at once for a child with low stimulus."""
_MORE = "more"


class ChoiceScreen(Asking):
    """A feeling may be changed until it has settled; every other first answer is taken at once."""

    _asking: tuple[object, ...] = ()
    _turned = 0

    def show(self) -> None:
        turn = self.kiosk.turn
        asking = (turn.step if turn.step is not Step.SAVING else Step.FEELING, turn.page, turn.child)
        if asking != self._asking:
            self._asking, self._turned = asking, 0
        self.put_question(question(self.kiosk))

    def put_question(self, asked: Question) -> None:
        """Set everything the question shows."""
        self.controls = asked.controls
        self.ask(*asked.words)
        self.begin()
        self.put_animal()
        area = self.metrics.answers_area(controls=bool(asked.controls))
        count = self._put_answers(asked, area)
        self.put_exits(asked.exits, count, chosen=asked.held)
        self._put_controls(asked)
        self.put_speaker()
        self.finish()

    def _put_answers(self, asked: Question, area: Box) -> int:
        """Set the answers, a page of them where they may not all stand at once. Returns how many are shown."""
        few, larger = self.look.low_stimulus, self.look.larger_targets
        least = LARGER_MM if larger else ANSWER_MM
        most = self.metrics.most(least, area)
        if few:
            most = min(most, _FEW)
        options = [option for row in asked.rows for option in row]
        rows = [len(row) for row in asked.rows]
        if len(options) > most:
            options = self._page_of(options, most)
        if few or larger:
            rows = [len(options)]
        manner = self.manner(self.metrics.sizes.word_em)
        places = self.metrics.answers(rows, area, least_mm=least, keep=asked.keep and not (few or larger))
        for i, (option, box) in enumerate(zip(options, places, strict=True)):
            self.put(option, box, manner, i, chosen=bool(asked.held) and option.says == asked.held)
        return len(options)

    def _page_of(self, options: Sequence[Option], most: int) -> list[Option]:
        """The page of answers that is turned to, and the card that turns on; after the last comes the first."""
        parts = evenly(options, most - 1)
        self._turned %= len(parts)
        return [*parts[self._turned], Option(_MORE, "onward", "")]

    def _put_controls(self, asked: Question) -> None:
        """Set what stands in the controls' places now. A picture says it; a low line has no room for words."""
        before, last = self.metrics.controls
        for option, box in ((asked.before, before), (asked.control, last)):
            if option is None:
                continue
            words = option.word if self.metrics.form is not Form.RAIL else ""
            beside = self.metrics.form is Form.TALL
            manner = self.manner(self.metrics.sizes.exit_em * (1.3 if beside else 0.8), beside=beside)
            silent = Option(option.says, option.picture, words, sign=option.sign)
            self.put(silent, box, manner).word_id = option.word

    def heard(self, card: Answer) -> None:
        if card.said == _MORE:
            self._turned += 1
            self.show()
        else:
            super().heard(card)

    def rehearse(self) -> None:
        for page in pages():
            self.put_question(page)
