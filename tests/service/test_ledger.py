"""A tablet can see what the service lacks, and a copied card is noticed before anything is counted wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from sync.protocol import HELD_HEADER, Envelope, EventBatch, Problem
from sync.service.db.models import CheckIn, Device, StoredEvent
from sync.service.ingest.ledger import Page
from tests.service.running import RunningService
from tests.service.tablets import Tablet, checked_in

pytestmark = pytest.mark.both_databases


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningService]:
    """A school of each test's own: they count what there is."""
    with RunningService(tmp_path / "school") as service:
        yield service


def held(tablet: Tablet) -> str:
    """What the service says of the tablet's store."""
    answer = tablet.http.get(f"{tablet.running.url}/v1/classroom?store={tablet.store.hex()}", headers=tablet.headers)
    assert answer.status_code == 200
    return str(answer.headers[HELD_HEADER])


def envelopes(tablet: Tablet, count: int) -> list[Envelope]:
    return [tablet.envelope(checked_in(tablet.running.pupils["2W"][0].id)) for _ in range(count)]


@given(st.lists(st.lists(st.integers(1, 40), max_size=12), max_size=8), st.integers(1, 5))
def test_the_first_gap_is_found_whatever_came_in_which_order(batches: list[list[int]], since: int) -> None:
    """Urgent ones overtake, batches come twice: nothing below the mark is missing, and the next one is."""
    page, came = Page(), set(range(1, since))
    for batch in batches:
        page = page.with_numbers(batch, since)
        came |= set(batch)
        assert set(range(1, page.contiguous + 1)) <= came
        assert page.contiguous + 1 not in came
        assert page.highest >= max(batch, default=0)


def test_the_service_says_how_far_it_holds_a_tablets_record(running: RunningService) -> None:
    """Without a gap: the third alone does not count until the second is there."""
    tablet = Tablet(running)
    first, second, third = envelopes(tablet, 3)
    before = held(tablet)
    tablet.deliver(first)
    tablet.deliver(third)
    between = held(tablet)
    tablet.deliver(second, first)

    assert (before, between, held(tablet)) == ("0", "1", "3")


def test_it_is_said_when_the_class_has_not_changed_too(running: RunningService) -> None:
    """A restored service may have the same class as before."""
    tablet = Tablet(running)
    tablet.deliver(*envelopes(tablet, 2))
    asked = f"{running.url}/v1/classroom?store={tablet.store.hex()}"
    tag = tablet.http.get(asked, headers=tablet.headers).headers["etag"]
    again = tablet.http.get(asked, headers={**tablet.headers, "if-none-match": tag})

    assert (again.status_code, again.headers[HELD_HEADER]) == (304, "2")


def test_what_was_refused_is_no_gap(running: RunningService) -> None:
    """It was decided on, and lies aside."""
    tablet = Tablet(running)
    first, second = envelopes(tablet, 2)
    damaged = Envelope(first.event_id, first.seq, first.key, os.urandom(112))

    assert tablet.deliver(damaged, second) == ["refused", "stored"]
    assert held(tablet) == "2"


def test_a_copied_card_is_noticed_and_no_child_is_lost(running: RunningService) -> None:
    """Two tablets give out one number: both children's answers are kept, both tablets are asked to enrol again."""
    one = Tablet(running)
    one.deliver(*envelopes(one, 2))
    two = Tablet.__new__(Tablet)
    two.__dict__.update(one.__dict__)
    mine, theirs = envelopes(one, 1), envelopes(two, 1)
    assert mine[0].seq == theirs[0].seq

    outcomes = one.deliver(*mine) + two.deliver(*theirs)
    answer = one.post(one.batch(*envelopes(one, 1)))

    assert outcomes == ["stored", "stored"]
    assert answer.status_code == 401
    assert "Enrol both again" in msgspec.msgpack.decode(answer.content, type=Problem).detail
    with running.service.db.read() as session:
        assert session.scalar(select(func.count()).select_from(CheckIn)) == 4
        assert session.scalars(select(Device.forked_at).where(Device.id.is_not(None))).first() is not None


def test_after_both_are_enrolled_again_nothing_is_counted_twice(running: RunningService) -> None:
    """Each has a new name for its record; what both still held from before is known by its ids."""
    one = Tablet(running)
    waiting = envelopes(one, 2)
    renewed = [Tablet(running) for _ in range(2)]
    outcomes = []
    for tablet in renewed:
        content = msgspec.msgpack.encode(EventBatch(tablet.store, 1_800_000_000, waiting, since=waiting[0].seq))
        answer = tablet.post(content)
        outcomes += [verdict[1] for verdict in msgspec.msgpack.decode(answer.content)["verdicts"]]

    assert outcomes == ["stored", "stored", "already", "already"]
    assert {held(tablet) for tablet in renewed} == {"2"}


def test_the_same_batch_twice_is_no_copy(running: RunningService) -> None:
    """An answer was lost, the tablet sends again: that is what ids are for."""
    tablet = Tablet(running)
    batch = envelopes(tablet, 3)
    tablet.deliver(*batch)

    assert tablet.deliver(*batch) == ["already"] * 3
    assert tablet.deliver(*envelopes(tablet, 1)) == ["stored"]
    with running.service.db.read() as session:
        assert session.scalar(select(func.count()).select_from(StoredEvent)) == 4
