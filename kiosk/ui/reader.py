"""The speaker: reads the screen aloud, shows the card being read by its ink border, and lets a touch be heard.

A touch makes the same soft sound whatever was chosen; with headphones it says the card's word instead. The end of a
turn has one chime, the same for every answer.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assets.words import ENGLISH
from kiosk.ui.sound import Player
from kiosk.voice import Voice, sound

if TYPE_CHECKING:
    from kiosk.ui.own_words import OwnWords
    from kiosk.ui.screens.screen import KioskScreen
    from kiosk.ui.state import KioskState
    from sync.protocol import ChildSettings

SPEAKER = "speaker"
"""What the speaker's card says: it is no answer, and the conversation never hears it."""


class Reader:
    """Reads the screens of one tablet. Silent until `player` has been opened."""

    def __init__(self, kiosk: KioskState, player: Player, voice: Voice | None = None) -> None:
        self.player = player
        self.voice = voice or Voice(Path("voice"))
        self._kiosk = kiosk

    def serve(self, settings: ChildSettings | None, own: OwnWords | None = None) -> None:
        """Speak as staff chose for the child whose turn it is; as to everybody for nobody.

        `own` says which words are shown otherwise than our clips say them.
        """
        voice = self.voice.of(settings)
        shown = {each: own.of(each) for each in (voice.language, ENGLISH)} if own else {}
        self.voice = replace(voice, shown=shown) if shown != voice.shown else voice
        self.player.quiet = settings is not None and settings.quiet

    def press(self, screen: KioskScreen) -> None:
        """The speaker was touched: read the question and then each choice, or stop a reading."""
        if self.player.reading:
            self.player.stop()
            return
        choices = [card.word_id for card in screen.cards if card.word_id and not card.option.sign]
        self.player.read(self.voice.reading(screen.asked, choices), lambda word: self._show(screen, word))

    def touch(self, word: str) -> None:
        """A card was touched; `word` is its word's id, or empty for a picture alone."""
        self.player.play(self.voice.touch(word))

    def offer(self, word: str) -> None:
        """Scanning has come to a card: with headphones its word is said, for the child alone."""
        if self.voice.headphones and (clip := self.voice.clip(word)) is not None:
            self.player.play(clip)

    def leave(self) -> None:
        """Another question is coming up: what is being read no longer fits."""
        if self.player.reading:
            self.player.stop()

    def end_turn(self) -> None:
        """The turn has ended."""
        self.player.play(sound("chime"))

    def _show(self, screen: KioskScreen, word: str | None) -> None:
        """Border the card whose word is said; while the question is read, that is the speaker's own."""
        for card in screen.cards:
            own = card.said == SPEAKER
            card.reading = word is not None and (word in screen.asked if own else word == card.word_id)
        if word is not None:
            # Somebody who is listening has not gone away.
            self._kiosk.touched()
