"""Days at a tablet as chance makes them: sensible touches mostly, and anything at all among them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

from kiosk.checkin import (
    EXITS,
    Asked,
    Child,
    Chose,
    Effect,
    ForChild,
    Heard,
    Kept,
    Left,
    Opened,
    Played,
    Settled,
    Step,
    Tapped,
    Turn,
    Turned,
    answer,
)
from tests.kiosk.conversation import ACTIVITIES, ADULT_ID, GUIDE, MILA, PAGES

CONTROLS = (
    *("hello", "cant_find", "yes", "no", "me", "take_back", "adult", "any_adult", "talk", "not_now", "finish"),
    *("tick", "another", "back", "help", "later", "stop", "skip", "1", "3", "home", "easier", "harder", "moon", "ball"),
)
FEELINGS = tuple(sorted({id for page in PAGES.values() for row in page.rows for id in row}))
PLAYS = tuple(each.id for each in ACTIVITIES)
CHOICES = st.sampled_from((*CONTROLS, "not_sure", "not_say", ADULT_ID, "", "nonsense", *FEELINGS, *PLAYS))
CHILDREN = st.builds(
    Child,
    pupil=st.sampled_from(("a1" * 16, "b2" * 16, "c3" * 16)),
    step=st.integers(1, 4),
    opted_out=st.sampled_from((False, False, False, True)),
    tick=st.sampled_from((False, False, True)),
    secret=st.sampled_from(("", "", "moon")),
    asked=st.sampled_from((None, None, Asked("5e" * 16))),
    later=st.booleans(),
    exits=st.sampled_from((EXITS, EXITS, ("not_sure", "adult"), ("not_say", "adult"), ("adult",))),
)


@dataclass(frozen=True)
class Sensible:
    """A touch of something that the screen shows: it leads deeper than chance does."""

    which: int
    child: Child


SENSIBLE = st.builds(Sensible, st.integers(0, 59), CHILDREN)
ANYTHING: st.SearchStrategy[Heard | Sensible] = st.one_of(
    st.builds(Tapped, CHOICES, st.integers(0, 11), st.integers(0, 99)),
    st.builds(Chose, CHILDREN),
    st.just(Settled()),
    st.builds(Kept, st.booleans()),
    st.builds(Left, st.integers(0, 99)),
    st.builds(Turned, st.integers(0, 3)),
    st.builds(Played, st.integers(0, 99), st.booleans()),
    st.sampled_from((Opened(), ForChild())),
)
TOUCHES = st.integers(0, 9).flatmap(lambda n: ANYTHING if n == 0 else SENSIBLE)
TOLD: tuple[Heard, ...] = (
    Tapped("hello"),
    Chose(MILA),
    Tapped("sad"),
    Settled(),
    Kept(True),
    Tapped("2"),
    Tapped("home"),
)
BEGUN: tuple[tuple[Heard, ...], ...] = ((), TOLD[:5], TOLD, (*TOLD, Tapped("candle"), Played(20, True)))
"""Days begin at rest, or in the middle of a turn that chance would seldom come to."""
DAYS: st.SearchStrategy[Day] = st.builds(
    lambda begun, touches: [*begun, *touches], st.sampled_from(BEGUN), st.lists(TOUCHES, min_size=3, max_size=50)
)
SHOWN: dict[Step, tuple[Heard, ...]] = {
    Step.REST: (*[Tapped("hello")] * 5, Opened()),
    Step.SAVING: (*[Kept(True)] * 5, Kept(False)),
    Step.STAFF: (ForChild(), ForChild(), Tapped("finish")),
    Step.OWN_PICTURE: (*[Tapped("moon")] * 3, Tapped("ball"), Tapped("adult")),
    Step.CAME: tuple(map(Tapped, ("yes", "no", "not_sure", "not_say"))),
    Step.SIZE: tuple(map(Tapped, ("1", "2", "3", "skip"))),
    Step.ABOUT: tuple(map(Tapped, ("home", "friends", "skip"))),
    Step.HELP: tuple(map(Tapped, (*PLAYS, *PLAYS, "later", "not_now"))),
    Step.ACTIVITY: (Played(20, True), Tapped("stop", 0, 5), Tapped("adult", 0, 5)),
    Step.HOW_NOW: tuple(map(Tapped, ("easier", "same", "harder", "harder", "not_sure"))),
    Step.HARDER: tuple(map(Tapped, ("yes", "no"))),
    Step.ADULT: tuple(map(Tapped, ("any_adult", ADULT_ID))),
    Step.HOW: tuple(map(Tapped, ("talk", "not_now", "not_say"))),
    Step.THANKS: tuple(map(Tapped, ("help", "take_back", "adult", "me", "finish"))),
    Step.NOT_YOU: tuple(map(Tapped, ("yes", "no"))),
    Step.CANT_FIND: (Tapped("no"), Tapped("adult")),
    Step.PICTURE_CARD: (Tapped("adult"), Tapped("finish")),
    Step.UNSAVED: (Tapped("adult"), Tapped("finish")),
}

Day = list[Heard | Sensible]
Seen = Callable[[Turn, Heard, Turn, tuple[Effect, ...]], None]


def touched(turn: Turn, touch: Heard | Sensible) -> Heard:
    """What is heard when this is touched now."""
    if not isinstance(touch, Sensible):
        return touch
    shown = SHOWN.get(turn.step, ())
    if turn.step is Step.WHO:
        shown = (*[Chose(touch.child)] * 9, Tapped("adult"), Tapped("cant_find"))
    if turn.step is Step.FEELING:
        page = [Tapped(id, place) for row in PAGES[turn.page].rows for place, id in enumerate(row)]
        leave = [Tapped(exit) for exit in ("not_sure", "not_say", "back", "adult")]
        held: list[Heard] = [Settled(), Tapped("tick"), Settled(), Tapped("tick"), Tapped("another")]
        shown = (*page, *leave, *(held * 3 if turn.held else ()))
    return shown[touch.which % len(shown)]


def play(day: Day, seen: Seen) -> Turn:
    """Play a day and look at every step of it."""
    turn = Turn()
    for touch in day:
        heard = touched(turn, touch)
        after, effects = answer(turn, heard, GUIDE)
        seen(turn, heard, after, effects)
        turn = after
    return turn
