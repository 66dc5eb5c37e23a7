"""One morning of a made-up class: thirty children, one after the other, with real touches on real screens."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from kiosk import checkin
from kiosk.checkin import Step
from kiosk.ui.drive import Driver
from kiosk.ui.wall import wall_pages
from sync.protocol import Tile


@dataclass(frozen=True)
class Visit:
    """What one child touches after finding their picture: feelings and exits, each on the screen it belongs to.

    `changes` is tapped first and changed for the next one before it settles. `looks` are pictures to save on the way.
    """

    taps: tuple[str, ...]
    changes: str = ""
    not_you: bool = False
    taken_back: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    """After *I want a grown-up*: which adult, and how."""
    first_asks: bool = False
    """Asks on the feeling screen, before saying how they feel."""
    looks: bool = False


SPECIAL: dict[int, Visit] = {
    0: Visit(("calm",), looks=True),
    2: Visit((checkin.NOT_SURE,)),
    4: Visit(("my_body", "hungry"), looks=True),
    6: Visit((checkin.NOT_SAY,)),
    8: Visit(("happy",), changes="cross"),
    10: Visit(("sad",), asks=(checkin.ANY_ADULT, "sit"), looks=True),
    12: Visit(("happy",), taken_back=("tired",), looks=True),
    15: Visit(("tired",), not_you=True, looks=True),
    18: Visit((checkin.NOT_SAY,)),
    21: Visit(("my_body", "tired")),
    24: Visit((), first_asks=True, asks=(checkin.ANY_ADULT, "watch")),
}
"""The visits that show something, by the child's turn in the morning; everybody else taps one face."""

_ONE_FACE = ("calm", "happy", "happy", "calm", "tired", "happy", "sad", "calm", "scared", "cross")


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


def visits(children: int, chance: Random) -> Iterator[Visit]:
    """The morning's visits in order."""
    for turn in range(children):
        yield SPECIAL.get(turn) or Visit((chance.choice(_ONE_FACE),))


def play(
    driver: Driver,
    tiles: Sequence[Tile],
    pictures: Path,
    *,
    told: Callable[[int, int], None] = lambda _done, _all: None,
    between: Callable[[int], None] = lambda _done: None,
) -> Morning:
    """Let each of `tiles` check in, saving pictures of the screens on the way; the tablet must stand at rest.

    `told` hears of each child done; `between` is called with the number done before the next child comes.

    Raises:
        kiosk.ui.drive.NotReachedError: a screen did not come.
    """
    chance, morning = Random(30), Morning()  # noqa: S311 - the same morning in every demo
    player = _Player(driver, pictures, morning)
    player.look("01-rest")
    for tile, visit in zip(tiles, visits(len(tiles), chance), strict=True):
        between(morning.children)
        began = time.monotonic()
        player.visit(tile, visit)
        morning.seconds.append(time.monotonic() - began)
        morning.children += 1
        told(morning.children, len(tiles))
    player.look("12-rest-lantern")
    return morning


class _Player:
    def __init__(self, driver: Driver, pictures: Path, morning: Morning) -> None:
        self._driver, self._folder, self._morning = driver, pictures, morning

    def look(self, name: str) -> None:
        self._morning.pictures.append(self._driver.shot(self._folder / f"{name}.png"))

    def visit(self, tile: Tile, visit: Visit) -> None:
        driver = self._driver
        driver.until_screen(Step.REST)
        driver.press(checkin.HELLO)
        driver.until_screen(Step.WHO)
        if visit.looks and visit.taken_back:  # by then half of the first page is ticked
            self.look("02-who")
        self._find(tile)
        driver.until_screen(Step.FEELING)
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
        classroom = self._driver.kiosk.classroom
        pages = wall_pages(classroom.pupils, self._driver.stage.metrics.wall_most)
        while tile not in pages[self._driver.kiosk.turn.wall]:
            self._driver.press("more")
        self._driver.press(tile.pupil.hex())

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
            driver.press(visit.changes)
        for tap in visit.taps:
            page = driver.kiosk.turn.page
            driver.press(tap)
            if visit.looks:
                self.look(f"04-tapped-{tap}" if len(visit.taps) == 1 else f"05-{page}-{tap}")
            driver.until(lambda page=page: self._moved(page), "the answer taken")  # type: ignore[misc]
        driver.until_screen(Step.THANKS)
        self._morning.events += 1
        if visit.looks and len(visit.taps) == 1 and not visit.asks:
            self.look("06-thank-you")

    def _moved(self, page: str) -> bool:
        turn = self._driver.kiosk.turn
        return turn.step is Step.THANKS or (turn.step is Step.FEELING and turn.page != page)

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
            self.look("07-which-grown-up")
        driver.press(adult)
        driver.until_screen(Step.HOW)
        if shown:
            self.look("08-how")
        driver.press(how)
        driver.until_screen(Step.THANKS)
        self._morning.events += 1  # the way of helping; *any grown-up* adds nothing
        if shown:
            self.look("10-grown-up-told")
