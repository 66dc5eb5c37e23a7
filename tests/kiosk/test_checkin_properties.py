"""What holds for whatever is tapped, however long nobody taps, in whatever order it arrives."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.checkin import (
    AddToRequest,
    AskAdult,
    CheckIn,
    Child,
    Chose,
    Effect,
    Heard,
    Kept,
    Left,
    Settled,
    Step,
    TakeBack,
    Tapped,
    Turn,
    Turned,
    answer,
)
from tests.kiosk.conversation import ADULT_ID, GUIDE, PAGES

CONTROLS = ("hello", "cant_find", "yes", "no", "me", "take_back", "adult", "any_adult", "talk", "not_now", "finish")
FEELINGS = tuple(sorted({id for page in PAGES.values() for row in page.rows for id in row}))
CHOICES = st.sampled_from((*CONTROLS, "not_sure", "not_say", ADULT_ID, "", "nonsense", *FEELINGS))
CHILDREN = st.builds(
    Child,
    pupil=st.sampled_from(("a1" * 16, "b2" * 16, "c3" * 16)),
    step=st.integers(1, 4),
    opted_out=st.booleans(),
)
HEARD: st.SearchStrategy[Heard] = st.one_of(
    st.builds(Tapped, CHOICES, st.integers(0, 11)),
    st.builds(Tapped, st.sampled_from(("hello", "okay", "sad", "adult", "me", "take_back")), st.integers(0, 11)),
    st.builds(Chose, CHILDREN),
    st.just(Settled()),
    st.just(Settled()),
    st.builds(Kept, st.booleans()),
    st.just(Left()),
    st.builds(Turned, st.integers(0, 3)),
)
DAYS = st.lists(HEARD, max_size=60)

Seen = Callable[[Turn, Heard, Turn, tuple[Effect, ...]], None]


def play(heard: list[Heard], seen: Seen) -> Turn:
    """Play a day and look at every step of it."""
    turn = Turn()
    for each in heard:
        after, effects = answer(turn, each, GUIDE)
        seen(turn, each, after, effects)
        turn = after
    return turn


def taken(turn: Turn, heard: Heard) -> str | None:
    """The answer that hearing this makes final, told without the conversation's own code."""
    if turn.step is Step.FEELING and isinstance(heard, Settled) and turn.held:
        return None if turn.held in PAGES[turn.page].leads else turn.held
    asks = isinstance(heard, Tapped) and heard.choice == "adult" and not turn.asking
    if turn.step is Step.FEELING and (isinstance(heard, Left) or asks):
        return turn.confirmed
    return None


@given(DAYS)
@settings(max_examples=400, deadline=None)
def test_each_answer_taken_is_recorded_once_and_nothing_else_is(heard: list[Heard]) -> None:
    """A check-in follows exactly where an answer became final: never twice, never unconfirmed."""

    def seen(before: Turn, each: Heard, _after: Turn, effects: tuple[Effect, ...]) -> None:
        recorded = [effect.answers for effect in effects if isinstance(effect, CheckIn)]
        final = taken(before, each)

        assert recorded == ([(final,)] if final else [])

    play(heard, seen)


@given(DAYS)
@settings(max_examples=300, deadline=None)
def test_every_turn_ends_at_rest_when_the_child_has_left(heard: list[Heard]) -> None:
    """Nothing of one child is left for the next."""

    def seen(_before: Turn, each: Heard, after: Turn, _effects: tuple[Effect, ...]) -> None:
        if isinstance(each, Left):
            assert after == Turn()

    play([*heard, Left()], seen)


@given(DAYS)
@settings(max_examples=300, deadline=None)
def test_the_first_tap_on_a_grown_up_always_asks_and_asks_once(heard: list[Heard]) -> None:
    """From every screen but rest, whatever went before."""

    def seen(before: Turn, each: Heard, _after: Turn, effects: tuple[Effect, ...]) -> None:
        asked = sum(isinstance(effect, AskAdult) for effect in effects)
        tapped = isinstance(each, Tapped) and each.choice == "adult"

        assert asked == int(tapped and before.step is not Step.REST and not before.asking)

    play(heard, seen)


@given(DAYS)
@settings(max_examples=300, deadline=None)
def test_an_opted_out_child_is_never_checked_in(heard: list[Heard]) -> None:
    """Whatever is tapped, and whoever was there before."""

    def seen(_before: Turn, _each: Heard, after: Turn, effects: tuple[Effect, ...]) -> None:
        if after.child and after.child.opted_out:
            assert after.step is not Step.FEELING
            assert not any(isinstance(effect, CheckIn) for effect in effects)

    play(heard, seen)


@given(DAYS)
@settings(max_examples=300, deadline=None)
def test_an_answer_is_recorded_for_the_child_whose_turn_it_is(heard: list[Heard]) -> None:
    """No answer ever reaches another child's history, and no addition comes without a request."""

    def seen(before: Turn, _each: Heard, _after: Turn, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            if isinstance(effect, CheckIn):
                assert before.child is not None
                assert effect.pupil == before.child.pupil
            if isinstance(effect, AddToRequest):
                assert before.asking
            if isinstance(effect, TakeBack):
                assert before.saved or before.checked_in

    play(heard, seen)


@given(DAYS)
@settings(max_examples=300, deadline=None)
def test_what_could_not_be_written_is_never_thanked_for(heard: list[Heard]) -> None:
    """A failed write shows the card to take to an adult, on every screen but rest."""

    def seen(before: Turn, each: Heard, after: Turn, _effects: tuple[Effect, ...]) -> None:
        if isinstance(each, Kept) and not each.durable and before.step is not Step.REST:
            assert after.step is Step.UNSAVED

    play(heard, seen)
