"""Writes sound as Ogg Vorbis, the same bytes every time. Used only when clips and sounds are made."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import soundfile

RATE = 24_000
"""Samples a second of everything we ship, one channel."""
_COMPRESSION = 0.6
"""0 is largest, 1 smallest; about 45 kbit/s for speech."""
_SERIAL = b"dawn"


def write(path: Path, samples: np.ndarray) -> bytes:
    """Write float samples in -1..1 at `RATE` to `path`, and return the file's bytes.

    Vorbis numbers each stream by chance; we number them all alike, so that nothing changes when nothing changed.
    """
    encoded = io.BytesIO()
    soundfile.write(encoded, samples, RATE, format="OGG", subtype="VORBIS", compression_level=_COMPRESSION)
    content = renumber(encoded.getvalue())
    path.write_bytes(content)
    return content


def renumber(ogg: bytes, serial: bytes = _SERIAL) -> bytes:
    """Give every page of an Ogg stream this serial number of four bytes, and the checksum that fits it.

    Raises:
        ValueError: not a whole Ogg stream.

    Source: RFC 3533, section 6.
    """
    pages, at = [], 0
    while at < len(ogg):
        if ogg[at : at + 4] != b"OggS":
            raise ValueError(f"no Ogg page at byte {at}")
        segments = ogg[at + 26]
        end = at + 27 + segments + sum(ogg[at + 27 : at + 27 + segments])
        page = bytearray(ogg[at:end])
        page[14:18], page[22:26] = serial, bytes(4)
        page[22:26] = _checksum(bytes(page)).to_bytes(4, "little")
        pages.append(bytes(page))
        at = end
    return b"".join(pages)


def _checksum(page: bytes) -> int:
    register = 0
    for byte in page:
        register = ((register << 8) & 0xFFFFFFFF) ^ _TABLE[(register >> 24) ^ byte]
    return register


def _row(value: int) -> int:
    register = value << 24
    for _ in range(8):
        register = (register << 1) ^ (0x04C11DB7 if register & 0x80000000 else 0)
    return register & 0xFFFFFFFF


_TABLE = tuple(_row(value) for value in range(256))
