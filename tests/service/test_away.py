"""Adults who are not in today, and the requests that pass them by."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service import away, schools, waiting
from sync.service.access import Viewer, viewer_of
from sync.service.context import Service, open_service
from sync.service.db.models import AdultRequest, AuditEntry, Role, SchoolClass, Staff, StaffClass
from sync.service.settings import Settings
from tests.pages.school import MORNING, TODAY, StillClock


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A school of a class adult, a practitioner and IT, where one child of 4W has asked."""
    settings = Settings(data=str(tmp_path))
    schools.create(settings, "Willow Lane Primary")
    opened = open_service(settings, clock=StillClock(), environ={})
    with opened.db.write() as session:
        session.add(SchoolClass(school_id=opened.school_id, id=an_id("4W"), name="4W", source="csv", source_id="4W"))
        for name, role in (("Bell", Role.CLASS_ADULT), ("Okoro", Role.PRACTITIONER), ("Reed", Role.IT)):
            session.add(
                Staff(school_id=opened.school_id, id=an_id(name), name=name, email=name, role=role, password_hash="")
            )
        session.flush()
        session.add(StaffClass(school_id=opened.school_id, staff_id=an_id("Bell"), class_id=an_id("4W")))
        session.add(
            AdultRequest(
                school_id=opened.school_id, event_id=an_id("asked"), device_id=an_id("tablet"), class_id=an_id("4W"),
                school_day=TODAY, asked_at=MORNING, adult_id=an_id("Bell"),
            )
        )  # fmt: skip
    yield opened
    opened.close()


def an_id(name: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_OID, name)


def viewer(session: Session, service: Service, name: str) -> Viewer:
    found = viewer_of(session, service.school_id, an_id(name))
    assert found is not None
    return found


def with_whom(service: Service) -> set[uuid.UUID]:
    with service.db.read() as session:
        ((_, standing),) = waiting.read_waiting(session, service.school_id, TODAY, MORNING)
    return set(standing.people)


def test_marking_an_adult_away_passes_on_what_a_child_asked_of_them(service: Service) -> None:
    """At once, and back when they come in after all."""
    assert with_whom(service) == {an_id("Bell")}
    with service.db.write() as session:
        away.mark(session, service, viewer(session, service, "Bell"), an_id("Bell"), away=True)
    assert with_whom(service) == {an_id("Okoro")}
    with service.db.write() as session:
        away.mark(session, service, viewer(session, service, "Okoro"), an_id("Bell"), away=False)
    assert with_whom(service) == {an_id("Bell")}

    with service.db.read() as session:
        actions = [entry.action for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.seq))]
    assert actions[-2:] == ["marked an adult away", "marked an adult in"]


@pytest.mark.parametrize(("who", "whom", "may"), [("Bell", "Okoro", False), ("Reed", "Bell", False),
                                                 ("Okoro", "Bell", True), ("Reed", "Reed", True)])  # fmt: skip
def test_only_practitioner_and_dsl_mark_others(service: Service, who: str, whom: str, may: bool) -> None:
    """Everybody else speaks for themselves alone."""
    with service.db.write() as session:
        marked = away.mark(session, service, viewer(session, service, who), an_id(whom), away=True)
        assert (marked is not None) is may
    with service.db.read() as session:
        assert (an_id(whom) in away.read(session, service.school_id, TODAY)) is may


def test_a_request_that_has_ended_waits_for_nobody(service: Service) -> None:
    """Met or taken back, it is on nobody's list."""
    with service.db.write() as session:
        session.get_one(AdultRequest, (service.school_id, an_id("asked"))).met_at = MORNING
    with service.db.read() as session:
        assert waiting.read_waiting(session, service.school_id, TODAY, MORNING) == []
