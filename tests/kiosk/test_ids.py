"""Names of events: nobody else's, and side by side."""

from __future__ import annotations

import itertools
import uuid

from hypothesis import given
from hypothesis import strategies as st

from kiosk.ids import Names


def test_names_of_one_morning_stand_side_by_side() -> None:
    """A database that keeps them in order opens few pages for them; another opening of the record begins elsewhere."""
    names, others = Names(), Names()
    ours = [names() for _ in range(500)]
    theirs = {others() for _ in range(500)}

    assert ours == sorted(ours)
    assert len({each.bytes[:8] for each in ours}) == 1
    assert not {each.bytes[:8] for each in theirs} & {each.bytes[:8] for each in ours}


def test_a_copied_card_gives_out_other_names_from_the_same_beginning() -> None:
    """Even with the same luck at the start, what two copies draw for each name keeps them apart."""
    same = bytes(range(8))
    drawn = itertools.count()

    def luck(count: int) -> bytes:
        return same if count == 8 else next(drawn).to_bytes(count)

    one, other = Names(luck), Names(luck)

    assert not {one() for _ in range(100)} & {other() for _ in range(100)}


@given(st.binary(min_size=8, max_size=8), st.binary(min_size=5, max_size=5))
def test_every_name_is_a_uuid_of_the_kind_that_it_says(beginning: bytes, chance: bytes) -> None:
    """Version 8 of RFC 9562, whatever was drawn."""
    name = Names(lambda count: beginning if count == 8 else chance)()

    assert (name.version, name.variant) == (8, uuid.RFC_4122)
    assert name.bytes.endswith(chance)


def test_counting_goes_on_after_the_last_number() -> None:
    """After four million names another beginning is drawn, and none is given out twice."""
    names = Names()
    names._count = (1 << 22) - 2
    last = [names() for _ in range(4)]

    assert len(set(last)) == 4
    assert last[0].bytes[:8] == last[1].bytes[:8]
    assert last[2].bytes[:8] == last[3].bytes[:8]
    assert last[1].bytes[:8] != last[2].bytes[:8]
