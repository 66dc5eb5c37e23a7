"""What might help: the activities a child may choose, read once from `activities.toml` and checked.

Both ends use it: the tablet to offer, the service to keep each child's own order and to show staff the cards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Annotated, Literal

import msgspec

Tag = Literal["body", "together", "thinking"]
Family = Literal["sun", "leaf", "rain", "fire", "wobble", "mist"]


class ActivitiesError(Exception):
    """The file of activities can't be used; the message names the place and the cure."""


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing that might help."""

    id: str
    tag: Tag
    play: bool
    """There is something to make or touch, and no instruction to follow."""
    step: int
    """The lowest ladder step it is offered on, 1..4."""
    seconds: int
    """About how long it takes to its own end."""
    suits: frozenset[str]
    """Families of feeling that it suits."""
    tint: str
    """The colour of its card, `#RRGGBB`; ink is read on it."""

    @property
    def word(self) -> str:
        """The id of its name in `assets.words`."""
        return f"activity.{self.id}"

    @property
    def card(self) -> str:
        """The id of the sentences that tell an adult how to do it with a child."""
        return f"card.{self.id}"

    @property
    def picture(self) -> str:
        """The id of its picture in `assets.pictures`."""
        return f"activity_{self.id}"


@lru_cache(maxsize=1)
def load() -> tuple[Activity, ...]:
    """The activities that came with this Daybreak, in their usual order; read and checked once."""
    return read(files("assets").joinpath("activities.toml").read_bytes(), "activities.toml")


@lru_cache(maxsize=1)
def by_id() -> Mapping[str, Activity]:
    """The same activities by their ids."""
    return {activity.id: activity for activity in load()}


class _Row(msgspec.Struct, forbid_unknown_fields=True):
    tag: Tag
    step: Literal[1, 2, 3, 4]
    seconds: Annotated[int, msgspec.Meta(ge=10, le=300)]
    suits: list[Family]
    tint: Annotated[str, msgspec.Meta(pattern="^#[0-9A-F]{6}$")]
    play: bool = False


def read(toml: bytes, name: str) -> tuple[Activity, ...]:
    """Read a list of activities and check that every child can be offered something of each kind.

    Raises:
        ActivitiesError: an entry that can't be, or a kind that is missing; the message says where and what to do.
    """
    try:
        told = msgspec.toml.decode(toml, type=dict[str, _Row])
    except msgspec.ValidationError as error:
        raise ActivitiesError(f"{name}: {error}. Correct or remove that entry.") from error
    except msgspec.DecodeError as error:
        raise ActivitiesError(f"{name} is not TOML: {error}. Correct that line.") from error
    found = tuple(
        Activity(id, row.tag, row.play, row.step, row.seconds, frozenset(row.suits), row.tint)
        for id, row in told.items()
    )
    for tag in ("body", "together", "thinking"):
        if not any(activity.tag == tag and activity.step == 1 for activity in found):
            raise ActivitiesError(f"{name} has nothing tagged {tag!r} for step 1. Add an activity.")
    return found
