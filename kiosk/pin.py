"""The staff corner's PIN: kept as a slow hash, and guarded against pupils who guess.

pin.json        the hash (scrypt), readable by this user only
pin_tries.json  wrong tries since the last right one, and until when nobody may try
"""

from __future__ import annotations

import hashlib
import hmac
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import msgspec

from kiosk.device.clock import boot_bytes
from sync.files import write_whole

FILE = "pin.json"
TRIES_FILE = "pin_tries.json"
LENGTHS = (4, 8)
"""Digits of a PIN, least and most."""
TRIES = 5
"""Wrong tries after which everybody waits."""
WAIT_S = 300.0
_COST = 2**14
"""scrypt's n: 16 MB and some 50 ms, so that a copied file is dear to guess from."""


class PinError(Exception):
    """A PIN that cannot be set; the message says what a good one is."""


class _Hash(msgspec.Struct, frozen=True):
    salt: Annotated[bytes, msgspec.Meta(min_length=16)]
    key: Annotated[bytes, msgspec.Meta(min_length=32)]
    n: Annotated[int, msgspec.Meta(ge=2**10, le=2**16)]


class _Tries(msgspec.Struct, frozen=True):
    wrong: int = 0
    until: float = 0.0
    """Seconds since the machine started, sleep included."""
    boot: bytes = b""


def check(pin: str) -> None:
    """Accept a PIN of 4 to 8 digits that are not all the same.

    Raises:
        PinError: it is another.
    """
    least, most = LENGTHS
    if not (pin.isascii() and pin.isdecimal() and least <= len(pin) <= most):
        raise PinError(f"A PIN is {least} to {most} digits. Choose another.")
    if len(set(pin)) == 1:
        raise PinError("A PIN of one digit again and again is soon guessed. Choose another.")


def save(folder: Path, pin: str) -> None:
    """Set the PIN of this tablet, and let everybody try again.

    Raises:
        PinError: it is no PIN, or it can't be written.
    """
    check(pin)
    salt = os.urandom(16)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(folder / FILE, msgspec.json.encode(_Hash(salt, _key(pin, salt, _COST), _COST)))
        (folder / TRIES_FILE).unlink(missing_ok=True)
    except OSError as error:
        raise PinError(
            f"The PIN could not be kept in {folder} ({error.strerror}). Run this as the tablet's own user."
        ) from None


class Lock:
    """Opens the staff corner to whoever knows the PIN.

    Five wrong tries close it for five minutes of running time; a restart does not shorten the wait.
    `since_start` gives the seconds since the machine started.
    """

    def __init__(self, folder: Path, since_start: Callable[[], float] | None = None, boot: bytes | None = None) -> None:
        self._folder = folder
        self._since_start = since_start or _since_start
        self._boot = boot if boot is not None else boot_bytes()
        self._tries = self._known()

    @property
    def is_set(self) -> bool:
        """Whether there is a PIN that can be read."""
        return self._hash() is not None

    @property
    def wait_s(self) -> float:
        """Seconds until somebody may try again; 0 when they may now."""
        return max(0.0, self._tries.until - self._since_start()) if self._tries.until else 0.0

    def opens(self, pin: str) -> bool:
        """Try a PIN; it takes some 50 ms. False also while everybody waits and when there is none."""
        kept = self._hash()
        if kept is None or self.wait_s:
            return False
        if hmac.compare_digest(_key(pin, kept.salt, kept.n), kept.key):
            self._keep(_Tries(boot=self._boot))
            return True
        wrong = self._tries.wrong % TRIES + 1
        until = self._since_start() + WAIT_S if wrong == TRIES else 0.0
        self._keep(_Tries(wrong, until, self._boot))
        return False

    def _hash(self) -> _Hash | None:
        try:
            return msgspec.json.decode((self._folder / FILE).read_bytes(), type=_Hash)
        except (OSError, msgspec.MsgspecError):
            return None

    def _known(self) -> _Tries:
        try:
            known = msgspec.json.decode((self._folder / TRIES_FILE).read_bytes(), type=_Tries)
        except (OSError, msgspec.MsgspecError):
            return _Tries(boot=self._boot)
        if known.until and known.boot != self._boot:
            # Another start of the machine counts from nothing: the whole wait begins again.
            return _Tries(known.wrong, self._since_start() + WAIT_S, self._boot)
        return known

    def _keep(self, tries: _Tries) -> None:
        self._tries = tries
        try:
            write_whole(self._folder / TRIES_FILE, msgspec.json.encode(tries))
        except OSError:
            return  # a full disk must not open the corner, nor close it: what is known is kept in memory


def _key(pin: str, salt: bytes, n: int) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=n, r=8, p=1, maxmem=2**27, dklen=32)


def _since_start() -> float:
    return time.clock_gettime(time.CLOCK_BOOTTIME)
