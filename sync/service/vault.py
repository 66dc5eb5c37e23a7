"""Files that only the recovery key opens: a stream of chunks, encrypted and tied to each other.

The recovery key is a pair of its own. The service keeps its public half and can therefore make such files but not
read them; the private half is shown once, on paper with the DSL. Each file has a fresh key, sealed to the public half,
and is encrypted with libsodium's secretstream (XChaCha20-Poly1305): a chunk that is changed, left out, moved or cut
off is noticed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_ABYTES,
    crypto_secretstream_xchacha20poly1305_HEADERBYTES,
    crypto_secretstream_xchacha20poly1305_init_pull,
    crypto_secretstream_xchacha20poly1305_init_push,
    crypto_secretstream_xchacha20poly1305_keygen,
    crypto_secretstream_xchacha20poly1305_pull,
    crypto_secretstream_xchacha20poly1305_push,
    crypto_secretstream_xchacha20poly1305_state,
    crypto_secretstream_xchacha20poly1305_TAG_FINAL,
    crypto_secretstream_xchacha20poly1305_TAG_MESSAGE,
)
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from sync import pin
from sync.service.errors import ServiceError

MAGIC = b"DAYBREAK BACKUP 1\n"
CHUNK = 1 << 20
_SEALED_KEY = 32 + 48
_LENGTH = struct.Struct(">I")
_LETTERS = 52
"""Of a recovery key: 256 bits and four zeros."""
_WRITTEN_MOST = 1000


class VaultError(ServiceError):
    """A file that can't be opened, as a sentence with the cure."""


def new_key() -> tuple[str, bytes]:
    """A new recovery key: the words to write down, and the public half (32 bytes)."""
    private = PrivateKey.generate()
    number = int.from_bytes(bytes(private), "big") << 4
    return pin.in_fours(pin.spelled(number, _LETTERS)), bytes(private.public_key)


def read_key(written: str) -> PrivateKey:
    """The private half, as somebody typed it from paper.

    Raises:
        VaultError: it is no recovery key.
    """
    letters = pin.letters(written, _WRITTEN_MOST)
    if len(letters) != _LETTERS or not set(letters) <= set(pin.ALPHABET):
        raise VaultError("That is no recovery key: it has thirteen groups of four. Check each of them.")
    number = 0
    for each in letters:
        number = number << 5 | pin.ALPHABET.index(each)
    return PrivateKey((number >> 4).to_bytes(32, "big"))


class Sealing:
    """A file being written; use it as a context, and `write` to it as to any file."""

    def __init__(self, file: BinaryIO, public_key: bytes) -> None:
        self._file = file
        key = crypto_secretstream_xchacha20poly1305_keygen()
        self._state = crypto_secretstream_xchacha20poly1305_state()
        header = crypto_secretstream_xchacha20poly1305_init_push(self._state, key)
        file.write(MAGIC + SealedBox(PublicKey(public_key)).encrypt(key) + header)
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        """Take some bytes; they are written a chunk at a time."""
        self._held += data
        while len(self._held) > CHUNK:
            self._push(bytes(self._held[:CHUNK]), crypto_secretstream_xchacha20poly1305_TAG_MESSAGE)
            del self._held[:CHUNK]
        return len(data)

    def finish(self) -> None:
        """Write the last chunk: without it a file is known to be cut off."""
        self._push(bytes(self._held), crypto_secretstream_xchacha20poly1305_TAG_FINAL)

    def _push(self, chunk: bytes, tag: int) -> None:
        sealed = crypto_secretstream_xchacha20poly1305_push(self._state, chunk, tag=tag)
        self._file.write(_LENGTH.pack(len(sealed)) + sealed)


def opened(file: BinaryIO, key: PrivateKey) -> Iterator[bytes]:
    """The content of a file, a chunk at a time.

    Raises:
        VaultError: it is no such file, the key is another's, or it was changed or cut off.
    """
    if file.read(len(MAGIC)) != MAGIC:
        raise VaultError("That is no backup of Daybreak's, or its beginning is damaged.")
    try:
        inner = SealedBox(key).decrypt(file.read(_SEALED_KEY))
    except (CryptoError, ValueError):
        raise VaultError("That recovery key does not open this file. Use the key that was current then.") from None
    damaged = VaultError("The file was changed or cut off. Use another backup.")
    header = file.read(crypto_secretstream_xchacha20poly1305_HEADERBYTES)
    state = crypto_secretstream_xchacha20poly1305_state()
    try:
        crypto_secretstream_xchacha20poly1305_init_pull(state, header, inner)
        while True:
            (length,) = _LENGTH.unpack(file.read(_LENGTH.size))
            if length > CHUNK + crypto_secretstream_xchacha20poly1305_ABYTES:
                raise damaged
            chunk, tag = crypto_secretstream_xchacha20poly1305_pull(state, file.read(length))
            yield chunk
            if tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL:
                return
    except (CryptoError, ValueError, TypeError, struct.error):
        raise damaged from None
