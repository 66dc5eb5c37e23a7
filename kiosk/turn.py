"""What a child's turn is made of: its steps, what can be heard, and what follows.

`kiosk.checkin` holds the rules; everybody else takes these names from there.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

SETTLE_S = 1.5
"""Seconds after which a tapped feeling is taken (DESIGN, section 2)."""
REST_S = 25.0
"""Seconds untouched after which the tablet goes back to rest."""
THANKS_REST_S = 10.0
"""The same on the last screen."""

NOT_SURE = "not_sure"
NOT_SAY = "not_say"
ADULT = "adult"
EXITS = (NOT_SURE, NOT_SAY, ADULT)
ANY_ADULT = "any_adult"
CANT_FIND = "cant_find"
TAKE_BACK = "take_back"
FINISH = "finish"
HELLO = "hello"
ME = "me"
YES = "yes"
NO = "no"


class Step(enum.Enum):
    """What the child is being asked; one screen each."""

    REST = "rest"
    WHO = "who"
    CANT_FIND = "cant_find"
    NOT_YOU = "not_you"
    FEELING = "feeling"
    SAVING = "saving"
    ADULT = "adult"
    HOW = "how"
    THANKS = "thanks"
    UNSAVED = "unsaved"


@dataclass(frozen=True, slots=True)
class Page:
    """One screenful of feelings: ids in rows, and the page that an id leads to instead of being the last word."""

    rows: tuple[tuple[str, ...], ...]
    leads: Mapping[str, str]
    counts: frozenset[str] = frozenset()
    """Ids that lead on and yet are answers in themselves, kept if the child leaves half-way."""


Pages = Mapping[str, Page]
"""Pages by id; a ladder step starts at the page named after it (`"1"`, `"2"`), or at the one of the step below."""


@dataclass(frozen=True, slots=True)
class Child:
    """Whose turn it is."""

    pupil: str
    step: int = 2
    opted_out: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """Where one turn stands. The empty turn is the tablet at rest."""

    step: Step = Step.REST
    child: Child | None = None
    page: str = ""
    wall: int = 0
    """Which page of the class wall is shown, from 0."""
    held: str | None = None
    position: int = 0
    confirmed: str | None = None
    """An answer on the way to a finer one, kept if the child stops here."""
    asking: bool = False
    """A grown-up was asked for in this turn."""
    saved: bool = False
    """The last answer of this turn, a feeling or a request, can be taken back."""
    checked_in: bool = False
    """A check-in of this turn was taken, and not taken back."""
    before: Step = Step.REST
    """Where *Not you?* goes back to."""

    @property
    def rest_after_s(self) -> float | None:
        """Seconds untouched until the turn ends; None while there is nothing to wait for."""
        if self.step in (Step.REST, Step.SAVING):
            return None
        return THANKS_REST_S if self.step in (Step.THANKS, Step.UNSAVED) else REST_S


# What is heard.


@dataclass(frozen=True, slots=True)
class Tapped:
    """A choice was touched: a feeling, an exit, an adult, a way of helping, or a control of the screen."""

    choice: str
    position: int = 0


@dataclass(frozen=True, slots=True)
class Chose:
    """A tile of the class wall was touched."""

    child: Child


@dataclass(frozen=True, slots=True)
class Turned:
    """The class wall was turned to another page."""

    wall: int


@dataclass(frozen=True, slots=True)
class Settled:
    """The held answer has stood for `SETTLE_S`."""


@dataclass(frozen=True, slots=True)
class Left:
    """Nobody has touched the screen for `rest_after_s`."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The store answered: the record is durable, or could not be written."""

    durable: bool


Heard = Tapped | Chose | Turned | Settled | Left | Kept


# What follows from it.


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Record a check-in."""

    pupil: str
    answers: tuple[str, ...]
    step: int
    position: int


@dataclass(frozen=True, slots=True)
class AskAdult:
    """Send a request for a grown-up, now."""

    pupil: str | None


@dataclass(frozen=True, slots=True)
class AddToRequest:
    """Add to the request of this turn: who is asking, which adult, or how."""

    pupil: str | None = None
    adult: str | None = None
    how: str | None = None


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Withdraw what this turn recorded last; with `check_in`, its check-in, whatever came after."""

    check_in: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """Tick a child on the class wall and record nothing: an opted-out child's tile looks like any other."""

    pupil: str


Effect = CheckIn | AskAdult | AddToRequest | TakeBack | Tick
