"""The ways out of a question: which of the three a child's screens have.

*I want a grown-up* is always one of them and no setting can take it away, so that a turn has a way out besides a
feeling whatever was chosen. The other two follow the school, and staff may choose otherwise for one child.
"""

from __future__ import annotations

from kiosk.turn import ADULT, EXITS, NOT_SAY, NOT_SURE, Step, Turn
from sync.protocol import ChildSettings, Classroom

_NO_EXIT = {NOT_SURE: (Step.OWN_PICTURE, Step.HOW_NOW)}
"""Where a choice of the same name is an answer of its own: *I don't know my picture*, and one of four to *How now?*."""


def exits_of(settings: ChildSettings, classroom: Classroom | None) -> tuple[str, ...]:
    """The exits of a child in their order; all three while the school is unknown."""
    school = {NOT_SURE: classroom is None or classroom.unsure, NOT_SAY: classroom is None or classroom.unsaid}
    own = {NOT_SURE: settings.unsure, NOT_SAY: settings.unsaid}
    return tuple(each for each in EXITS if each == ADULT or (school[each] if own[each] is None else own[each]))


def shut(turn: Turn, choice: str) -> bool:
    """Whether a choice is an exit that this child's screens do not have."""
    if choice not in (NOT_SURE, NOT_SAY) or turn.child is None or choice in turn.child.exits:
        return False
    return turn.step not in _NO_EXIT.get(choice, ())
