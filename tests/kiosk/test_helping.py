"""Which three things a child is offered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assets import activities, catalogue
from kiosk.helping import offers
from tests.kiosk.conversation import activity

ALL = activities.load()
TAG = {each.id: each.tag for each in ALL}
FEELINGS = catalogue.load().feelings
STIRRED = ("cross", "scared", "worried")
ORDERS = st.permutations([each.id for each in ALL]).map(tuple)
STEPS = st.integers(1, 4)
TOLD = st.lists(st.sampled_from(sorted(FEELINGS)), max_size=2, unique=True)


@given(TOLD, STEPS, ORDERS)
def test_there_are_always_three_one_of_them_with_somebody(told: list[str], step: int, order: tuple[str, ...]) -> None:
    """Whatever the child feels, whatever staff put first."""
    chosen = offers(ALL, [FEELINGS[id] for id in told], step, order)

    assert len(set(chosen)) == 3
    assert "together" in {TAG[id] for id in chosen}
    assert all(each.step <= step for each in ALL if each.id in chosen)


@given(st.sampled_from(STIRRED), STEPS, ORDERS)
def test_the_body_comes_first_when_a_child_is_stirred_up(feeling: str, step: int, order: tuple[str, ...]) -> None:
    """Something for the body, then somebody, and only then something to think about."""
    tags = [TAG[id] for id in offers(ALL, [FEELINGS[feeling]], step, order)]

    assert tags[0] == "body"
    assert tags == sorted(tags, key=("body", "together", "thinking").index)


@given(STEPS, ORDERS)
def test_the_childs_own_order_decides_among_what_suits(step: int, order: tuple[str, ...]) -> None:
    """So that a plan is followed and does not show."""
    chosen = offers(ALL, [FEELINGS["sad"]], step, order)
    suiting = [id for id in order for each in ALL if each.id == id and each.step <= step and "rain" in each.suits]

    assert list(chosen[:2]) == suiting[:2]


def test_what_suits_comes_before_what_does_not() -> None:
    """An activity for another feeling is offered only when there is nothing else."""
    few = (
        activity("other", "together", suits=frozenset({"sun"})),
        activity("one", "body", suits=frozenset({"rain"})),
        activity("two", "together", suits=frozenset({"rain"})),
    )

    assert offers(few, [FEELINGS["sad"]], 1) == ("one", "two", "other")


def test_after_not_sure_everything_suits() -> None:
    """No feeling was named, so none is assumed."""
    few = tuple(activity(id, "together", suits=frozenset({"sun"})) for id in ("a", "b", "c"))

    assert offers(few, [], 1, ("c", "a")) == ("c", "a", "b")


def test_what_a_newer_service_orders_is_passed_over() -> None:
    """An id that this tablet does not know leaves no gap."""
    assert len(offers(ALL, [FEELINGS["sad"]], 2, ("trampoline", "hum"))) == 3
    assert offers(ALL, [FEELINGS["sad"]], 2, ("trampoline", "hum"))[0] == "hum"


def test_nothing_is_offered_where_there_is_nothing() -> None:
    """A tablet without activities thanks at once."""
    assert offers((), [FEELINGS["sad"]], 2) == ()
