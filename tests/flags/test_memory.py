"""What is remembered of a child's rule state gives what reading it again would give, or nothing."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from sync.service import flag_memory
from sync.service.flag_memory import Kept, Memory, encode
from sync.service.flag_record import NOTHING
from sync.service.flags import fold, record
from sync.service.flags.settings import DEFAULT

AMINA = uuid.UUID(int=1)
DAYS = [
    record.build(date(2026, 9, 7) + timedelta(n), [record.CheckIn(f"e{n}", ("sad",), -1.0, 2, ())]) for n in range(9)
]
BEFORE, _ = fold.replay(DAYS[:7], DEFAULT)
KEPT = Kept(b"settings", BEFORE, NOTHING)


@pytest.fixture
def memory() -> Memory:
    """One that has worked out the eighth day."""
    memory = Memory()
    memory.keep(AMINA, encode(KEPT), KEPT, DAYS[7], *fold.advance(BEFORE, DAYS[7], DEFAULT))
    return memory


def test_the_same_bytes_and_the_same_day_give_what_was_worked_out(memory: Memory) -> None:
    """So the next day's check-in costs one step."""
    kept = memory.read(AMINA, encode(KEPT))

    assert kept is KEPT
    assert memory.after(AMINA, kept, DAYS[7]) == fold.advance(BEFORE, DAYS[7], DEFAULT)


def test_a_day_that_has_changed_is_stepped_through_again(memory: Memory) -> None:
    """Whatever staff put right meanwhile, here or by another process."""
    assert memory.after(AMINA, memory.read(AMINA, encode(KEPT)), DAYS[8]) is None


def test_a_state_that_has_changed_is_read_again(memory: Memory) -> None:
    """What another process wrote, or a transaction that was undone, is never mistaken for what is remembered."""
    other = Kept(b"settings", fold.replay(DAYS[:6], DEFAULT)[0], NOTHING)
    read = memory.read(AMINA, encode(other))

    assert read == other
    assert memory.after(AMINA, read, DAYS[7]) is None


def test_only_so_many_children_are_remembered(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one whom nobody has asked about for longest goes first."""
    monkeypatch.setattr(flag_memory, "MOST", 2)
    after = fold.advance(BEFORE, DAYS[7], DEFAULT)
    for number in (2, 3):
        memory.keep(uuid.UUID(int=number), encode(KEPT), KEPT, DAYS[7], *after)

    assert memory.after(AMINA, KEPT, DAYS[7]) is None
    assert memory.after(uuid.UUID(int=3), KEPT, DAYS[7]) == after
