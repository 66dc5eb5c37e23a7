"""How often one token may deliver: far more than any tablet needs, far less than would keep others out."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

BURST = 600
"""Deliveries at once. A term's 50,000 events are a hundred."""
EACH_S = 50.0
"""Deliveries a second, from then on."""
_MOST_TOKENS = 4096
"""Remembered at once: whoever makes tokens up costs no more memory than this."""


class Allowance:
    """A bucket for each token, that fills by the second."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._left: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def take(self, token: str) -> bool:
        """Whether one more delivery is allowed now; it counts when it is."""
        key, now = hashlib.blake2b(token.encode(), digest_size=8).digest(), self._clock()
        with self._lock:
            left, since = self._left.pop(key, (float(BURST), now))
            left = min(float(BURST), left + (now - since) * EACH_S)
            allowed = left >= 1
            self._left[key] = (left - 1 if allowed else left, now)
            if len(self._left) > _MOST_TOKENS:
                self._left.popitem(last=False)
        return allowed
