"""The bridge: real rows in, real rows out, whatever order the events arrive in."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sync.service import flag_choices, flagging
from sync.service.db.models import AdultRequest, CheckIn, FlagNote, FlagRow, FlagState, RuleState, School
from sync.service.flags.settings import DEFAULT, with_changes
from tests.flags.school import MONDAY, MadeUpSchool, morning


@pytest.fixture
def school(tmp_path: Path) -> Iterator[MadeUpSchool]:
    """One school with one child."""
    school = MadeUpSchool(tmp_path)
    yield school
    school.db.close()


def test_a_request_is_in_the_queue_within_the_same_transaction(school: MadeUpSchool) -> None:
    """R1 is raised by the update that ingest makes, with the event as evidence and its story begun."""
    child = school.children[0]
    with school.write() as session:
        event = school.ask(session, child, MONDAY)
        raised = flagging.update(session, school.id, [child], MONDAY, morning(MONDAY))
        story = list(session.scalars(select(FlagNote.action)))

    assert [(row.rule, row.evidence, row.state) for row in raised] == [("R1", [str(event)], "new")]
    assert story == ["raised"]


def test_three_low_days_raise_one_flag_and_a_fourth_no_other(school: MadeUpSchool) -> None:
    """R3 speaks once, however many days the run lasts."""
    child = school.children[0]
    for ahead in range(4):
        day = MONDAY + timedelta(ahead)
        with school.write() as session:
            school.check_in(session, child, day, "sad")
            flagging.update(session, school.id, [child], day, morning(day))

    assert [(rule, day, since) for _, rule, day, since, _ in school.flags()] == [("R3", MONDAY + timedelta(2), MONDAY)]


def test_a_low_day_that_arrives_late_raises_the_flag_it_would_have_raised(school: MadeUpSchool) -> None:
    """A tablet that was offline on Monday sends on Thursday: the pupil is replayed."""
    child = school.children[0]
    late = uuid.uuid4()
    for ahead in (1, 2, 3):
        day = MONDAY + timedelta(ahead)
        with school.write() as session:
            school.check_in(session, child, day, "happy" if ahead == 3 else "sad")
            flagging.update(session, school.id, [child], day, morning(day))
    assert school.flags() == []

    with school.write() as session:
        school.check_in(session, child, MONDAY, "sad", event=late)
        raised = flagging.update(session, school.id, [child], MONDAY + timedelta(3), morning(MONDAY))

    assert [(row.rule, row.day) for row in raised] == [("R3", MONDAY + timedelta(2))]
    assert str(late) in raised[0].evidence


def test_a_check_in_taken_back_takes_its_new_flag_with_it(school: MadeUpSchool) -> None:
    """Nobody has looked yet, so nothing of it stays."""
    child = school.children[0]
    with school.write() as session:
        events = [school.check_in(session, child, MONDAY + timedelta(ahead), "cross") for ahead in range(3)]
        flagging.update(session, school.id, [child], MONDAY + timedelta(2), morning(MONDAY))
    assert len(school.flags()) == 1

    with school.write() as session:
        session.get_one(CheckIn, (school.id, events[0])).withdrawn_at = morning(MONDAY)
        flagging.update(session, school.id, [child], MONDAY + timedelta(2), morning(MONDAY))
        notes = session.scalar(select(func.count()).select_from(FlagNote))

    assert school.flags() == []
    assert notes == 0


def test_a_flag_staff_have_seen_stays_and_says_that_it_lost_its_ground(school: MadeUpSchool) -> None:
    """What a person has worked on is never removed behind their back; it is said once."""
    child = school.children[0]
    with school.write() as session:
        event = school.ask(session, child, MONDAY)
        (flag,) = flagging.update(session, school.id, [child], MONDAY, morning(MONDAY))
        flag.state = FlagState.SEEN
        school.check_in(session, child, MONDAY, "happy")
    with school.write() as session:
        request = session.get_one(AdultRequest, (school.id, event))
        request.pupil_id = None
        for _ in range(2):
            flagging.update(session, school.id, [child], MONDAY, morning(MONDAY), earliest=MONDAY)
        actions = list(session.scalars(select(FlagNote.action)))

    assert [rule for _, rule, *_ in school.flags()] == ["R1"]
    assert sorted(actions) == ["raised", "unsupported"]


def test_asking_again_opens_a_closed_flag(school: MadeUpSchool) -> None:
    """A second request of the day is not lost behind the first one's closed flag."""
    child = school.children[0]
    with school.write() as session:
        school.ask(session, child, MONDAY)
        (flag,) = flagging.update(session, school.id, [child], MONDAY, morning(MONDAY))
        flag.state, flag.closed_reason = FlagState.CLOSED, "spoke"
    with school.write() as session:
        school.ask(session, child, MONDAY)
        (again,) = flagging.update(session, school.id, [child], MONDAY, morning(MONDAY))

    assert (again.id, again.state, again.closed_reason, len(again.evidence)) == (flag.id, "reopened", None, 2)


def test_what_a_child_says_it_is_about_raises_a_flag_the_same_day(school: MadeUpSchool) -> None:
    """*Something happened*, or *home* beside an unpleasant feeling; *friends*, or *home* beside happy, raise none."""
    child = school.children[0]
    told = (("sad", "friends"), ("happy", "home"), ("sad", "home"), ("happy", "something_happened"))
    for ahead, (feeling, about) in enumerate(told):
        day = MONDAY + timedelta(ahead)
        with school.write() as session:
            event = school.check_in(session, child, day, feeling)
            session.get_one(CheckIn, (school.id, event)).abouts = [about]
            flagging.update(session, school.id, [child], day, morning(day), earliest=day)

    assert [(rule, day) for _, rule, day, *_ in school.flags() if rule == "R9"] == [
        ("R9", MONDAY + timedelta(2)),
        ("R9", MONDAY + timedelta(3)),
    ]


def test_a_child_who_says_that_nobody_came_opens_a_closed_flag(school: MadeUpSchool) -> None:
    """The request's flag opens again and says why."""
    child = school.children[0]
    with school.write() as session:
        event = school.ask(session, child, MONDAY)
        (flag,) = flagging.update(session, school.id, [child], MONDAY, morning(MONDAY))
        flag.state, flag.closed_reason = FlagState.CLOSED, "spoke"
    with school.write() as session:
        request = session.get_one(AdultRequest, (school.id, event))
        request.came, request.came_event_id = "no", uuid.uuid4()
        (again,) = flagging.update(session, school.id, [child], MONDAY, morning(MONDAY), earliest=MONDAY)

    assert (again.id, again.state) == (flag.id, "reopened")
    assert again.reason.endswith("They said later that nobody came.")


def test_erasing_a_child_removes_their_flags_and_nobody_elses(tmp_path: Path) -> None:
    """Flags, their story and the rules' state are gone; the neighbour's stay."""
    school = MadeUpSchool(tmp_path, children=2)
    gone, stays = school.children
    with school.write() as session:
        for child in school.children:
            school.ask(session, child, MONDAY)
        flagging.update(session, school.id, school.children, MONDAY, morning(MONDAY))
        flagging.forget(session, school.id, gone)
    with school.db.read() as session:
        left = {row.pupil_id for row in session.scalars(select(FlagRow))}
        states = {row.pupil_id for row in session.scalars(select(RuleState))}
        notes = session.scalar(select(func.count()).select_from(FlagNote))
    school.db.close()

    assert left == states == {stays}
    assert notes == 1


def test_a_change_of_settings_replays_the_pupil(school: MadeUpSchool) -> None:
    """Two lows are enough once the school says so, for days that are already past."""
    child = school.children[0]
    with school.write() as session:
        for ahead in range(2):
            school.check_in(session, child, MONDAY + timedelta(ahead), "sad")
        flagging.update(session, school.id, [child], MONDAY + timedelta(1), morning(MONDAY))
        assert session.scalar(select(func.count()).select_from(FlagRow)) == 0
        school.choose(session, {"flags": {"r3": {"lows": 2}}})
        raised = flagging.update(session, school.id, [child], MONDAY + timedelta(1), morning(MONDAY))

    assert [row.rule for row in raised] == ["R3"]


def test_a_change_made_on_the_page_holds_from_that_day_on(school: MadeUpSchool) -> None:
    """Last term's days raise nothing now, a flag that stands stays, and the new rule speaks from today."""
    child = school.children[0]
    with school.write() as session:
        for ahead in (0, 1, 14, 15, 16):
            school.check_in(session, child, MONDAY + timedelta(ahead), "sad")
        flagging.update(session, school.id, [child], MONDAY + timedelta(16), morning(MONDAY))
    assert [(rule, day) for _, rule, day, *_ in school.flags()] == [("R3", MONDAY + timedelta(16))]

    with school.write() as session:
        kept = session.get_one(School, school.id)
        today = MONDAY + timedelta(28)
        lows = with_changes(DEFAULT, ["R3.lows=2", "R3.settle=1"])
        flag_choices.keep(kept, DEFAULT, lows, today)
        for ahead, feeling in ((27, "happy"), (28, "sad"), (29, "sad")):
            school.check_in(session, child, MONDAY + timedelta(ahead), feeling)
        flagging.update(session, school.id, [child], MONDAY + timedelta(29), morning(MONDAY))

    assert [(rule, day) for _, rule, day, *_ in school.flags()] == [
        ("R3", MONDAY + timedelta(16)),
        ("R3", MONDAY + timedelta(29)),
    ]
