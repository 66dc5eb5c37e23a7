"""The staff corner: how the tablet is, what staff may change on it, who is waiting. It never shows a feeling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets import animals
from kiosk import checkin
from kiosk.ports import Health
from kiosk.turn import ForChild
from kiosk.ui import theme
from kiosk.ui.metrics import Box, Form
from kiosk.ui.staff import changing, places, telling
from kiosk.ui.staff.board import Board
from kiosk.ui.widgets.answer import Answer

if TYPE_CHECKING:
    from kiosk.ui.staff.desk import Desk

FRONT = "front"
_MENU = (
    ("send", "staff_send", "Send now"),
    ("waiting", "lantern_lit", "Who is waiting"),
    ("for_child", "adult", "Check in for a child"),
    ("sound", "speaker", "Sound"),
    ("quiet", "staff_moon", "Quiet hours"),
    ("glass", "staff_bright", "Screen and switches"),
)
_PAGES = ("waiting", "sound", "quiet", "glass", "measure")
_FACTS = 5
"""Sentences told at once: what is amiss comes first."""
_BACK, _KEEP = "back", "keep"


class StaffScreen(Board):
    """One board with pages: the front, and one for each thing that can be changed."""

    _page = FRONT
    _health: Health | None = None
    _sending = False
    _measured = 0.0

    @property
    def desk(self) -> Desk:
        assert self.stage is not None
        assert self.stage.desk is not None
        return self.stage.desk

    def enter(self) -> None:
        self._page, self._health, self._sending = FRONT, None, False
        self._ask()

    def leave(self) -> None:
        self.desk.close()

    def show(self) -> None:
        self.begin()
        getattr(self, f"_show_{self._page}")()
        self.finish()

    def heard(self, card: Answer) -> None:
        said = card.said
        if said in _PAGES:
            self._turn(said)
        elif said == _BACK:
            self._turn("glass" if self._page == "measure" else FRONT)
        elif said == "send":
            self._sending = True
            self.desk.send_now()
            self._ask()
            self.show()
        elif said == "for_child":
            self.kiosk.hear(ForChild())
        elif said == _KEEP:
            self._page = FRONT
            self.desk.change(px_per_mm=self._measured)
            self.show()
        elif said.startswith("measure:"):
            self._measured = changing.measured(self._measured, said, places.px_per_mm_most(self.metrics))
            self.show()
        elif change := changing.change(said, self.desk.now):
            self.desk.change(**change)
            if said.startswith("volume:"):
                self.desk.sample()
            self.show()
        else:
            super().heard(card)

    def _turn(self, page: str) -> None:
        self._page = page
        if page == "measure":
            self._measured = self.desk.now.px_per_mm
        elif page == FRONT:
            self._ask()
        self.show()

    def _ask(self) -> None:
        self.desk.health(self._answered)

    def _answered(self, health: Health) -> None:
        self._health = health
        if self._page == FRONT and self.get_parent_window() is not None:
            self.show()

    # The pages.

    def _show_front(self) -> None:
        classroom = self.kiosk.classroom
        self.question = f"{classroom.name}, {classroom.school}" if classroom else "Staff"
        told, menu = places.front(self.metrics)
        self._tell(told)
        for (says, picture, text), box in zip(_MENU, menu, strict=True):
            self.card(says, picture, text, box, em_mm=self.text_mm * 0.95, beside=False)
        self.foot((checkin.FINISH, "yes", "Done"))

    def _tell(self, area: Box) -> None:
        """How the tablet is, a sign before each sentence: what is amiss first, when not all can be said."""
        if self._health is None:
            self.write("Looking …", places.lines(self.metrics, area, 1, 12)[0])
            return
        found = telling.facts(self._health, self.desk.time(), self.desk.facts, quiet=self.desk.quiet())
        if self._sending and self._health.waiting:
            found[0] = telling.Fact(found[0].well, "Sending now. Look again in a moment.")
        if len(found) > _FACTS:
            found = sorted(found, key=lambda fact: fact.well)[:_FACTS]
        tall = self.metrics.form is Form.FOOT
        side = self.metrics.px(7 if tall else 5)
        for fact, box in zip(found, places.lines(self.metrics, area, len(found), 17 if tall else 13.5), strict=True):
            self.sign("yes" if fact.well else "staff_look", Box(box.x, box.y + (box.height - side) // 2, side, side))
            left = side + self.metrics.px(2)
            self.write(fact.sentence, Box(box.x + left, box.y, box.width - left, box.height))
        self.write(f"Daybreak {self._health.version}", places.aside(self.metrics), em_mm=self.text_mm * 0.85)

    def _show_waiting(self) -> None:
        self.question = "Who is waiting for a grown-up"
        found = telling.waiting(self.kiosk.classroom, lit=self.kiosk.lantern)
        if not found:
            self.write("Nobody is waiting.", self.metrics.body, em_mm=self.text_mm * 1.3)
        boxes = places.people(self.metrics, len(found))
        shown = found if len(found) <= len(boxes) else found[: len(boxes) - 1]
        for one, box in zip(shown, boxes, strict=False):
            tint = animals.tile_colour(one.picture) if one.picture else theme.CARD
            side = min(box.height, self.metrics.px(20))
            tile = Box(box.x, box.y + (box.height - side) // 2, side, side)
            self.card("", one.picture or "lantern_lit", "", tile, still=True, tint=tint)
            left = side + self.metrics.px(2.5)
            self.write(one.sentence, Box(box.x + left, box.y, box.width - left, box.height), lines=4)
        if len(shown) < len(found):
            self.write(f"And {len(found) - len(shown)} more, on the staff pages.", boxes[-1])
        self.foot((_BACK, "back", "Back"))

    def _show_sound(self) -> None:
        self.question, now = "Sound", self.desk.now
        volume, headphones = places.labelled(self.metrics, 2)
        self._step("volume", "Volume", now.volume, volume)
        choices = (("headphones:off", "speaker", "Loudspeaker"), ("headphones:on", "staff_headphones", "Headphones"))
        self._choose("Sound comes from", choices, int(now.headphones), headphones)
        self.foot((_BACK, "back", "Back"))

    def _show_quiet(self) -> None:
        self.question = "Quiet hours"
        mode = changing.quiet_mode(self.desk.now)
        three = places.labelled(self.metrics, 3)
        choices = (("quiet:school", "", "The school's"), ("quiet:never", "", "Never"), ("quiet:own", "", "Our own"))
        self._choose("The tablet makes no sound", choices, ("school", "never", "own").index(mode), three[0])
        if mode == "own":
            assert self.desk.now.quiet is not None
            for name, text, at, row in zip(("from", "to"), ("From", "To"), self.desk.now.quiet, three[1:], strict=True):
                _, middle, _ = self._stepper(name, text, row)
                self.write(at, middle, em_mm=self.text_mm * 1.4, bold=True, to="centre")
        elif mode == "school":
            classroom = self.kiosk.classroom
            hours = classroom.quiet_hours if classroom else None
            told = f"The school has quiet hours from {hours[0]} to {hours[1]}." if hours else "The school has none."
            self.write(told, places.joined(three[1]))
        self.foot((_BACK, "back", "Back"))

    def _show_glass(self) -> None:
        self.question, now = "Screen and switches", self.desk.now
        bright, scan, measure = places.labelled(self.metrics, 3)
        self._step("brightness", "Brightness", now.brightness, bright)
        _, middle, _ = self._stepper("scan", "A switch user has this long for each card", scan)
        self.write(f"{now.scan_s:g} s", middle, em_mm=self.text_mm * 1.3, bold=True, to="centre")
        self.write("Pictures as large as fingers need", measure.label)
        self.card("measure", "staff_card", "Measure the screen", measure.control)
        self.foot((_BACK, "back", "Back"))

    def _show_measure(self) -> None:
        self.question = "Hold a bank card on this one, and press until they are the same size"
        # The ink border grows outwards by half: its outer edge is the card's.
        out = self.metrics.px(self.metrics.sizes.ring) // 2
        place = places.bank_card(self.metrics, self._measured).inset(out)
        self.card("", "", "Bank card", place, still=True, chosen=True, tint=theme.SKY)
        *steps, keep, back = places.measuring(self.metrics)
        signs = (("--", "staff_less2"), ("-", "staff_less"), ("+", "staff_more"), ("++", "staff_more2"))
        for (by, picture), box in zip(signs, steps, strict=True):
            self.card(f"measure:{by}", picture, "", box)
        self.card(_KEEP, "yes", "It fits", keep)
        self.card(_BACK, "back", "Back", back)

    # Rows.

    def _step(self, name: str, text: str, share: float, row: places.Row) -> None:
        _, middle, _ = self._stepper(name, text, row)
        self.level(share, middle)

    def _stepper(self, name: str, text: str, row: places.Row) -> tuple[Box, Box, Box]:
        self.write(text, row.label)
        less, middle, more = places.stepper(self.metrics, row.control)
        self.card(f"{name}:-", "staff_less", "", less)
        self.card(f"{name}:+", "staff_more", "", more)
        return less, middle, more

    def _choose(self, text: str, choices: tuple[tuple[str, str, str], ...], chosen: int, row: places.Row) -> None:
        self.write(text, row.label)
        for i, ((says, picture, word), box) in enumerate(
            zip(choices, places.share(self.metrics, row.control, len(choices)), strict=True)
        ):
            self.card(says, picture, word, box, chosen=i == chosen)
