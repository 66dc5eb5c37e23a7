"""No length tells an answer: whatever a child does, what travels is as long."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import sodium_pad
from nacl.public import PrivateKey, SealedBox

from assets import activities, catalogue
from sync.protocol import (
    CAMES,
    HOW_NOWS,
    HOWS,
    SIZES,
    ActivityDone,
    AdultCame,
    AskedForAdult,
    CheckedIn,
    ChoseAdult,
    Event,
    HowNow,
    Moment,
    ToldMore,
    Withdrew,
)
from sync.seal import BLOCK, Opener, key_id, seal

PRIVATE = PrivateKey.generate()
KEY = bytes(PRIVATE.public_key)
BOX = 64 + 48
"""One padded block, and what a sealed box adds."""
IDS = st.binary(min_size=16, max_size=16)
ANSWERS = (*catalogue.load().feelings, *catalogue.EXIT_ANSWERS)
PLAYS = st.sampled_from([each.id for each in activities.load()])
MOMENTS = st.builds(
    Moment,
    utc_s=st.integers(0, 2**32 - 1),
    mono_ms=st.integers(0, 2**40),
    boot=st.binary(min_size=4, max_size=4),
    trust=st.integers(0, 2),
)
VERSIONS = st.integers(1, 127)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(
        CheckedIn,
        at=MOMENTS,
        catalogue=VERSIONS,
        pupil=IDS,
        answers=st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=2).map(tuple),
        step=st.integers(1, 4),
        slot=st.integers(0, 1),
        position=st.integers(0, 15),
        by_adult=st.booleans(),
    ),
    st.builds(AskedForAdult, at=MOMENTS, catalogue=VERSIONS, pupil=st.none() | IDS),
    st.builds(ChoseAdult, at=MOMENTS, catalogue=VERSIONS, request=IDS, pupil=IDS),
    st.builds(ChoseAdult, at=MOMENTS, catalogue=VERSIONS, request=IDS, adult=IDS),
    st.builds(ChoseAdult, at=MOMENTS, catalogue=VERSIONS, request=IDS, how=st.sampled_from(HOWS)),
    st.builds(Withdrew, at=MOMENTS, catalogue=VERSIONS, event=IDS),
    st.builds(ToldMore, at=MOMENTS, catalogue=VERSIONS, check_in=IDS, size=st.sampled_from(SIZES)),
    st.builds(ToldMore, at=MOMENTS, catalogue=VERSIONS, check_in=IDS, about=st.sampled_from(catalogue.load().abouts)),
    st.builds(
        ActivityDone,
        at=MOMENTS,
        catalogue=VERSIONS,
        check_in=IDS,
        activity=PLAYS,
        seconds=st.integers(0, 3600),
        to_the_end=st.booleans(),
    ),
    st.builds(HowNow, at=MOMENTS, catalogue=VERSIONS, check_in=IDS, activity=PLAYS, answer=st.sampled_from(HOW_NOWS)),
    st.builds(AdultCame, at=MOMENTS, catalogue=VERSIONS, request=IDS, came=st.sampled_from(CAMES)),
)
SCHOOL = Opener([bytes(PRIVATE)])


@given(EVENTS)
def test_every_event_fits_one_block(event: Event) -> None:
    """Every answer of the catalogue, alone or two, with any clock: one length."""
    assert len(seal(event, KEY)) == BOX


def test_two_long_feelings_from_an_adult_after_months_without_a_restart_fit_one_block() -> None:
    """The longest event there can be is as long as *not sure*."""
    longest = CheckedIn(
        at=Moment(2**32 - 1, 2**40, b"boot", 2),
        catalogue=127,
        pupil=bytes(16),
        answers=("not_okay", "not_sure"),
        step=4,
        slot=1,
        position=15,
        by_adult=True,
    )

    assert len(seal(longest, KEY)) == BOX


@given(EVENTS)
def test_what_is_sealed_is_what_is_opened(event: Event) -> None:
    """Nothing is lost on the way, whichever event it is."""
    assert SCHOOL.open(key_id(KEY), seal(event, KEY)) == event


def boxed(array: list[object]) -> bytes:
    """An array as an older tablet sealed it."""
    return SealedBox(PRIVATE.public_key).encrypt(sodium_pad(msgspec.msgpack.encode(array), BLOCK))


@given(EVENTS)
def test_boxes_of_older_tablets_still_open(event: Event) -> None:
    """They hold the moment as an array of its own, in its place or last but one."""
    array = msgspec.to_builtins(event, builtin_types=(bytes,))
    tag, at, version, *rest = array

    assert SCHOOL.open(key_id(KEY), boxed(array)) == event
    assert SCHOOL.open(key_id(KEY), boxed([tag, *rest, at, version])) == event


def test_a_check_in_from_before_adults_could_tap_for_a_child_still_opens() -> None:
    """What it does not say has its default."""
    opened = SCHOOL.open(key_id(KEY), boxed([1, bytes(16), ["sad"], 2, 0, 3, [1, 2, b"boot", 1], 1]))

    assert isinstance(opened, CheckedIn)
    assert (opened.answers, opened.position, opened.by_adult) == (("sad",), 3, False)


@pytest.mark.parametrize("at", [Moment(-1, 5, b"boot", 1), Moment(1, 2**50, b"boot", 1), Moment(1, 5, b"longer", 1)])
def test_a_moment_that_no_sane_tablet_has_still_travels(at: Moment) -> None:
    """However wrong a clock is, the answer arrives."""
    event = AskedForAdult(at=at, catalogue=1, pupil=None)

    assert SCHOOL.open(key_id(KEY), seal(event, KEY)) == event
