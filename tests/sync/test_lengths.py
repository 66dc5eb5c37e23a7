"""No length tells an answer: whatever a child does, what travels is as long."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey

from assets import catalogue
from sync.protocol import HOWS, AskedForAdult, CheckedIn, ChoseAdult, Event, Moment, Withdrew
from sync.seal import seal

KEY = bytes(PrivateKey.generate().public_key)
BOX = 64 + 48
"""One padded block, and what a sealed box adds."""
IDS = st.binary(min_size=16, max_size=16)
ANSWERS = (*catalogue.load().feelings, *catalogue.EXIT_ANSWERS)
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
    ),
    st.builds(AskedForAdult, at=MOMENTS, catalogue=VERSIONS, pupil=st.none() | IDS),
    st.builds(ChoseAdult, at=MOMENTS, catalogue=VERSIONS, request=IDS, pupil=IDS),
    st.builds(ChoseAdult, at=MOMENTS, catalogue=VERSIONS, request=IDS, adult=IDS),
    st.builds(ChoseAdult, at=MOMENTS, catalogue=VERSIONS, request=IDS, how=st.sampled_from(HOWS)),
    st.builds(Withdrew, at=MOMENTS, catalogue=VERSIONS, event=IDS),
)


@given(EVENTS)
def test_every_event_fits_one_block(event: Event) -> None:
    """Every answer of the catalogue, alone or two, with any clock: one length."""
    assert len(seal(event, KEY)) == BOX
