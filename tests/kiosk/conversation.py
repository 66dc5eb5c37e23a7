"""A conversation played through, so that tests can read as what a child does."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.checkin import Chose, Effect, Heard, Kept, Page, Settled, Step, Tapped, Turn, answer

PAGES = {
    "1": Page(
        rows=(("okay", "not_okay"),),
        leads={"okay": "1.okay", "not_okay": "1.not_okay"},
        counts=frozenset({"okay", "not_okay"}),
    ),
    "1.okay": Page(rows=(("happy", "calm"),), leads={}),
    "1.not_okay": Page(rows=(("sad", "cross"), ("scared", "poorly")), leads={}),
    "2": Page(rows=(("happy", "calm", "tired"), ("sad", "scared", "cross", "my_body")), leads={"my_body": "2.body"}),
    "2.body": Page(rows=(("hungry", "poorly", "tired", "hurt"),), leads={}),
}
ADULT_ID = "ad" * 16


@dataclass
class Conversation:
    """One tablet's turns, with everything that followed from them."""

    turn: Turn = field(default_factory=Turn)
    effects: list[Effect] = field(default_factory=list)

    @property
    def step(self) -> Step:
        return self.turn.step

    def hears(self, *heard: Heard) -> tuple[Effect, ...]:
        """Play what is heard; return what followed from the last of it."""
        followed: tuple[Effect, ...] = ()
        for each in heard:
            self.turn, followed = answer(self.turn, each, PAGES)
            self.effects.extend(followed)
        return followed

    def taps(self, *choices: str) -> tuple[Effect, ...]:
        """Tap one choice after another."""
        return self.hears(*(Tapped(choice) for choice in choices))

    def feels(self, *choices: str) -> None:
        """Tap feelings, each left standing until it is taken."""
        for choice in choices:
            self.hears(Tapped(choice), Settled())

    def finds(self, chosen: Chose) -> None:
        """Wake the tablet and find a picture on the class wall."""
        self.hears(Tapped("hello"), chosen)

    def keeps(self, *, durable: bool = True) -> None:
        """The store answers."""
        self.hears(Kept(durable))
