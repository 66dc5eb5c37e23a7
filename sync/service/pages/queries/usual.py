"""A child's own usual range, as the rule about change (R4) has learnt it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import msgspec
from sqlalchemy.orm import Session

from sync.service import flagging
from sync.service.db.models import RuleState
from sync.service.flag_memory import Kept
from sync.service.flags import r4_change


@dataclass(frozen=True, slots=True)
class Usual:
    """Mean and spread of a child's own days, on the catalogue's -2..2."""

    mean: float
    sd: float

    @property
    def low(self) -> float:
        return max(-2.0, self.mean - self.sd)

    @property
    def high(self) -> float:
        return min(2.0, self.mean + self.sd)


def read_usual(session: Session, school_id: uuid.UUID, pupil_id: uuid.UUID) -> Usual | None:
    """Read the range that the rule goes by; None while the child's record is too short to have one."""
    row = session.get(RuleState, (school_id, pupil_id))
    if row is None:
        return None
    try:
        state = msgspec.msgpack.decode(row.state, type=Kept).before.r4
    except msgspec.DecodeError:
        # Written by another version: the next check-in replays this child and writes it anew.
        return None
    found = r4_change.own_usual(state, flagging.settings_of(session, school_id).r4)
    return Usual(*found) if found else None
