"""Choosing with one or two switches: an ink border goes from card to card, and a key takes the one it is on.

One switch: the border moves by itself, and any key takes the card. Two: one key (space, tab, an arrow) moves on, the
other (enter) takes. A screen with many cards goes row by row first. On the class wall nobody knows yet who comes, so
there scanning begins with the first key; with a child who uses switches it begins with their turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kiosk import turn as conversation
from kiosk.turn import Step
from kiosk.ui.reader import SPEAKER
from kiosk.ui.timers import Timer
from kiosk.ui.widgets.answer import Answer

if TYPE_CHECKING:
    from kiosk.ui.stage import Stage

MOVE = frozenset((32, 9, 275, 274))
"""Kivy's numbers of space, tab, right and down."""
TAKE = frozenset((13, 271))
"""Enter, and the one of the number pad."""
STAYS_S = 120.0
"""Seconds after the last key for which scanning alone keeps a turn from ending."""
USUAL_S = 1.5
_ROWS_FROM = 14
"""Cards on a screen from which whole rows are scanned first."""
_ROUNDS = 2
"""Times that a row is gone through before the rows are shown again."""
_REPEAT_S = 1.0
"""A key held down repeats itself sooner than this, and a repeat is no press."""
_PLAYING = 4
"""Steps for which the activity itself is on, before Stop is."""
_FIRST = (conversation.TICK, conversation.ANOTHER)
_LAST = (SPEAKER, conversation.ME)

Group = tuple[Answer, ...]
"""Cards that are bordered together; the empty one is the activity itself."""


class Scanner:
    """Scans the screens of one stage. Belongs to the screen's thread."""

    def __init__(self, stage: Stage) -> None:
        self._stage, self._timers = stage, stage.kiosk.timers
        self._switches = 0
        self._by_key = False
        """Somebody began to scan with a key, whatever staff have set."""
        self._groups: Sequence[Group] = ()
        self._at = 0
        self._row: int | None = None
        """The row that is being gone through, of the groups of the whole screen."""
        self._rounds = 0
        self._waiting: Timer | None = None
        self._held: dict[int, float] = {}
        self._pressed_at = float("-inf")

    @property
    def scanning(self) -> bool:
        """True while a border goes round."""
        return bool(self._switches)

    # Keys.

    def key_down(self, key: int) -> bool:
        """A key was pressed; True when it is a switch's."""
        if key not in MOVE and key not in TAKE:
            return False
        now = self._timers.now()
        repeated = now - self._held.get(key, float("-inf")) < _REPEAT_S
        self._held[key] = now
        if not repeated:
            self._pressed(key, now)
        return True

    def key_up(self, key: int) -> None:
        self._held.pop(key, None)

    def _pressed(self, key: int, now: float) -> None:
        kiosk, step = self._stage.kiosk, self._stage.kiosk.turn.step
        self._pressed_at = now
        kiosk.touched()
        if step in (Step.STAFF, Step.SAVING) or not self._stage.gate.free or self._stage.covered:
            return
        if step is Step.REST:
            self._by_key = True
            hello = next((card for card in self._stage.screen.cards if card.said == conversation.HELLO), None)
            if hello is not None:
                self._stage.answer(hello)
        elif not self._switches:
            self._by_key = True
            self.changed(anew=True)
        elif self._switches == 2 and key in MOVE:
            self._next()
        else:
            self._take()

    def finger(self) -> None:
        """A finger touched the screen: scanning that only a key began ends, and so does what it alone keeps open."""
        if self._by_key and not self._stage.kiosk.settings.switches:
            self._by_key = False
            self.stop()

    # The stage.

    def changed(self, *, anew: bool) -> None:
        """The stage has shown something else; `anew` for another question, not for the same one brought up to date."""
        step = self._stage.kiosk.turn.step
        if step is Step.REST:
            self._by_key = False
        switches = self._wanted(step)
        if not switches:
            self.stop()
        elif anew or switches != self._switches:
            self.stop()
            self._switches = switches
            self._begin()
        else:
            # The same question: an answer is held, or the class was heard of again.
            held = self._row is None and self._shown() != self._groups
            if held:
                self._begin()
            else:
                self._light()

    def stop(self) -> None:
        """Take the border away; nothing moves any more."""
        self._switches, self._row = 0, None
        self._wait(None)
        self._border(())
        self._groups = ()

    def _wanted(self, step: Step) -> int:
        if step in (Step.REST, Step.SAVING, Step.STAFF):
            return 0
        kiosk = self._stage.kiosk
        if kiosk.settings.switches:
            return int(kiosk.settings.switches)
        return self._for_the_wall() if self._by_key else 0

    def _for_the_wall(self) -> int:
        """Two switches only where every child of the class who uses switches has two."""
        classroom = self._stage.kiosk.classroom
        used = {tile.settings.switches for tile in classroom.pupils} - {0} if classroom else set()
        return 2 if used == {2} else 1

    # Going round.

    def _begin(self) -> None:
        self._row, self._rounds, self._at = None, 0, 0
        self._groups = self._shown()
        self._light()
        self._wait(2 * self._step_s)

    def _shown(self) -> list[Group]:
        """What can be taken on the screen: single cards, or rows of them where there are many."""
        kiosk, screen = self._stage.kiosk, self._stage.screen
        cards = [card for card in screen.cards if card.takes]
        held = kiosk.turn.held is not None
        cards.sort(key=lambda card: _place(card.said, held=held))
        playing: list[Group] = [()] if kiosk.turn.step is Step.ACTIVITY else []
        if len(cards) < _ROWS_FROM:
            return playing + [(card,) for card in cards]
        rows: dict[int, list[Answer]] = {}
        for card in cards:
            rows.setdefault(card.box.y, []).append(card)
        return playing + [tuple(row) for row in rows.values()]

    def _next(self) -> None:
        self._at += 1
        if self._at >= len(self._groups):
            self._at, self._rounds = 0, self._rounds + 1
            if self._row is not None and self._rounds >= _ROUNDS:
                self._at, self._row, self._groups = self._row, None, self._shown()
        self._light()
        self._wait(self._step_s * (_PLAYING if self._groups and not self._groups[self._at] else 1))

    def _moved(self) -> None:
        """The border's time on this card is over."""
        self._waiting = None
        if self._timers.now() - self._pressed_at < STAYS_S:
            self._stage.kiosk.touched()
        if self._switches == 2 or self._stage.reader.player.reading:
            self._wait(self._step_s)
        else:
            self._next()

    def _take(self) -> None:
        if not self._groups:
            return
        group = self._groups[self._at]
        if not group:
            self._stage.screen.key()
            self._wait(_PLAYING * self._step_s)
        elif len(group) > 1:
            self._row, self._rounds, self._at = self._at, 0, 0
            self._groups = [(card,) for card in group]
            self._light()
            self._wait(2 * self._step_s)
        else:
            self._row = None
            self._stage.answer(group[0])

    def _light(self) -> None:
        group = self._groups[self._at] if self._at < len(self._groups) else ()
        self._border(group)
        if len(group) == 1:
            self._stage.reader.offer(group[0].word_id)

    def _border(self, group: Group) -> None:
        if self._stage.reader.player.reading:
            return  # the border shows what is being read
        for card in self._stage.screen.cards:
            card.reading = card in group

    @property
    def _step_s(self) -> float:
        desk = self._stage.desk
        return desk.now.scan_s if desk is not None else USUAL_S

    def _wait(self, seconds: float | None) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = self._timers.after(seconds, self._moved) if seconds is not None else None


def _place(said: str, *, held: bool) -> int:
    """Controls of a held answer come first, what is no answer last."""
    if said in _LAST:
        return 2 + _LAST.index(said)
    return 0 if held and said in _FIRST else 1
