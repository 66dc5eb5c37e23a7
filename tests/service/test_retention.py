"""How long what children told is kept: what becomes of older days, of the rules, of a tablet that sends them again."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sync.service import calendar, commands, erasure, flagging, retention
from sync.service.context import Service, open_service
from sync.service.daily import Daily
from sync.service.db.models import (
    AdultRequest,
    Attendance,
    AuditEntry,
    CheckIn,
    DaySummary,
    FlagNote,
    FlagRow,
    FlagState,
    PupilNote,
    School,
    StoredEvent,
)
from sync.service.errors import ServiceError
from sync.service.flag_record import days_of
from tests.service.running import RunningService

TODAY = date(2026, 11, 20)
BEFORE = date(2025, 9, 1)
"""With one school year before this one kept."""
OLD = calendar.school_days(date(2025, 6, 2), date(2025, 7, 18), ())
SINCE = calendar.school_days(date(2026, 9, 7), date(2026, 11, 19), ())
FEELINGS = {"happy": 2.0, "okay": 1.0, "tired": -0.5, "sad": -1.5}


class Hands:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = datetime.combine(TODAY, time(8), UTC)

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def school(tmp_path: Path) -> RunningService:
    """A school that nobody serves."""
    return RunningService(tmp_path, clock=Hands())


@pytest.fixture
def service(school: RunningService) -> Iterator[Service]:
    opened = open_service(school.settings, clock=Hands(), environ={})
    yield opened
    opened.close()


def _children(school: RunningService) -> list[uuid.UUID]:
    return [each.id for each in school.pupils["2W"][:2]]


def _tells(service: Service, school: RunningService, pupil: uuid.UUID, day: date, feeling: str) -> None:
    event = uuid.uuid4()
    at = datetime.combine(day, time(8, 45), UTC)
    here = {"school_id": service.school_id, "event_id": event, "pupil_id": pupil, "school_day": day}
    with service.db.write() as session:
        session.add(
            CheckIn(
                **here, class_id=school.classes["2W"], slot=0, at=at, answers=[feeling], value=FEELINGS[feeling],
                step=2, catalogue=1, position=0,
            )
        )  # fmt: skip
        session.add(
            StoredEvent(
                **here, device_id=uuid.UUID(int=1), store=b"s", seq=day.toordinal(), kind="checked_in",
                content=feeling.encode(), box_hash=event.bytes, happened_at=at, received_at=at,
            )
        )  # fmt: skip


def _past(service: Service, school: RunningService) -> None:
    """Two children with a summer term of last year and this autumn; the first is low on its last days."""
    for number, pupil in enumerate(_children(school)):
        for at, day in enumerate([*OLD, *SINCE]):
            low = number == 0 and day in (*OLD[10:13], *SINCE[-8:])
            _tells(service, school, pupil, day, "sad" if low else ("happy", "okay", "tired", "okay")[at % 4])
        with service.db.write() as session:
            silent = date(2025, 7, 21)
            session.add(
                Attendance(school_id=service.school_id, pupil_id=pupil, school_day=silent, session="AM", code="/")
            )
    with service.db.write() as session:
        flagging.update(session, service.school_id, _children(school), TODAY, service.clock.now())


def _flags(service: Service) -> list[tuple[str, date, str, str]]:
    with service.db.read() as session:
        return sorted((each.rule, each.day, each.reason, each.state) for each in session.scalars(select(FlagRow)))


def _choose(service: Service, years: int | None) -> None:
    with service.db.write() as session:
        retention.choose(session.get_one(School, service.school_id), years)


def _days(service: Service, pupil: uuid.UUID) -> list[tuple[date, int, float | None]]:
    with service.db.read() as session:
        found = days_of(session, service.school_id, [pupil], None, TODAY)[pupil]
    return [(day.day, int(day.why), day.value) for day in found]


def _count(service: Service, of: type) -> int:
    with service.db.read() as session:
        return session.scalar(select(func.count()).select_from(of)) or 0


@pytest.mark.parametrize(
    ("today", "years", "first"),
    [
        (date(2026, 11, 20), 1, date(2025, 9, 1)),
        (date(2026, 8, 31), 1, date(2024, 9, 1)),
        (date(2026, 9, 1), 1, date(2025, 9, 1)),
        (date(2026, 9, 1), 5, date(2021, 9, 1)),
    ],
)
def test_a_school_year_ends_with_august(today: date, years: int, first: date) -> None:
    """What was told this school year and in the years before it that were chosen stays as it came."""
    assert retention.horizon(today, years) == first


def test_a_school_that_chose_nothing_keeps_everything(service: Service, school: RunningService) -> None:
    """Neither the day's look nor a call removes anything."""
    _past(service, school)
    before = _count(service, CheckIn)

    assert retention.run(service) is None
    assert not Daily(service).tidy()
    assert _count(service, CheckIn) == before


def test_older_days_become_a_line_and_the_rules_stand_where_they_stood(
    service: Service, school: RunningService
) -> None:
    """The same days, the same flags, and those that come later are those that would have come."""
    _past(service, school)
    flags, days = _flags(service), [_days(service, pupil) for pupil in _children(school)]
    assert {rule for rule, *_ in flags} >= {"R3"}
    _choose(service, 1)
    with service.db.read() as session:
        counted = retention.older(session, service.school_id, TODAY, 1)

    assert Daily(service).tidy()
    assert not Daily(service).tidy()

    assert (counted.before, counted.check_ins, counted.children, counted.marks) == (BEFORE, 2 * len(OLD), 2, 2)
    assert [_days(service, pupil) for pupil in _children(school)] == days
    assert _flags(service) == flags
    assert _count(service, DaySummary) == 2 * (len(OLD) + 1)
    with service.db.read() as session:
        assert session.scalar(select(func.min(CheckIn.school_day))) == SINCE[0]
        assert session.scalar(select(func.count()).select_from(Attendance)) == 0
        told = list(session.scalars(select(AuditEntry.detail).where(AuditEntry.action == "summed up old check-ins")))
    assert len(told) == 1
    with service.db.write() as session:
        again = flagging.update(
            session, service.school_id, _children(school), TODAY, service.clock.now(), earliest=date.min
        )
    assert again == []
    assert _flags(service) == flags


def test_of_an_event_its_id_stays_and_nothing_else(service: Service, school: RunningService) -> None:
    """A tablet that sends it again is answered `already`, by the id and the hash of its bytes; nobody is named."""
    _past(service, school)
    events = _count(service, StoredEvent)
    _choose(service, 1)
    retention.run(service)

    assert _count(service, StoredEvent) == events
    with service.db.read() as session:
        gone = list(session.scalars(select(StoredEvent).where(StoredEvent.kind == retention.ID_ONLY)))
        left = list(session.scalars(select(StoredEvent).where(StoredEvent.kind != retention.ID_ONLY)))
    assert (len(gone), len(left)) == (2 * len(OLD), 2 * len(SINCE))
    assert all(each.box_hash == each.event_id.bytes for each in gone)
    assert {(each.content, each.pupil_id, each.about, each.school_day.year) for each in gone} == {
        (b"", None, None, 1970)
    }
    assert all(each.content for each in left)


@pytest.mark.parametrize("stops", range(1, 6))
def test_what_is_ended_midway_is_gone_on_with(service: Service, school: RunningService, stops: int) -> None:
    """However often it is ended, after any transaction, no day is lost and none counted twice."""
    _past(service, school)
    days = [_days(service, pupil) for pupil in _children(school)]
    _choose(service, 1)
    for _ in range(3):
        retention.run(service, stop=_after(stops))
        assert [_days(service, pupil) for pupil in _children(school)] == days
    while retention.due(service):
        retention.run(service)

    assert [_days(service, pupil) for pupil in _children(school)] == days
    with service.db.read() as session:
        assert session.scalar(select(func.sum(DaySummary.check_ins))) == 2 * len(OLD)


def _after(times: int) -> Callable[[], bool]:
    asked = iter(range(times - 1))
    return lambda: next(asked, None) is None


def test_a_child_whose_transaction_fails_keeps_every_day(
    service: Service, school: RunningService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Power fails between the lines and the removal: nothing of either is kept."""
    _past(service, school)
    events = _count(service, CheckIn)
    _choose(service, 1)

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(retention, "_remove", cut)
        with pytest.raises(KeyboardInterrupt):
            retention.run(service)
    assert (_count(service, DaySummary), _count(service, CheckIn)) == (0, events)

    retention.run(service)
    assert _count(service, DaySummary) == 2 * (len(OLD) + 1)


def test_what_comes_late_for_a_summed_up_day_is_added_to_it(service: Service, school: RunningService) -> None:
    """A tablet found in a cupboard delivers last year's morning: the line's mean counts every tap once."""
    _past(service, school)
    _choose(service, 1)
    retention.run(service)
    pupil, day = _children(school)[1], OLD[0]
    _tells(service, school, pupil, day, "sad")
    retention.run(service)

    with service.db.read() as session:
        line = session.get_one(DaySummary, (service.school_id, pupil, day))
        assert (line.check_ins, line.valued, line.value) == (2, 2, (2.0 - 1.5) / 2)
        assert session.scalar(select(func.min(CheckIn.school_day))) == SINCE[0]


def test_closed_flags_go_after_two_years_and_open_ones_and_notes_stay(service: Service, school: RunningService) -> None:
    """With its story; what a human wrote about a child on the child's own page is theirs."""
    pupil = _children(school)[0]
    now = service.clock.now()
    with service.db.write() as session:
        closed, watching = FlagState.CLOSED, FlagState.WATCHING
        for state, years, rule in ((closed, 3, "R3"), (closed, 1, "R3"), (watching, 3, "R4")):
            day = TODAY - timedelta(days=365 * years + 1)
            flag = FlagRow(
                school_id=service.school_id, id=uuid.uuid4(), pupil_id=pupil, rule=rule, day=day, since=day,
                reason=f"{state} {years}", evidence=[], sufficiency="some", rests_on=3, state=state, raised_at=now,
                changed_at=now,
            )  # fmt: skip
            session.add(flag)
            session.add(FlagNote(school_id=service.school_id, id=uuid.uuid4(), flag_id=flag.id, at=now, action="note"))
        session.add(
            PupilNote(
                school_id=service.school_id, id=uuid.uuid4(), pupil_id=pupil, at=now, staff_id=uuid.uuid4(), text="x"
            )
        )
    _choose(service, 1)
    assert retention.due(service)
    retention.run(service)

    assert sorted(reason for _, _, reason, _ in _flags(service)) == ["closed 1", "watching 3"]
    assert (_count(service, FlagNote), _count(service, PupilNote)) == (2, 1)
    assert not retention.due(service)


def test_a_request_goes_with_its_story(service: Service, school: RunningService) -> None:
    """A child's and one that nobody could be found for; the day's line says how many were asked."""
    for pupil in (_children(school)[0], None):
        with service.db.write() as session:
            session.add(
                AdultRequest(
                    school_id=service.school_id, event_id=uuid.uuid4(), device_id=uuid.uuid4(), pupil_id=pupil,
                    class_id=school.classes["2W"], school_day=OLD[0], asked_at=datetime.combine(OLD[0], time(9), UTC),
                )
            )  # fmt: skip
    _choose(service, 1)
    retention.run(service)

    assert _count(service, AdultRequest) == 0
    with service.db.read() as session:
        assert list(session.scalars(select(DaySummary.asked))) == [1]
    assert _flags(service) == []


def test_an_erased_child_leaves_no_line(service: Service, school: RunningService) -> None:
    """The days that were summed up go with the rest; another child's stay."""
    _past(service, school)
    _choose(service, 1)
    retention.run(service)
    with service.db.write() as session:
        erasure.erase(session, service, _children(school)[0], None)

    with service.db.read() as session:
        assert set(session.scalars(select(DaySummary.pupil_id))) == {_children(school)[1]}


def test_the_command_says_what_there_is_to_do_before_it_does_it(service: Service, school: RunningService) -> None:
    """Without a choice it says where to choose; with --dry-run nothing is changed."""
    _past(service, school)
    with pytest.raises(ServiceError, match="Choose how long"):
        commands.run(service, commands.RunRetention())
    _choose(service, 1)
    (would,) = commands.run(service, commands.RunRetention(dry_run=True))
    assert _count(service, DaySummary) == 0
    (did,) = commands.run(service, commands.RunRetention())

    assert (would.partition(":")[2].rstrip("."), _count(service, DaySummary)) == (
        did.partition(":")[2].rstrip("."),
        2 * (len(OLD) + 1),
    )
