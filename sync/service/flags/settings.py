"""What a school may choose about its flags, each rule on its own, in one frozen object.

Lengths are in days the child attended unless they say otherwise, values on the catalogue's -2..2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec


class LowRun(msgspec.Struct, frozen=True):
    """R3: low on `lows` of the last `of` days in."""

    low_at: float = -1.0
    """A day is low when its mean is at most this: *not okay*, *poorly*, *sad*; *tired* alone is not."""
    lows: int = 3
    of: int = 5
    settle: int = 20
    """Answered days without a run after which the standing plan lapses and the rule can speak again."""


class OwnChange(msgspec.Struct, frozen=True):
    """R4: lower than the child's own usual. Chosen by simulation; see `r4_change`."""

    learn: int = 20
    """Answered days before the rule may speak."""
    lag: int = 5
    """Answered days that wait before the usual learns from them."""
    memory: int = 120
    """Answered days that the usual reaches back over."""
    prior_sd: float = 0.85
    """The spread of an ordinary child, to which a short record is drawn; the mean never is."""
    prior_days: float = 15.0
    floor_sd: float = 0.6
    weight: float = 0.2
    """Of the newest day in the moving average."""
    limit: float = 2.7
    """Of the moving average, in its own standard errors."""
    slack: float = 0.75
    """Own SDs a day may be low before the running sum grows."""
    decision: float = 4.0
    """Of the running sum, in own SDs."""
    rest: int = 10
    """Days after a flag in which the rule stays silent."""


class Settings(msgspec.Struct, frozen=True):
    """Every rule's settings; `rules` are those that are switched on."""

    rules: tuple[str, ...] = ("R1", "R3", "R4")
    break_days: int = 8
    """Calendar days without the child, weekends too, that end a run; what is usual for the child stays."""
    r3: LowRun = LowRun()
    r4: OwnChange = OwnChange()


DEFAULT = Settings()


def of_school(chosen: Mapping[str, Any]) -> Settings:
    """Return a school's settings from what it stored, such as `{"r4": {"limit": 2.9}}`; the rest is as shipped.

    Raises:
        msgspec.ValidationError: a value is of the wrong kind.
    """
    return msgspec.convert(dict(chosen), Settings)


def with_changes(settings: Settings, changes: Iterable[str]) -> Settings:
    """Return the settings with changes such as `R4.limit=2.7` made.

    Raises:
        ValueError: a change names no setting, or its value is of the wrong kind; the message names it.
    """
    for change in changes:
        name, equals, value = change.partition("=")
        rule, dot, field = name.strip().partition(".")
        part = getattr(settings, rule.lower(), None) if dot else settings
        field = field or rule
        if not equals or not isinstance(part, msgspec.Struct) or field not in part.__struct_fields__:
            raise ValueError(f"{change!r} names no setting; write it like R4.limit=2.7")
        kind = type(getattr(part, field))
        try:
            changed = msgspec.structs.replace(part, **{field: kind(value)})
        except ValueError as wrong:
            raise ValueError(f"{change!r}: {name.strip()} takes a number like {getattr(part, field)}") from wrong
        settings = msgspec.structs.replace(settings, **{rule.lower(): changed}) if dot else changed  # type: ignore[assignment]
    return settings
