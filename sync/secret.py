"""A child's secret picture, as the tablet may hold it: a keyed hash, never the picture's name.

Nine pictures are no password. The hash only keeps a reader of the tablet's disk from seeing at a glance what a child
chose; staff switch the secret picture on for children who would otherwise be tapped by a friend.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from hashlib import blake2b

HASH_BYTES = 8
KEY_BYTES = 16


def hashed(pupil: bytes, picture: str, key: bytes) -> bytes:
    """The `HASH_BYTES` that stand for one child's secret picture under the class's key."""
    return blake2b(pupil + picture.encode(), digest_size=HASH_BYTES, key=key).digest()


def reveal(pupil: bytes, secret: bytes, key: bytes, pictures: Sequence[str]) -> str | None:
    """The picture among `pictures` that a hash stands for; None when it is none of them."""
    return next((each for each in pictures if hmac.compare_digest(hashed(pupil, each, key), secret)), None)
