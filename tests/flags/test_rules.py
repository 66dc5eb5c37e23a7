"""Each rule, in cases as a teacher would tell them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sync.service.flags import record
from sync.service.flags.flag import told_to
from sync.service.flags.record import Ask, Concern
from tests.flags.telling import MONDAY, check_in, flags, told


def test_asking_for_a_grown_up_is_a_flag_that_morning_however_often() -> None:
    """R1 speaks once a day, with every request as evidence."""
    day = record.build(MONDAY, asks=[Ask("a"), Ask("b", how="sit")])
    (flag,) = flags([day], "R1")

    assert told_to(flag.reason, "Kasia") == "Kasia asked for a grown-up twice and would like somebody to sit near."
    assert flag.evidence == ("a", "b")


def test_a_request_that_was_taken_back_is_still_a_reason_to_look() -> None:
    """The flag says that it was taken back."""
    (flag,) = flags([record.build(MONDAY, asks=[Ask("a", taken_back=True)])], "R1")

    assert told_to(flag.reason, "Kasia") == "Kasia asked for a grown-up, and took it back."


def test_hungry_once_is_for_this_morning() -> None:
    """R2 does not wait for a second time."""
    (flag,) = flags(told("happy, hungry, calm"), "R2")

    assert (flag.day, flag.reason) == (MONDAY + timedelta(1), "{name} said hungry this morning.")


def test_tired_on_monday_tuesday_and_friday_is_a_flag_on_friday_and_rests_then() -> None:
    """Tired matters when it comes three times in five days in."""
    (flag,) = flags(told("tired, tired, happy, away, tired, tired, tired"), "R2")

    assert (flag.day, flag.since) == (MONDAY + timedelta(4), MONDAY)
    assert flag.reason == (
        "Tired on 3 of the last 4 days in: Monday 2 November, Tuesday 3 November and Friday 6 November."
    )


def test_low_on_monday_away_to_thursday_low_on_friday_is_no_run() -> None:
    """Two low days are two low days, however many were missed between them."""
    assert flags(told("sad, away, away, away, sad"), "R3") == []


def test_low_on_three_of_five_days_in_is_one_flag_that_names_the_days() -> None:
    """R3 counts days in: Thursday, when the child was away, is not one."""
    (flag,) = flags(told("sad, happy, cross, away, poorly"), "R3")

    assert flag.reason == (
        "Low on 3 of the last 4 days in: Monday 2 November (sad), Wednesday 4 November (cross) and "
        "Friday 6 November (poorly)."
    )
    assert flag.since == MONDAY


def test_a_child_who_is_low_every_day_is_flagged_once_and_not_again() -> None:
    """A standing plan takes over; forty more low days raise no more flags."""
    assert len(flags(told(", ".join(["sad"] * 43)), "R3")) == 1


def test_a_low_run_after_a_settled_month_is_a_new_flag() -> None:
    """The standing plan lapses after twenty answered days running without a low one, and not before."""
    for well, expected in ((19, 1), (20, 2)):
        story = ["sad"] * 3 + ["happy"] * well + ["sad"] * 3
        assert len(flags(told(", ".join(story)), "R3")) == expected


def test_half_term_ends_a_low_run() -> None:
    """Two low days before the holiday and one after it are no run."""
    assert flags(told("happy, happy, happy, sad, sad, " + "holiday, " * 5 + "sad, happy"), "R3") == []
    assert len(flags(told("happy, happy, happy, sad, sad, sad, happy"), "R3")) == 1


def test_a_low_morning_and_a_happy_afternoon_make_no_low_day() -> None:
    """Two check-ins a day count as their mean."""
    assert flags(told("sad+happy, sad+happy, sad+happy"), "R3") == []


def test_a_happy_child_who_turns_sad_is_flagged_within_a_week_and_told_since_when() -> None:
    """R4 says since when, what the child tapped, and what was usual before."""
    usual = "happy, calm, tired, happy, calm, " * 6
    (flag,) = flags(told(usual + "sad, sad, tired, cross, sad"), "R4")

    assert flag.since == MONDAY + timedelta(days=42)
    assert flag.reason.startswith("Lower than {name}'s own usual since Monday 14 December: mostly sad")
    assert "Before that mostly happy or calm." in flag.reason
    assert flag.sufficiency == "some"
    assert flag.rests_on > 30


def test_a_habitually_low_child_is_not_flagged_for_being_as_usual() -> None:
    """R4 compares a child with nobody else."""
    assert flags(told("sad, tired, sad, poorly, tired, " * 12), "R4") == []


def test_one_terrible_day_is_no_change() -> None:
    """One face is one tap."""
    assert flags(told("happy, calm, happy, calm, happy, " * 6 + "scared, happy"), "R4") == []


def test_nothing_is_said_before_twenty_days_are_learnt() -> None:
    """A new child has no usual yet."""
    assert flags(told("happy, " * 10 + "sad, " * 8 + "sad"), "R4") == []


def test_a_change_is_not_sought_across_a_holiday_and_the_usual_survives_it() -> None:
    """Two low days before and after the holiday are no change; four after it are, against the usual from before."""
    usual = "happy, calm, tired, happy, calm, " * 6
    holiday = "holiday, " * 10
    assert flags(told(usual + "happy, calm, happy, sad, sad, " + holiday + "sad, sad, calm"), "R4") == []
    assert len(flags(told(usual + holiday + "sad, scared, sad, sad, scared"), "R4")) == 1


def test_a_new_ladder_step_with_other_pictures_begins_a_new_usual() -> None:
    """From step 1 (okay, not okay) to step 2 nothing carries over; from 2 to 3 everything does."""
    usual = "happy, calm, happy, happy, calm, " * 6
    later = MONDAY + timedelta(days=42)
    low = "sad, scared, sad, sad, scared"
    assert flags(told(usual, step=1) + told(low, first=later, step=2), "R4") == []
    assert len(flags(told(usual, step=2) + told(low, first=later, step=3), "R4")) == 1


def test_feelings_that_begin_to_swing_are_flagged_for_their_swing() -> None:
    """R5 speaks of wide steps from day to day, not of a lasting drop."""
    usual = "calm, tired, calm, calm, tired, " * 8
    swings = "happy, scared, " * 6 + "happy"
    drop = "sad, " * 12 + "sad"
    (flag,) = flags(told(usual + swings), "R5")

    assert "gone up and down" in flag.reason
    assert "from happy to scared" in flag.reason or "from calm to scared" in flag.reason
    assert flags(told(usual + drop), "R5") == []


def test_in_school_and_silent_for_five_days_is_gone_quiet() -> None:
    """R6 counts days in without an answer and days of not wanting to say, and speaks once."""
    (flag,) = flags(told("happy, silent, not_say, silent, away, silent, not_say, silent"), "R6")

    assert flag.since == MONDAY + timedelta(1)
    assert flag.reason == (
        "{name} has gone quiet since Tuesday 3 November: was in on 5 days, chose “I don't want to say” on 2 and did "
        "not check in on the others."
    )


def test_not_sure_is_an_answer_and_ends_a_quiet_spell() -> None:
    """Four quiet days, *not sure*, four quiet days: nobody has gone quiet."""
    assert flags(told("not_say, not_say, not_say, not_say, not_sure, not_say, silent, silent, silent"), "R6") == []


@pytest.mark.parametrize(
    ("asked", "opted_out", "present"), [(False, False, True), (True, True, True), (True, False, None)]
)
def test_who_was_not_asked_has_not_gone_quiet(asked: bool, opted_out: bool, present: bool | None) -> None:
    """A broken tablet, an opt-out and a missing register are no silence of the child's."""
    days = [
        record.build(MONDAY + timedelta(ahead), present=present, asked=asked, opted_out=opted_out) for ahead in range(5)
    ]
    assert flags(days, "R6") == []


def test_always_the_happiest_face_is_a_label_and_no_flag() -> None:
    """R7 says that there is little to go by; the first other answer takes the label away."""
    (label,) = flags(told(", ".join(["happy", "calm"] * 12)), "R7")

    assert label.label
    assert label.sufficiency == "too little"
    assert flags(told("happy, " * 19 + "tired, happy, happy"), "R7") == []


def test_an_adults_concern_is_in_the_same_queue_in_their_words() -> None:
    """R8 needs no arithmetic."""
    day = record.build(MONDAY, concerns=[Concern("c", "came in without a coat again.")])
    (flag,) = flags([day], "R8")

    assert told_to(flag.reason, "Kasia") == "An adult is concerned about Kasia: “came in without a coat again”."


def test_something_happened_and_home_beside_a_low_feeling_are_told_the_same_day() -> None:
    """R9; *home* beside a pleasant feeling is no flag."""

    def day(feeling: str, about: str) -> record.Day:
        return record.build(MONDAY, [check_in("e", feeling, about=about)])

    assert flags([day("happy", "home")], "R9") == []
    (happened,) = flags([day("happy", "something_happened")], "R9")
    (home,) = flags([day("scared", "home")], "R9")
    assert "“something happened”" in happened.reason
    assert "“home” beside scared" in home.reason
    assert home.evidence == ("e",)


def test_two_records_of_one_day_are_refused() -> None:
    """A rule must never see a day twice."""
    days = [record.build(date(2026, 11, 2), present=True)] * 2

    with pytest.raises(ValueError, match="2026-11-02 is there twice"):
        record.in_order(days)
