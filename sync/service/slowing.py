"""Slowing down who guesses: by account, without ever locking its owner out.

The first wrong answers cost nothing. After those, answers for one account are let through one at a time with a pause
between them, and who would have to wait longer than a person does is asked to come back. A browser in which the owner
has signed in before is counted for itself, so that guessing elsewhere does not slow the owner down.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

FREE = 5
"""Wrong answers that cost nothing."""
GAP_S = 2.0
LONGEST_S = 8.0
FORGET_S = 900.0
"""Seconds after the last wrong answer when they are forgotten."""
_MOST = 10_000
"""Accounts that are remembered; the longest untouched is forgotten first."""


@dataclass(slots=True)
class _Count:
    wrong: int = 0
    last: float = 0.0
    free_at: float = 0.0


class SlowDown:
    """How long an answer for a key has to wait.

    Args:
        clock: seconds that only rise.
    """

    def __init__(self, *, free: int = FREE, gap_s: float = GAP_S, clock: Callable[[], float] = time.monotonic) -> None:
        self._free, self._gap_s, self._clock = free, gap_s, clock
        self._counts: OrderedDict[str, _Count] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, key: str) -> float | None:
        """Seconds to wait before this answer is looked at; None when it is not looked at at all.

        Whoever asks has taken their turn: answers that come at once wait one after the other.
        """
        now = self._clock()
        with self._lock:
            count = self._counts.get(key)
            if count is None or count.wrong < self._free:
                return 0.0
            if now - count.last > FORGET_S:
                del self._counts[key]
                return 0.0
            starts = max(now, count.free_at)
            if starts - now > LONGEST_S:
                return None
            count.free_at = starts + self._gap_s
            return starts - now

    def wrong(self, key: str) -> None:
        """Count a wrong answer."""
        now = self._clock()
        with self._lock:
            count = self._counts.setdefault(key, _Count())
            count.wrong, count.last = count.wrong + 1, now
            count.free_at = max(count.free_at, now + self._gap_s)
            self._counts.move_to_end(key)
            while len(self._counts) > _MOST:
                self._counts.popitem(last=False)

    def right(self, key: str) -> None:
        """Forget what was wrong before."""
        with self._lock:
            self._counts.pop(key, None)


def known_browser(secret: str, staff_key: str) -> str:
    """A mark for a browser in which this person has signed in; only the service can make one.

    Args:
        secret: the service's own, in hex.
        staff_key: the person's address as it is compared.
    """
    nonce = secrets.token_hex(8)
    return f"{nonce}.{_signed(secret, nonce, staff_key)}"


def bucket(secret: str, staff_key: str, mark: str) -> str:
    """What an answer is counted under: the account, or the account in one browser that knows its owner."""
    nonce, _, signature = mark.partition(".")
    if hmac.compare_digest(signature.encode(), _signed(secret, nonce, staff_key).encode()):
        return f"{staff_key} {nonce}"
    return staff_key


def _signed(secret: str, nonce: str, staff_key: str) -> str:
    said = f"{nonce} {staff_key}".encode()
    return hashlib.blake2b(said, key=bytes.fromhex(secret), digest_size=16).hexdigest()
