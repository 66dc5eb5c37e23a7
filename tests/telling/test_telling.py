"""Messages on their way: told once, tried again, given up, and written down; by a clock that is set by hand."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from sync.service import requests_, schools
from sync.service.access import viewer_of
from sync.service.context import Service, open_service
from sync.service.db.models import AdultRequest, Notice, Pupil, Role, SchoolClass, Staff, StaffClass
from sync.service.settings import Settings
from sync.service.telling import outbox
from sync.service.telling.ways import Hook, Mail, Ntfy, Ways, new_secret
from sync.service.telling.worker import Telling
from tests.pages.school import MORNING, TODAY, StillClock
from tests.telling.boxes import Calls, Letters

ADDRESS = "https://daybreak.school.example"


def an_id(name: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_OID, name)


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def service(tmp_path: Path, clock: StillClock) -> Iterator[Service]:
    """A school of 4W with one child, a class adult, a practitioner and IT."""
    settings = Settings(data=str(tmp_path))
    schools.create(settings, "Willow Lane Primary")
    opened = open_service(settings, clock=clock, environ={})
    key = {"school_id": opened.school_id}
    with opened.db.write() as session:
        session.add(SchoolClass(**key, id=an_id("4W"), name="4W", source="csv", source_id="4W"))
        session.flush()
        session.add(
            Pupil(
                **key,
                id=an_id("Isla"),
                class_id=an_id("4W"),
                source="csv",
                source_id="1",
                given_name="Isla",
                picture="otter",
                step=2,
            )
        )
        for name, role in (("bell", Role.CLASS_ADULT), ("okoro", Role.PRACTITIONER), ("reed", Role.IT)):
            mail = f"{name}@willowlane.example"
            session.add(Staff(**key, id=an_id(name), name=name, email=mail, role=role, password_hash=""))
        session.flush()
        session.add(StaffClass(**key, staff_id=an_id("bell"), class_id=an_id("4W")))
    yield opened
    opened.close()


def ask(service: Service, clock: StillClock) -> None:
    """Isla asks for a grown-up now."""
    with service.db.write() as session:
        session.add(
            AdultRequest(
                school_id=service.school_id,
                event_id=an_id("asked"),
                device_id=an_id("tablet"),
                class_id=an_id("4W"),
                pupil_id=an_id("Isla"),
                school_day=TODAY,
                asked_at=clock.at,
            )
        )


def on(service: Service, mail: Mail | None = None, hook: Hook | None = None, ntfy: Ntfy | None = None) -> None:
    Ways(ADDRESS, mail, hook, ntfy).save(service.settings.folder)


def notices(service: Service) -> list[Notice]:
    with service.db.read() as session:
        return list(session.scalars(select(Notice).order_by(Notice.created_at, Notice.way)))


def test_a_child_who_asks_is_told_of_once_and_goes_on_by_itself(service: Service, clock: StillClock) -> None:
    """Class adult, then practitioner; each letter leads to Today of that class."""
    letters = Letters()
    with letters.open() as mail:
        on(service, mail)
        telling = Telling(service)
        assert not telling.plan()
        ask(service, clock)
        assert telling.plan()
        assert not telling.plan()
        assert (telling.carry("mail"), telling.carry("mail")) == (1, 0)
        first = letters.next()

        clock.at += timedelta(minutes=15)
        assert telling.plan()
        assert telling.carry("mail") == 1
        second = letters.next()

    assert (first["To"], second["To"]) == ("bell@willowlane.example", "okoro@willowlane.example")
    assert first["Subject"] == "Someone in 4W is waiting"
    assert f"{ADDRESS}/?class={an_id('4W')}" in first.get_content()
    assert letters.empty


def test_a_server_that_is_down_is_tried_again_until_it_takes_it(service: Service, clock: StillClock) -> None:
    """Not at once, and what went wrong is written with its cure until it is over."""
    letters = Letters()
    with letters.open() as mail:
        gone = Mail(mail.host, mail.sender, mail.port, "none")
    on(service, gone)
    telling = Telling(service, chance=lambda: 0.5)
    ask(service, clock)
    telling.plan()

    assert telling.carry("mail") == 0
    [held] = notices(service)
    assert (held.tries, held.due_at) == (1, clock.at + timedelta(seconds=2.5))
    assert "Look at the name, the port" in held.problem
    with service.db.read() as session:
        [failing] = outbox.failing(session, service.school_id, ("mail",), clock.at)
    assert (failing.way, failing.since) == ("mail", MORNING)

    with letters.open() as mail:
        on(service, mail)
        assert telling.carry("mail") == 0  # its time has not come
        clock.at += timedelta(seconds=3)
        assert telling.carry("mail") == 1
        letters.next()
    with service.db.read() as session:
        assert outbox.failing(session, service.school_id, ("mail",), clock.at) == []


def test_what_is_no_longer_so_is_not_told_late(service: Service, clock: StillClock) -> None:
    """Somebody met the child while the server was down: nobody is sent running."""
    on(service, Mail("127.0.0.1", "daybreak@school.example", 9, "none"))
    telling = Telling(service)
    ask(service, clock)
    telling.plan()
    telling.carry("mail")
    with service.db.write() as session:
        bell = viewer_of(session, service.school_id, an_id("bell"))
        assert bell is not None
        assert requests_.mark_met(session, service, bell, an_id("asked")) is not None
    assert telling.plan()

    [held] = notices(service)
    assert held.dropped_at is not None
    assert held.sent_at is None


def test_after_half_a_day_it_is_given_up(service: Service, clock: StillClock) -> None:
    """It stays in the list with its reason; a test message is given up at once."""
    on(service, Mail("127.0.0.1", "daybreak@school.example", 9, "none"))
    telling = Telling(service)
    ask(service, clock)
    telling.plan()
    clock.at += outbox.TRIED_FOR
    assert telling.carry("mail") == 0

    assert notices(service)[0].dropped_at == clock.at
    assert telling.carry("mail") == 0


def test_two_senders_never_take_up_the_same_message(service: Service, clock: StillClock) -> None:
    """The second finds it taken, until the first has had its minute."""
    on(service, Mail("127.0.0.1", "daybreak@school.example", 9, "none"))
    ask(service, clock)
    Telling(service).plan()
    [held] = notices(service)

    taken = []
    for later in (0, 1, 61):
        with service.db.write() as session:
            at = clock.at + timedelta(seconds=later)
            taken.append(outbox.take(session, service.school_id, held.id, at) is not None)
    assert taken == [True, False, True]


def test_a_way_that_hangs_delays_no_other(service: Service, clock: StillClock) -> None:
    """ntfy rings while the web hook is still waited for."""
    slow, quick = Calls(), Calls()
    import threading

    slow.hang = threading.Event()
    with slow.open() as hook, quick.open() as ntfy:
        on(service, hook=Hook(hook, new_secret()), ntfy=Ntfy(ntfy, "hall"))
        telling = Telling(service)
        ask(service, clock)
        telling.start()
        try:
            slow.next()
            quick.next()
        finally:
            slow.hang.set()
            telling.stop()
    assert {each.way: each.sent_at is not None for each in notices(service)} == {"hook": True, "ntfy": True}


def test_the_digest_is_sent_once_on_a_school_morning(service: Service, clock: StillClock) -> None:
    """To those who look after the whole school, at 9:15 and not before, and not on a Saturday."""
    letters = Letters()
    with letters.open() as mail:
        on(service, mail)
        telling = Telling(service)
        assert not telling.plan()
        clock.at = MORNING.replace(hour=9, minute=15)
        assert telling.plan()
        clock.at += timedelta(minutes=5)
        assert not telling.plan()
        assert telling.carry("mail") == 1
        letter = letters.next()
        clock.at = MORNING.replace(hour=9, minute=15) + timedelta(days=4)
        assert not telling.plan()

    assert letter["To"] == "okoro@willowlane.example"
    assert "4W: 0 of 1 checked in. Nobody has looked yet." in letter.get_content()


def test_an_adult_who_wants_no_letters_gets_none(service: Service, clock: StillClock) -> None:
    """The next ones are told in their time all the same."""
    with service.db.write() as session:
        session.get_one(Staff, (service.school_id, an_id("bell"))).told_by_mail = False
    on(service, Mail("127.0.0.1", "daybreak@school.example", 9, "none"))
    telling = Telling(service)
    ask(service, clock)
    assert not telling.plan()
    clock.at += timedelta(minutes=15)
    assert telling.plan()
    assert [each.to for each in notices(service)] == ["okoro@willowlane.example"]


def test_what_was_settled_long_ago_is_forgotten(service: Service, clock: StillClock) -> None:
    """Addresses of adults are not kept for ever."""
    on(service, Mail("127.0.0.1", "daybreak@school.example", 9, "none"))
    ask(service, clock)
    Telling(service).plan()
    with service.db.write() as session:
        outbox.put(session, service.school_id, (), clock.at + timedelta(days=31))
    assert notices(service) == []
