"""The second copy: whatever becomes of one of the two, every tap is still there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from kiosk.store import FILE, Change, Sealed, Store, open_store
from kiosk.store.journal import FOLDER, Entry, Journal
from tests.kiosk.records import NOW, NOW_S, add, ids, sealed, settle


def entry(seq: int, *, urgent: bool = False) -> Entry:
    return Entry(b"a-record", seq, os.urandom(16), b"keys", os.urandom(112), urgent)


def written(folder: Path, entries: list[Entry]) -> None:
    journal = Journal(folder)
    for each in entries:
        journal.append([each])
    journal.close()


def segments(folder: Path) -> list[Path]:
    return sorted((folder / FOLDER).glob("*.log"))


def spoilt(path: Path) -> None:
    path.write_bytes(os.urandom(30_000))
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def test_what_is_appended_is_found_again_in_order(tmp_path: Path) -> None:
    """Across starts, each of which begins a file of its own."""
    entries = [entry(seq, urgent=seq % 2 == 0) for seq in range(1, 8)]
    written(tmp_path, entries[:3])
    written(tmp_path, entries[3:])
    journal = Journal(tmp_path)

    assert journal.found == tuple(entries)
    assert not journal.damaged
    assert len(segments(tmp_path)) == 2
    assert {path.stat().st_mode & 0o777 for path in segments(tmp_path)} == {0o600}


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 2000), flips=st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 255)), max_size=4))
def test_damage_takes_the_records_it_hits_and_no_others(
    tmp_path_factory: pytest.TempPathFactory, cut: int, flips: list[tuple[int, int]]
) -> None:
    """A torn end, flipped bits: every record they did not touch is still believed, and nothing else is."""
    folder = tmp_path_factory.mktemp("journal")
    entries = [entry(seq) for seq in range(1, 13)]
    written(folder, entries)
    path = segments(folder)[0]
    data = bytearray(path.read_bytes())
    size = len(data) // len(entries)
    for at, bits in flips:
        data[at % len(data)] ^= bits
    end = len(data) - cut % len(data)
    path.write_bytes(data[:end])
    was = path.read_bytes()[:end]
    first = [
        each
        for number, each in enumerate(entries)
        if (number + 1) * size <= end and not any(at % len(data) // size == number for at, _ in flips)
    ]

    found = Journal(folder).found

    assert was == bytes(data[:end])
    assert set(found) >= set(first)
    assert set(found) <= set(entries)


@pytest.mark.parametrize("content", [b"", b"rubbish " * 900, os.urandom(5000), b"\xd5\xdb\xe7\x9b" * 500])
def test_a_segment_of_rubbish_stops_nothing(tmp_path: Path, content: bytes) -> None:
    """The tablet starts, takes a tap, and the other segments are read."""
    kept = entry(1)
    written(tmp_path, [kept])
    (tmp_path / FOLDER / "000000000000-000.log").write_bytes(content)
    (tmp_path / FOLDER / "000000000009-000.log").mkdir()
    store = open_store(tmp_path, NOW)
    add(store, sealed())

    assert store.waiting() == 2
    store.close()


def test_a_lost_database_is_rebuilt_from_the_journal(tmp_path: Path) -> None:
    """Under the same name, with the same numbers, urgent ones first: the service notices nothing."""
    store = open_store(tmp_path, NOW)
    events = [sealed(), sealed(urgent=True), sealed()]
    add(store, *events)
    settle(store, events[0])
    name = store.store_id
    before = {each.event_id: each.seq for each in (store.next_batch(9)[1])}
    store.close()
    spoilt(tmp_path / FILE)
    again = open_store(tmp_path, NOW)

    assert again.store_id == name
    assert again.waiting() == 3  # the one that was confirmed goes again, and is known there already
    urgent, first = again.next_batch(9)
    assert urgent
    assert {each.event_id: each.seq for each in first} == before
    add(again, sealed())
    assert [each.seq for each in again.next_batch(9)[1]] == [2]
    again.close()


def test_an_older_copy_of_the_database_gives_no_number_twice(tmp_path: Path) -> None:
    """Somebody copied a file back: what it lacks comes from the journal, and numbers go on."""
    store = open_store(tmp_path, NOW)
    add(store, sealed())
    store.close()
    old = (tmp_path / FILE).read_bytes()
    store = open_store(tmp_path, NOW)
    later = [sealed(), sealed()]
    add(store, *later)
    store.close()
    (tmp_path / FILE).write_bytes(old)
    again = open_store(tmp_path, NOW)
    newest = sealed()
    add(again, newest)
    numbers = {each.event_id: each.seq for each in again.next_batch(9)[1]}
    again.close()

    assert len(numbers) == 4
    assert len(set(numbers.values())) == 4
    assert numbers[newest.event_id] > numbers[later[-1].event_id]


def test_both_copies_lost_the_tablet_begins_anew(tmp_path: Path) -> None:
    """There is nothing to be had back, and the next child is checked in all the same."""
    store = open_store(tmp_path, NOW)
    add(store, sealed())
    name = store.store_id
    store.close()
    spoilt(tmp_path / FILE)
    for path in segments(tmp_path):
        path.write_bytes(os.urandom(300))
    again = open_store(tmp_path, NOW)
    add(again, sealed())

    assert again.waiting() == 1
    assert again.store_id != name
    again.close()


def test_a_journal_that_cannot_be_written_does_not_keep_a_child_from_being_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database has it. The copy is made as soon as it can be."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    store = open_store(tmp_path, NOW)
    with monkeypatch.context() as broken:
        broken.setattr("os.fdatasync", full)
        add(store, sealed(), sealed())
        during = store.journal.failing
    waiting = store.waiting()
    add(store, sealed())

    assert (during, waiting, store.journal.failing) == (True, 2, False)
    store.close()
    assert len(Journal(tmp_path).found) == 3


def test_an_event_whose_copy_was_cut_off_gets_it_at_the_next_start(tmp_path: Path) -> None:
    """A power cut between the commit and the copy."""
    store = open_store(tmp_path, NOW)
    add(store, sealed())
    store.close()
    segments(tmp_path)[0].unlink()
    open_store(tmp_path, NOW).close()

    assert len(Journal(tmp_path).found) == 1


def test_segments_go_when_the_database_has_forgotten_what_is_in_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A card does not fill up over the years."""
    monkeypatch.setattr("kiosk.store.journal.SEGMENT_RECORDS", 2)
    store = open_store(tmp_path, NOW)
    events = [sealed() for _ in range(6)]
    add(store, *events)
    settle(store, *events[:4])
    store.tidy(NOW_S + 31 * 24 * 3600, "2026-12-24")
    store.close()

    found = Journal(tmp_path).found
    assert [each.event_id for each in found] == [each.event_id for each in events[4:]]


def test_what_the_service_has_erased_is_in_neither_copy(tmp_path: Path) -> None:
    """Not its bytes, in no file of the folder; its id stays, so that it never comes back."""
    store = open_store(tmp_path, NOW)
    gone, kept = sealed(), sealed()
    add(store, gone, kept)
    settle(store, gone, outcome="erased")
    store.close()

    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert gone.box not in everything
    assert kept.box in everything
    again = open_store(tmp_path, NOW)
    assert ids(again) == [kept.event_id]
    again.close()


def test_an_event_erased_long_after_it_was_confirmed_goes_too(tmp_path: Path) -> None:
    """The ids come with the class; those that this tablet never had are passed over."""
    store = open_store(tmp_path, NOW)
    gone = sealed()
    add(store, gone)
    settle(store, gone)
    store.erase([gone.event_id, b"another tablet's"])
    store.close()

    assert gone.box not in b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def events(store: Store, count: int) -> list[Sealed]:
    made = [sealed() for _ in range(count)]
    add(store, *made)
    settle(store, *made)
    return made


def test_a_restored_service_is_sent_again_what_it_may_miss(tmp_path: Path) -> None:
    """Another epoch: all beyond what it still holds waits once more, in the old order."""
    store = open_store(tmp_path, NOW)
    made = events(store, 5)

    assert store.service_holds("first", 5) == 0
    assert store.service_holds("second", 2) == 3
    assert ids(store) == [each.event_id for each in made[2:]]
    assert store.service_holds("second", 2) == 0
    store.close()


def test_a_service_that_holds_less_than_it_said_was_restored_too(tmp_path: Path) -> None:
    """Somebody copied its file back without saying so."""
    store = open_store(tmp_path, NOW)
    events(store, 4)
    store.service_holds("first", 4)

    assert store.service_holds("first", 1) == 3
    store.close()


def test_a_growing_hold_sends_nothing_again(tmp_path: Path) -> None:
    """The ordinary day."""
    store = open_store(tmp_path, NOW)
    again = []
    for held in (1, 2, 3):
        events(store, 1)
        again.append(store.service_holds("first", held))
    add(store, sealed(), ahead := sealed(urgent=True))
    settle(store, ahead)  # it overtook: the service lacks the one before, and has never confirmed that one

    assert [*again, store.service_holds("first", 3)] == [0, 0, 0, 0]
    assert store.waiting() == 1
    store.close()


def test_a_service_that_forgot_what_it_had_just_confirmed_is_sent_it_again(tmp_path: Path) -> None:
    """Its machine went back to a snapshot before it could say how far it holds the record: its epoch is the same."""
    store = open_store(tmp_path, NOW)
    events(store, 2)
    store.service_holds("first", 2)
    made = events(store, 2)

    assert store.service_holds("first", 2) == 2
    assert ids(store) == [each.event_id for each in made]
    settle(store, *made)
    assert store.service_holds("first", 4) == 0
    store.close()


def test_erased_events_do_not_go_again_to_a_restored_service(tmp_path: Path) -> None:
    """A backup must not bring back what a family had erased."""
    store = open_store(tmp_path, NOW)
    made = events(store, 2)
    store.service_holds("first", 2)
    store.erase([made[0].event_id])

    assert store.service_holds("second", 0) == 1
    assert ids(store) == [made[1].event_id]
    store.close()


def test_a_record_of_the_version_before_is_brought_along(tmp_path: Path) -> None:
    """With what waits in it."""
    store = open_store(tmp_path, NOW)
    store.apply(Change(events=(sealed(), sealed())), NOW_S)
    for statement in [f"ALTER TABLE meta DROP COLUMN {name}" for name in ("epoch", "held", "device", "since")]:
        store._connection.execute(text(statement))
    store._connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    store._connection.commit()
    store.close()
    again = open_store(tmp_path, NOW)

    assert again.waiting() == 2
    assert again.put_aside() == []
    assert again.service_holds("first", 0) == 0
    again.close()
