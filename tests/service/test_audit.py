"""The audit gives away whoever changes it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from sync.service import audit, schools
from sync.service.context import Service, open_service
from sync.service.settings import Settings


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A school with ten entries."""
    settings = Settings(data=str(tmp_path))
    schools.create(settings, "Sunnybank")
    opened = open_service(settings, environ={})
    for number in range(10):
        with opened.db.write() as session:
            audit.note(session, opened, None, "looked at pupil", uuid.uuid4(), f"entry {number}")
    yield opened
    opened.close()


def verify(service: Service) -> audit.Verified:
    with service.db.read() as session:
        return audit.verify(session, service.school_id)


def test_an_untouched_audit_verifies(service: Service) -> None:
    """Ten entries, in order."""
    found = verify(service)

    assert (found.entries, found.broken_at, found.ok) == (10, None, True)


@pytest.mark.parametrize(
    ("tampering", "broken_at"),
    [
        ("update audit set detail = 'nothing' where seq = 4", 4),
        ("update audit set action = 'signed in' where seq = 4", 4),
        ("update audit set pupil_id = null where seq = 4", 4),
        ("update audit set at = '2020-01-01 00:00:00.000000' where seq = 4", 4),
        ("update audit set chain = zeroblob(32) where seq = 4", 4),
        ("delete from audit where seq = 4", 5),
        ("delete from audit where seq = 1", 2),
        ("update audit set seq = 40 where seq = 4", 5),
    ],
)
def test_a_change_a_gap_and_a_swap_are_noticed(service: Service, tampering: str, broken_at: int) -> None:
    """At the first entry that does not follow from those before it."""
    with service.db.write() as session:
        session.execute(text(tampering))

    assert verify(service).broken_at == broken_at


def test_a_cut_at_the_end_shows_by_the_last_hash(service: Service) -> None:
    """The chain is whole, but it does not end where it ended when it was written down."""
    before = verify(service).last
    with service.db.write() as session:
        session.execute(text("delete from audit where seq = 10"))

    after = verify(service)
    assert (after.ok, after.entries) == (True, 9)
    assert after.last != before


def test_an_entry_of_a_transaction_that_failed_is_not_there(service: Service) -> None:
    """What did not happen was not looked at."""

    def fail() -> None:
        with service.db.write() as session:
            audit.note(session, service, None, "looked at pupil")
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert verify(service).entries == 10
