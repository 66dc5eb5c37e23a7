"""Which rows of the table of pupils are children that staff know of.

Every class has spare tiles for visitors, which are nobody until a child uses one, and tiles of visitors whom staff have
recognised, which are somebody else. Neither is a child to count or to list.
"""

from __future__ import annotations

from typing import Protocol

from sqlalchemy import ColumnElement, and_, or_

from sync.service.db.models import VISITOR, Pupil


class Tile(Protocol):
    """A row of that table, whole or in part."""

    @property
    def source(self) -> str: ...
    @property
    def given_name(self) -> str: ...


def listed() -> ColumnElement[bool]:
    """Children who have not left, visitors who came among them."""
    return and_(Pupil.left_on.is_(None), Pupil.merged_into.is_(None), or_(~_nameless(), Pupil.came_on.is_not(None)))


def spare() -> ColumnElement[bool]:
    """Tiles that are ready for a visitor."""
    unused = and_(Pupil.came_on.is_(None), Pupil.merged_into.is_(None), Pupil.left_on.is_(None))
    return and_(_nameless(), unused)


def nameless(pupil: Tile) -> bool:
    """True for a visitor to whom staff have given no name."""
    return pupil.source == VISITOR and not pupil.given_name


def _nameless() -> ColumnElement[bool]:
    return and_(Pupil.source == VISITOR, Pupil.given_name == "")
