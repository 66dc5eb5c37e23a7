"""The staff corner's PIN: nobody reads it from the file, and nobody guesses it in a lesson."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk import pin
from kiosk.pin import TRIES, WAIT_S, Lock, PinError


class Running:
    """Seconds since the machine started, turned by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def running() -> Running:
    return Running()


def test_the_right_pin_opens_and_a_wrong_one_does_not(tmp_path: Path, running: Running) -> None:
    """Also one that only begins right."""
    pin.save(tmp_path, "24680")
    lock = Lock(tmp_path, running, b"boot")

    assert [lock.opens(tried) for tried in ("24680", "2468", "246801", "")] == [True, False, False, False]


def test_without_a_pin_nothing_opens(tmp_path: Path) -> None:
    """Not even the empty one, nor a file that cannot be read."""
    assert not Lock(tmp_path).is_set
    assert not Lock(tmp_path).opens("")

    (tmp_path / pin.FILE).write_bytes(b"{}")

    assert not Lock(tmp_path).is_set


def test_the_file_holds_no_pin_and_is_for_one_user(tmp_path: Path) -> None:
    """A hash with a salt of its own each time."""
    pin.save(tmp_path, "2468")
    first = (tmp_path / pin.FILE).read_bytes()
    pin.save(tmp_path, "2468")

    assert b"2468" not in first
    assert first != (tmp_path / pin.FILE).read_bytes()
    assert (tmp_path / pin.FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("bad", ["", "123", "123456789", "12 4", "abcd", "١٢٣٤", "0000", "77777777"])
def test_a_pin_that_is_none_is_refused_with_a_sentence(tmp_path: Path, bad: str) -> None:
    """Four to eight digits, not all the same."""
    with pytest.raises(PinError, match="Choose another"):
        pin.save(tmp_path, bad)
    assert not (tmp_path / pin.FILE).exists()


def test_after_five_wrong_tries_even_the_right_pin_waits_five_minutes(tmp_path: Path, running: Running) -> None:
    """A child who presses at random meets the wait, and so does the one who watched."""
    pin.save(tmp_path, "2468")
    lock = Lock(tmp_path, running, b"boot")
    for _ in range(TRIES):
        assert lock.wait_s == 0
        assert not lock.opens("1111")

    assert lock.wait_s == WAIT_S
    assert not lock.opens("2468")

    running.now += WAIT_S - 1

    assert not lock.opens("2468")

    running.now += 1

    assert lock.opens("2468")


def test_a_right_pin_forgets_the_wrong_ones(tmp_path: Path, running: Running) -> None:
    """Four slips today and one tomorrow are no attack."""
    pin.save(tmp_path, "2468")
    lock = Lock(tmp_path, running, b"boot")
    for tried in ("1111", "1112", "1113", "1114", "2468", "1115"):
        lock.opens(tried)

    assert lock.wait_s == 0


def test_starting_the_program_again_does_not_shorten_the_wait(tmp_path: Path, running: Running) -> None:
    """The wait is counted by the machine's own clock, which nobody can set."""
    pin.save(tmp_path, "2468")
    lock = Lock(tmp_path, running, b"boot")
    for _ in range(TRIES):
        lock.opens("1111")
    running.now += 100

    assert Lock(tmp_path, running, b"boot").wait_s == WAIT_S - 100


def test_switching_the_machine_off_begins_the_wait_again(tmp_path: Path, running: Running) -> None:
    """Its clock then counts from nothing, so the whole wait counts."""
    pin.save(tmp_path, "2468")
    lock = Lock(tmp_path, running, b"boot")
    for _ in range(TRIES):
        lock.opens("1111")
    running.now = 20.0

    assert Lock(tmp_path, running, b"next").wait_s == WAIT_S


def test_a_new_pin_lets_everybody_try_again(tmp_path: Path, running: Running) -> None:
    """IT sets one when the old one was forgotten."""
    pin.save(tmp_path, "2468")
    lock = Lock(tmp_path, running, b"boot")
    for _ in range(TRIES):
        lock.opens("1111")
    pin.save(tmp_path, "1357")

    assert Lock(tmp_path, running, b"boot").opens("1357")


def test_a_disk_that_takes_nothing_does_not_help_who_guesses(tmp_path: Path, running: Running) -> None:
    """The tries are then counted in memory."""
    pin.save(tmp_path, "2468")
    (tmp_path / "pin_tries.new").mkdir()
    lock = Lock(tmp_path, running, b"boot")
    for _ in range(TRIES):
        lock.opens("1111")

    assert lock.wait_s == WAIT_S


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """With the cure."""
    (tmp_path / "file").write_text("")
    with pytest.raises(PinError, match="own user"):
        pin.save(tmp_path / "file", "2468")
