"""Which flags led to something, and on whom they fell: groups under five stay hidden, by subtraction too."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sync.service import flag_past, flagging
from sync.service.db.models import FlagState
from sync.service.flags.fairness import Child, Raised, by_group, hidden, precision
from tests.flags.school import MONDAY, MadeUpSchool, morning


def test_precision_counts_closed_flags_and_leaves_duplicates_out() -> None:
    """Three of five closed flags led to something; open ones and duplicates say nothing yet."""
    closed = ["spoke", "support", "dsl", "known", "no_concern", "duplicate", None]
    (rule,) = precision([Raised(str(number), "R4", reason) for number, reason in enumerate(closed)])

    assert (rule.raised, rule.closed, rule.acted) == (7, 5, 0.6)


def test_precision_of_under_five_closed_flags_is_not_said() -> None:
    """Two of two is not a hundred per cent."""
    (rule,) = precision([Raised("a", "R4", "spoke"), Raised("b", "R4", "spoke")])

    assert rule.acted is None


def test_a_year_of_four_children_hides_and_takes_the_next_smallest_with_it() -> None:
    """Else the four could be worked out from the school's total."""
    children = [
        Child(f"{year}/{number}", year) for year, size in (("1", 30), ("2", 4), ("3", 12)) for number in range(size)
    ]
    shares = {share.group: share.children for share in by_group(children, [Raised("1/0", "R4")], "year")}

    assert shares == {"1": 30, "2": None, "3": None}


def test_children_with_send_are_set_beside_the_others() -> None:
    """The share of children with a flag, by group; nobody is counted twice for two flags."""
    children = [Child(str(number), send=number < 5) for number in range(15)]
    raised = [Raised("0", "R4"), Raised("0", "R3"), Raised("7", "R4")]
    shares = {share.group: (share.children, share.flagged) for share in by_group(children, raised, "send")}

    assert shares == {"yes": (5, 0.2), "no": (10, 0.1)}


def test_of_two_groups_one_of_them_small_both_are_hidden() -> None:
    """Three children with EAL among twenty: neither figure is shown."""
    children = [Child(str(number), eal=number < 3) for number in range(20)]

    assert all(share.children is None for share in by_group(children, [], "eal"))


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 40)))
def test_no_hidden_group_can_be_worked_out(sizes: dict[str, int]) -> None:
    """Nothing under five is shown, and what is hidden is two groups of five or more together, or everything."""
    secret = hidden(sizes)
    shown = {group: size for group, size in sizes.items() if group not in secret and size}

    assert all(size >= 5 for size in shown.values())
    if secret and shown:
        assert len(secret) >= 2
        assert sum(sizes[group] for group in secret) >= 5


def test_the_schools_own_flags_and_years_are_read(tmp_path: Path) -> None:
    """What staff closed, by rule and year, from a real database; a child who left is out."""
    school = MadeUpSchool(tmp_path, children=6)
    with school.write() as session:
        for child in school.children:
            school.ask(session, child, MONDAY)
        for flag in flagging.update(session, school.id, school.children, MONDAY, morning(MONDAY)):
            flag.state, flag.closed_reason = FlagState.CLOSED, "spoke"
        school.leave(session, school.children[0], MONDAY)
    with school.db.read() as session:
        children, raised = flag_past.outcomes(session, school.id, MONDAY - timedelta(1))
    school.db.close()
    (year,) = by_group(children, raised, "year")

    assert (year.group, year.children, year.flagged, year.acted) == ("4", 5, 1.0, 1.0)
