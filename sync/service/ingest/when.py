"""When events happened, from clocks that may be wrong: the tablet's own order and its monotonic clock bound them.

A clock that a time server or this service has set is believed. For the others there is something better than their
word: events of the start that the tablet is still in are as many milliseconds old as its monotonic clock says, however
wrong its date is. Those of an earlier start lie between their neighbours in the tablet's order.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sync.protocol import Moment, Trust

ABSURD = timedelta(days=1)
"""How far ahead a trusted clock may be before it is not believed; and how far an unset one may be behind."""


def resolve(
    moments: Sequence[Moment], received: datetime, *, sent: Moment | None = None, after: datetime | None = None
) -> list[datetime]:
    """When each of these moments was, aware UTC.

    Args:
        moments: in the tablet's order.
        received: when the batch came.
        sent: the tablet's moment of sending, if it said; ties its monotonic clock to `received`.
        after: when the event before the first of these happened; nothing here happened earlier, unless a trusted
            clock says so.
    """
    latest_s = received.timestamp() + ABSURD.total_seconds()
    told = [datetime.fromtimestamp(moment.utc_s, UTC) if _believed(moment, latest_s) else None for moment in moments]
    known = [at for at in told if at is not None]
    if len(known) == len(told):
        return known
    anchors = _anchors(moments, told, received, sent)
    found = [at or _worked_out(moment, received, anchors) for moment, at in zip(moments, told, strict=True)]
    lower = min(after, received) if after else None
    upper = _upper_bounds(found, received)
    resolved: list[datetime] = []
    for moment, at, latest in zip(moments, found, upper, strict=True):
        if at is None:
            at = _between(moment, received, lower, latest)
        resolved.append(at)
        lower = max(lower, at) if lower else at
    return resolved


def _anchors(
    moments: Sequence[Moment], told: Sequence[datetime | None], received: datetime, sent: Moment | None
) -> dict[bytes, tuple[datetime, int]]:
    """For each start of the tablet whose time is known at one point: that time, and the monotonic clock then."""
    anchors = {moment.boot: (at, moment.mono_ms) for moment, at in zip(moments, told, strict=True) if at is not None}
    if sent is not None:
        anchors[sent.boot] = (received, sent.mono_ms)
    return anchors


def _believed(moment: Moment, latest_s: float) -> bool:
    return moment.trust > Trust.UNKNOWN and 0 <= moment.utc_s <= latest_s


def _worked_out(moment: Moment, received: datetime, anchors: dict[bytes, tuple[datetime, int]]) -> datetime | None:
    """The moment where it can be worked out; None where only its neighbours bound it."""
    if (anchor := anchors.get(moment.boot)) and abs(anchor[1] - moment.mono_ms) < _LONGEST_MS:
        return min(received, anchor[0] - timedelta(milliseconds=anchor[1] - moment.mono_ms))
    return None


_LONGEST_MS = 400 * 24 * 3600 * 1000
"""No tablet runs for longer without a restart."""


def _upper_bounds(found: Sequence[datetime | None], received: datetime) -> list[datetime]:
    """For each, the earliest of what is known to have come later."""
    bounds: list[datetime] = []
    latest = received
    for at in reversed(found):
        bounds.append(latest)
        if at is not None:
            latest = min(latest, at)
    return bounds[::-1]


def _between(moment: Moment, received: datetime, lower: datetime | None, upper: datetime) -> datetime:
    """An unset clock's word where it fits between its neighbours, else the nearer neighbour."""
    behind_s = received.timestamp() - moment.utc_s
    believable = 0 <= behind_s <= ABSURD.total_seconds()
    if lower is None:
        return min(upper, datetime.fromtimestamp(moment.utc_s, UTC)) if believable else upper
    lower = min(lower, upper)
    if moment.utc_s < lower.timestamp() or moment.utc_s > upper.timestamp():
        return upper
    return datetime.fromtimestamp(moment.utc_s, UTC)
