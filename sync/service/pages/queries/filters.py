"""Which flags a queue shows: by where they stand, class, rule and owner, as an address says it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case
from sqlalchemy.sql.elements import SQLCoreOperations

from sync.service.access import Viewer
from sync.service.db.models import OPEN, UNREAD, FlagRow, FlagState, Pupil
from sync.service.pages import words

WANTED: dict[str, tuple[FlagState, ...]] = {
    "": OPEN,
    "new": UNREAD,
    "seen": (FlagState.SEEN,),
    "watching": (FlagState.WATCHING,),
    "passed": (FlagState.PASSED,),
    "closed": (FlagState.CLOSED,),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What an address asks for; empty fields ask for all."""

    state: str = ""
    classroom: str = ""
    rule: str = ""
    owner: str = ""
    """An adult's id, `me`, or `none`."""

    @property
    def query(self) -> dict[str, str]:
        """As the address says it."""
        said = {"state": self.state, "class": self.classroom, "rule": self.rule, "owner": self.owner}
        return {name: value for name, value in said.items() if value}

    @property
    def narrow(self) -> bool:
        """More is asked for than a state."""
        return bool(self.classroom or self.rule or self.owner)

    def conditions(self, viewer: Viewer) -> ColumnElement[bool]:
        """The flags asked for; who may see them is the caller's to add."""
        wanted: list[ColumnElement[bool]] = [FlagRow.state.in_(WANTED[self.state])]
        if self.classroom:
            wanted.append(Pupil.class_id == uuid.UUID(self.classroom))
        if self.rule:
            wanted.append(FlagRow.rule == self.rule)
        if self.owner == "none":
            wanted.append(FlagRow.owner_id.is_(None))
        elif self.owner:
            wanted.append(FlagRow.owner_id == (viewer.staff_id if self.owner == "me" else uuid.UUID(self.owner)))
        return and_(*wanted)

    def order(self, today: date) -> list[SQLCoreOperations[Any]]:
        """Overdue first, then what nobody has looked at, then what was passed on, seen and watched."""
        if self.state == "closed":
            return [FlagRow.day.desc(), FlagRow.rule, Pupil.given_name, FlagRow.id]
        rank = case(
            (and_(FlagRow.state == FlagState.WATCHING, FlagRow.due_on <= today), 0),
            (FlagRow.state.in_(UNREAD), 1),
            (FlagRow.state == FlagState.PASSED, 2),
            (FlagRow.state == FlagState.SEEN, 3),
            else_=4,
        )
        return [rank, FlagRow.due_on, FlagRow.raised_at.desc(), FlagRow.rule, Pupil.given_name, FlagRow.id]


def read(asked: Mapping[str, str]) -> Filters | None:
    """The filters of an address or form; None when it asks for what does not exist."""
    state, rule, owner = asked.get("state", ""), asked.get("rule", ""), asked.get("owner", "")
    classroom = asked.get("class", "")
    ids = [classroom] if owner in ("", "me", "none") else [classroom, owner]
    if state not in WANTED or (rule and rule not in words.RULES) or not all(_is_id(each) for each in ids if each):
        return None
    return Filters(state, classroom, rule, owner)


def _is_id(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
