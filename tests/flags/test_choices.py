"""What a school may change about its rules: a closed list, from the day it is changed, and never backwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.service import flag_choices
from sync.service.flags import fold
from sync.service.flags.settings import DEFAULT

FORMS = st.fixed_dictionaries(
    {},
    optional={f"on-{each.rule}": st.sampled_from(["yes", "no", ""]) for each in flag_choices.RULES}
    | {
        choice.name: st.sampled_from([value for value, _ in choice.values])
        for each in flag_choices.RULES
        for choice in each.choices
    },
)


@given(form=FORMS)
def test_whatever_is_chosen_what_somebody_said_is_heard(form: dict[str, str]) -> None:
    """A request, a concern and what may be a disclosure stay on, and a choice read from itself is the same."""
    chosen = flag_choices.read(form, DEFAULT)

    assert set(chosen.rules) >= flag_choices.ALWAYS
    again = {f"on-{rule}": "yes" for rule in chosen.rules}
    assert flag_choices.read(again, chosen) == chosen
    assert (
        bool(flag_choices.changed_rules(DEFAULT, chosen))
        == (chosen != DEFAULT)
        == bool(flag_choices.said(DEFAULT, chosen))
    )


@pytest.mark.parametrize("value", ["0", "nan", "99999", "-1", "2.0 or so", ""])
def test_a_value_that_is_not_offered_is_refused(value: str) -> None:
    """Nothing but the closed list comes through, however a browser asks."""
    with pytest.raises(flag_choices.ChoiceError):
        flag_choices.read({"R4.limit": value}, DEFAULT)


def test_every_rule_stands_on_the_page_or_is_always_on() -> None:
    """A rule added later must be given a place."""
    assert {each.rule for each in flag_choices.RULES} | flag_choices.ALWAYS == set(fold.RULES)
    for each in flag_choices.RULES:
        for choice in each.choices:
            assert choice.value(DEFAULT) in dict(choice.values)
