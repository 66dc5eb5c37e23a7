"""What a tablet delivers is stored once, whatever happens on the way, and nothing else is."""

from __future__ import annotations

import os
import threading
import time
import uuid

import pytest
from sqlalchemy import func, select

from sync.protocol import Envelope, Trust
from sync.service.db.models import AdultRequest, CheckIn, RefusedEvent, StoredEvent
from tests.service.running import RunningService
from tests.service.tablets import Tablet, asked, checked_in, chose, withdrew

pytestmark = pytest.mark.both_databases


def check_in_of(running: RunningService, envelope: Envelope) -> CheckIn | None:
    with running.service.db.read() as session:
        return session.get(CheckIn, (running.service.school_id, uuid.UUID(bytes=envelope.event_id)))


def request_of(running: RunningService, envelope: Envelope) -> AdultRequest:
    with running.service.db.read() as session:
        return session.get_one(AdultRequest, (running.service.school_id, uuid.UUID(bytes=envelope.event_id)))


def refusals_of(running: RunningService, envelope: Envelope) -> list[RefusedEvent]:
    with running.service.db.read() as session:
        wanted = RefusedEvent.event_id == uuid.UUID(bytes=envelope.event_id)
        return list(session.scalars(select(RefusedEvent).where(wanted)))


def test_a_check_in_arrives_with_its_value_and_its_school_day(running: RunningService, tablet: Tablet) -> None:
    """What the child tapped is what the pages will read."""
    pupil = running.pupils["2W"][0]
    envelope = tablet.envelope(checked_in(pupil.id, "sad"))

    assert tablet.deliver(envelope) == ["stored"]

    found = check_in_of(running, envelope)
    assert found is not None
    assert (found.pupil_id, found.class_id, found.answers, found.value) == (pupil.id, pupil.class_id, ["sad"], -1.5)
    assert found.school_day == running.service.today()


def test_a_batch_sent_again_changes_nothing(running: RunningService, tablet: Tablet) -> None:
    """An answer that was lost on its way costs only a second delivery."""
    envelopes = [tablet.envelope(checked_in(pupil.id)) for pupil in running.pupils["2W"]]

    assert set(tablet.deliver(*envelopes)) == {"stored"}
    assert set(tablet.deliver(*envelopes)) == {"already"}

    with running.service.db.read() as session:
        ids = [uuid.UUID(bytes=each.event_id) for each in envelopes]
        of = StoredEvent.event_id.in_(ids)
        assert session.scalar(select(func.count()).select_from(StoredEvent).where(of)) == len(ids)
        assert session.scalar(select(func.count()).select_from(CheckIn).where(CheckIn.event_id.in_(ids))) == len(ids)


def test_two_deliveries_at_the_same_moment_store_once(running: RunningService, tablet: Tablet) -> None:
    """Each event is `stored` for exactly one of them and `already` for the other."""
    envelopes = [tablet.envelope(checked_in(running.pupils["2W"][i % 6].id)) for i in range(60)]
    body = tablet.batch(*envelopes)
    outcomes: list[list[str]] = []
    barrier = threading.Barrier(2)

    def send() -> None:
        other = Tablet(running)
        other.enrolled, other.headers, other.store = tablet.enrolled, tablet.headers, tablet.store
        barrier.wait()
        assert other.post(body).status_code == 200
        outcomes.append(other.deliver(*envelopes))

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(outcomes) == 2
    assert {outcome for each in outcomes for outcome in each} == {"already"}
    with running.service.db.read() as session:
        ids = [uuid.UUID(bytes=each.event_id) for each in envelopes]
        assert session.scalar(select(func.count()).select_from(CheckIn).where(CheckIn.event_id.in_(ids))) == 60


def test_one_event_twice_in_a_batch_is_stored_once(running: RunningService, tablet: Tablet) -> None:
    """The second is `already`."""
    envelope = tablet.envelope(checked_in(running.pupils["2W"][0].id))

    assert tablet.deliver(envelope, envelope) == ["stored", "already"]


def test_the_same_id_with_other_bytes_is_a_conflict_and_the_first_stands(
    running: RunningService, tablet: Tablet
) -> None:
    """A changed event never replaces a stored one; it is kept aside for people to see."""
    pupil = running.pupils["2W"][0]
    first = tablet.envelope(checked_in(pupil.id, "happy"))
    other = tablet.envelope(checked_in(pupil.id, "sad"), first.event_id)

    assert tablet.deliver(first) == ["stored"]
    assert tablet.deliver(other) == ["conflict"]
    assert tablet.deliver(other) == ["conflict"]

    kept = check_in_of(running, first)
    assert kept is not None
    assert kept.answers == ["happy"]
    assert [each.outcome for each in refusals_of(running, first)] == ["conflict"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("another key", "a key that this school does not hold"),
        ("damaged", "damaged"),
        ("short", "damaged"),
        ("stranger", "a pupil that this school does not have"),
        ("unknown answer", "not in this service's catalogue"),
        ("no order", "its order is no number from 1 on"),
    ],
)
def test_one_bad_event_is_kept_aside_and_holds_up_none(
    running: RunningService, tablet: Tablet, name: str, reason: str
) -> None:
    """The rest of the batch is stored; the bad one stays, sealed, with the reason."""
    pupil = running.pupils["2W"][1]
    good = tablet.envelope(checked_in(pupil.id))
    last = tablet.envelope(checked_in(pupil.id))
    other = tablet.envelope(checked_in(pupil.id))
    bad = {
        "another key": Envelope(other.event_id, other.seq, b"none", other.box),
        "damaged": Envelope(other.event_id, other.seq, other.key, other.box[:-1] + bytes([other.box[-1] ^ 1])),
        "short": Envelope(other.event_id, other.seq, other.key, b"short"),
        "stranger": tablet.envelope(checked_in(uuid.uuid4())),
        "unknown answer": tablet.envelope(checked_in(pupil.id, "perplexed")),
        "no order": Envelope(other.event_id, 0, other.key, other.box),
    }[name]

    assert tablet.deliver(good, bad, last) == ["stored", "refused", "stored"]

    kept = refusals_of(running, bad)
    assert [each.box for each in kept] == [bad.box]
    assert reason in kept[0].reason
    assert check_in_of(running, bad) is None


def test_an_id_of_the_wrong_length_is_refused_by_name(running: RunningService, tablet: Tablet) -> None:
    """Even that has a verdict, so that the tablet can set it aside."""
    good = tablet.envelope(checked_in(running.pupils["2W"][0].id))
    bad = Envelope(b"x", good.seq, good.key, good.box)

    assert tablet.deliver(bad, good) == ["refused", "stored"]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
@pytest.mark.parametrize("at_once", [True, False], ids=["in one batch", "one by one"])
def test_additions_to_a_request_count_in_any_order(
    running: RunningService, tablet: Tablet, order: tuple[int, ...], at_once: bool
) -> None:
    """Who asks, which adult and how are the same however the network shuffles them."""
    pupil = running.pupils["2W"][2]
    adult = tablet.classroom().adults[0].adult
    request = tablet.envelope(asked(None))
    events = [
        request,
        tablet.envelope(chose(request.event_id, pupil=pupil.id.bytes)),
        tablet.envelope(chose(request.event_id, adult=adult)),
        tablet.envelope(chose(request.event_id, how="sit")),
    ]
    shuffled = [events[i] for i in order]

    for part in [shuffled] if at_once else [[each] for each in shuffled]:
        assert set(tablet.deliver(*part)) == {"stored"}

    found = request_of(running, request)
    assert (found.pupil_id, found.adult_id, found.how) == (pupil.id, uuid.UUID(bytes=adult), "sit")
    assert found.withdrawn_at is None


@pytest.mark.parametrize("first", ["event", "taking back"])
def test_taking_back_marks_and_never_deletes(running: RunningService, tablet: Tablet, first: str) -> None:
    """What was taken back stays visible as taken back, in whichever order it arrived."""
    pupil = running.pupils["2W"][3]
    said = tablet.envelope(checked_in(pupil.id, "cross"))
    called = tablet.envelope(asked(pupil.id))
    backs = [tablet.envelope(withdrew(said.event_id)), tablet.envelope(withdrew(called.event_id))]
    parts = [[said, called], backs] if first == "event" else [backs, [said, called]]

    for part in parts:
        tablet.deliver(*part)

    kept = check_in_of(running, said)
    assert kept is not None
    assert kept.withdrawn_at is not None
    assert kept.answers == ["cross"]
    assert request_of(running, called).withdrawn_at is not None


def test_a_clock_that_nobody_set_does_not_move_a_check_in_to_1970(running: RunningService, tablet: Tablet) -> None:
    """Within a day the tablet is believed; beyond it, the time of receipt stands."""
    pupil = running.pupils["2W"][4]
    now = int(time.time())
    cases = [
        (checked_in(pupil.id, utc_s=0, trust=Trust.UNKNOWN), now),
        (checked_in(pupil.id, utc_s=now + 10 * 365 * 86400, trust=Trust.SYNCED), now),
        (checked_in(pupil.id, utc_s=2**62, trust=Trust.SYNCED), now),
        (checked_in(pupil.id, utc_s=now - 3600, trust=Trust.UNKNOWN), now - 3600),
        (checked_in(pupil.id, utc_s=now - 20 * 86400, trust=Trust.TOLD), now - 20 * 86400),
    ]
    for event, expected_s in cases:
        tablet.store, tablet.seq = os.urandom(8), 0  # each alone: neighbours in a tablet's order would bound it
        envelope = tablet.envelope(event)
        assert tablet.deliver(envelope) == ["stored"]
        kept = check_in_of(running, envelope)
        assert kept is not None
        assert abs(kept.at.timestamp() - expected_s) < 60
