"""The school's private key: in a file that only the service's own user can read, never in the database.

The file holds one base64 line a key (X25519, 32 bytes), the current one first; older ones still open what tablets
sealed before they heard of the new one.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from nacl.public import PrivateKey

from sync.files import write_whole
from sync.seal import Opener, key_id
from sync.service.errors import ServiceError
from sync.service.settings import KEY_VARIABLE, Settings

KEY_BYTES = 32
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class KeyFileError(ServiceError):
    """The private key is missing, damaged, or others can read it; a sentence with the cure."""


class Keys:
    """Every private key that the school still honours, the current one first.

    One object for as long as the service runs: rotating changes what it holds.
    """

    def __init__(self, private_keys: list[bytes], path: Path | None = None) -> None:
        self._path = path
        self._hold(private_keys)

    def _hold(self, private_keys: list[bytes]) -> None:
        self._private = private_keys
        self._opener = Opener(private_keys)
        self.public_key = bytes(PrivateKey(private_keys[0]).public_key)
        """32 bytes: what tablets seal to."""

    def rotate(self) -> None:
        """Make a new current key; the others go on opening what was sealed to them.

        Raises:
            KeyFileError: the keys stand in the environment, or the file could not be written.
        """
        if self._path is None:
            raise KeyFileError(f"The keys stand in {KEY_VARIABLE}: put a new one in front of them there, and restart.")
        held = [bytes(PrivateKey.generate()), *self._private]
        _write(self._path, held)
        self._hold(held)

    def look_again(self) -> None:
        """Read the file once more: another process of this school's service may have rotated the keys.

        What can't be read now leaves the keys as they are; the service's doctor says what is amiss with the file.
        """
        if self._path is not None:
            try:
                self._hold(read(self._path)._private)
            except KeyFileError:
                return

    @property
    def names(self) -> list[str]:
        """How envelopes name each of the keys, the current one first."""
        return [key_id(bytes(PrivateKey(each).public_key)).hex() for each in self._private]

    @property
    def name(self) -> str:
        """The 4 bytes by which envelopes name the current key, in hex."""
        return key_id(self.public_key).hex()

    def as_text(self) -> str:
        """The keys as the key file holds them. For a sealed export only."""
        return "".join(base64.b64encode(each).decode() + "\n" for each in self._private)

    def opener(self) -> Opener:
        """The opener of what tablets sealed to any of these keys."""
        return self._opener

    def derive(self, purpose: bytes) -> str:
        """A secret for another purpose, in hex, that tells nothing of the key and stays when keys are rotated."""
        return hashlib.blake2b(purpose, key=self._private[-1], digest_size=32).hexdigest()

    def __repr__(self) -> str:
        return f"Keys({len(self._private)})"


def create(path: Path) -> Keys:
    """Make a new key and keep it in a file of mode 0600.

    Raises:
        KeyFileError: the file exists; an old key is never overwritten, since it opens what tablets have sealed.
    """
    private = bytes(PrivateKey.generate())
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyFileError(f"{path} already holds a key. Keep it: it opens what the tablets have sealed.") from None
    with os.fdopen(handle, "wb") as file:
        file.write(base64.b64encode(private) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return Keys([private], path)


def load(settings: Settings, environ: Mapping[str, str]) -> Keys:
    """The school's keys, from the environment when they stand there, else from the key file.

    Raises:
        KeyFileError: with a sentence that says what to do.
    """
    if text := environ.get(KEY_VARIABLE):
        return _parse(text, KEY_VARIABLE)
    return read(settings.key_file)


def read(path: Path) -> Keys:
    """The keys of a file.

    Raises:
        KeyFileError: it is missing, others than its owner can read or change it, or it holds no key.
    """
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        raise KeyFileError(f"There is no key at {path}. Run `daybreak service init`, or restore it.") from None
    except PermissionError:
        raise KeyFileError(f"This user may not read {path}. Start the service as the user who owns it.") from None
    if mode & _OTHERS:
        raise KeyFileError(
            f"Others can read {path} (mode {stat.S_IMODE(mode):04o}). Run `chmod 600 {path}`, then ask who had access."
        )
    return _parse(text, str(path), path)


def _write(path: Path, private_keys: list[bytes]) -> None:
    """Put a new file in the place of the old one: a power cut leaves the one or the other, whole."""
    content = "".join(base64.b64encode(each).decode() + "\n" for each in private_keys)
    try:
        write_whole(path, content.encode())
    except OSError as error:
        raise KeyFileError(f"{path} could not be written ({error.strerror}). Nothing was changed.") from None


def _parse(text: str, where: str, path: Path | None = None) -> Keys:
    try:
        keys = [base64.b64decode(line, validate=True) for line in text.split()]
    except (binascii.Error, ValueError):
        keys = []
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise KeyFileError(f"{where} holds no key of {KEY_BYTES} bytes in base64. Restore it from your backup.")
    return Keys(keys, path)
