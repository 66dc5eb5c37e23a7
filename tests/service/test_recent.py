"""Fifty open pages read a class once, and never show what is no longer so."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from sync.service.db.engine import Database
from sync.service.recent import LIFE, MOST, Recent

T = TypeVar("T")
NOW = datetime(2026, 11, 23, 8, 40, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """A database with the service's tables."""
    database = Database(tmp_path / "service.db")
    database.migrate()
    return database


class Reading:
    """Counts how often it is asked, and says the how-manieth time it is."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


class Asked:
    """What is remembered of a database, asked as pages do: with a session that begins then."""

    def __init__(self, database: Database) -> None:
        self._database, self._recent = database, Recent()

    def get(self, key: object, now: datetime, read: Callable[[], T]) -> T:
        with self._database.read() as session:
            return self._recent.get(session, key, now, read)


def test_what_has_not_changed_is_read_once(database: Database) -> None:
    """The next who asks for the same gets the same; another question is its own."""
    recent, reading = Asked(database), Reading()

    assert [recent.get("2W", NOW, reading), recent.get("2W", NOW + LIFE / 2, reading)] == [1, 1]
    assert recent.get("4W", NOW, reading) == 2


def test_any_change_is_seen_at_once(database: Database) -> None:
    """A child's tap is on the page that is opened after it; a look that was written down makes nobody read again."""
    recent, reading = Asked(database), Reading()
    recent.get("2W", NOW, reading)
    with database.write(unseen=True):
        pass
    assert recent.get("2W", NOW, reading) == 1
    with database.write():
        pass

    assert recent.get("2W", NOW, reading) == 2


def test_a_page_that_began_before_a_change_is_not_taken_for_newer(database: Database) -> None:
    """It may have looked before the tap; the next page finds the tap all the same."""
    recent, reading = Recent(), Reading()
    with database.read() as early:
        with database.write():
            pass
        assert recent.get(early, "2W", NOW, reading) == 1
    with database.read() as later:
        assert recent.get(later, "2W", NOW, reading) == 2
        assert recent.get(early, "2W", NOW, reading) == 2, "nobody is shown less than is known"


def test_a_change_that_was_undone_is_none(database: Database) -> None:
    """What failed changed nothing."""
    recent, reading = Asked(database), Reading()
    recent.get("2W", NOW, reading)
    with pytest.raises(ZeroDivisionError), database.write():
        raise ZeroDivisionError

    assert recent.get("2W", NOW, reading) == 1


@pytest.mark.parametrize("later", [LIFE, timedelta(hours=-1)])
def test_what_depends_on_the_time_is_read_again(database: Database, later: timedelta) -> None:
    """How long a child has waited goes on, also when the clock was set back."""
    recent, reading = Asked(database), Reading()
    recent.get("2W", NOW, reading)

    assert recent.get("2W", NOW + later, reading) == 2


def test_those_who_ask_together_wait_for_one_reading(database: Database) -> None:
    """Fifty pages that hear of one tap do not read fifty times."""
    recent, together, count = Asked(database), threading.Barrier(8), Reading()

    def ask(_: int) -> int:
        together.wait(10)
        return recent.get("2W", NOW, count)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {1}


def test_a_reading_that_fails_is_tried_again(database: Database) -> None:
    """One page's error is not everybody's."""
    recent, reading = Asked(database), Reading()
    with pytest.raises(ZeroDivisionError):
        recent.get("2W", NOW, lambda: 1 // 0)

    assert recent.get("2W", NOW, reading) == 1


def test_only_so_much_is_remembered(database: Database) -> None:
    """Addresses that nobody has thought of cannot fill the memory."""
    recent, reading = Asked(database), Reading()
    recent.get("first", NOW, reading)
    for number in range(MOST):
        recent.get(number, NOW, reading)

    assert recent.get("first", NOW, reading) == MOST + 2


def test_what_is_made_of_the_same_is_made_once() -> None:
    """Whatever else has changed since; made of something else it is made anew, and another name is its own."""
    recent, making = Recent(), Reading()

    assert [recent.same("2W", ["Ada"], making), recent.same("2W", ["Ada"], making)] == [1, 1]
    assert recent.same("2W", ["Ada", "Bo"], making) == 2
    assert recent.same("4W", ["Ada", "Bo"], making) == 3
    for number in range(MOST):
        recent.same(number, [], making)
    assert recent.same("2W", ["Ada", "Bo"], making) == MOST + 4
