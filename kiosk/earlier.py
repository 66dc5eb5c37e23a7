"""What a child asked for at an earlier visit, and what has become of it: told from the replies of the service."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kiosk.turn import Asked
from sync.protocol import Reply

ASK_AFTER_S = 300
"""A request must be this old before a child is asked whether somebody came: an adult needs time to come."""


def asked_before(replies: Sequence[Reply], pupil: bytes, now_s: float, told: Collection[bytes] = ()) -> Asked | None:
    """The pupil's last request, if they are to be asked *Did a grown-up come?*; None when there is nothing to ask.

    Args:
        replies: requests of this week, in any order.
        pupil: 16 bytes.
        now_s: UTC seconds.
        told: requests about which the child has answered here, before the service knows of it.
    """
    theirs = [reply for reply in replies if reply.pupil == pupil]
    last = max(theirs, key=lambda reply: reply.asked_s, default=None)
    if last is None or last.answered or last.request in told or now_s - last.asked_s < ASK_AFTER_S:
        return None
    return Asked(last.request.hex(), last.adult.hex() if last.adult else None)
