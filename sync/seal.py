"""Sealing: what a child said is encrypted on the tablet at once, to a key that only the service holds.

libsodium's sealed boxes (X25519, XSalsa20-Poly1305) through PyNaCl. The tablet cannot open what it sealed.
"""

from __future__ import annotations

import hashlib

import msgspec
from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from sync.protocol import Event

BLOCK = 64
"""Plaintext is padded to a multiple of this many bytes, so that its length does not tell the answer."""
KEY_ID_BYTES = 4

_encode = msgspec.msgpack.Encoder().encode
_decoder: msgspec.msgpack.Decoder[Event] = msgspec.msgpack.Decoder(Event)


class SealError(Exception):
    """A box that cannot be opened: another key, damaged bytes, or not one of our events."""


def key_id(public_key: bytes) -> bytes:
    """The 4 bytes by which envelopes name a public key."""
    return hashlib.sha256(b"daybreak key" + public_key).digest()[:KEY_ID_BYTES]


def seal(event: Event, public_key: bytes) -> bytes:
    """Return the event as bytes that only the school's private key opens.

    Args:
        event: any event; its encoding is padded to a multiple of `BLOCK`.
        public_key: 32 bytes, X25519.

    Raises:
        ValueError: the key is not 32 bytes.
    """
    return SealedBox(PublicKey(public_key)).encrypt(sodium_pad(_encode(event), BLOCK))


class Opener:
    """Opens what tablets sealed, with every private key the school still honours."""

    def __init__(self, private_keys: list[bytes]) -> None:
        keys = [PrivateKey(key) for key in private_keys]
        self._boxes = {key_id(bytes(key.public_key)): SealedBox(key) for key in keys}

    def open(self, key: bytes, box: bytes) -> Event:
        """Return the event in a box.

        Raises:
            SealError: the key is not ours, the bytes are damaged, or they hold no event that we know.
        """
        sealed = self._boxes.get(key)
        if sealed is None:
            raise SealError("sealed to a key that this school does not hold")
        try:
            return _decoder.decode(sodium_unpad(sealed.decrypt(box), BLOCK))
        except CryptoError as error:
            raise SealError("damaged on its way, or sealed to another key") from error
        except msgspec.DecodeError as error:
            raise SealError("not an event this service knows") from error
