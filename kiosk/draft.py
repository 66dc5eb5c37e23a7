"""What the recorder holds in its hands: the turn so far, and the draft of the next transaction."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.store import Change, Mark, Sealed


@dataclass(slots=True)
class TurnSoFar:
    """What this turn recorded, so far as it can still be taken back or added to."""

    check_in: bytes | None = None
    pupil: bytes | None = None
    """Whose check-in it is."""
    mark: Mark | None = None
    """The tick that this turn's check-in made; None when the pupil was ticked before."""
    request: bytes | None = None
    last_is_request: bool = False


@dataclass(slots=True)
class Draft:
    """What a handful of effects comes to, before it is one transaction."""

    events: list[Sealed] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    unmarks: list[Mark] = field(default_factory=list)
    opened: list[bytes] = field(default_factory=list)
    closed: list[bytes] = field(default_factory=list)
    came: dict[bytes, bytes] = field(default_factory=dict)
    """Requests about which a child has answered, and the event that tells so."""
    later: dict[bytes, Mark | None] = field(default_factory=dict)
    """Pupils with the check-in at which they chose *later today*; None when it has been done, or was not theirs."""
    here: set[Mark] = field(default_factory=set)

    @property
    def change(self) -> Change:
        """What the store is asked to make durable."""
        return Change(
            events=tuple(self.events),
            marks=tuple(self.marks),
            unmarks=tuple(self.unmarks),
            opened=tuple(self.opened),
            closed=tuple(self.closed),
        )
