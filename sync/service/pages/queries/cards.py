"""One child on the wall of Today, in one of six states.

A feeling, *not sure*, *chose not to say*, *away*, *not yet* and *opted out* are told apart here, once, so that no page
can take silence for an answer.
"""

from __future__ import annotations

import enum
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sync.service.pages.drawing import NOT_SAY, NOT_SURE, feeling_word, known
from sync.service.pages.queries.requests import Asked

CHANGED = {"R3": "low on several days", "R4": "changed from their usual"}
"""Rules whose open flags mark a child on the wall, and how they say it."""


class State(enum.Enum):
    """What is known of a child today; six different things."""

    FEELING = "feeling"
    NOT_SURE = "not sure"
    NOT_SAY = "chose not to say"
    AWAY = "away"
    NOT_YET = "not yet"
    OPTED_OUT = "opted out"

    @property
    def answered(self) -> bool:
        """The child has checked in: *not sure* and *I don't want to say* are answers too."""
        return self in (State.FEELING, State.NOT_SURE, State.NOT_SAY)


@dataclass(frozen=True, slots=True)
class Card:
    """One child on the wall."""

    pupil_id: uuid.UUID
    class_id: uuid.UUID
    name: str
    state: State
    answers: tuple[str, ...] = ()
    at: datetime | None = None
    earlier: str = ""
    """The answer before this one, when the child checked in again today."""
    taken_back: bool = False
    """The child took back a check-in and has made no other."""
    code: str = ""
    """The register's code of a child who is away."""
    asked: Asked | None = None
    """The child's open request for a grown-up."""
    more: str = ""
    """What the child added to the answer: `big · about friends`."""
    flagged: str = ""
    """The rule of the child's open flag, when it is one of `CHANGED`."""

    @property
    def pictures(self) -> tuple[str, ...]:
        """The drawings of a child's answers, those this catalogue knows."""
        if self.state is State.FEELING:
            return tuple(answer for answer in self.answers if known(answer))
        return {State.NOT_SURE: ("not_sure",), State.NOT_SAY: ("not_say",)}.get(self.state, ())

    @property
    def why(self) -> str:
        """Why the child is marked, in words; empty when not."""
        return CHANGED.get(self.flagged, "")

    @property
    def word(self) -> str:
        if self.state is State.FEELING:
            return " and ".join(feeling_word(answer) for answer in self.answers)
        return {
            State.NOT_SURE: "Not sure",
            State.NOT_SAY: "Chose not to say",
            State.AWAY: f"Away ({self.code})",
            State.NOT_YET: "Not yet",
            State.OPTED_OUT: "Opted out",
        }[self.state]

    @property
    def here(self) -> bool:
        """What a covered page may say: *in*, or *not yet*. A child who opted out looks no different."""
        return self.state.answered or self.state is State.OPTED_OUT


def state_of(answers: Collection[str] | None, *, opted_out: bool, code: str) -> State:
    """The state of a child.

    Args:
        answers: those of the child's last check-in today that stands; None without one.
        code: the register's, of a child who is away; empty otherwise.
    """
    if answers is not None:
        if {NOT_SURE, NOT_SAY}.issuperset(answers):
            return State.NOT_SURE if NOT_SURE in answers else State.NOT_SAY
        return State.FEELING
    if code:
        return State.AWAY
    return State.OPTED_OUT if opted_out else State.NOT_YET
