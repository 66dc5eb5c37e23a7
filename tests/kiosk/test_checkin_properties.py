"""What holds for whatever is tapped, however long nobody taps, in whatever order it arrives."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from kiosk.checkin import (
    AddToRequest,
    AskAdult,
    CheckIn,
    Did,
    Effect,
    Heard,
    Kept,
    Left,
    Played,
    RememberLater,
    SayCame,
    SayHowNow,
    Settled,
    Step,
    TakeBack,
    Tapped,
    TellMore,
    Turn,
    answer,
)
from tests.kiosk.chance import DAYS, Day, play
from tests.kiosk.conversation import GUIDE, PAGES


def taken(turn: Turn, heard: Heard) -> tuple[str, ...]:
    """The answers that hearing this makes final, told without the conversation's own code."""
    if turn.step is not Step.FEELING or turn.child is None:
        return ()
    taps = heard.choice if isinstance(heard, Tapped) else ""
    waited = isinstance(heard, Settled) and not turn.child.tick
    if turn.held and (waited or taps == "tick"):
        page = PAGES[turn.page]
        if turn.held in page.leads or (turn.held == "not_sure" and page.not_sure and not turn.kept):
            return ()
        exits = turn.held in ("not_sure", "not_say")
        return turn.kept if turn.kept and exits else (*turn.kept, turn.held)
    if isinstance(heard, Left) or (taps == "adult" and not turn.asking):
        return (*turn.kept, turn.confirmed) if turn.confirmed else turn.kept
    return ()


@given(DAYS)
@settings(max_examples=200, deadline=None)
def test_each_answer_taken_is_recorded_once_and_nothing_else_is(day: Day) -> None:
    """A check-in follows exactly where an answer became final: never twice, never unconfirmed."""

    def seen(before: Turn, heard: Heard, _after: Turn, effects: tuple[Effect, ...]) -> None:
        recorded = [effect.answers for effect in effects if isinstance(effect, CheckIn)]
        final = taken(before, heard)

        assert recorded == ([final] if final else [])
        assert all(1 <= len(answers) <= 2 and len(set(answers)) == len(answers) for answers in recorded)

    play(day, seen)


@given(DAYS)
@settings(max_examples=200, deadline=None)
def test_each_addition_is_recorded_once_where_it_was_touched_and_never_without_its_check_in(
    day: Day,
) -> None:
    """Size, about, activity and how it is now belong to a check-in of this turn that stands."""
    stands = False
    told: list[str] = []

    def seen(before: Turn, heard: Heard, after: Turn, effects: tuple[Effect, ...]) -> None:
        nonlocal stands
        choice = heard.choice if isinstance(heard, Tapped) else ""
        for effect in effects:
            match effect:
                case CheckIn():
                    stands, told[:] = True, []
                case TakeBack(check_in):
                    stands = stands and before.asking and not check_in
                case TellMore(size, about):
                    assert (size is None) is (before.step is not Step.SIZE)
                    assert (about is None) is (before.step is not Step.ABOUT)
                    assert choice == (about or str(size))
                case Did(activity, _, to_the_end):
                    assert before.step is Step.ACTIVITY
                    assert activity == before.activity
                    assert to_the_end is (isinstance(heard, Played) and heard.to_the_end)
                case SayHowNow(activity, answered):
                    assert before.step is Step.HOW_NOW
                    assert (activity, answered) == (before.activity, choice)
                case SayCame():
                    assert before.step is Step.CAME
                case RememberLater():
                    assert (before.step, choice) == (Step.HELP, "later")
            if isinstance(effect, (TellMore, Did, SayHowNow)):
                kind = "size" if isinstance(effect, TellMore) and effect.size else type(effect).__name__
                assert stands, "an addition without its check-in"
                assert kind not in told, "an addition that was told before"
                told.append(kind)
        if after.step is Step.REST or (before.step is Step.NOT_YOU and after.step is Step.WHO):
            stands = False

    play(day, seen)


@given(DAYS)
@settings(max_examples=120, deadline=None)
def test_from_every_step_rest_is_reached_by_waiting(day: Day) -> None:
    """Nothing of one child is left for the next; a hung store costs one screen more."""

    def seen(_before: Turn, _heard: Heard, after: Turn, _effects: tuple[Effect, ...]) -> None:
        waits, screens = after, 0
        while waits.step is not Step.REST:
            assert waits.rest_after_s is not None
            waits, _ = answer(waits, Left(), GUIDE)
            screens += 1

        assert waits == Turn()
        assert screens <= (2 if after.step is Step.SAVING else 1)

    play(day, seen)


@given(DAYS)
@settings(max_examples=120, deadline=None)
def test_the_first_tap_on_a_grown_up_always_asks_and_asks_once(day: Day) -> None:
    """From every screen but rest and the adults' own corner, whatever went before; *harder* asks with its yes."""

    def seen(before: Turn, heard: Heard, after: Turn, effects: tuple[Effect, ...]) -> None:
        asked = sum(isinstance(effect, AskAdult) for effect in effects)
        tapped = isinstance(heard, Tapped) and (
            heard.choice == "adult" or (heard.choice == "yes" and before.step is Step.HARDER)
        )

        assert asked == int(tapped and before.step not in (Step.REST, Step.STAFF) and not before.asking)
        if after.child or after.step is Step.WHO:
            request = answer(replace(after, asking=False), Tapped("adult"), GUIDE)[1]
            assert AskAdult(after.child.pupil if after.child else None) in request

    play(day, seen)


@given(DAYS)
@settings(max_examples=120, deadline=None)
def test_an_opted_out_child_is_never_checked_in(day: Day) -> None:
    """Whatever is tapped, and whoever was there before."""

    def seen(before: Turn, _heard: Heard, after: Turn, effects: tuple[Effect, ...]) -> None:
        if before.child and before.child.opted_out:
            assert before.step not in (Step.FEELING, Step.SIZE, Step.ABOUT, Step.HELP, Step.HOW_NOW)
            assert not [e for e in effects if isinstance(e, (CheckIn, Did, TellMore, SayHowNow, RememberLater))]

    play(day, seen)


@given(DAYS)
@settings(max_examples=120, deadline=None)
def test_an_answer_is_recorded_for_the_child_whose_turn_it_is(day: Day) -> None:
    """No answer ever reaches another child's history, and no addition comes without a request."""

    def seen(before: Turn, heard: Heard, _after: Turn, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            if isinstance(effect, (CheckIn, RememberLater)):
                assert before.child is not None
                assert effect.pupil == before.child.pupil
            if isinstance(effect, CheckIn):
                assert effect.by_adult is before.by_adult
            if isinstance(effect, SayCame):
                assert before.child is not None
                assert before.child.asked is not None
                assert effect.request == before.child.asked.request
            if isinstance(effect, AddToRequest):
                assert before.asking
            if isinstance(effect, TakeBack):
                assert before.saved or before.checked_in

    play(day, seen)


@given(DAYS)
@settings(max_examples=120, deadline=None)
def test_what_could_not_be_written_is_never_thanked_for(day: Day) -> None:
    """A failed write shows the card to take to an adult, on every screen but rest."""

    def seen(before: Turn, heard: Heard, after: Turn, _effects: tuple[Effect, ...]) -> None:
        if isinstance(heard, Kept) and not heard.durable and before.step is not Step.REST:
            assert after.step is Step.UNSAVED

    play(day, seen)


@given(DAYS)
@settings(max_examples=120, deadline=None)
def test_nobody_meets_their_own_questions_before_they_have_shown_their_picture(day: Day) -> None:
    """With a secret picture still to be shown, only help is in reach."""

    def seen(_before: Turn, _heard: Heard, after: Turn, _effects: tuple[Effect, ...]) -> None:
        if after.child and after.child.secret and not after.by_adult and not after.asking:
            step = after.before if after.step is Step.NOT_YOU else after.step
            assert step in (Step.OWN_PICTURE, Step.PICTURE_CARD, Step.UNSAVED)

    play(day, seen)
