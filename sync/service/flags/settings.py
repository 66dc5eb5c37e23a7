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
    """Answered days running without a low one, after which the standing plan lapses and the rule can speak again."""


class OwnChange(msgspec.Struct, frozen=True):
    """R4: lower than the child's own usual. Chosen by simulation; see `r4_change`."""

    learn: int = 20
    """Answered days before the rule may speak."""
    window: int = 10
    """Answered days back in which a change may have begun; the usual spread learns from days before them."""
    drop: float = 1.0
    """The drop the rule listens for, in own SDs; larger ones are heard sooner still."""
    deepest: float = 2.0
    """Own SDs below the usual that a single day counts for at most: one face is one tap."""
    limit: float = 5.4
    """How sure it must be, in log odds: higher is fewer flags, and later ones."""
    memory: int = 80
    """Answered days the usual reaches back over, older ones fading."""
    keep: int = 20
    """Answered days of the old usual that still count after a flag, so that a new level soon becomes usual."""
    prior_sd: float = 0.85
    """The spread of an ordinary child, to which a short record is drawn; the mean never is."""
    prior_days: float = 30.0
    floor_sd: float = 0.6
    rest: int = 8
    """Answered days after a flag in which the rule stays silent."""


class Body(msgspec.Struct, frozen=True):
    """R2: hungry, poorly or hurt at once; tired on `tired` of the last `of` days in."""

    tired: int = 3
    of: int = 5
    rest: int = 10
    """Days in after a flag about tiredness before another one."""


class Spread(msgspec.Struct, frozen=True):
    """R5: day-to-day steps in the last `of` far wider than the usual ones."""

    of: int = 10
    learn: int = 20
    memory: int = 80
    ratio: float = 3.5
    """How many times the usual squared step; 4 is twice as far."""
    prior_sd: float = 0.85
    prior_days: float = 15.0
    floor_sd: float = 0.6
    rest: int = 20
    """Answered days after a flag in which the rule stays silent."""


class Quiet(msgspec.Struct, frozen=True):
    """R6: present and asked, and no feeling told, this many days running."""

    days: int = 5


class FlatTop(msgspec.Struct, frozen=True):
    """R7: nothing but the happiest answers, this many answered days running."""

    days: int = 20
    top: float = 2.0


class Settings(msgspec.Struct, frozen=True):
    """Every rule's settings; `rules` are those that are switched on."""

    rules: tuple[str, ...] = ("R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9")
    break_days: int = 8
    """Calendar days without the child, weekends too, that end a run; what is usual for the child stays."""
    r2: Body = Body()
    r3: LowRun = LowRun()
    r4: OwnChange = OwnChange()
    r5: Spread = Spread()
    r6: Quiet = Quiet()
    r7: FlatTop = FlatTop()


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
