"""A child who was erased does not come back: not from a tablet, not from a backup."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sync.service import audit, backup, erasure, restoring, vault
from sync.service.db.models import Base, CheckIn, Erased, Pupil, RefusedEvent, StoredEvent
from tests.service.running import RunningService
from tests.service.tablets import Tablet, asked, checked_in, chose, withdrew

NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningService]:
    """A school of each test's own: they count what there is."""
    with RunningService(tmp_path / "school") as service:
        yield service


def erase(running: RunningService, pupil_id: uuid.UUID) -> int:
    with running.service.db.write() as session:
        return erasure.erase(session, running.service, pupil_id, None)


def told(running: RunningService, tablet: Tablet) -> list[bytes]:
    """A morning of Amina's, and one check-in of Bruno's; the ids of Amina's events."""
    amina, bruno = running.pupils["2W"][:2]
    first = [tablet.envelope(checked_in(amina.id, "sad")), tablet.envelope(asked(None))]
    tablet.deliver(*first)
    added = [
        tablet.envelope(chose(first[1].event_id, pupil=amina.id.bytes)),
        tablet.envelope(withdrew(first[0].event_id)),
    ]
    tablet.deliver(*added, tablet.envelope(checked_in(bruno.id)))
    return [each.event_id for each in (*first, *added)]


def tables_that_name(running: RunningService, pupil_id: uuid.UUID) -> set[str]:
    """The tables in which an id stands in any way."""
    found = set()
    with running.service.db.read() as session:
        for name, table in Base.metadata.tables.items():
            for row in session.execute(select(table)):
                inside = any(isinstance(value, bytes) and pupil_id.bytes in value for value in row)
                if inside or pupil_id.hex in str(row).replace("-", ""):
                    found.add(name)
    return found


def test_everything_of_a_child_goes_but_ids(running: RunningService) -> None:
    """In every table; the others' records and the audit are whole."""
    tablet = Tablet(running)
    theirs = told(running, tablet)
    amina = running.pupils["2W"][0]
    before = tables_that_name(running, amina.id)
    gone = erase(running, amina.id)
    with running.service.db.read() as session:
        left = set(session.scalars(select(StoredEvent.pupil_id)))
        tombs = {each.bytes for each in session.scalars(select(Erased.id))}
        sound = audit.verify(session, running.service.school_id).ok
        kept = session.get(Pupil, (running.service.school_id, amina.id))
    naming = tables_that_name(running, amina.id) - {"erased", "audit"}

    assert gone == 4
    assert amina.id not in left
    assert kept is None
    assert tombs == {amina.id.bytes, *theirs}
    assert sound
    assert {"event", "check_in", "adult_request", "pupil"} <= before
    assert naming == set()


def test_a_tablet_that_sends_them_again_is_told_to_let_go(running: RunningService) -> None:
    """Acked, never revived, never blocking the next child's."""
    tablet = Tablet(running)
    amina, bruno = running.pupils["2W"][:2]
    known, late = (tablet.envelope(checked_in(amina.id)) for _ in range(2))
    tablet.deliver(known)
    erase(running, amina.id)
    addition = tablet.envelope(withdrew(late.event_id))

    first = tablet.deliver(known, late, tablet.envelope(checked_in(bruno.id)))

    assert first == ["erased", "erased", "stored"]
    assert tablet.deliver(addition, late) == ["erased", "erased"]
    with running.service.db.read() as session:
        assert session.scalar(select(func.count()).select_from(CheckIn)) == 1
        assert session.scalars(select(RefusedEvent)).all() == [], "nothing of it is kept aside, not even sealed"


def test_tablets_hear_the_ids_of_what_they_may_still_hold(running: RunningService) -> None:
    """So that their sealed copies go too."""
    tablet = Tablet(running)
    before = tablet.classroom().erased
    theirs = told(running, tablet)
    erase(running, running.pupils["2W"][0].id)

    assert before == []
    assert tablet.classroom().erased == sorted(theirs)


@pytest.mark.of_a_file
def test_a_backup_does_not_bring_an_erased_child_back(tmp_path: Path) -> None:
    """Restored, it forgets once more what was erased since it was made."""
    with RunningService(tmp_path / "backed-up") as running:
        tablet = Tablet(running)
        told(running, tablet)
        written = backup.make_recovery_key(running.settings)
        file = backup.make(running.settings, tmp_path / "copies", NOW)
        erase(running, running.pupils["2W"][0].id)
    restoring.restore(running.settings, file, vault.read_key(written), NOW)
    with RunningService(tmp_path / "backed-up") as again, again.service.db.read() as session:
        children = set(session.scalars(select(CheckIn.pupil_id)))
        names = {pupil.given_name for pupil in again.pupils["2W"]}
        tombs = session.scalar(select(func.count()).select_from(Erased))

    assert running.pupils["2W"][0].id not in children
    assert "Amina" not in names
    assert tombs == 5
