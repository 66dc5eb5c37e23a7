"""A second copy of the record's events, in files that are only ever appended to.

A damaged database then costs nothing: it is put aside and rebuilt from here. Each record stands for itself, with a
marker to find it by and a checksum to believe it by, so that damage takes the records it hits and no others. Sealed
events alone are kept, in segments; a segment goes when the database has forgotten all that is in it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import struct
import zlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import msgspec

from sync.files import UNFINISHED, sync_folder, write_whole

log = logging.getLogger(__name__)

FOLDER = "journal"
SEGMENT_RECORDS = 1000
_MARK = b"\xd5\xdb\xe7\x9b"
"""Begins every record. Chance makes it once in four thousand million places, and then the checksum fails."""
_HEAD = struct.Struct(">4sHI")
_LONGEST = 4096


class Entry(msgspec.Struct, array_like=True, frozen=True):
    """One event as the record keeps it."""

    store: bytes
    seq: int
    event_id: bytes
    key_id: bytes
    box: bytes
    urgent: bool


class Journal:
    """The journal of one record. Belongs to the record's thread; `append` never raises."""

    def __init__(self, folder: Path) -> None:
        """Read what is there. Nothing that lies there can stop the tablet: what can't be read is passed over."""
        self._folder = folder / FOLDER
        self._written: dict[Path, int] = {}
        """The highest number in each segment."""
        self._file: int | None = None
        self._room = 0
        self._missed: list[Entry] = []
        self.damaged = False
        """Bytes were met that are no whole record: the end of a segment after a power cut, or real damage."""
        self.found: tuple[Entry, ...] = tuple(self._read())
        """Every event that was found, once each, in the record's order; let go once the record has been recovered."""

    @property
    def failing(self) -> bool:
        """True while events are in the database alone, because this file could not be written."""
        return bool(self._missed)

    def append(self, entries: Sequence[Entry]) -> None:
        """Make a second copy durable. What can't be written now is tried again with the next."""
        self._missed += entries
        if not self._missed:
            return
        try:
            while self._missed:
                self._append(self._missed[: max(1, self._room)])
        except OSError as error:
            log.error("the journal could not be written (%s); the record itself is whole", error.strerror)
            self._close()

    def forget_before(self, seq: int) -> None:
        """Let go of the segments in which every number is below this one."""
        for path, last in list(self._written.items()):
            if last < seq and path != self._path:
                with contextlib.suppress(OSError):
                    path.unlink()
                    del self._written[path]

    def drop(self, event_ids: Collection[bytes]) -> None:
        """Write anew, without these events, the segments that hold one of them; a segment of nothing else goes.

        Raises:
            OSError: it could not be written; what was there still is.
        """
        self._close()
        for path in list(self._written):
            kept = list(_records(path.read_bytes())[0])
            left = [each for each in kept if each.event_id not in event_ids]
            if not left and kept:
                path.unlink()
                del self._written[path]
            elif len(left) < len(kept):
                write_whole(path, b"".join(map(_framed, left)))

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._close()

    def _read(self) -> Iterator[Entry]:
        for unfinished in self._folder.glob(f"*{UNFINISHED}"):  # a power cut came while a segment was written anew
            with contextlib.suppress(OSError):
                unfinished.unlink()
        found: dict[bytes, Entry] = {}
        for path in sorted(self._folder.glob("*.log")) if self._folder.is_dir() else ():
            try:
                entries, whole = _records(path.read_bytes())
            except OSError as error:
                log.error("a segment of the journal could not be read (%s)", error.strerror)
                self.damaged = True
                continue
            self.damaged = self.damaged or not whole
            self._written[path] = max((each.seq for each in entries), default=0)
            for each in entries:
                found.setdefault(each.event_id, each)
        return iter(sorted(found.values(), key=lambda each: each.seq))

    def _append(self, entries: Sequence[Entry]) -> None:
        if self._file is None or self._room <= 0:
            self._begin(entries[0].seq)
            return
        assert self._path is not None
        data = b"".join(map(_framed, entries))
        if os.write(self._file, data) != len(data):
            raise OSError(0, "cut short")
        os.fdatasync(self._file)
        self._room -= len(entries)
        self._written[self._path] = max(self._written[self._path], *(each.seq for each in entries))
        del self._missed[: len(entries)]

    def _begin(self, seq: int) -> None:
        """Begin a segment: never at the end of an old one, which may be torn."""
        self._close()
        self._folder.mkdir(mode=0o700, exist_ok=True)
        number = 0
        while (path := self._folder / f"{seq:012d}-{number:03d}.log").exists():
            number += 1
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o600)
        self._path, self._room = path, SEGMENT_RECORDS
        self._written[path] = 0
        sync_folder(self._folder)

    _path: Path | None = None

    def _close(self) -> None:
        if self._file is not None:
            with contextlib.suppress(OSError):
                os.close(self._file)
        self._file, self._path, self._room = None, None, 0


def _framed(entry: Entry) -> bytes:
    content = msgspec.msgpack.encode(entry)
    return _HEAD.pack(_MARK, len(content), zlib.crc32(content)) + content


def _records(data: bytes) -> tuple[list[Entry], bool]:
    """Every whole record, and whether there was nothing else."""
    found: list[Entry] = []
    at, whole = 0, True
    while at < len(data):
        entry, end = _record(data, at)
        if entry is None:
            whole = False
            at = data.find(_MARK, at + 1)
            if at < 0:
                break
        else:
            found.append(entry)
            at = end
    return found, whole


def _record(data: bytes, at: int) -> tuple[Entry | None, int]:
    if len(data) - at < _HEAD.size:
        return None, at
    mark, length, checksum = _HEAD.unpack_from(data, at)
    content = data[at + _HEAD.size : at + _HEAD.size + length]
    if mark != _MARK or length > _LONGEST or len(content) != length or zlib.crc32(content) != checksum:
        return None, at
    try:
        return msgspec.msgpack.decode(content, type=Entry), at + _HEAD.size + length
    except msgspec.MsgspecError:
        return None, at
