"""All that a child adds after a check-in or a request gives the same rows, in whatever order it arrives."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from sync.protocol import (
    ActivityDone,
    AdultCame,
    CheckedIn,
    ChoseAdult,
    Envelope,
    Event,
    HowNow,
    Moment,
    ToldMore,
    Trust,
)
from sync.service import children, requests_, visitors
from sync.service.access import viewer_of
from sync.service.db.models import Activity, AdultRequest, CheckIn, FlagRow, Pupil, RequestStep, Role
from tests.service.running import RunningService
from tests.service.tablets import Tablet, asked, checked_in, moment, withdrew

Make = Callable[[bytes], Event]


def told(check_in: bytes, size: int | None = None, about: str | None = None) -> ToldMore:
    return ToldMore(at=moment(), catalogue=1, check_in=check_in, size=size, about=about)


def done(check_in: bytes, activity: str) -> ActivityDone:
    return ActivityDone(at=moment(), catalogue=1, check_in=check_in, activity=activity, seconds=40, to_the_end=True)


def now(check_in: bytes, activity: str, answer: str) -> HowNow:
    return HowNow(at=moment(), catalogue=1, check_in=check_in, activity=activity, answer=answer)


def came(request: bytes, answer: str, *, later_s: int = 0, trust: Trust = Trust.SYNCED) -> AdultCame:
    at = moment()
    at = Moment(at.utc_s + later_s, at.mono_ms, at.boot, trust)
    return AdultCame(at=at, catalogue=1, request=request, came=answer)


MAKES: tuple[Make, ...] = (
    lambda id: told(id, size=1),
    lambda id: told(id, size=3),
    lambda id: told(id, about="friends"),
    lambda id: told(id, about="something_happened"),
    lambda id: told(id, about="a_picture_of_tomorrow"),
    lambda id: done(id, "candle"),
    lambda id: now(id, "candle", "easier"),
    lambda id: done(id, "push"),
    lambda id: done(id, "candle"),
    lambda id: now(id, "candle", "harder"),
    lambda id: now(id, "star", "same"),
    lambda id: withdrew(id),
)


def rows_of(running: RunningService, event_id: bytes, pupil: uuid.UUID) -> dict[str, Any]:
    """What pages and flags read of one check-in, without its ids."""
    id = uuid.UUID(bytes=event_id)
    with running.service.db.read() as session:
        row = session.get_one(CheckIn, (running.service.school_id, id))
        activities = session.scalars(select(Activity).where(Activity.check_in_id == id))
        theirs = session.scalars(select(FlagRow).where(FlagRow.pupil_id == pupil))
        flags = [each.rule for each in theirs if str(id) in each.evidence]
        return {
            "size": row.size,
            "abouts": row.abouts,
            "withdrawn": row.withdrawn_at is not None,
            "done": sorted((each.activity, each.how_now or "", each.pupil_id == pupil) for each in activities),
            "flags": sorted(flags),
        }


@given(
    chosen=st.lists(st.sampled_from(range(len(MAKES))), unique=True, max_size=8),
    data=st.data(),
    slices=st.integers(1, 4),
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_of_arrival_gives_the_same_rows(
    running: RunningService, chosen: list[int], data: st.DataObject, slices: int
) -> None:
    """A check-in and its additions, delivered in order and at once, equal the same shuffled and in pieces."""
    tablet = _tablet(running)
    pupil = running.pupils["2W"][0].id
    found = []
    for shuffle in (False, True):
        check_in = tablet.envelope(checked_in(pupil, "sad"))
        envelopes = [check_in, *(tablet.envelope(MAKES[i](check_in.event_id)) for i in sorted(chosen))]
        if shuffle:
            envelopes = data.draw(st.permutations(envelopes))
        size = -(-len(envelopes) // slices) if shuffle else len(envelopes)
        for at in range(0, len(envelopes), size):
            assert set(tablet.deliver(*envelopes[at : at + size])) == {"stored"}
        found.append(rows_of(running, check_in.event_id, pupil))

    assert found[0] == found[1]


def test_what_is_added_stands_beside_the_answer(running: RunningService, tablet: Tablet) -> None:
    """The last size, every about, each activity with what was said of it; the value stays as it was."""
    pupil = running.pupils["2W"][1].id
    check_in = tablet.envelope(checked_in(pupil, "sad"))
    extra = [tablet.envelope(make(check_in.event_id)) for make in MAKES[:11]]
    tablet.deliver(check_in)
    tablet.deliver(*extra)

    assert rows_of(running, check_in.event_id, pupil) == {
        "size": 3,
        "abouts": ["friends", "something_happened", "a_picture_of_tomorrow"],
        "withdrawn": False,
        "done": [("candle", "easier", True), ("candle", "harder", True), ("push", "", True)],
        "flags": ["R9"],
    }
    with running.service.db.read() as session:
        key = (running.service.school_id, uuid.UUID(bytes=check_in.event_id))
        assert session.get_one(CheckIn, key).value == -1.5


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda id: told(id, size=4), "a size that there is not"),
        (lambda id: told(id), "adds nothing"),
        (lambda id: told(id, about="Drop Table"), "no id of a picture"),
        (lambda id: done(id, ""), "no id of a picture"),
        (lambda id: now(id, "candle", "splendid"), "how it is now"),
        (lambda id: came(id, "maybe"), "whether a grown-up came"),
        (lambda id: told(id[:3], size=1), "not 16 bytes"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_reason(
    running: RunningService, tablet: Tablet, make: Make, reason: str
) -> None:
    """It is kept aside, and holds up nothing."""
    check_in = tablet.envelope(checked_in(running.pupils["2W"][2].id))
    bad = tablet.envelope(make(check_in.event_id))

    answer = tablet.post(tablet.batch(check_in, bad))

    assert reason in str(answer.content)
    assert tablet.deliver(check_in, bad) == ["already", "refused"]


def test_an_adults_tap_for_a_child_says_so(running: RunningService, tablet: Tablet) -> None:
    """Pages tell it from the child's own."""
    pupil = running.pupils["2W"][3].id
    event = CheckedIn(
        at=moment(), catalogue=1, pupil=pupil.bytes, answers=("happy",), step=2, slot=0, position=0, by_adult=True
    )
    envelope = tablet.envelope(event)
    tablet.deliver(envelope)

    with running.service.db.read() as session:
        key = (running.service.school_id, uuid.UUID(bytes=envelope.event_id))
        assert session.get_one(CheckIn, key).by_adult


def test_a_wish_for_someone_else_is_kept(running: RunningService, tablet: Tablet) -> None:
    """None of the adults in the pictures: nobody is named in their place."""
    request = tablet.envelope(asked(running.pupils["2W"][4].id))
    wish = ChoseAdult(at=moment(), catalogue=1, request=request.event_id, someone_else=True)
    tablet.deliver(request, tablet.envelope(wish))

    with running.service.db.read() as session:
        kept = session.get_one(AdultRequest, (running.service.school_id, uuid.UUID(bytes=request.event_id)))
        assert (kept.someone_else, kept.adult_id) == (True, None)


def _ask_and_answer(running: RunningService, tablet: Tablet, pupil: uuid.UUID) -> Envelope:
    request = tablet.envelope(asked(pupil))
    tablet.deliver(request)
    with running.service.db.write() as session:
        viewer = viewer_of(session, running.service.school_id, running.staff[Role.CLASS_ADULT].id)
        assert viewer is not None
        requests_.mark_met(session, running.service, viewer, uuid.UUID(bytes=request.event_id))
    return request


def _request(running: RunningService, envelope: Envelope) -> AdultRequest:
    with running.service.db.read() as session:
        return session.get_one(AdultRequest, (running.service.school_id, uuid.UUID(bytes=envelope.event_id)))


@pytest.mark.parametrize("trust", [Trust.SYNCED, Trust.UNKNOWN])
def test_a_child_who_says_that_nobody_came_opens_the_request_again(
    running: RunningService, tablet: Tablet, trust: Trust
) -> None:
    """Seen and met are cleared, who they were stays written, the flag says it, and the tablet hears `asked`."""
    pupil = running.pupils["2W"][4].id
    request = _ask_and_answer(running, tablet, pupil)
    assert [each.answered for each in tablet.classroom().replies if each.request == request.event_id] == [False]

    tablet.deliver(tablet.envelope(came(request.event_id, "no", trust=trust)))

    found = _request(running, request)
    assert (found.seen_at, found.met_at, found.met_by, found.came) == (None, None, None, "no")
    (reply,) = [each for each in tablet.classroom().replies if each.request == request.event_id]
    assert (reply.state, reply.answered, reply.adult, reply.pupil) == ("asked", True, None, pupil.bytes)
    with running.service.db.read() as session:
        steps = session.scalars(select(RequestStep).where(RequestStep.request_id == found.event_id)).all()
        flag = session.scalars(select(FlagRow).where(FlagRow.pupil_id == pupil, FlagRow.rule == "R1")).one()
    assert sorted(step.what for step in steps) == ["met", "seen"]
    assert "nobody came" in flag.reason


def test_a_no_from_before_an_adult_met_the_child_does_not_undo_it(running: RunningService, tablet: Tablet) -> None:
    """A tablet that was offline delivers late what was said early; *yes* changes nothing but the answer."""
    pupil = running.pupils["2W"][5].id
    request = _ask_and_answer(running, tablet, pupil)

    tablet.deliver(tablet.envelope(came(request.event_id, "no", later_s=-int(timedelta(hours=1).total_seconds()))))
    assert _request(running, request).met_at is not None

    tablet.deliver(tablet.envelope(came(request.event_id, "yes")))
    found = _request(running, request)
    assert (found.met_at is not None, found.came, requests_.answered(found)) == (True, "yes", True)


@pytest.mark.parametrize("first", ["check-in", "merge"])
def test_what_a_visitor_told_counts_for_the_child_it_was(running: RunningService, tablet: Tablet, first: str) -> None:
    """Before the merge or after it, the rows are the same; the split gives them back to the visitor."""
    service, child = running.service, running.pupils["2W"][2].id
    with service.db.read() as session:
        spare = session.scalars(
            select(Pupil).where(Pupil.class_id == running.classes["2W"], children.spare()).order_by(Pupil.id)
        ).first()
        viewer = viewer_of(session, service.school_id, running.staff[Role.CLASS_ADULT].id)
    assert spare is not None
    assert viewer is not None
    check_in = tablet.envelope(checked_in(spare.id, "sad"))
    events = [
        check_in,
        tablet.envelope(told(check_in.event_id, about="something_happened")),
        tablet.envelope(done(check_in.event_id, "candle")),
        tablet.envelope(asked(spare.id)),
    ]
    if first == "check-in":
        tablet.deliver(*events)
    with service.db.write() as session:
        visitor, into = (session.get_one(Pupil, (service.school_id, id)) for id in (spare.id, child))
        made = visitors.merge(session, service, viewer, visitor, into)
    if first == "merge":
        tablet.deliver(*events)

    def whose() -> tuple[set[uuid.UUID | None], set[uuid.UUID | None]]:
        ids = [uuid.UUID(bytes=each.event_id) for each in events]
        with service.db.read() as session:
            rows = [
                *session.scalars(select(CheckIn).where(CheckIn.event_id.in_(ids))),
                *session.scalars(select(AdultRequest).where(AdultRequest.event_id.in_(ids))),
            ]
            activity = session.scalars(select(Activity).where(Activity.event_id.in_(ids))).one()
            flagged = {each.pupil_id for each in session.scalars(select(FlagRow)) if str(ids[0]) in each.evidence}
        assert flagged == {activity.pupil_id}
        return {each.pupil_id for each in rows} | {activity.pupil_id}, {each.tapped_as for each in rows}

    assert whose() == ({child}, {spare.id})
    with service.db.write() as session:
        visitors.split(session, service, viewer, session.merge(made))
    assert whose() == ({spare.id}, {None})


def _tablet(running: RunningService) -> Tablet:
    """One tablet for all examples of a property."""
    if not hasattr(running, "examples_tablet"):
        running.examples_tablet = Tablet(running)  # type: ignore[attr-defined]
    return running.examples_tablet  # type: ignore[attr-defined, no-any-return]
