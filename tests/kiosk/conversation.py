"""A conversation played through, so that tests can read as what a child does."""

from __future__ import annotations

from dataclasses import dataclass, field

from assets.activities import Activity, Tag
from assets.catalogue import Asks, Feeling
from kiosk.checkin import Child, Chose, Effect, Guide, Heard, Kept, Page, Settled, Step, Tapped, Turn, answer

PAGES = {
    "1": Page(
        rows=(("okay", "not_okay"),),
        leads={"okay": "1.okay", "not_okay": "1.not_okay"},
        counts=frozenset({"okay", "not_okay"}),
    ),
    "1.okay": Page(rows=(("happy", "calm"),), leads={}),
    "1.not_okay": Page(rows=(("sad", "cross"), ("scared", "poorly")), leads={}),
    "2": Page(
        rows=(("happy", "calm", "tired"), ("sad", "scared", "cross", "my_body")),
        leads={"my_body": "2.body"},
        not_sure="inside",
    ),
    "2.body": Page(rows=(("hungry", "poorly", "tired", "hurt"),), leads={}),
    "3": Page(rows=(("calm", "happy"), ("sad", "worried", "cross")), leads={}, not_sure="inside"),
    "4": Page(rows=(("sun", "rain"), ("cross",)), leads={"sun": "4.sun", "rain": "4.rain"}, not_sure="inside", up_to=2),
    "4.sun": Page(rows=(("happy", "proud"),), leads={}, not_sure="inside", up_to=2),
    "4.rain": Page(rows=(("sad", "lonely"),), leads={}, not_sure="inside", up_to=2),
    "inside": Page(rows=(("butterflies", "hot"),), leads={"butterflies": "inside.butterflies", "hot": "inside.hot"}),
    "inside.butterflies": Page(rows=(("worried", "scared"),), leads={}),
    "inside.hot": Page(rows=(("cross", "poorly"),), leads={}),
}


def _feeling(id: str, family: str, value: float | None, *, high: bool = False) -> tuple[str, Feeling]:
    return id, Feeling(id, family, (1, 2, 3, 4), value, "high" if high else "low", f"feeling.{id}")


FEELINGS = dict(
    (
        _feeling("okay", "leaf", 1),
        _feeling("not_okay", "rain", -1),
        _feeling("happy", "sun", 2, high=True),
        _feeling("proud", "sun", 2, high=True),
        _feeling("calm", "leaf", 2),
        _feeling("tired", "rain", -0.5),
        _feeling("sad", "rain", -1.5),
        _feeling("lonely", "rain", -2),
        _feeling("poorly", "rain", -1),
        _feeling("scared", "wobble", -2, high=True),
        _feeling("worried", "wobble", -1.5, high=True),
        _feeling("cross", "fire", -1.5, high=True),
        _feeling("hungry", "rain", None),
        _feeling("hurt", "rain", None),
    )
)
EVERY = frozenset({"sun", "leaf", "rain", "fire", "wobble", "mist"})


def activity(id: str, tag: Tag, *, step: int = 1, suits: frozenset[str] = EVERY) -> Activity:
    """An activity as the catalogue has it, as far as the conversation looks."""
    return Activity(id, tag, False, step, 60, suits, "#FFFFFF")


ACTIVITIES = (
    activity("candle", "body"),
    activity("push", "body"),
    activity("draw", "thinking"),
    activity("story", "together"),
)
GUIDE = Guide(
    PAGES,
    FEELINGS,
    ACTIVITIES,
    abouts=("home", "friends", "not_sure"),
    asks={3: Asks(True, True, False, 1), 4: Asks(True, True, True, 2)},
    secrets=("ball", "boat", "hat", "key", "kite", "moon", "shell", "spoon", "umbrella"),
)
ADULT_ID = "ad" * 16
AMINA = Child("a1" * 16, step=2)
LEO = Child("1e" * 16, step=1)
NOOR = Child("40" * 16, step=2, opted_out=True)
MILA = Child("33" * 16, step=3)
OLDER = Child("01" * 16, step=4)


@dataclass
class Conversation:
    """One tablet's turns, with everything that followed from them."""

    turn: Turn = field(default_factory=Turn)
    effects: list[Effect] = field(default_factory=list)
    guide: Guide = GUIDE

    @property
    def step(self) -> Step:
        return self.turn.step

    def hears(self, *heard: Heard) -> tuple[Effect, ...]:
        """Play what is heard; return what followed from the last of it."""
        followed: tuple[Effect, ...] = ()
        for each in heard:
            self.turn, followed = answer(self.turn, each, self.guide)
            self.effects.extend(followed)
        return followed

    def taps(self, *choices: str) -> tuple[Effect, ...]:
        """Tap one choice after another; return what followed from the last."""
        return self.hears(*(Tapped(choice) for choice in choices))

    def feels(self, *choices: str) -> None:
        """Tap feelings, each left standing until it is taken."""
        for choice in choices:
            self.hears(Tapped(choice), Settled())

    def finds(self, child: Child) -> None:
        """Wake the tablet and find a picture on the class wall."""
        self.hears(Tapped("hello"), Chose(child))

    def keeps(self, *, durable: bool = True) -> None:
        """The store answers."""
        self.hears(Kept(durable))

    def tells(self, child: Child, *choices: str) -> None:
        """Find a picture, tell a feeling, and have it kept."""
        self.finds(child)
        self.feels(*choices)
        self.keeps()
