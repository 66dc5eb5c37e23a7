"""Pictures as files: what is not the picture, such as where and when it was taken, is left out before it is kept.

Only the file's own structure is read, never its pixels: a tablet decodes it, within its own limits. A JPEG is a row of
marked segments (ITU-T T.81, annex B), a PNG a row of named chunks with a check sum each (W3C PNG, section 5).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from sync.service.errors import ServiceError

WIDEST = 4096
"""Pixels of the longer side."""
_PNG = b"\x89PNG\r\n\x1a\n"
_SHOWN = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_TABLES = frozenset({0xC4, 0xCC, 0xDB, 0xDC, 0xDD, 0xEE})
"""What the picture can't be drawn without: tables, the number of lines, restarts, and Adobe's word on its colours."""
_SCAN, _END, _EXIF = 0xDA, 0xD9, 0xE1
_TURN = 0x0112
"""The Exif tag that says which way up a picture is held."""


class StillError(ServiceError):
    """A picture that can't be kept, as a sentence with the cure."""


def only_the_picture(content: bytes) -> bytes:
    """The same picture, pixel for pixel and the same way up, with no place, time, camera, comment or second picture.

    Raises:
        StillError: it is no whole PNG or JPEG, or wider or taller than `WIDEST`.
    """
    try:
        return b"".join(_png(content) if content.startswith(_PNG) else _jpeg(content))
    except (struct.error, IndexError):
        raise _broken() from None


def _png(content: bytes) -> Iterator[bytes]:
    yield _PNG
    at, first = len(_PNG), True
    while True:
        length, name = struct.unpack_from(">I4s", content, at)
        chunk = content[at : at + 12 + length]
        (told,) = struct.unpack_from(">I", chunk, 8 + length)
        if told != zlib.crc32(chunk[4:-4]) or first != (name == b"IHDR"):
            raise _broken()
        if first:
            _fits(*struct.unpack_from(">II", chunk, 8))
        if name in _SHOWN:
            yield chunk
        if name == b"IEND":
            return
        at, first = at + len(chunk), False


def _jpeg(content: bytes) -> Iterator[bytes]:
    if not content.startswith(b"\xff\xd8"):
        raise _broken()
    yield b"\xff\xd8"
    at, framed = 2, False
    while True:
        if content[at] != 0xFF:
            raise _broken()
        while content[at + 1] == 0xFF:
            at += 1
        mark = content[at + 1]
        if mark == _END:
            if not framed:
                raise _broken()
            yield b"\xff\xd9"
            return
        (length,) = struct.unpack_from(">H", content, at + 2)
        segment = content[at : at + 2 + length]
        if length < 2 or len(segment) != 2 + length:
            raise _broken()
        at += len(segment)
        if mark == _EXIF:
            yield _turn(segment[4:])
        elif mark in _FRAMES:
            high, wide = struct.unpack_from(">HH", segment, 5)
            _fits(wide, high)
            framed = True
            yield segment
        elif mark in _TABLES:
            yield segment
        elif mark == _SCAN:
            after = _after_scan(content, at)
            yield segment + content[at:after]
            at = after


def _after_scan(content: bytes, at: int) -> int:
    """Where the pixels end: at the first mark that is neither a stuffed byte nor a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0:
            raise _broken()
        if content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2


def _turn(exif: bytes) -> bytes:
    """A segment that says which way up the picture is and nothing else; nothing where it is upright or unsaid."""
    try:
        if not exif.startswith(b"Exif\0\0"):
            return b""
        tiff = exif[6:]
        order = {b"II": "<", b"MM": ">"}[tiff[:2]]
        (table,) = struct.unpack_from(order + "I", tiff, 4)
        (entries,) = struct.unpack_from(order + "H", tiff, table)
        found = [struct.unpack_from(order + "HHIH", tiff, table + 2 + 12 * each) for each in range(entries)]
    except (struct.error, KeyError):
        return b""
    turns = [turn for tag, kind, count, turn in found if (tag, kind, count) == (_TURN, 3, 1) and 2 <= turn <= 8]
    if not turns:
        return b""
    body = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _TURN, 3, 1, turns[0], 0, 0)
    return struct.pack(">BBH", 0xFF, _EXIF, len(body) + 2) + body


def _fits(wide: int, high: int) -> None:
    if not (0 < wide <= WIDEST and 0 < high <= WIDEST):
        raise StillError(f"That picture is larger than {WIDEST} dots on a side. Give a smaller one.")


def _broken() -> StillError:
    return StillError("That picture is not whole. Give another copy of it, as PNG or JPEG.")
