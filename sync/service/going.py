"""Browsers that have gone to a provider to sign in, and are expected back within ten minutes.

Each is remembered by the `state` that travels with it, holds what has to fit when it comes back, and works once, in the
browser that went. In memory only: after a restart a person presses the button again.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

LIFE = timedelta(minutes=10)
MOST = 2000
"""Who went longest ago is forgotten first."""


@dataclass(frozen=True, slots=True)
class Gone:
    """One browser on its way."""

    provider: str
    back: str
    """The address that it comes back to."""
    shared: bool
    """A shared computer, by its person's word."""
    nonce: str
    verifier: str
    """PKCE's (RFC 7636): whoever catches the code on its way can do nothing with it."""
    until: datetime
    mark: bytes
    """Of the cookie in the browser that went."""


class Going:
    """The browsers that are away."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._gone: OrderedDict[str, Gone] = OrderedDict()

    def begin(self, provider: str, back: str, *, shared: bool, now: datetime) -> tuple[str, str, Gone]:
        """Let a browser go; its state, the value of its cookie, and what is remembered."""
        state, cookie = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        gone = Gone(
            provider=provider,
            back=back,
            shared=shared,
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(48),
            until=now + LIFE,
            mark=_mark(cookie),
        )
        with self._lock:
            self._gone[_key(state)] = gone
            while len(self._gone) > MOST:
                self._gone.popitem(last=False)
        return state, cookie, gone

    def take(self, provider: str, state: str, cookie: str, now: datetime) -> Gone | None:
        """What is remembered of a browser that came back; None when it is another, late, or here before."""
        with self._lock:
            gone = self._gone.pop(_key(state), None)
        if gone is None or gone.provider != provider or now >= gone.until:
            return None
        return gone if hmac.compare_digest(gone.mark, _mark(cookie)) else None


def _mark(cookie: str) -> bytes:
    return hashlib.sha256(cookie.encode()).digest()


def _key(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
