"""The token with which a school's first person comes in: works once, for an hour."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from datetime import UTC, datetime, timedelta

LIFE = timedelta(hours=1)


class FirstToken:
    """The token of the running service. It is held hashed and in memory only: a restart makes another one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hash = b""
        self._until = datetime.min.replace(tzinfo=UTC)

    def begin(self, now: datetime) -> str:
        """Make a token, good for an hour; one made earlier is worth nothing now."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._hash, self._until = _hash(token), now + LIFE
        return token

    def fits(self, token: str, now: datetime) -> bool:
        """True for the token, while it lives."""
        with self._lock:
            return bool(self._hash) and now < self._until and hmac.compare_digest(self._hash, _hash(token))

    def spend(self) -> None:
        """The token has done its work."""
        with self._lock:
            self._hash = b""


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
