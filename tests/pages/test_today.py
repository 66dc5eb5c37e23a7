"""What Today says of each child, from the record alone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from sync.service.access import viewer_of
from sync.service.context import Service, open_service
from sync.service.db.models import Attendance, Pupil
from sync.service.pages.queries.attendance import present
from sync.service.pages.queries.cards import State, state_of
from sync.service.pages.queries.people import read_classes
from sync.service.pages.queries.requests import read_requests
from sync.service.pages.queries.today import Today, low_energy, read_today
from tests.pages import school

STATES = {
    "Ela": (State.FEELING, "Happy"),
    "Ivy": (State.NOT_SURE, "Not sure"),
    "Will": (State.NOT_SAY, "Chose not to say"),
    "Theo": (State.AWAY, "Away (I)"),
    "Uma": (State.NOT_YET, "Not yet"),
    "Omar": (State.OPTED_OUT, "Opted out"),
    "Lena": (State.NOT_YET, "Not yet"),
    "Ruby": (State.FEELING, "Excited and Worried"),
}


@pytest.fixture
def service(built: Path, tmp_path: Path) -> Iterator[Service]:
    """The school of this test's own, open and not served."""
    shutil.copytree(built, tmp_path / "school")
    folder = school.Folder(tmp_path / "school")
    opened = open_service(folder.settings(), clock=school.StillClock(), environ={})
    yield opened
    opened.close()


def read(service: Service, session: Session, wanted: str) -> Today:
    viewer = viewer_of(session, service.school_id, school.an_id("staff", "practitioner"))
    assert viewer is not None
    classes = read_classes(session, viewer, wanted)
    assert classes is not None
    return read_today(
        session,
        service.school_id,
        classes,
        school.TODAY,
        service.clock.now(),
        service.timezone,
        restricted=True,
    )


@pytest.mark.parametrize("given_name", STATES)
def test_the_states_are_told_apart(service: Service, given_name: str) -> None:
    """A feeling, not sure, not say, away, not yet and opted out are six different things."""
    with service.db.read() as session:
        today = read(service, session, str(school.class_id("4W")))
    card = next(card for card in today.cards if card.pupil_id == school.pupil_id(given_name))

    assert (card.state, card.word) == STATES[given_name]


def test_every_child_is_counted_once(service: Service) -> None:
    """The six states add up to the class, and the words name those who are missing."""
    with service.db.read() as session:
        today = read(service, session, str(school.class_id("4W")))

    assert sum(today.number(state) for state in State) == len(today.cards) == len(school.CLASS_4W)
    assert today.missing == "1 away, 2 not yet, 1 opted out"
    assert today.without == "1 not sure, 1 chose not to say"


@given(
    answers=st.none() | st.lists(st.sampled_from(["happy", "sad", "not_sure", "not_say"]), min_size=1, max_size=2),
    opted_out=st.booleans(),
    code=st.sampled_from(["", "I", "O"]),
)
def test_silence_is_never_taken_for_an_answer(answers: list[str] | None, opted_out: bool, code: str) -> None:
    """A child has answered exactly when there is a check-in; a feeling needs a feeling in it."""
    state = state_of(answers, opted_out=opted_out, code=code)

    assert state.answered == (answers is not None)
    assert (state is State.FEELING) == bool(answers and {"happy", "sad"} & set(answers))
    assert (state is State.AWAY) == (answers is None and bool(code))


def test_a_second_check_in_stands_beside_the_first(service: Service) -> None:
    """A child may check in again: the last counts, the one before is not forgotten."""
    with service.db.write() as session:
        pupil = session.get_one(Pupil, (service.school_id, school.pupil_id("Ela")))
        school.check_in(session, service, pupil, school.TODAY, "8:57", ["sad"])
    with service.db.read() as session:
        cards = read(service, session, str(school.class_id("4W"))).cards
    card = next(card for card in cards if card.pupil_id == school.pupil_id("Ela"))

    assert (card.word, card.earlier) == ("Sad", "Happy")


def test_two_children_with_one_short_name_are_told_apart(service: Service) -> None:
    """Where an initial is not enough the whole name stands on the card."""
    with service.db.write() as session:
        for given_name, family in (("Ela", "Polat"), ("Uma", "Petrov")):
            pupil = session.get_one(Pupil, (service.school_id, school.pupil_id(given_name)))
            pupil.given_name, pupil.family_name = "Ela", family
    with service.db.read() as session:
        names = {card.name for card in read(service, session, str(school.class_id("4W"))).cards}

    assert {"Ela Polat", "Ela Petrov"} <= names


def test_the_page_costs_the_same_for_six_children_and_for_twenty_eight(service: Service) -> None:
    """The number of statements does not grow with the class."""
    counted: list[int] = []
    for name in ("2B", "4W"):
        statements: list[str] = []

        def note(
            _connection: object, _cursor: object, statement: str, *_: object, into: list[str] = statements
        ) -> None:
            into.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        with service.db.read() as session:
            read(service, session, str(school.class_id(name)))
        event.remove(Engine, "before_cursor_execute", note)
        # Adults, who of them is in, and what they did, are only asked for where somebody asked for one.
        adults = re.compile(r"FROM (staff|staff_class|staff_away|school|request_step)\s")
        counted.append(sum(not adults.search(each) for each in statements))

    assert counted[0] == counted[1]
    assert counted[1] <= 12


def test_a_request_that_nobody_met_is_still_there_tomorrow(service: Service) -> None:
    """Yesterday's unmet request waits on top; one that was met is gone."""
    tomorrow = school.TODAY + timedelta(days=1)
    with service.db.read() as session:
        asked = read_requests(
            session, service.school_id, {school.class_id("4W")}, tomorrow, school.MORNING + timedelta(days=1)
        )

    assert [(one.who, one.open, one.today) for one in asked] == [("Isla B.", True, False)]


def test_an_unknown_code_of_the_register_stays_unknown(service: Service) -> None:
    """A code that nobody knows makes a child neither in nor away."""
    with service.db.write() as session:
        mark = session.get_one(Attendance, (service.school_id, school.pupil_id("Theo"), school.TODAY, "AM"))
        mark.code = "?!"
    with service.db.read() as session:
        cards = read(service, session, str(school.class_id("4W"))).cards

    assert next(card for card in cards if card.pupil_id == school.pupil_id("Theo")).state is State.NOT_YET
    assert [present(code) for code in ("/", "\\", "L", "I", "Y1", "?!", "")] == [
        True,
        True,
        True,
        False,
        False,
        None,
        None,
    ]


def test_low_energy_is_not_calm() -> None:
    """Calm is low in energy and no reason to look; tired and hungry are."""
    assert [low_energy([answer]) for answer in ("tired", "hungry", "calm", "happy", "no_such")] == [
        True,
        True,
        False,
        False,
        False,
    ]
