"""An event is kept under the day it happened on, whatever the tablet's clock said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import Moment, Trust
from sync.service.ingest.when import resolve

RECEIVED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def moment(
    at: datetime | None = None, *, mono_s: float = 0, boot: bytes = b"boot", trust: Trust = Trust.UNKNOWN
) -> Moment:
    """A moment of the tablet's; without a time, its clock stands in 1970."""
    return Moment(int(at.timestamp()) if at else 40, int(mono_s * 1000), boot, trust)


def ago(**how: float) -> datetime:
    return RECEIVED - timedelta(**how)


def test_a_clock_that_was_set_is_believed() -> None:
    """A term offline is a term ago."""
    told = [moment(ago(days=60), trust=Trust.SYNCED), moment(ago(minutes=5), trust=Trust.TOLD)]

    assert resolve(told, RECEIVED) == [ago(days=60), ago(minutes=5)]


def test_nothing_happened_more_than_a_day_after_it_came() -> None:
    """Whoever set the clock to 2090."""
    assert resolve([moment(datetime(2090, 1, 1, tzinfo=UTC), trust=Trust.SYNCED)], RECEIVED) == [RECEIVED]


def test_events_of_this_start_are_as_old_as_the_monotonic_clock_says() -> None:
    """The date may be 1970, or last Friday's as a Pi without a battery has it: the morning is right to the second."""
    sent = moment(ago(days=3), mono_s=4000)
    told = [moment(ago(days=3), mono_s=2800), moment(ago(days=3), mono_s=3940)]

    assert resolve(told, RECEIVED, sent=sent) == [ago(minutes=20), ago(minutes=1)]


def test_an_event_before_the_clock_was_set_is_dated_by_one_after_it() -> None:
    """The same start of the tablet, ten minutes apart."""
    told = [moment(mono_s=100), moment(ago(minutes=30), mono_s=700, trust=Trust.SYNCED)]

    assert resolve(told, RECEIVED) == [ago(minutes=40), ago(minutes=30)]


def test_an_unknown_start_lies_between_its_neighbours() -> None:
    """A clock that nobody set, between two mornings that are known: it is no earlier and no later than they are."""
    told = [
        moment(ago(days=4), boot=b"one.", trust=Trust.SYNCED),
        moment(boot=b"two."),
        moment(ago(days=2), boot=b"three", trust=Trust.SYNCED),
    ]
    first, unknown, last = resolve(told, RECEIVED)

    assert first <= unknown <= last


def test_an_unset_clock_that_fits_between_its_neighbours_is_believed() -> None:
    """There is nothing better to go by."""
    told = [
        moment(ago(days=4), boot=b"one.", trust=Trust.SYNCED),
        moment(ago(days=3), boot=b"two."),
        moment(ago(days=2), boot=b"three", trust=Trust.SYNCED),
    ]

    assert resolve(told, RECEIVED)[1] == ago(days=3)


def test_what_came_before_this_batch_bounds_its_first_event() -> None:
    """The order goes on from batch to batch."""
    assert resolve([moment(ago(days=9))], RECEIVED, after=ago(days=2)) == [RECEIVED]
    assert resolve([moment(ago(days=1))], RECEIVED, after=ago(days=2)) == [ago(days=1)]


@pytest.mark.parametrize("behind", [timedelta(hours=1), timedelta(days=2)])
def test_alone_an_unset_clock_is_believed_for_a_day(behind: timedelta) -> None:
    """Beyond it, the time of receipt is nearer the truth."""
    at = RECEIVED - behind

    assert resolve([moment(at)], RECEIVED) == [at if behind <= timedelta(days=1) else RECEIVED]


moments = st.builds(
    Moment,
    st.integers(-(2**40), 2**40),
    st.integers(0, 2**45),
    st.sampled_from([b"one.", b"two.", b"none"]),
    st.sampled_from([0, 1, 2]),
)


@given(told=st.lists(moments, max_size=12), sent=st.none() | moments)
def test_whatever_a_tablet_says_every_event_gets_a_time_that_can_be(told: list[Moment], sent: Moment | None) -> None:
    """One each, none more than a day after it came, none before it can have been."""
    found = resolve(told, RECEIVED, sent=sent)

    assert len(found) == len(told)
    assert all(at <= RECEIVED + timedelta(days=1) for at in found)
    assert all(at.tzinfo is not None for at in found)
