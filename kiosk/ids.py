"""Names for events: nobody else's, ever, and side by side in any database that keeps them.

A database that keeps a class's morning by random names opens a page of its file for each; by names that follow one
another it opens one or two. So the names of one opening of the record share their beginning, and count on from there.
They tell nothing that does not travel in clear anyway: the store they were kept in, and their order.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable

_COUNT_BITS, _CHANCE_BITS = 22, 40
_PREFIX_BYTES = 8
"""More than the 60 bits that are used."""


class Names:
    """Makes names one after another: UUIDs of version 8 (RFC 9562, 5.8).

    Sixty bits are drawn once, twenty-two count, and forty are drawn for each name: two copies of one card, started at
    the same moment with the same luck, would still have to draw the same forty.

    Args:
        drawn: gives so many random bytes.
    """

    def __init__(self, drawn: Callable[[int], bytes] = os.urandom) -> None:
        self._drawn = drawn
        self._begin()

    def __call__(self) -> uuid.UUID:
        """The next name."""
        if self._count >> _COUNT_BITS:
            self._begin()
        chance = int.from_bytes(self._drawn(_CHANCE_BITS // 8))
        last = self._count << _CHANCE_BITS | chance
        self._count += 1
        high, low = self._prefix >> 12, self._prefix & 0xFFF
        return uuid.UUID(int=high << 80 | 8 << 76 | low << 64 | 0b10 << 62 | last)

    def _begin(self) -> None:
        self._prefix = int.from_bytes(self._drawn(_PREFIX_BYTES)) >> 4
        self._count = 0
