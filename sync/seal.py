"""Sealing: what a child said is encrypted on the tablet at once, to a key that only the service holds.

libsodium's sealed boxes (X25519, XSalsa20-Poly1305) through PyNaCl. The tablet cannot open what it sealed.

In a box an event is its MessagePack array with the moment folded into 14 bytes: as an array of its own it takes up to
22, and two feelings with long names would spill into a second block. Boxes with the moment as an array, and those of
the first tablets, which told it last but one, open too.
"""

from __future__ import annotations

import hashlib
import struct

import msgspec
from nacl.bindings import crypto_box_seal_open, crypto_box_SEALBYTES, sodium_pad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from sync.protocol import Event

BLOCK = 64
"""Plaintext is padded to a multiple of this many bytes, so that its length does not tell the answer."""
KEY_ID_BYTES = 4

_AT = 1
"""Where an event's array holds its moment, after the tag."""
_FOLDED = struct.Struct(">I4s6s")
"""UTC seconds, the boot's name, and the trust in the two highest bits above the milliseconds."""
_MONO_BITS = 46
_MARK = b"\xc4\x0e"
"""How MessagePack begins bytes of that length; after an array's first byte and a tag of one byte stands the moment."""

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder()
_typed: msgspec.msgpack.Decoder[Event] = msgspec.msgpack.Decoder(Event)


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
    return SealedBox(PublicKey(public_key)).encrypt(sodium_pad(_told(event), BLOCK))


class Opener:
    """Opens what tablets sealed, with every private key the school still honours."""

    def __init__(self, private_keys: list[bytes]) -> None:
        pairs = [(bytes(PrivateKey(key).public_key), key) for key in private_keys]
        self._keys = {key_id(public): (public, private) for public, private in pairs}

    def holds(self, key: bytes) -> bool:
        """Whether the key that an envelope names is one of these."""
        return key in self._keys

    def open(self, key: bytes, box: bytes) -> Event:
        """Return the event in a box.

        Raises:
            SealError: the key is not ours, the bytes are damaged, or they hold no event that we know.
        """
        pair = self._keys.get(key)
        if pair is None:
            raise SealError("sealed to a key that this school does not hold")
        if len(box) < crypto_box_SEALBYTES + BLOCK:
            raise SealError("damaged on its way, or not sealed at all")
        try:
            return _heard(_unpadded(crypto_box_seal_open(box, *pair)))
        except CryptoError as error:
            raise SealError("damaged on its way, or sealed to another key") from error
        except msgspec.DecodeError as error:
            raise SealError("not an event this service knows") from error


def _told(event: Event) -> bytes:
    array = msgspec.to_builtins(event, builtin_types=(bytes,))
    at = event.at
    fits = 0 <= at.utc_s < 1 << 32 and 0 <= at.mono_ms < 1 << _MONO_BITS and 0 <= at.trust < 4 and len(at.boot) == 4
    if fits:  # a clock that is absurdly wrong travels as it is
        array[_AT] = _FOLDED.pack(at.utc_s, at.boot, (at.trust << _MONO_BITS | at.mono_ms).to_bytes(6))
    return _encoder.encode(array)


def _unpadded(block: bytes) -> bytes:
    """What `sodium_pad` was given; a quarter of what calling libsodium for it costs."""
    raw = block.rstrip(b"\0")
    if not raw.endswith(b"\x80") or len(block) - len(raw) >= BLOCK:
        raise SealError("padded in another way than ours")
    return raw[:-1]


def _heard(raw: bytes) -> Event:
    if raw[2:4] == _MARK:
        folded = raw[4 : 4 + _FOLDED.size]
        return _typed.decode(raw[:2] + _encoder.encode(_unfolded(folded)) + raw[4 + _FOLDED.size :])
    array = _decoder.decode(raw)
    if isinstance(array, list) and len(array) > _AT + 1:
        if isinstance(array[-2], list) and not _is_moment(array[_AT]):
            array = [array[0], *array[-2:], *array[_AT:-2]]
        elif isinstance(array[_AT], bytes):
            array[_AT] = _unfolded(array[_AT])
    return _typed.decode(_encoder.encode(array))  # four times as fast as `msgspec.convert`


def _is_moment(told: object) -> bool:
    return isinstance(told, list) or (isinstance(told, bytes) and len(told) == _FOLDED.size)


def _unfolded(folded: bytes) -> list[object]:
    if len(folded) != _FOLDED.size:
        raise msgspec.ValidationError("a moment of another length")
    utc_s, boot, rest = _FOLDED.unpack(folded)
    trust, mono_ms = divmod(int.from_bytes(rest), 1 << _MONO_BITS)
    return [utc_s, mono_ms, boot, trust]
