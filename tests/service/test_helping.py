"""The order in which a child is offered what might help."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from assets import activities
from sync.service.helping import FEW, After, order

ALL = [each.id for each in activities.load()]
CHILDREN = [uuid.UUID(int=n).bytes for n in range(1, 31)]


def test_every_child_has_an_order_of_their_own_that_stays() -> None:
    """Thirty children, hardly two alike, and each the same on any day: so an order gives nothing away."""
    orders = [order(child, ALL, {}) for child in CHILDREN]

    assert orders == [order(child, list(reversed(ALL)), {}) for child in CHILDREN]
    assert len(set(orders)) == len(CHILDREN)
    assert {each[0] for each in orders} >= set(ALL[:3]) or len({each[0] for each in orders}) > 6


@given(
    counts=st.dictionaries(
        st.sampled_from(ALL), st.builds(After, *(st.integers(0, 30) for _ in range(3))), max_size=len(ALL)
    ),
    child=st.sampled_from(CHILDREN),
    chosen=st.lists(st.sampled_from([*ALL, "unknown"]), max_size=3, unique=True),
)
def test_an_order_always_names_each_activity_once(counts: dict[str, After], child: bytes, chosen: list[str]) -> None:
    """Whatever was counted, nothing is lost or offered twice, and a plan's choices come first."""
    found = order(child, ALL, counts, chosen)

    assert sorted(found) == sorted(ALL)
    known = [each for each in chosen if each in ALL]
    assert list(found[: len(known)]) == known


def test_what_helped_this_child_moves_up_and_what_did_not_moves_down() -> None:
    """Enough answers move it to the front or the end; too few leave it where it was."""
    start = order(CHILDREN[0], ALL, {})
    last, first = start[-1], start[0]

    assert order(CHILDREN[0], ALL, {last: After(easier=9, same=1)})[0] == last
    assert order(CHILDREN[0], ALL, {first: After(harder=FEW)})[-1] == first
    assert order(CHILDREN[0], ALL, {last: After(easier=FEW - 1)}) == start
    assert After(easier=5).help < After(easier=50).help < 1
