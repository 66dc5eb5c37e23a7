"""When to try again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.retry import Backoff, asked_s

CHANCES = st.floats(0, 1, exclude_max=True)


@given(st.integers(1, 10_000), CHANCES)
def test_a_wait_is_never_negative_and_never_above_its_ceiling(failures: int, drawn: float) -> None:
    """However often it has failed."""
    wait = Backoff(first_s=1, most_s=60).wait_s(failures, lambda: drawn)

    assert 0 <= wait <= min(60, 2.0 ** min(failures - 1, 6))


def test_the_ceiling_doubles_with_every_failure_until_the_most() -> None:
    """1, 2, 4 … seconds, then no more."""
    backoff = Backoff(first_s=1, most_s=10)

    assert [backoff.wait_s(failures, lambda: 1.0) for failures in range(1, 7)] == [1, 2, 4, 8, 10, 10]


def test_jitter_is_full_so_that_a_fleet_spreads_from_nothing_up() -> None:
    """The smallest draw waits not at all."""
    assert Backoff().wait_s(9, lambda: 0.0) == 0


@given(st.floats(0, 1e9), CHANCES, st.integers(1, 50))
def test_what_the_service_asks_for_is_kept_up_to_a_quarter_of_an_hour(asked: float, drawn: float, failed: int) -> None:
    """Never sooner than asked, and nobody can silence a tablet for a day."""
    wait = Backoff().wait_s(failed, lambda: drawn, asked)

    assert min(asked, 900) <= wait <= 900 + 60


@pytest.mark.parametrize(("first_s", "most_s"), [(0, 1), (-1, 1), (2, 1)])
def test_waits_that_make_no_sense_are_refused(first_s: float, most_s: float) -> None:
    """The message quotes them."""
    with pytest.raises(ValueError, match=f"{first_s} and {most_s}"):
        Backoff(first_s=first_s, most_s=most_s)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("0", 0),
        (" 120 ", 120),
        ("-5", None),
        ("١٢", None),
        ("soon", None),
        ("9" * 400, 999_999_999),
        ("Mon, 23 Nov 2026 08:41:00 GMT", 60),
        ("Mon, 23 Nov 2026 08:00:00 GMT", 0),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(header: str | None, seconds: float | None) -> None:
    """And as nothing when it is nonsense."""
    assert asked_s(header, datetime(2026, 11, 23, 8, 40, tzinfo=UTC)) == seconds
