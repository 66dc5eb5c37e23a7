"""What was tapped for the wrong child counts for the right one, or for nobody, and can be put back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from sync.service import access, erasure, flagging, putting_right, visitors
from sync.service.access import Viewer
from sync.service.db.models import AdultRequest, AuditEntry, CheckIn, Correction, FlagRow, Merge, Pupil, Role
from tests.service.running import RunningService
from tests.service.tablets import Tablet, asked, checked_in, withdrew


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningService]:
    with RunningService(tmp_path / "school") as service:
        yield service


def viewer(running: RunningService) -> Viewer:
    with running.service.db.read() as session:
        found = access.viewer_of(session, running.service.school_id, running.staff[Role.PRACTITIONER].id)
    assert found is not None
    return found


def tapped(running: RunningService, tablet: Tablet, pupil: Pupil, answer: str) -> uuid.UUID:
    envelope = tablet.envelope(checked_in(pupil.id, answer))
    assert tablet.deliver(envelope) == ["stored"]
    return uuid.UUID(bytes=envelope.event_id)


def flags(running: RunningService) -> set[tuple[uuid.UUID, str]]:
    with running.service.db.read() as session:
        return {(row.pupil_id, row.rule) for row in session.scalars(select(FlagRow))}


def state(running: RunningService, event_id: uuid.UUID) -> CheckIn:
    with running.service.db.read() as session:
        return session.get_one(CheckIn, (running.service.school_id, event_id))


def move(running: RunningService, event_id: uuid.UUID, to: Pupil) -> uuid.UUID:
    service = running.service
    with service.db.write() as session:
        check_in = session.get_one(CheckIn, (service.school_id, event_id))
        right = session.get_one(Pupil, (service.school_id, to.id))
        return putting_right.move(session, service, viewer(running), check_in, right, "Bruno used her tile").id


def test_a_moved_check_in_counts_for_the_right_child_and_can_be_put_back(running: RunningService) -> None:
    """Flags go with it both ways; the audit and the correction say who and why; the event itself never changes."""
    tablet = Tablet(running)
    amina, bruno = running.pupils["2W"][:2]
    event_id = tapped(running, tablet, amina, "poorly")
    assert flags(running) == {(amina.id, "R2")}

    made = move(running, event_id, bruno)
    assert flags(running) == {(bruno.id, "R2")}
    kept = state(running, event_id)
    assert (kept.pupil_id, kept.tapped_as) == (bruno.id, amina.id)

    service = running.service
    with service.db.write() as session:
        putting_right.put_back(
            session, service, viewer(running), session.get_one(Correction, (service.school_id, made))
        )
    assert flags(running) == {(amina.id, "R2")}
    kept = state(running, event_id)
    assert (kept.pupil_id, kept.tapped_as, kept.moved_at) == (amina.id, None, None)
    with service.db.read() as session:
        actions = set(session.scalars(select(AuditEntry.action)))
    assert {"moved a check-in", "moved a check-in here", "put a check-in back"} <= actions


def test_what_is_set_aside_counts_for_nobody_even_when_something_is_added_late(running: RunningService) -> None:
    """A late addition from the tablet changes neither; a replay from the beginning agrees."""
    tablet = Tablet(running)
    amina = running.pupils["2W"][0]
    event_id = tapped(running, tablet, amina, "poorly")
    service = running.service
    with service.db.write() as session:
        check_in = session.get_one(CheckIn, (service.school_id, event_id))
        putting_right.set_aside(session, service, viewer(running), check_in, "An adult tried the tablet")
    assert flags(running) == set()
    tablet.deliver(tablet.envelope(withdrew(event_id.bytes)), tablet.envelope(checked_in(amina.id, "calm")))

    assert flags(running) == set()
    assert state(running, event_id).set_aside_at is not None
    with service.db.write() as session:
        flagging.update(session, service.school_id, [amina.id], service.today(), service.clock.now(), earliest=date.min)
    assert flags(running) == set()


def test_a_moved_request_alerts_for_both_children(running: RunningService) -> None:
    """Either of them may be waiting: two requests are open, each child has the flag, and a second move is refused."""
    tablet = Tablet(running)
    amina, bruno = running.pupils["2W"][:2]
    envelope = tablet.envelope(asked(amina.id))
    tablet.deliver(envelope)
    service = running.service
    for again in (False, True):
        with service.db.write() as session:
            request = session.get_one(AdultRequest, (service.school_id, uuid.UUID(bytes=envelope.event_id)))
            right = session.get_one(Pupil, (service.school_id, bruno.id))
            if again:
                with pytest.raises(putting_right.PuttingRightError):
                    putting_right.ask_for_other(session, service, viewer(running), request, right, "Wrong tile")
            else:
                putting_right.ask_for_other(session, service, viewer(running), request, right, "Wrong tile")

    with service.db.read() as session:
        waiting = {one.pupil_id for one in session.scalars(select(AdultRequest)) if one.met_at is None}
    assert waiting == {amina.id, bruno.id}
    assert flags(running) == {(amina.id, "R1"), (bruno.id, "R1")}
    assert {each.pupil for each in tablet.classroom().replies} == {amina.id.bytes, bruno.id.bytes}


def test_erasing_a_child_takes_what_was_moved_to_them_and_leaves_what_was_moved_away(running: RunningService) -> None:
    """A check-in belongs to the child it counts for."""
    tablet = Tablet(running)
    amina, bruno, cai = running.pupils["2W"][:3]
    to_bruno, to_cai = (tapped(running, tablet, amina, answer) for answer in ("sad", "happy"))
    move(running, to_bruno, bruno)
    move(running, to_cai, cai)
    service = running.service
    with service.db.write() as session:
        erasure.erase(session, service, bruno.id, None)
        erasure.erase(session, service, amina.id, None)

    with service.db.read() as session:
        assert {each.event_id for each in session.scalars(select(CheckIn))} == {to_cai}


def test_two_entries_of_one_child_are_merged_and_split_again(running: RunningService) -> None:
    """All that the second tile told counts for the first; what staff moved by hand stays where they put it."""
    tablet = Tablet(running)
    amina, bruno, cai = running.pupils["2W"][:3]
    theirs, moved = tapped(running, tablet, amina, "sad"), tapped(running, tablet, amina, "happy")
    move(running, moved, cai)
    service = running.service
    with service.db.write() as session:
        double, right = (session.get_one(Pupil, (service.school_id, each.id)) for each in (amina, bruno))
        made = visitors.merge_duplicate(session, service, viewer(running), double, right).id
    late = tapped(running, tablet, amina, "calm")
    assert [state(running, each).pupil_id for each in (theirs, moved, late)] == [bruno.id, cai.id, bruno.id]
    assert amina.id.bytes not in {each.pupil for each in tablet.classroom().pupils}

    with service.db.write() as session:
        visitors.split(session, service, viewer(running), session.get_one(Merge, (service.school_id, made)))
    assert [state(running, each).pupil_id for each in (theirs, moved, late)] == [amina.id, cai.id, amina.id]
