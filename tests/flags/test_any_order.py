"""However events arrive, the queue holds what a full replay would say."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service import flagging
from sync.service.db.models import AdultRequest, CheckIn, FlagRow
from sync.service.flag_record import days_of
from sync.service.flags import fold
from sync.service.flags.settings import DEFAULT
from tests.flags.school import MONDAY, MadeUpSchool, morning

TAPS = st.lists(
    st.sampled_from(
        (
            "happy",
            "happy",
            "happy",
            "calm",
            "sad",
            "cross",
            "tired",
            "hungry",
            "not_say",
            "ask",
            "take back",
            "about",
            "alone",
        )
    ),
    min_size=3,
    max_size=14,
)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MadeUpSchool]:
    """One real database for all examples; each has a child of its own."""
    folder: Path = tmp_path_factory.mktemp("school")
    school = MadeUpSchool(folder, children=0)
    yield school
    school.db.close()


@given(taps=TAPS, seed=st.integers(0, 2**16), usual=st.sampled_from((0, 24)))
@example(taps=["sad", "sad", "sad", "take back"], seed=0, usual=24)
@example(taps=["sad", "ask", "about", "alone", "happy"], seed=3, usual=0)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_late_reordered_and_repeated_events_give_the_flags_of_a_replay(
    school: MadeUpSchool, taps: list[str], seed: int, usual: int
) -> None:
    """Events come in any order, each followed by updates: some told the day, the last with what was counted before.

    A child who tapped low for long is among them.
    """
    chance = Random(seed)
    child = school.enrol()
    today = MONDAY + timedelta(weeks=10)
    with school.write() as session:
        for ahead in range(usual):
            school.check_in(session, child, _school_day(ahead), "happy" if ahead % 3 else "calm")
        flagging.update(session, school.id, [child], _school_day(usual), morning(today))
    arriving = [(usual + at, tap) for at, tap in enumerate(taps)]
    chance.shuffle(arriving)
    for ahead, tap in arriving:
        with school.write() as session:
            counted = flagging.count(session, school.id, [child])
            day = _happen(session, school, child, ahead, tap, chance)
            for _ in range(chance.choice((1, 1, 2))):
                told = chance.choice((None, day, {child: day}))
                flagging.update(session, school.id, [child], today, morning(today), earliest=told)
            flagging.update(session, school.id, [child], today, morning(today), counts=counted)

    with school.db.read() as session:
        kept = session.scalars(select(FlagRow).where(FlagRow.pupil_id == child))
        queue = sorted((row.rule, row.day, row.since, row.reason, tuple(row.evidence), row.rests_on) for row in kept)
        _, raised = fold.replay(days_of(session, school.id, [child], None, today)[child], DEFAULT)
    replayed = sorted(
        (flag.rule, flag.day, flag.since, flag.reason, flag.evidence, flag.rests_on)
        for flag in raised
        if not flag.label
    )
    assert queue == replayed


def _happen(session: Session, school: MadeUpSchool, child: uuid.UUID, ahead: int, tap: str, chance: Random) -> date:
    """Do it, and return the day whose record changed."""
    day = _school_day(ahead)
    if tap == "ask":
        school.ask(session, child, day)
    elif tap == "take back":
        theirs = list(session.scalars(select(CheckIn).where(CheckIn.pupil_id == child, CheckIn.withdrawn_at.is_(None))))
        if theirs:
            taken_back = chance.choice(theirs)
            taken_back.withdrawn_at = morning(day)
            day = taken_back.school_day
    elif tap == "about":
        theirs = list(session.scalars(select(CheckIn).where(CheckIn.pupil_id == child)))
        if theirs:
            told = chance.choice(theirs)
            told.abouts = [*told.abouts, chance.choice(("something_happened", "home", "friends"))]
            day = told.school_day
    elif tap == "alone":
        asked = list(
            session.scalars(select(AdultRequest).where(AdultRequest.pupil_id == child, AdultRequest.came.is_(None)))
        )
        if asked:
            alone = chance.choice(asked)
            alone.came, alone.came_event_id = "no", uuid.uuid4()
            day = alone.school_day
    else:
        school.check_in(session, child, day, tap, slot=chance.choice((0, 1)))
    return day


def _school_day(ahead: int) -> date:
    return MONDAY + timedelta(days=ahead // 5 * 7 + ahead % 5)
