"""What was worked out of a child's rule state a day ago, so that the next day's check-in costs one step and no reading.

Only a shortcut: it is used when the very bytes that are kept, and the very day that came after them, are the same as
then. Whatever else has happened, the state is read and the day stepped through again, with the same result.
"""

from __future__ import annotations

import threading
import uuid
from collections import OrderedDict
from dataclasses import dataclass

import msgspec

from sync.service.flag_record import Counts
from sync.service.flags import fold
from sync.service.flags.flag import Flag
from sync.service.flags.record import Day

MOST = 2000
"""Children that are remembered at once: those of a large school, in some twenty megabytes."""


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What `RuleState.state` holds."""

    settings: bytes
    """Names the settings it was made with; others mean a replay."""
    before: fold.States
    """Where the rules stood before `RuleState.day`."""
    earlier: Counts
    """What the record held before that day."""


encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Kept).decode


@dataclass(frozen=True, slots=True)
class _Worked:
    state: bytes
    kept: Kept
    day: Day
    after: fold.States
    flags: tuple[Flag, ...]


class Memory:
    """The newest of each child. Safe for several threads."""

    def __init__(self) -> None:
        self._worked: OrderedDict[uuid.UUID, _Worked] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, pupil_id: uuid.UUID, state: bytes) -> Kept:
        """What these bytes hold.

        Raises:
            msgspec.DecodeError: they are another version's.
        """
        worked = self._worked.get(pupil_id)
        return worked.kept if worked is not None and worked.state == state else _decode(state)

    def after(self, pupil_id: uuid.UUID, kept: Kept, day: Day) -> tuple[fold.States, tuple[Flag, ...]] | None:
        """Where the rules stood after that one day and what they raised, if that was worked out of this `kept`."""
        worked = self._worked.get(pupil_id)
        if worked is None or worked.kept is not kept or worked.day != day:
            return None
        return worked.after, worked.flags

    def keep(
        self, pupil_id: uuid.UUID, state: bytes, kept: Kept, day: Day, after: fold.States, flags: tuple[Flag, ...]
    ) -> None:
        """Remember what came of a day after a state."""
        with self._lock:
            self._worked[pupil_id] = _Worked(state, kept, day, after, flags)
            self._worked.move_to_end(pupil_id)
            while len(self._worked) > MOST:
                self._worked.popitem(last=False)
