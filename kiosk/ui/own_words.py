"""The school's own words as this tablet shows them: only those that fit the smallest place they are shown in.

A word that does not fit stays ours everywhere, on the card and in the voice, so that one thing has one name. No Kivy
here.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from functools import cached_property

from assets import own_words
from kiosk.ui import resting, text
from kiosk.ui.metrics import Box, Metrics

FLOOR_MM = 2.1
"""Letters of a card never get smaller than this."""
QUESTION_FLOOR_MM = 3.4
_LINES = 2
_CARD_SHARE = 0.4
"""How much of a card its word may take at most, the picture having the rest."""
_NOTHING: Mapping[str, str] = {}


class OwnWords:
    """What of a school's words is in force on one screen."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._held: tuple[Mapping[str, Mapping[str, str]], dict[str, Mapping[str, str]]] = ({}, {})
        """What the service says, and what of it was found to fit: one value, so that a thread sees both or neither."""

    def take(self, told: Mapping[str, Mapping[str, str]], languages: Iterable[str] = ()) -> None:
        """Hold to what the service says, by language and id; cheap when nothing changed.

        What children of `languages` will be shown is measured ahead, off the screen's thread.
        """
        if told == self._held[0]:
            return
        self._held = (told, {})
        if wanted := sorted({*languages} & told.keys()):
            threading.Thread(
                target=lambda: [self.of(each) for each in wanted], name="measure words", daemon=True
            ).start()

    def of(self, language: str) -> Mapping[str, str]:
        """The words in force in a language, by id; measured when it is first asked for. From any thread."""
        told, fitting = self._held
        if language not in told:
            return _NOTHING
        if language not in fitting:
            usable = own_words.known({language: told[language]}).get(language, {})
            fitting[language] = {id: said for id, said in usable.items() if self.fits(id, said, language)}
        return fitting[language]

    def fits(self, id: str, said: str, language: str) -> bool:
        """Whether a word can be read in every place where it is shown."""
        table, px = id.partition(".")[0], self._metrics.px
        if table == "greet":
            return self._line(said, resting.greeting_box(self._metrics), resting.GREETING_FLOOR_MM, language)
        if table == "ask":
            return self._line(said, self._metrics.question(animal=True, controls=2), QUESTION_FLOOR_MM, language)
        box = self._places["exit" if table == "exit" else "adult" if table == "adult" else table]
        width = box.width - 2 * px(0.9) - 2 * text.lean(px(FLOOR_MM))
        return text.fits(said, width, round(box.height * _CARD_SHARE), px(FLOOR_MM), lines=_LINES, language=language)

    def _line(self, said: str, box: Box, floor_mm: float, language: str) -> bool:
        floor = self._metrics.px(floor_mm)
        width = box.width - 2 * text.lean(floor)
        return text.fits(said, width, box.height, floor, lines=_LINES, bold=True, language=language)

    @cached_property
    def _places(self) -> Mapping[str, Box]:
        """The smallest card of each kind."""
        from assets import catalogue

        metrics = self._metrics
        area = metrics.answers_area(controls=True)
        pages = [metrics.answers([len(row) for row in page.rows], area) for page in catalogue.load().pages.values()]
        adults = metrics.answers([4, 4])
        return {
            "feeling": _least([box for boxes in pages for box in boxes]),
            "about": _least(metrics.answers([4, 4], area)),
            "activity": _least(metrics.answers([3])),
            "adult": _least(adults),
            "exit": _least(metrics.exits(3)),
        }


def _least(boxes: list[Box]) -> Box:
    return Box(0, 0, min(box.width for box in boxes), min(box.height for box in boxes))
