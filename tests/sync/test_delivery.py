"""From the tap to the service, through whatever lies between: nothing lost, nothing counted twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from nacl.public import PrivateKey
from sqlalchemy import select, text, update

from kiosk import identity
from kiosk.checkin import AddToRequest, AskAdult, TakeBack
from sync.retry import Backoff
from sync.seal import key_id
from sync.service.db.models import AdultRequest, CheckIn, Device, StoredEvent
from sync.worker import Line, Pace
from tests.faults.proxy import Fault, FaultProxy
from tests.service.running import RunningService
from tests.sync.tablets import Hands, enrol, feeling, opened, stored


def test_a_tap_reaches_the_service(running: RunningService, tmp_path: Path) -> None:
    """The plain case: sealed, sent, opened, stored, confirmed."""
    amina = running.pupils["2W"][0]
    with opened(enrol(running, tmp_path / "tablet")) as watched:
        durable = watched.carries_out(feeling(amina.id))
        watched.all_delivered()

    (event,) = stored(running)
    assert durable
    assert (event.kind, event.pupil_id, event.seq) == ("checked_in", amina.id, 1)


def test_what_was_tapped_offline_arrives_when_the_service_is_back(running: RunningService, tmp_path: Path) -> None:
    """The service stops in the middle of the morning and starts again: every child is there, in order."""
    settings = enrol(running, tmp_path / "tablet")
    children = running.pupils["2W"]
    with opened(settings) as watched:
        watched.carries_out(feeling(children[0].id))
        watched.all_delivered()
        running.stop()
        watched.until(lambda: watched.tablet._worker.line is Line.DOWN)
        durable = [watched.carries_out(feeling(child.id)) for child in children[1:]]
        running.start()
        watched.all_delivered()

    assert all(durable)
    assert [event.pupil_id for event in stored(running)] == [child.id for child in children]


@pytest.mark.parametrize("fault", [Fault.DROP_ANSWER, Fault.HALF_ANSWER, Fault.TWICE, Fault.CUT_REQUEST])
def test_an_answer_lost_after_the_commit_is_not_counted_twice(
    running: RunningService, tmp_path: Path, fault: Fault
) -> None:
    """The batch goes again, and the service says *already*."""
    children = running.pupils["2W"]
    with FaultProxy(running.url) as proxy:
        proxy.faults.extend([fault, fault])
        settings = enrol(running, tmp_path / "tablet", address=proxy.url)
        with opened(settings) as watched:
            watched.carries_out(*(feeling(child.id) for child in children))
            watched.all_delivered()

    assert proxy.met.count(fault) == 2 - (fault is Fault.TWICE)
    assert [event.pupil_id for event in stored(running)] == [child.id for child in children]


def test_what_waits_survives_a_restart_of_the_tablet(running: RunningService, tmp_path: Path) -> None:
    """A power cut between the tap and the delivery loses nothing."""
    settings = enrol(running, tmp_path / "tablet")
    children = running.pupils["2W"]
    running.stop()
    with opened(settings) as watched:
        watched.carries_out(*(feeling(child.id) for child in children))
    running.start()
    with opened(settings) as watched:
        watched.all_delivered()

    assert [event.seq for event in stored(running)] == list(range(1, len(children) + 1))


def test_a_revoked_tablet_keeps_everything_and_delivers_once_it_is_enrolled_again(
    running: RunningService, tmp_path: Path
) -> None:
    """401 pauses; nothing is deleted and the child notices nothing."""
    settings = enrol(running, tmp_path / "tablet")
    children = running.pupils["2W"]
    with running.service.db.write() as session:
        session.execute(update(Device).values(revoked_at=running.service.clock.now()))
    with opened(settings) as watched:
        durable = watched.carries_out(*(feeling(child.id) for child in children))
        watched.until(lambda: watched.tablet._worker.line is Line.NOT_ALLOWED)
        kept = watched.tablet.report().waiting
    enrol(running, tmp_path / "tablet")
    with opened(settings) as watched:
        watched.all_delivered()

    assert (durable, kept) == (True, len(children))
    assert len(stored(running)) == len(children)


def test_a_tablet_that_is_allowed_again_goes_on_by_itself(running: RunningService, tmp_path: Path) -> None:
    """Revoked by mistake and put right: nobody has to touch the tablet."""
    settings = enrol(running, tmp_path / "tablet")
    with opened(settings) as watched:
        watched.until(lambda: watched.tablet._worker.line is Line.UP)
        with running.service.db.write() as session:
            session.execute(update(Device).values(revoked_at=running.service.clock.now()))
        watched.carries_out(feeling(running.pupils["2W"][0].id))
        watched.until(lambda: watched.tablet._worker.line is Line.NOT_ALLOWED)
        with running.service.db.write() as session:
            session.execute(update(Device).values(revoked_at=None))
        watched.all_delivered()

    assert len(stored(running)) == 1


def test_a_refused_event_is_set_aside_and_the_rest_arrives(running: RunningService, tmp_path: Path) -> None:
    """One event sealed to a key the school doesn't hold does not stop the next children."""
    settings = enrol(running, tmp_path / "tablet")
    who = identity.load(settings.data_dir)
    children = running.pupils["2W"]
    running.stop()
    identity.save(settings.data_dir, _with_another_key(who))
    with opened(settings) as watched:
        watched.carries_out(feeling(children[0].id))
    identity.save(settings.data_dir, who)
    running.start()
    with opened(settings) as watched:
        watched.carries_out(*(feeling(child.id) for child in children[1:]))
        watched.all_delivered()
        report = watched.tablet.report()

    assert report.refused == 1
    assert [event.pupil_id for event in stored(running)] == [child.id for child in children[1:]]


def test_a_grown_up_request_overtakes_a_backlog(running: RunningService, tmp_path: Path) -> None:
    """However long the tablet was offline, the adults hear of it first."""
    settings = enrol(running, tmp_path / "tablet")
    amina = running.pupils["2W"][0]
    running.stop()
    with opened(settings) as watched:
        for _ in range(20):
            watched.carries_out(*(feeling(amina.id) for _ in range(30)))
        watched.carries_out(AskAdult(amina.id.hex), AddToRequest(how="sit"))
        running.start()
        watched.all_delivered()

    with running.service.db.read() as session:
        arrived = list(session.scalars(select(StoredEvent.seq).order_by(text("rowid"))))
        request = session.scalars(select(AdultRequest)).one()
    assert set(arrived[:2]) == {601, 602}
    assert sorted(arrived) == list(range(1, 603))
    assert (request.pupil_id, request.how) == (amina.id, "sit")


def test_an_urgent_request_does_not_wait_out_a_pause(running: RunningService, tmp_path: Path) -> None:
    """After a failure the worker rests for minutes; a child who asks wakes it."""
    amina = running.pupils["2W"][0]
    settings = enrol(running, tmp_path / "tablet")
    patient = Pace(look_s=600, backoff=Backoff(first_s=600, most_s=600))
    with opened(settings, pace=patient) as watched:
        watched.until(lambda: watched.tablet._worker.line is Line.UP)
        running.stop()
        watched.carries_out(feeling(amina.id))
        watched.until(lambda: watched.tablet._worker.line is Line.DOWN)
        running.start()
        watched.carries_out(AskAdult(amina.id.hex))
        watched.all_delivered()

    assert [event.kind for event in stored(running)] == ["checked_in", "asked_for_adult"]


def test_a_check_in_taken_back_is_marked_and_kept(running: RunningService, tmp_path: Path) -> None:
    """A withdrawal is an event like any other, never a deletion."""
    amina = running.pupils["2W"][0]
    with opened(enrol(running, tmp_path / "tablet")) as watched:
        watched.carries_out(feeling(amina.id))
        watched.carries_out(TakeBack())
        watched.all_delivered()

    with running.service.db.read() as session:
        check_in = session.scalars(select(CheckIn)).one()
    assert check_in.withdrawn_at is not None
    assert [event.kind for event in stored(running)] == ["checked_in", "withdrew"]


def test_a_damaged_record_is_reported_and_the_morning_goes_on(running: RunningService, tmp_path: Path) -> None:
    """The service hears the name of the file that was put aside."""
    settings = enrol(running, tmp_path / "tablet")
    (settings.data_dir / "tablet.db").write_bytes(b"this was a database" * 500)
    with opened(settings, Hands()) as watched:
        watched.carries_out(feeling(running.pupils["2W"][0].id))
        watched.all_delivered()
        watched.until(lambda: watched.tablet._worker._reported is not None)
    with running.service.db.read() as session:
        device = session.scalars(select(Device)).one()

    assert device.report["put_aside"] == ["tablet-20261123T084000Z.damaged"]
    assert len(stored(running)) == 1


def _with_another_key(who: identity.Identity) -> identity.Identity:
    key = bytes(PrivateKey.generate().public_key)
    return identity.Identity(who.service, who.device_id, who.token, who.school, who.classroom, key_id(key), key)
