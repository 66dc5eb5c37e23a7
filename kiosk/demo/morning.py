"""One morning of a made-up class: thirty children, one after the other, with real touches on real screens."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from kiosk import checkin
from kiosk.checkin import Step
from kiosk.demo.visits import Visit, visits
from kiosk.turn import NOT_NOW, SKIP, STOP
from kiosk.turn import VISITOR as NEW_HERE
from kiosk.ui.drive import Driver
from kiosk.ui.wall import on_the_wall, wall_pages
from sync.protocol import Tile

_PLAY_S = 1.5
_PAGES_MOST = 8
_MORE = "more"
_LOOKED_AT = {
    Step.SIZE: "07-how-big",
    Step.ABOUT: "07-what-about",
    Step.HELP: "10-what-might-help",
    Step.HOW_NOW: "12-how-now",
}
"""Screens after the feeling of which pictures are saved."""


@dataclass
class Morning:
    """What happened: how many children, how many events the tablet made, and how long each child took."""

    children: int = 0
    events: int = 0
    seconds: list[float] = field(default_factory=list)
    pictures: list[Path] = field(default_factory=list)

    @property
    def seconds_per_child(self) -> float:
        return sum(self.seconds) / len(self.seconds) if self.seconds else 0.0


def play(
    driver: Driver,
    tiles: Sequence[Tile | None],
    pictures: Path,
    *,
    told: Callable[[int, int], None] = lambda _done, _all: None,
    between: Callable[[int], None] = lambda _done: None,
) -> Morning:
    """Let each of `tiles` (or a visitor) check in, saving pictures on the way; the tablet must stand at rest.

    `told` hears of each child done; `between` is called with the number done before the next child comes.

    Raises:
        kiosk.ui.drive.NotReachedError: a screen did not come.
    """
    chance, morning = Random(30), Morning()  # noqa: S311 - the same morning in every demo
    player = _Player(driver, pictures, morning)
    player.look("01-rest")
    for tile, visit in zip(tiles, visits(tiles, chance), strict=True):
        between(morning.children)
        began = time.monotonic()
        player.visit(tile, visit)
        morning.seconds.append(time.monotonic() - began)
        morning.children += 1
        told(morning.children, len(tiles))
    player.look("13-rest-lantern")
    return morning


class _Player:
    def __init__(self, driver: Driver, pictures: Path, morning: Morning) -> None:
        self._driver, self._folder, self._morning = driver, pictures, morning

    def look(self, name: str) -> None:
        self._morning.pictures.append(self._driver.shot(self._folder / f"{name}.png"))

    def visit(self, tile: Tile | None, visit: Visit) -> None:
        driver = self._driver
        driver.until_screen(Step.REST)
        driver.press(checkin.HELLO)
        driver.until_screen(Step.WHO)
        if visit.looks and visit.taken_back:  # by then half of the first page is ticked
            self.look("02-who")
        if tile is None:
            self._new_here()
        else:
            self._find(tile)
        driver.until_screen(Step.FEELING, Step.CAME, Step.OWN_PICTURE)
        if driver.kiosk.turn.step is Step.OWN_PICTURE:
            driver.press(driver.kiosk.turn.child.secret)
            driver.until_screen(Step.FEELING, Step.CAME)
        if driver.kiosk.turn.step is Step.CAME:
            self._came()
        if visit.not_you:
            self._not_you()
        if visit.first_asks:
            self._ask(visit, shown=False)
        else:
            self._feel(visit)
        if visit.taken_back:
            self._take_back(visit)
        if visit.asks and not visit.first_asks:
            self._ask(visit, shown=visit.looks)
        driver.press(checkin.FINISH)

    def _find(self, tile: Tile) -> None:
        state = self._driver.kiosk
        pages = wall_pages(on_the_wall(state.classroom.pupils, state.here_today), self._driver.stage.metrics.wall_most)
        while tile not in pages[state.turn.wall]:
            self._driver.press("more")
        self._driver.press(tile.pupil.hex())

    def _new_here(self) -> None:
        """A child whom nobody has put on the wall: *I can't find me*, *I am new here*."""
        self._driver.press(checkin.CANT_FIND)
        self._driver.until_screen(Step.CANT_FIND)
        self.look("14-new-here")
        self._driver.press(NEW_HERE)

    def _came(self) -> None:
        """Who asked for a grown-up on an earlier day is asked whether one came."""
        self.look("15-came")
        self._driver.press(checkin.YES)
        self._driver.until_screen(Step.FEELING)
        self._morning.events += 1

    def _not_you(self) -> None:
        self._driver.press(checkin.ME)
        self._driver.until_screen(Step.NOT_YOU)
        self.look("09-not-you")
        self._driver.press(checkin.YES)
        self._driver.until_screen(Step.FEELING)

    def _feel(self, visit: Visit) -> None:
        driver = self._driver
        if visit.looks and len(visit.taps) == 1 and not visit.asks:
            self.look("03-feeling")
        if visit.changes:
            self._tap(visit.changes)
        for tap in visit.taps:
            page = driver.kiosk.turn.page
            self._tap(tap)
            if visit.looks and tap != checkin.ANOTHER:
                self.look(f"04-tapped-{tap}" if len(visit.taps) == 1 else f"05-{page}-{tap}")
            if checkin.ANOTHER in visit.taps and tap not in ("sun", checkin.ANOTHER) and not driver.kiosk.turn.kept:
                continue  # the first of two: *another* follows before it settles
            if driver.kiosk.turn.child.tick and tap != checkin.ANOTHER:
                driver.press(checkin.TICK)
            driver.until(lambda page=page: self._moved(page), "the answer taken")  # type: ignore[misc]
        self._morning.events += 1
        self._tell_more(visit)
        if visit.looks and len(visit.taps) == 1 and not visit.asks:
            self.look("06-thank-you")

    def _tap(self, choice: str) -> None:
        """Touch an answer, turning to the page it stands on where larger cards come in pages."""
        for _ in range(_PAGES_MOST):
            if any(card.said == choice for card in self._driver.cards()):
                break
            self._driver.press(_MORE)
        self._driver.press(choice)

    def _moved(self, page: str) -> bool:
        turn = self._driver.kiosk.turn
        return turn.step not in (Step.FEELING, Step.SAVING) or (turn.step is Step.FEELING and turn.page != page)

    def _tell_more(self, visit: Visit) -> None:
        """From a kept feeling to the last screen: how big, what about, what might help, and how it is then."""
        driver = self._driver
        while driver.kiosk.turn.step is not Step.THANKS:
            step = driver.kiosk.turn.step
            driver.until_screen(step)
            if visit.looks and step in _LOOKED_AT:
                self.look(_LOOKED_AT[step])
            self._tap(self._choice(step, visit))
            driver.until(lambda step=step: driver.kiosk.turn.step is not step, "the next screen")  # type: ignore[misc]
        driver.until_screen(Step.THANKS)

    def _choice(self, step: Step, visit: Visit) -> str:
        """What is touched on a screen after the feeling, noting the event that it makes."""
        turn = self._driver.kiosk.turn
        match step:
            case Step.SIZE | Step.ABOUT:
                chosen = visit.size if step is Step.SIZE else visit.about
                self._morning.events += chosen != SKIP
                return chosen
            case Step.HELP:
                return turn.offers[0] if visit.plays else NOT_NOW
            case Step.ACTIVITY:
                self._driver.advance(_PLAY_S)
                self.look("11-activity")
                self._morning.events += 1
                return STOP
            case Step.HOW_NOW:
                self._morning.events += 1
                return visit.now
            case _:
                return checkin.NO

    def _take_back(self, visit: Visit) -> None:
        self._driver.press(checkin.TAKE_BACK)
        self._driver.until_screen(Step.FEELING)
        self._morning.events += 1
        self._feel(Visit(visit.taken_back))

    def _ask(self, visit: Visit, *, shown: bool) -> None:
        driver = self._driver
        driver.press(checkin.ADULT)
        driver.until_screen(Step.ADULT)
        self._morning.events += 1
        adult, how = visit.asks
        if shown:
            self.look("08-which-grown-up")
        driver.press(adult)
        driver.until_screen(Step.HOW)
        if shown:
            self.look("08-how")
        driver.press(how)
        driver.until_screen(Step.THANKS)
        self._morning.events += 1  # the way of helping; *any grown-up* adds nothing
        if shown:
            self.look("08-told")
