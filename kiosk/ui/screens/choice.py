"""One question and its cards: the feelings, the body, which grown-up, and how."""

from __future__ import annotations

from collections.abc import Sequence

from assets import catalogue
from kiosk import checkin
from kiosk.checkin import Step
from kiosk.ui.screens.screen import ADULT, ASKED, NOT_SAY, NOT_SURE, Asking, Option
from sync.protocol import HOWS

_ADULTS_MOST = 7
"""Adults shown beside *any grown-up*: eight cards are two rows of four."""


class ChoiceScreen(Asking):
    """A feeling may be changed until it has settled; every other first answer is taken at once."""

    def show(self) -> None:
        turn = self.kiosk.turn
        if turn.step is Step.ADULT:
            self._ask("ask.adult", self._adults(), (NOT_SURE, NOT_SAY, ASKED))
        elif turn.step is Step.HOW:
            hows = [Option(how, f"how_{how}", f"how.{how}") for how in HOWS]
            self._ask("ask.how", [hows], (NOT_SURE, NOT_SAY, ASKED))
        else:
            page = catalogue.load().pages[turn.page]
            rows = [[_feeling(id) for id in row] for row in page.rows]
            # Once taken, an answer is no longer shown: it is nobody else's business.
            held = turn.held if turn.step is Step.FEELING else None
            self._ask(page.question, rows, (NOT_SURE, NOT_SAY, ADULT), held)

    def _ask(
        self, question: str, rows: Sequence[Sequence[Option]], exits: Sequence[Option], held: str | None = None
    ) -> None:
        self.ask(question)
        self.begin()
        self.put_animal()
        places = self.metrics.answers([len(row) for row in rows])
        options = [option for row in rows for option in row]
        manner = self.manner(self.metrics.sizes.word_em)
        for i, (option, box) in enumerate(zip(options, places, strict=True)):
            self.put(option, box, manner, i, chosen=held is not None and option.says == held)
        self.put_exits(exits, len(options), chosen=held)
        self.put_speaker()
        self.finish()

    def _adults(self) -> list[list[Option]]:
        classroom = self.kiosk.classroom
        adults = classroom.adults[:_ADULTS_MOST] if classroom else []
        options = [Option(a.adult.hex(), a.picture, f"={a.name}") for a in adults]
        options.append(Option(checkin.ANY_ADULT, "any_adult", "adult.any"))
        if len(options) <= 4:
            return [options]
        half = (len(options) + 1) // 2
        return [options[:half], options[half:]]

    def rehearse(self) -> None:
        for page in catalogue.load().pages.values():
            self._ask(page.question, [[_feeling(id) for id in row] for row in page.rows], (NOT_SURE, NOT_SAY, ADULT))


def _feeling(id: str) -> Option:
    return Option(id, id, f"feeling.{id}")
