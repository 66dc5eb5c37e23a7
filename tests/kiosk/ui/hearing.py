"""Ears for the tests: what a tablet plays, and which card it shows meanwhile."""

from __future__ import annotations

from pathlib import Path

from kiosk.ui.drive import Driver
from kiosk.ui.reader import Reader
from kiosk.ui.sound import PAUSE_S, Player
from kiosk.voice import Voice
from tests.assets.ogg import about
from tests.kiosk.ui.kiosk import Kiosk


class Heard(Player):
    """The real player, which also notes what was started."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(kiosk.kiosk.timers)
        self.started: list[Path] = []

    def _start(self, clip: Path) -> float:
        self.started.append(clip)
        return super()._start(clip)


def listen(kiosk: Kiosk, folder: Path, *, headphones: bool = False) -> Heard:
    """Give a kiosk its sound, as the app does once the tablet is open."""
    player = Heard(kiosk)
    assert player.open()
    kiosk.stage.reader = Reader(kiosk.kiosk, player, Voice(folder, headphones=headphones))
    return player


def bordered(kiosk: Driver) -> list[str]:
    """What the bordered cards say."""
    return [card.said for card in kiosk.cards() if card.reading]


def read_through(kiosk: Kiosk, player: Heard) -> list[tuple[str, list[str]]]:
    """Listen to the end: each clip's name with the cards bordered while it is played."""
    heard = []
    while player.reading:
        clip = player.started[-1]
        heard.append((clip.stem, bordered(kiosk)))
        kiosk.advance(about(clip).seconds + PAUSE_S + 0.01)
    return heard
