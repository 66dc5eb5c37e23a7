"""Whom a child's request for a grown-up is with, minute by minute."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.service.db.models import Role
from sync.service.escalation import Level, Person, Request, Standing, with_whom

TARGET = timedelta(minutes=15)
ASKED = datetime(2026, 11, 24, 8, 47, tzinfo=UTC)
CLASS, OTHER_CLASS = uuid.uuid4(), uuid.uuid4()
BELL, LOWE, FAR, OKORO, AHMED, PRICE, SAM = (uuid.UUID(int=i) for i in range(1, 8))


def only(*people: uuid.UUID) -> frozenset[uuid.UUID]:
    return frozenset(people)


STAFF = (
    Person(BELL, Role.CLASS_ADULT, frozenset({CLASS})),
    Person(LOWE, Role.CLASS_ADULT, frozenset({CLASS})),
    Person(FAR, Role.CLASS_ADULT, frozenset({OTHER_CLASS})),
    Person(OKORO, Role.PRACTITIONER),
    Person(AHMED, Role.DSL),
    Person(PRICE, Role.HEAD),
    Person(SAM, Role.IT),
)


def asked(**fields: object) -> Request:
    return Request(CLASS, ASKED, **fields)  # type: ignore[arg-type]


def after(minutes: float, request: Request, away: frozenset[uuid.UUID] = frozenset()) -> Standing:
    """Where it stands some minutes after the child asked."""
    found = with_whom(request, STAFF, away, TARGET, ASKED + timedelta(minutes=minutes))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("minutes", "level", "people", "since"),
    [
        (0, Level.CLASS_ADULT, only(BELL, LOWE), 0),
        (14.9, Level.CLASS_ADULT, only(BELL, LOWE), 0),
        (15, Level.PRACTITIONER, only(OKORO), 15),
        (29, Level.PRACTITIONER, only(OKORO), 15),
        (30, Level.DSL, only(AHMED), 30),
        (3000, Level.DSL, only(AHMED), 30),
    ],
)
def test_an_unmet_request_goes_on_each_time_the_target_passes(
    minutes: float, level: Level, people: frozenset[uuid.UUID], since: int
) -> None:
    """Class adults, the practitioner, the DSL, and there it stays."""
    found = after(minutes, asked())

    assert (found.level, found.people, found.since) == (level, people, ASKED + timedelta(minutes=since))
    assert found.alarm
    assert (found.next_at is None) == (level is Level.DSL)


def test_it_begins_with_the_adult_whom_the_child_chose() -> None:
    """Whoever that is: of the class, or the practitioner herself."""
    assert after(0, asked(adult_id=BELL)).people == only(BELL)
    assert after(0, asked(adult_id=OKORO)).people == only(OKORO)
    assert after(15, asked(adult_id=BELL)).people == only(OKORO)


def test_a_chosen_adult_who_cannot_open_the_class_is_not_the_only_one() -> None:
    """A head, or an adult of another class, is told beside those who can answer."""
    assert after(0, asked(adult_id=PRICE)).people == only(PRICE, BELL, LOWE)
    assert after(0, asked(adult_id=FAR)).people == only(FAR, BELL, LOWE)


def test_a_chosen_adult_who_is_away_passes_it_on_at_once() -> None:
    """The class has it from the first minute, or the practitioner when no class adult is in."""
    assert after(0, asked(adult_id=BELL), only(BELL)).people == only(LOWE)
    found = after(0, asked(adult_id=BELL), only(BELL, LOWE))
    assert (found.level, found.people, found.since) == (Level.PRACTITIONER, only(OKORO), ASKED)
    assert after(15, asked(), only(OKORO)).people == only(AHMED)


def test_seen_stops_the_alarm_for_the_target_time_and_no_longer() -> None:
    """Then it goes to the next after those who had it."""
    request = asked(seen_at=ASKED + timedelta(minutes=10), seen_by=BELL)
    paused, rung = after(24, request), after(25, request)

    assert (paused.alarm, paused.people, paused.next_at) == (False, only(BELL), ASKED + timedelta(minutes=25))
    assert paused.next_people == only(OKORO)
    assert (rung.alarm, rung.people, rung.since) == (True, only(OKORO), ASKED + timedelta(minutes=25))
    assert after(40, request).people == only(AHMED)


def test_what_the_practitioner_saw_and_did_not_meet_goes_to_the_dsl() -> None:
    """It does not come back to the one who let it lie."""
    request = asked(seen_at=ASKED + timedelta(minutes=1), seen_by=OKORO)

    assert after(2, request).people == only(OKORO)
    assert after(16, request).people == only(AHMED)


def test_a_child_who_says_that_nobody_came_waits_one_step_further() -> None:
    """The alarm begins anew when they say so, with the practitioner."""
    found = after(120, asked(nobody_came_at=ASKED + timedelta(hours=2)))

    assert (found.people, found.since) == (only(OKORO), ASKED + timedelta(hours=2))


@pytest.mark.parametrize("ended", ["met_at", "withdrawn_at"])
def test_met_or_taken_back_it_is_with_nobody(ended: str) -> None:
    """Whatever the clock says."""
    assert with_whom(asked(**{ended: ASKED}), STAFF, (), TARGET, ASKED + timedelta(days=1)) is None


def test_an_alarm_is_never_silent_while_there_is_somebody() -> None:
    """When all are away it goes to them all the same; a school without staff has nobody, and says so."""
    everyone = frozenset(person.id for person in STAFF)
    assert after(0, asked(), everyone).people == only(BELL, LOWE)

    nobody = with_whom(asked(), (), (), TARGET, ASKED)
    assert nobody is not None
    assert (nobody.people, nobody.next_at) == (frozenset(), None)


def test_a_target_of_nothing_is_refused() -> None:
    """A school cannot set its alarm to ring for ever."""
    with pytest.raises(ValueError, match="above zero"):
        with_whom(asked(), STAFF, (), timedelta(0), ASKED)


people = st.builds(
    Person,
    st.uuids(),
    st.sampled_from(list(Role)),
    st.sets(st.sampled_from([CLASS, OTHER_CLASS])).map(frozenset),
)
minutes = st.integers(0, 300).map(lambda n: ASKED + timedelta(minutes=n))


@st.composite
def schools(draw: st.DrawFn) -> tuple[list[Person], frozenset[uuid.UUID], Request]:
    staff = draw(st.lists(people, max_size=7, unique_by=lambda person: person.id))
    ids = [person.id for person in staff]
    one = st.none() | st.sampled_from(ids) if ids else st.none()
    away = frozenset(draw(st.sets(st.sampled_from(ids)))) if ids else frozenset()
    seen = draw(st.none() | minutes)
    return staff, away, asked(adult_id=draw(one), seen_at=seen, seen_by=draw(one) if seen else None)


@given(schools(), minutes, minutes)
def test_time_only_moves_it_on(
    known: tuple[list[Person], frozenset[uuid.UUID], Request], one: datetime, other: datetime
) -> None:
    """Later is never nearer to the start, and it began where it stands no later than now."""
    staff, away, request = known
    first, last = sorted((max(one, request.seen_at or one), max(other, request.seen_at or other)))
    before, then = (with_whom(request, staff, away, TARGET, at) for at in (first, last))

    assert before is not None
    assert then is not None
    assert before.level <= then.level
    assert ASKED <= before.since <= then.since <= last
    assert before.alarm <= then.alarm or before.since == then.since


@given(schools(), minutes)
def test_somebody_has_it_who_is_in_or_can_do_something(
    known: tuple[list[Person], frozenset[uuid.UUID], Request], now: datetime
) -> None:
    """While anybody who can answer is in, it is with one who is in; and what comes next comes within the target."""
    staff, away, request = known
    now = max(now, request.seen_at or now)
    found = with_whom(request, staff, away, TARGET, now)
    can = [
        person.id
        for person in staff
        if person.role in (Role.PRACTITIONER, Role.DSL)
        or (person.role is Role.CLASS_ADULT and CLASS in person.class_ids)
    ]

    assert found is not None
    assert bool(found.people) >= bool(can)
    if found.alarm and set(can) - away:
        assert found.people & (set(can) | {request.adult_id}) - away
    if found.next_at is not None:
        assert now < found.next_at <= now + TARGET
        assert bool(found.next_people) >= bool(can)
