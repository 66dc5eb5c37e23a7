"""Phases and ways, as numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.activities.motion import Phase, Phases, arriving, ease, held, hump, mix, swing

BREATH = Phases((Phase("in", 4), Phase("out", 6)), 4)


def test_a_breath_goes_in_and_out_four_times() -> None:
    """The row of phases is repeated, and ends with the last one complete."""
    told = [(BREATH.at(s).phase.name, BREATH.at(s).round, BREATH.at(s).index) for s in (0, 3.9, 4, 9.9, 10, 39.9)]

    assert told == [("in", 0, 0), ("in", 0, 0), ("out", 0, 1), ("out", 0, 1), ("in", 1, 2), ("out", 3, 7)]
    assert BREATH.total_s == 40
    assert BREATH.at(2).share == 0.5
    assert BREATH.at(2).seconds == 2
    assert BREATH.at(39.9).over is False
    assert (BREATH.at(40).over, BREATH.at(40).share, BREATH.at(40).index) == (True, 1.0, 7)
    assert BREATH.at(-3) == BREATH.at(0)


@given(seconds=st.floats(0, 60), lengths=st.lists(st.floats(0.01, 9), min_size=1, max_size=5), rounds=st.integers(1, 5))
def test_a_phase_is_where_its_start_says(seconds: float, lengths: list[float], rounds: int) -> None:
    """Start and share of a moment add up to the time asked for, whatever the phases are."""
    phases = Phases([Phase(str(i), s) for i, s in enumerate(lengths)], rounds)
    moment = phases.at(seconds)

    assert 0 <= moment.share <= 1
    assert 0 <= moment.index < len(phases)
    if not moment.over:
        assert phases.start_of(moment.index) + moment.seconds == pytest.approx(seconds, abs=1e-6)
    assert phases.start_of(len(phases)) == pytest.approx(phases.total_s)


def test_an_activity_without_phases_is_refused() -> None:
    """A mistake shows when the activity is written, not while a child plays."""
    for wrong, rounds in (((), 1), ((Phase("in", 0),), 1), ((Phase("in", 1),), 0)):
        with pytest.raises(ValueError, match="needs phases"):
            Phases(wrong, rounds)


@given(share=st.floats(-2, 3))
def test_every_way_stays_within_its_ends(share: float) -> None:
    """A picture never jumps past where it should come to rest."""
    for way in (ease, arriving, hump, held):
        assert -1e-9 <= way(share) <= 1 + 1e-9


def test_ways_begin_and_end_where_they_say() -> None:
    """Ease and arrive go from 0 to 1; hump and hold come back."""
    assert [ease(0), ease(1), arriving(0), arriving(1)] == [0, 1, 0, 1]
    assert [round(way(share), 9) for way in (hump, held) for share in (0, 0.5, 1)] == [0, 1, 0, 0, 1, 0]
    assert swing(0.25, 1) == pytest.approx(1)
    assert mix(2, 4, 0.5) == 3
