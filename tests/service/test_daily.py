"""The look at the children who tapped nothing: when it comes, what it finds, and that it ends with the service."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from sync.service.calendar import school_days
from sync.service.context import Service, open_service
from sync.service.daily import Daily
from sync.service.db.models import Attendance, CheckIn, Closure, FlagRow
from tests.service.running import RunningService

FRIDAY = date(2026, 11, 20)


class Hands:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = datetime.combine(FRIDAY, time(8), UTC)

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def school(tmp_path: Path, hands: Hands) -> RunningService:
    """A school that nobody serves."""
    return RunningService(tmp_path, clock=hands)


@pytest.fixture
def service(school: RunningService, hands: Hands) -> Iterator[Service]:
    opened = open_service(school.settings, clock=hands, environ={})
    yield opened
    opened.close()


def test_it_comes_at_the_start_and_at_six_on_school_days(service: Service, hands: Hands) -> None:
    """Not twice a day, not before six, not on a Saturday, and not while the school is shut."""
    monday, tuesday, wednesday = (FRIDAY + timedelta(days=ahead) for ahead in (3, 4, 5))
    with service.db.write() as session:
        session.add(Closure(school_id=service.school_id, day=monday, name="INSET"))
    daily = Daily(service)

    looked = []
    for day, hour, minute in (
        (FRIDAY, 8, 0),
        (FRIDAY, 12, 0),
        (FRIDAY + timedelta(days=1), 7, 0),
        (monday, 9, 0),
        (tuesday, 5, 59),
        (tuesday, 6, 0),
        (tuesday, 15, 0),
        (wednesday, 8, 30),
    ):
        hands.at = datetime.combine(day, time(hour, minute), UTC)
        looked.append(daily.look())

    assert looked == [True, False, False, False, False, True, False, True]


def test_a_child_who_stays_quiet_is_noticed_though_no_event_comes(
    school: RunningService, service: Service, hands: Hands
) -> None:
    """In the register for weeks, among children who check in, and not one tap."""
    quiet, talks = school.pupils["2W"][:2]
    with service.db.write() as session:
        for day in school_days(FRIDAY - timedelta(weeks=8), FRIDAY - timedelta(days=1), set()):
            early = day < FRIDAY - timedelta(weeks=4)
            for child in (talks, quiet) if early else (talks,):
                session.add(_check_in(service, child.id, child.class_id, day))
            for child in (quiet, talks):
                session.add(
                    Attendance(school_id=service.school_id, pupil_id=child.id, school_day=day, session="AM", code="/")
                )

    assert Daily(service).look()

    with service.db.read() as session:
        assert {(row.pupil_id, row.rule) for row in session.scalars(select(FlagRow))} == {(quiet.id, "R6")}


def test_it_runs_while_the_service_runs_and_ends_with_it(school: RunningService) -> None:
    """A service that stops leaves no thread behind."""
    with school:
        assert _running()
    assert not _running()


def test_what_is_to_be_ready_is_worked_out_after_the_look(service: Service) -> None:
    """Nobody who opens it first has to wait for it."""
    ready = threading.Event()
    daily = Daily(service, then=ready.set)
    daily.start()

    assert ready.wait(20)
    daily.stop()


def _running() -> bool:
    return any(thread.name == "daily" for thread in threading.enumerate())


def _check_in(service: Service, child: uuid.UUID, class_id: uuid.UUID, day: date) -> CheckIn:
    return CheckIn(
        school_id=service.school_id,
        event_id=uuid.uuid4(),
        pupil_id=child,
        class_id=class_id,
        school_day=day,
        slot=0,
        at=datetime.combine(day, time(9), UTC),
        answers=["calm"],
        value=1.0,
        step=2,
        catalogue=1,
        position=0,
    )
