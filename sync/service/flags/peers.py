"""The rules that others use, as folds like ours, so that they can be judged beside them."""

from __future__ import annotations

import msgspec

from sync.service.flags.record import Day


class Peer(msgspec.Struct, frozen=True):
    """Alarm when `lows` of the last `of` answered days are at most `low_at`; then rest `rest` answered days."""

    name: str
    lows: int
    of: int
    low_at: float = -1.0
    rest: int = 10


PEERS = (Peer("three lows in a row", 3, 3), Peer("three of the last five", 3, 5))

PeerState = tuple[tuple[bool, ...], int]
START: PeerState = ((), 0)


def step(state: PeerState, day: Day, peer: Peer) -> tuple[PeerState, bool]:
    """Add a day; tell whether the rule alarms on it."""
    if day.value is None:
        return state, False
    recent, rest = (*state[0], day.value <= peer.low_at)[-peer.of :], max(0, state[1] - 1)
    if not rest and recent[-1] and sum(recent) >= peer.lows:
        return (recent, peer.rest), True
    return (recent, rest), False
