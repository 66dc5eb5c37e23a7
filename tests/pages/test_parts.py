"""The small parts that pages are made of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from assets import catalogue
from sync.service.pages import chart, thirty_seconds, words
from sync.service.pages.cover import SHOWN_S, cover
from sync.service.pages.queries.history import Answer, Day
from sync.service.pages.queries.usual import Usual
from tests.pages import school

NOW = int(school.MORNING.timestamp())


@pytest.mark.parametrize(
    ("shown", "revealed"),
    [
        (None, False),
        ("", False),
        ("1", False),
        (str(NOW), False),
        (str(NOW + 1), True),
        (str(NOW + SHOWN_S), True),
        (str(NOW + SHOWN_S + 1), False),
        ("-5", False),
        ("9" * 400, False),
        ("٣٤", False),
    ],
)
def test_only_a_second_of_the_next_minute_reveals(shown: str | None, revealed: bool) -> None:
    """An old, far or odd address opens covered."""
    assert cover("/", shown, school.MORNING).shown is revealed


def test_a_cover_keeps_what_else_the_address_says() -> None:
    """Revealing and covering a class stay on that class."""
    page = cover("/", None, school.MORNING, **{"class": "a b&c"})

    assert page.covered_address == "/?class=a+b%26c"
    assert page.reveal_address == "/?class=a+b%26c&show=1"
    assert page.revealed_address(school.MORNING) == f"/?class=a+b%26c&shown={NOW + SHOWN_S}"


def day(offset: int, value: float | None, answer: str = "", present: bool | None = True) -> Day:
    at = school.MORNING + timedelta(days=offset)
    answers = (Answer(at, at.date(), (answer,), answer, value, False),) if answer else ()
    return Day(at.date(), answers, present)


def test_the_chart_places_days_by_value_and_shape() -> None:
    """Pleasant stands above unpleasant, later right of earlier; what has no value stands below the scale."""
    days = [
        day(0, 2, "happy"),
        day(1, -1.5, "sad"),
        day(2, None, "not_sure"),
        day(3, None, present=False),
        day(4, None),
    ]

    drawn = chart.draw(days, Usual(1.0, 0.5), [days[1].day])

    assert [mark.kind for mark in drawn.marks] == ["sun", "rain", "mist", "away"]
    happy, sad, unsure, away = drawn.marks
    assert happy.y < sad.y < unsure.y == away.y
    assert happy.x < sad.x < unsure.x < away.x
    assert drawn.band is not None
    assert drawn.band[0] < drawn.band[1]
    assert drawn.flags == (sad.x,)
    assert len(drawn.mean.split()) == 2


def test_a_chart_of_no_day_is_empty() -> None:
    """A child who is new has a chart with nothing on it."""
    drawn = chart.draw([], None, [date(2026, 1, 1)])

    assert (drawn.marks, drawn.mean, drawn.band, drawn.flags, drawn.months) == ((), "", None, (), ())


def test_every_family_has_a_thirty_second_card() -> None:
    """Whatever a child answers, the adult has four lines to go by."""
    families = {feeling.family for feeling in catalogue.load().feelings.values()}

    assert families <= thirty_seconds.cards().keys()
    assert [word for word, _ in thirty_seconds.card("no such").lines] == ["Notice", "Accept", "Hold", "Settle"]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "just now"), (1, "1 min"), (59, "59 min"), (61, "1 h 1 min"), (1440, "1 day"), (4000, "2 days")],
)
def test_how_long_ago_is_said_no_finer_than_it_helps(minutes: int, said: str) -> None:
    """Minutes, then hours, then days."""
    assert words.ago(minutes) == said
