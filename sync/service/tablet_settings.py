"""What a school chooses for all its tablets. A child's own settings stand with the child."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from sync.protocol import ChildSettings
from sync.service.db.models import School

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class TabletSettings(msgspec.Struct, frozen=True, omit_defaults=True):
    """Times are local, `HH:MM`."""

    quick_morning: bool = False
    """Activities are offered at the second check-in instead of the first."""
    quiet_hours: tuple[str, str] | None = None
    """The tablets make no sound between these."""
    slot_from: tuple[str, ...] = ("00:00", "12:30")
    staffed: tuple[str, str] = ("08:30", "15:45")
    unsure: bool = True
    """Questions have *Not sure*. *I want a grown-up* can't be switched off, so it is no choice."""
    unsaid: bool = True
    """Questions have *I don't want to say*."""


def of_school(school: School) -> TabletSettings:
    """The school's choice; as shipped where it chose nothing, or something this version does not understand."""
    try:
        return msgspec.convert(school.settings.get("tablets", {}), TabletSettings)
    except msgspec.ValidationError:
        return TabletSettings()


def keep(school: School, chosen: TabletSettings) -> None:
    """Store the school's choice beside its other settings."""
    school.settings = {**school.settings, "tablets": msgspec.to_builtins(chosen)}


def of_child(settings: Mapping[str, Any]) -> ChildSettings:
    """A child's settings as stored; as for everybody where they hold something this version does not understand."""
    try:
        return msgspec.convert(dict(settings), ChildSettings)
    except msgspec.ValidationError:
        return ChildSettings()


def is_time(text: str) -> bool:
    """True for a time of day such as `08:30`."""
    return bool(_TIME.fullmatch(text))
