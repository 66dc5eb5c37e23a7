"""The thirty-second card: notice, accept, hold, settle, as data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Four short lines for the adult who goes to the child now."""

    notice: str
    accept: str
    hold: str
    settle: str

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        return (("Notice", self.notice), ("Accept", self.accept), ("Hold", self.hold), ("Settle", self.settle))


LISTEN = (
    "If they tell you something worrying: listen, don't lead, don't promise to keep it secret. "
    "Write down their words and go to the safeguarding lead in person, now."
)

DISCLOSURE = (
    ("Listen", "Let them use their own words, at their own pace. Show that you believe them."),
    ("Don't lead", "Ask nothing but “Tell me”, “Explain to me” or “Describe to me”; then wait."),
    ("Don't promise secrecy", "“I may need to tell somebody whose job is to keep you safe.”"),
    ("Write their words", "As they said them, with the time and the place; not what you think they mean."),
    ("Go to the safeguarding lead", "In person, now. Passing this flag on does not replace it."),
)
"""What an adult does when it may be a disclosure."""


@cache
def cards() -> dict[str, Card]:
    """The cards by family of feeling, read once."""
    text = Path(__file__).with_suffix(".toml").read_bytes()
    return msgspec.toml.decode(text, type=dict[str, Card])


def card(family: str) -> Card:
    """The card for a family; the one for *not sure* when there is none of its own."""
    return cards().get(family, cards()["mist"])
