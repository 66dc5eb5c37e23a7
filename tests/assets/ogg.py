"""Reads what an Ogg Vorbis file says of itself, without decoding it."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Told:
    """A Vorbis stream's own account."""

    channels: int
    rate: int
    seconds: float
    serial: bytes


def about(file: Path) -> Told:
    """Read the first page's header and the last page's position.

    Raises:
        ValueError: not Ogg Vorbis.
    """
    content = file.read_bytes()
    last = content.rfind(b"OggS")
    if content[:4] != b"OggS" or content[28:35] != b"\x01vorbis":
        raise ValueError(f"{file.name} is not Ogg Vorbis")
    channels, rate = struct.unpack_from("<BI", content, 39)
    (samples,) = struct.unpack_from("<q", content, last + 6)
    return Told(channels, rate, samples / rate, content[14:18])
