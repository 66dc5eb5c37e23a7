"""What follows from what a child says: the tablet carries these out, and `kiosk.recorder` makes them last."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Record a check-in."""

    pupil: str
    answers: tuple[str, ...]
    step: int
    position: int
    by_adult: bool = False


@dataclass(frozen=True, slots=True)
class AskAdult:
    """Send a request for a grown-up, now."""

    pupil: str | None


@dataclass(frozen=True, slots=True)
class AddToRequest:
    """Add to the request of this turn: who is asking, which adult, or how."""

    pupil: str | None = None
    adult: str | None = None
    how: str | None = None
    someone_else: bool = False
    """None of the adults in the pictures."""


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Withdraw what this turn recorded last; with `check_in`, its check-in, whatever came after."""

    check_in: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """Tick a child on the class wall and record nothing: an opted-out child's tile looks like any other."""

    pupil: str


@dataclass(frozen=True, slots=True)
class TellMore:
    """Add to this turn's check-in: how big, or what it is about."""

    size: int | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Did:
    """Record an activity of this turn."""

    activity: str
    seconds: int
    to_the_end: bool


@dataclass(frozen=True, slots=True)
class SayHowNow:
    """Record how it is after an activity: `easier`, `same`, `harder` or `not_sure`."""

    activity: str
    answer: str


@dataclass(frozen=True, slots=True)
class SayCame:
    """Record whether a grown-up came: `yes`, `no` or `not_sure`."""

    request: str
    came: str


@dataclass(frozen=True, slots=True)
class RememberLater:
    """Offer what might help at this pupil's second check-in of the day. Kept in memory only."""

    pupil: str


Effect = CheckIn | AskAdult | AddToRequest | TakeBack | Tick | TellMore | Did | SayHowNow | SayCame | RememberLater
