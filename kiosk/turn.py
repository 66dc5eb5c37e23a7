"""What a child's turn is made of: its steps, the names of the choices, and what can be heard.

`kiosk.checkin` holds the rules, `kiosk.guide` what they look up, `kiosk.effects` what follows.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from sync.protocol import ChildSettings

SETTLE_S = 1.5
"""Seconds after which a tapped feeling is taken (DESIGN, section 2)."""
SETTLE_TWO_S = 3.0
"""The same where a second feeling may be added first."""
AS_EVERYBODY = ChildSettings()
"""How the tablet is for a child for whom staff have chosen nothing."""
REST_S = 25.0
"""Seconds untouched after which the tablet goes back to rest."""
THANKS_REST_S = 10.0
"""The same on the last screen."""

NOT_SURE = "not_sure"
NOT_SAY = "not_say"
ADULT = "adult"
EXITS = (NOT_SURE, NOT_SAY, ADULT)
ANY_ADULT = "any_adult"
OTHER_ADULT = "other_adult"
"""*Someone else*: none of the adults in the pictures."""
CANT_FIND = "cant_find"
TAKE_BACK = "take_back"
FINISH = "finish"
HELLO = "hello"
ME = "me"
YES = "yes"
NO = "no"
TICK = "tick"
"""Takes the held answer at once, for a child whose staff chose *tap, then tick*."""
ANOTHER = "another"
"""Step 4: keep this face and choose a second one."""
BACK = "back"
"""From a finer page of feelings to the first one of the step."""
VISITOR = "visitor"
"""*I am new here*: the next blank tile of the class."""
HELP = "help"
"""The small tile on the thank-you that opens *What might help?*."""
NOT_NOW = "not_now"
LATER = "later"
STOP = "stop"
SKIP = "skip"
"""Leaves out *how big?* or *what is it about?*."""

ACTIVITY_REST_S = 60.0
"""Seconds untouched in an activity that sets no limit of its own."""
STAFF_REST_S = 60.0
SCANNING_REST_S = 120.0
"""At least this long for a child who scans with switches."""
SAVING_S = 10.0
"""Seconds after which an answer that the store has not confirmed counts as not kept."""
TRIES = 3
"""Wrong secret pictures after which an adult helps."""


class Step(enum.Enum):
    """What the child is being asked; one screen each."""

    REST = "rest"
    WHO = "who"
    CANT_FIND = "cant_find"
    NOT_YOU = "not_you"
    OWN_PICTURE = "own_picture"
    """Which is your secret picture? Only for children whose staff switched it on."""
    PICTURE_CARD = "picture_card"
    """Three wrong pictures: a card to take to an adult."""
    CAME = "came"
    """Who saw the child's request, and *Did a grown-up come?*"""
    FEELING = "feeling"
    SAVING = "saving"
    SIZE = "size"
    ABOUT = "about"
    HELP = "help"
    ACTIVITY = "activity"
    HOW_NOW = "how_now"
    HARDER = "harder"
    """It is a bit harder now: would you like a grown-up?"""
    ADULT = "adult"
    HOW = "how"
    THANKS = "thanks"
    UNSAVED = "unsaved"
    STAFF = "staff"
    """The staff corner, from the resting screen only. It never shows a feeling."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request this child made at an earlier visit, and who has seen it."""

    request: str
    adult: str | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """Whose turn it is, and all that the conversation needs to know of them."""

    pupil: str
    step: int = 2
    opted_out: bool = False
    tick: bool = False
    """*Tap, then tick*: an answer waits for the tick and is not taken by itself."""
    secret: str = ""
    """The right one of the nine secret pictures; empty when none is asked for. Known in memory only."""
    order: tuple[str, ...] = ()
    """This child's own order of activities."""
    asked: Asked | None = None
    """What to ask *Did a grown-up come?* about."""
    later: bool = False
    """Chose *later today* at the first check-in, and this is the second."""
    settings: ChildSettings = AS_EVERYBODY
    exits: tuple[str, ...] = EXITS
    """The ways out that this child's questions have; *I want a grown-up* is always one (`kiosk.exits`)."""


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
    kept: tuple[str, ...] = ()
    """The first of two feelings, chosen before *another* was."""
    told: tuple[str, ...] = ()
    """The answers of this turn's check-in: what might help follows them, and *How is it now?* shows their face."""
    offers: tuple[str, ...] = ()
    """The three activities of *What might help?*. On the thank-you: a small tile leads there, unless this is empty."""
    activity: str = ""
    """The one being played, or just played."""
    tries: int = 0
    """Wrong secret pictures so far."""
    by_adult: bool = False
    """An adult answers for the child, from the staff corner."""

    @property
    def rest_after_s(self) -> float | None:
        """Seconds untouched until the turn ends; None at rest."""
        if self.step is Step.REST:
            return None
        if self.step is Step.SAVING:
            return SAVING_S
        if self.step is Step.ACTIVITY:
            return ACTIVITY_REST_S
        if self.step is Step.STAFF:
            return STAFF_REST_S
        return THANKS_REST_S if self.step in (Step.THANKS, Step.UNSAVED) else REST_S


# What is heard.


@dataclass(frozen=True, slots=True)
class Tapped:
    """A choice was touched: a feeling, an exit, an adult, a way of helping, or a control of the screen."""

    choice: str
    position: int = 0
    seconds: int = 0
    """How long the activity that it ends was played."""


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
    """The held answer has stood for as long as `kiosk.asking.settle_s` says."""


@dataclass(frozen=True, slots=True)
class Left:
    """Nobody has touched the screen for `rest_after_s`."""

    seconds: int = 0
    """How long the activity that it ends was played."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The store answered: the record is durable, or could not be written."""

    durable: bool


@dataclass(frozen=True, slots=True)
class Played:
    """An activity came to its end, or was stopped."""

    seconds: int
    to_the_end: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """The staff corner was opened (from rest), with the right PIN."""


@dataclass(frozen=True, slots=True)
class ForChild:
    """From the staff corner: an adult checks in for a child who can't come to the tablet."""


Heard = Tapped | Chose | Turned | Settled | Left | Kept | Played | Opened | ForChild
